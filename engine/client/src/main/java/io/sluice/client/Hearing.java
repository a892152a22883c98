package io.sluice.client;

import io.sluice.codec.AnswerDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DetachReason;
import io.sluice.codec.DetachedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.SignOfLifeDecoder;
import io.sluice.codec.ToldDecoder;
import io.sluice.session.FrameReader;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a client hears over its door, and up to which record: where it goes on after the connection was lost. What it
 * was told in part is told again then, and passed over as far as it is known. The client's thread only.
 */
final class Hearing {
    private static final long NO_PLACE = -1;
    private static final int DECISION = 1;
    private static final int COMMAND = 2;
    private static final int ANSWER = 4;
    private static final int SUBSCRIBED = 8;

    final RemoteBeacon beacon = new RemoteBeacon();
    final RemoteAnswers answers = new RemoteAnswers();
    final RemoteDecisions decisions;
    final RemoteCommands commands = new RemoteCommands();
    final Unanswered unanswered = new Unanswered();
    private final ClientListener listener;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ToldDecoder told = new ToldDecoder();
    private final AnswerDecoder answer = new AnswerDecoder();
    private final SignOfLifeDecoder sign = new SignOfLifeDecoder();
    private final DetachedDecoder detached = new DetachedDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final UnsafeBuffer outcome = new UnsafeBuffer(0, 0);
    private boolean isTakenOver;
    /** Everything up to this record was told; NO_PLACE while there is no such place. */
    private long toldUpTo = NO_PLACE;
    /** Record that was told last, perhaps in part, and how many of its outcomes. */
    private long lastTold;

    private int lastToldCount;
    /** The same in the present session. */
    private long toldNow;

    private int toldCount;
    /** What was told in the session before, and is passed over in this one. */
    private long skipBefore;

    private int skipCount;

    /**
     * @param hear             called before the strategy takes its decisions.
     * @param onStrategyClosed called when the strategy's client is closed.
     */
    Hearing(final ClientListener listener, final Runnable hear, final Runnable onStrategyClosed) {
        this.listener = listener;
        decisions = new RemoteDecisions(hear, onStrategyClosed);
    }

    /**
     * A session begins.
     *
     * @param isOther whether the journal is another one than before.
     * @param first   record to begin with where nothing was told yet; 0: what the door thinks best.
     */
    void begin(final boolean isOther, final long first) {
        if (isOther) {
            toldUpTo = NO_PLACE;
            lastTold = 0;
            answers.failAll("another journal was begun before a record bore the id");
        }
        if (toldUpTo == NO_PLACE) {
            toldUpTo = first - 1;
        }
        skipBefore = lastTold > toldUpTo ? lastTold : 0;
        skipCount = lastToldCount;
        toldNow = 0;
        answers.lost();
    }

    /** First record to be told of; 0 while there is no place to go on from. */
    long from() {
        return toldUpTo + 1;
    }

    /** Whether everything up to a record was told. */
    boolean isPast(final long sequence) {
        return toldUpTo >= sequence;
    }

    /** Whether another client took its strategy. */
    boolean isTakenOver() {
        return isTakenOver;
    }

    /** Takes the frames that are there; why the session ends, or null. */
    String take(final FrameReader in) {
        while (in.next()) {
            final UnsafeBuffer buffer = in.buffer();
            final int offset = in.offset();
            String gone = null;
            switch (in.templateId()) {
                case ToldDecoder.TEMPLATE_ID -> gone = told(told.wrapAndApplyHeader(buffer, offset, header));
                case AnswerDecoder.TEMPLATE_ID -> {
                    answer.wrapAndApplyHeader(buffer, offset, header);
                    upTo(answer.sequence());
                    answers.answer(answer);
                }
                case SignOfLifeDecoder.TEMPLATE_ID -> {
                    sign.wrapAndApplyHeader(buffer, offset, header);
                    beacon.show(sign);
                    upTo(sign.toldSequence());
                }
                case DetachedDecoder.TEMPLATE_ID -> gone =
                        sentAway(detached.wrapAndApplyHeader(buffer, offset, header));
                default -> {
                    // A door of a later version may say more.
                }
            }
            in.advance();
            if (gone != null) {
                return gone;
            }
        }
        return in.wrong();
    }

    /** 0 says nothing of a place. */
    private void upTo(final long sequence) {
        if (sequence > 0) {
            toldUpTo = Math.max(toldUpTo, sequence);
        }
    }

    private String sentAway(final DetachedDecoder away) {
        isTakenOver = away.reason() == DetachReason.TAKEN_OVER;
        if (away.reason() == DetachReason.SLOW) {
            // What it missed may be gone for good: it begins again with what is.
            toldUpTo = NO_PLACE;
            lastTold = 0;
        }
        return away.reason() + ": " + away.sentence();
    }

    private String told(final ToldDecoder in) {
        final long sequence = in.sequence();
        upTo(sequence - 1);
        toldCount = sequence == toldNow ? toldCount + 1 : 1;
        toldNow = sequence;
        final boolean isKnown = sequence < skipBefore || sequence == skipBefore && toldCount <= skipCount;
        final int why = in.why().getRaw();
        in.skipPrincipal();
        in.wrapOutcome(outcome);
        if ((why & ANSWER) != 0) {
            answers.outcome(id(in), Outcome.copy(outcome, 0, outcome.capacity()));
        }
        if (isKnown) {
            return null;
        }
        if ((why & DECISION) != 0) {
            decision.wrapAndApplyHeader(outcome, 0, header);
            unanswered.decided(decision.intentId());
            decisions.put(in, outcome, 0, outcome.capacity());
        }
        if ((why & COMMAND) != 0) {
            final byte[] copy = new byte[outcome.capacity()];
            outcome.getBytes(0, copy);
            if (!commands.put(copy)) {
                return "the adapter does not take its commands";
            }
        }
        lastTold = sequence;
        lastToldCount = toldCount;
        if ((why & SUBSCRIBED) != 0) {
            subscribed(in, id(in));
        }
        return null;
    }

    private static UUID id(final ToldDecoder in) {
        return new UUID(in.correlationId().msb(), in.correlationId().lsb());
    }

    private void subscribed(final ToldDecoder in, final UUID id) {
        in.sbeRewind();
        final EngineListener.Moment at =
                new EngineListener.Moment(in.sequence(), in.timeNs(), id, in.role(), in.principal());
        final Outcome copy = Outcome.copy(outcome, 0, outcome.capacity());
        heard(() -> listener.onOutcome(at, copy));
    }

    /** Calls the listener: what it throws goes no further. */
    static void heard(final Runnable call) {
        try {
            call.run();
        } catch (final RuntimeException | LinkageError | AssertionError e) {
            System.err.println("sluice: the client's listener threw: " + e);
        }
    }
}
