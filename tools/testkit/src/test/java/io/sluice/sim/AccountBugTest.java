package io.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Bool;
import io.sluice.codec.ClosePositionEncoder;
import io.sluice.codec.EmergencyChangedEncoder;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OpenOrderDecoder;
import io.sluice.codec.PositionReportDecoder;
import io.sluice.config.CanonicalConfig;
import io.sluice.control.config.ControlConfig;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Errors in the picture of the account are found by what is true at the venue. A hand between world and machine makes a
 * sound machine behave as one that errs so.
 */
@Tag("H-3a")
@Tag("R-4")
@Tag("E-2")
class AccountBugTest {
    private static final int SEEDS = 60;
    private static final int STEPS = 3000;

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void shouldFindTheBugWithinAFewRuns(final String bug, final String sentence, final Supplier<Tamper> hand) {
        assertThat(Stream.iterate(1L, seed -> seed + 1)
                        .limit(SEEDS)
                        .map(seed -> sentence(seed, hand.get()))
                        .anyMatch(broken -> broken.contains(sentence)))
                .as(bug)
                .isTrue();
    }

    static Stream<Arguments> bugs() {
        return Stream.of(
                bug("adds executions and cumulative count", "No execution moves the book twice", SumAndCount::new),
                bug("forgets which executions it knows", "No execution moves the book twice", NewIds::new),
                bug("knows an execution by its id alone", "No broker.mismatch for nothing", IdAlone::new),
                bug("judges a report as it comes", "No broker.mismatch for nothing", NoGrace::new),
                bug("completes without reports", "leaves nothing open", NoReports::new),
                bug("sends a close twice", "At most one close a symbol is open", CloseTwice::new),
                bug("closes more than is held", "by no more than the book shows", CloseMore::new),
                bug("gives up in silence", "Every stop ends or says", Silence::new));
    }

    private static Arguments bug(final String bug, final String sentence, final Supplier<Tamper> hand) {
        return Arguments.of(bug, sentence, hand);
    }

    /** What breaks; empty if nothing does. */
    private static String sentence(final long seed, final Tamper hand) {
        try {
            new Simulation(seed, STEPS, hand).run();
            return "";
        } catch (final Broken broken) {
            return broken.sentence();
        }
    }

    /** One that changes what the machine takes, where it is of a kind. */
    private abstract static class InputHand implements Tamper {
        private final int template;

        private InputHand(final int template) {
            this.template = template;
        }

        @Override
        public void record(final Seen seen) {
            // records stay
        }

        @Override
        public final byte[] input(final byte[] envelope) {
            if (envelope == null) {
                return null;
            }
            final UnsafeBuffer copy = new UnsafeBuffer(envelope.clone());
            final int at = Envelopes.inputOffset(copy);
            return copy.getShort(at + 2, ByteOrder.LITTLE_ENDIAN) == template
                    ? change(copy, at + MessageHeaderDecoder.ENCODED_LENGTH)
                    : envelope;
        }

        abstract byte[] change(UnsafeBuffer envelope, int at);

        static ExecutionReportDecoder execution(final UnsafeBuffer envelope, final int at) {
            return new ExecutionReportDecoder()
                    .wrap(envelope, at, ExecutionReportDecoder.BLOCK_LENGTH, ExecutionReportDecoder.SCHEMA_VERSION);
        }

