package io.sluice.engine.follow;

import io.sluice.client.EngineListener;
import io.sluice.client.EngineListener.Moment;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.record.RecordDecoder;
import java.util.UUID;
import java.util.function.Consumer;

/** Turns records into the calls of a listener; what the listener throws is said and goes no further. One thread. */
final class Events {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EngineStartedDecoder started = new EngineStartedDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final TradeTransitionDecoder trade = new TradeTransitionDecoder();
    private final ModeChangedDecoder mode = new ModeChangedDecoder();
    private final EmergencyChangedDecoder emergency = new EmergencyChangedDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final EngineListener listener;
    private final Consumer<String> notices;

    Events(final EngineListener listener, final Consumer<String> notices) {
        this.listener = listener;
        this.notices = notices;
    }

    void onRecord(final RecordDecoder record) {
        Moment at = null;
        record.rewind();
        do {
            if (isEvent(record.templateId())) {
                at = at == null ? moment(record) : at;
                tell(at, record);
            }
        } while (record.nextOutcome());
    }

    void stopped(final Throwable why) {
        contained("the stop", () -> listener.onStopped(why));
    }

    private static boolean isEvent(final int templateId) {
        return switch (templateId) {
            case EngineStartedDecoder.TEMPLATE_ID,
                    DecisionDecoder.TEMPLATE_ID,
                    TradeTransitionDecoder.TEMPLATE_ID,
                    ModeChangedDecoder.TEMPLATE_ID,
                    EmergencyChangedDecoder.TEMPLATE_ID,
                    CommandResultDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    private void tell(final Moment at, final RecordDecoder record) {
        final int offset = record.messageOffset();
        contained("record " + at.sequence(), () -> {
            switch (record.templateId()) {
                case EngineStartedDecoder.TEMPLATE_ID -> listener.onStarted(
                        at, started.wrapAndApplyHeader(record.buffer(), offset, header));
                case DecisionDecoder.TEMPLATE_ID -> listener.onDecision(
                        at, decision.wrapAndApplyHeader(record.buffer(), offset, header));
                case TradeTransitionDecoder.TEMPLATE_ID -> listener.onTrade(
                        at, trade.wrapAndApplyHeader(record.buffer(), offset, header));
                case ModeChangedDecoder.TEMPLATE_ID -> listener.onMode(
                        at, mode.wrapAndApplyHeader(record.buffer(), offset, header));
                case EmergencyChangedDecoder.TEMPLATE_ID -> listener.onEmergency(
                        at, emergency.wrapAndApplyHeader(record.buffer(), offset, header));
                default -> listener.onCommandResult(at, result.wrapAndApplyHeader(record.buffer(), offset, header));
            }
        });
    }

    private void contained(final String where, final Runnable call) {
        try {
            call.run();
        } catch (final Exception | LinkageError | AssertionError e) {
            notices.accept("the listener threw at " + where + ", and goes on with the next event: " + e);
        }
    }

    private static Moment moment(final RecordDecoder record) {
        final RecordHeaderDecoder header = record.header();
        return new Moment(header.sequence(), header.timeNs(), correlationId(record), header.role(), header.principal());
    }

    static UUID correlationId(final RecordDecoder record) {
        final RecordHeaderDecoder header = record.header();
        return new UUID(header.correlationId().msb(), header.correlationId().lsb());
    }
}