        static void put(final UnsafeBuffer envelope, final int at, final long value) {
            envelope.putLong(at, value, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static final class SumAndCount extends InputHand {
        private SumAndCount() {
            super(ExecutionReportDecoder.TEMPLATE_ID);
        }

        @Override
        byte[] change(final UnsafeBuffer envelope, final int at) {
            final ExecutionReportDecoder in = execution(envelope, at);
            if (in.cumQuantity() != ExecutionReportDecoder.cumQuantityNullValue() && in.lastQuantity() > 0) {
                put(
                        envelope,
                        at + ExecutionReportEncoder.cumQuantityEncodingOffset(),
                        in.cumQuantity() + in.lastQuantity());
            }
            return envelope.byteArray();
        }
    }

    private static final class NewIds extends InputHand {
        private int next;

        private NewIds() {
            super(ExecutionReportDecoder.TEMPLATE_ID);
        }

        @Override
        byte[] change(final UnsafeBuffer envelope, final int at) {
            final ExecutionReportDecoder in = execution(envelope, at);
            final int letter = in.limit() + ExecutionReportDecoder.execIdHeaderLength();
            if (in.lastQuantity() > 0) {
                envelope.putByte(letter, (byte) ('a' + next++ % 26));
            }
            return envelope.byteArray();
        }
    }

    private static final class IdAlone extends InputHand {
        private final Map<String, String> known = new HashMap<>();

        private IdAlone() {
            super(ExecutionReportDecoder.TEMPLATE_ID);
        }

        @Override
        byte[] change(final UnsafeBuffer envelope, final int at) {
            final ExecutionReportDecoder in = execution(envelope, at);
            final String of = in.symbol() + in.side();
            if (in.lastQuantity() > 0
                    && !known.computeIfAbsent(in.execId(), id -> of).equals(of)) {
                put(envelope, at + ExecutionReportEncoder.lastQuantityEncodingOffset(), 0);
                put(
                        envelope,
                        at + ExecutionReportEncoder.cumQuantityEncodingOffset(),
                        ExecutionReportDecoder.cumQuantityNullValue());
            }
            return envelope.byteArray();
        }
    }

    private static final class NoGrace implements Tamper {
        @Override
        public void record(final Seen seen) {
            // records stay
        }

        @Override
        public ControlConfig config(final ControlConfig config) {
            final String text = CanonicalConfig.text(config);
            return CanonicalConfig.parse(text.replaceAll("(recovery\\.reconcile-grace = ).*", "$11 ms"));
        }
    }

    /** From a stop on all reports are made flat and empty. */
    private static final class NoReports implements Tamper {
        private final InputHand positions = new InputHand(PositionReportDecoder.TEMPLATE_ID) {
            @Override
            byte[] change(final UnsafeBuffer envelope, final int at) {
                return last(
                        envelope,
                        at + PositionReportDecoder.lastEncodingOffset(),
                        inputs.position(++id, null, 0, true));
            }
        };
        private final InputHand orders = new InputHand(OpenOrderDecoder.TEMPLATE_ID) {
            @Override
            byte[] change(final UnsafeBuffer envelope, final int at) {
                return last(envelope, at + OpenOrderDecoder.lastEncodingOffset(), inputs.openOrder(++id, null, true));
            }
        };
        private final FactEnvelopes inputs = new FactEnvelopes();
        private long id = 1L << 40;
        private boolean stop;

        @Override
        public void record(final Seen seen) {
            seen.rewind();
            while (seen.next()) {
                stop |= seen.type == EmergencyChangedEncoder.TEMPLATE_ID
                        && seen.emergency.phase() == EmergencyPhase.TRIGGERED;
            }
            seen.rewind();
        }

        @Override
        public byte[] input(final byte[] envelope) {
            return stop && Envelopes.isReport(envelope) ? orders.input(positions.input(envelope)) : envelope;
        }

        private static byte[] last(final UnsafeBuffer envelope, final int at, final byte[] flat) {
            return envelope.getByte(at) == Bool.TRUE.value() ? flat : null;
        }
    }

    /** One that changes the outcomes that are shown. */
    private abstract static class OutcomeHand implements Tamper {
        @Override
        public final void record(final Seen seen) {
            seen.rewind();
            while (seen.next()) {
                change(seen, new UnsafeBuffer(seen.record().buffer()));
            }
            seen.rewind();
        }

        abstract void change(Seen seen, UnsafeBuffer memory);
    }

    private static final class CloseTwice extends OutcomeHand {
        private final Set<Long> given = new HashSet<>();

        @Override
        void change(final Seen seen, final UnsafeBuffer memory) {
            if (seen.type == ClosePositionEncoder.TEMPLATE_ID && !given.add(seen.close.commandId())) {
                final int at = seen.close.offset() + ClosePositionEncoder.commandIdEncodingOffset();
                memory.putLong(at, seen.sequence << 13 | 4000, ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    private static final class CloseMore extends OutcomeHand {
        @Override
        void change(final Seen seen, final UnsafeBuffer memory) {
            if (seen.type == ClosePositionEncoder.TEMPLATE_ID) {
                final int at = seen.close.offset() + ClosePositionEncoder.quantityEncodingOffset();
                memory.putLong(at, seen.close.quantity() + 9 * Client.LOT, ByteOrder.LITTLE_ENDIAN);
            }
        }
    }

    private static final class Silence extends OutcomeHand {
        @Override
        void change(final Seen seen, final UnsafeBuffer memory) {
            if (seen.type == EmergencyChangedEncoder.TEMPLATE_ID
                    && seen.emergency.phase() == EmergencyPhase.UNCONFIRMED) {
                final int at = seen.emergency.offset() + EmergencyChangedEncoder.phaseEncodingOffset();
                memory.putByte(at, (byte) EmergencyPhase.RETRY.value());
            }
        }
    }
}
