package io.sluice.config;

import io.sluice.control.account.OrderReports;
import io.sluice.control.command.ForeignBook;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.ControlConfig.Capacity;
import io.sluice.record.RecordLayout;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.stream.Stream;

/**
 * The largest record that these capacities allow (G-5), from the longest form of each message. The records that grow
 * with the tables are the emergency stop, a start, and the last line of a full report; all are bounded from above at
 * once, as if every table were full and every text at its limit.
 */
public final class RecordSize {
    /** Outcomes of a record that no capacity multiplies: mode, emergency, breach, policy, recovery, alerts, answer. */
    private static final int FIXED_OUTCOMES = 64;

    /** Bytes of text that an alert about an order may have, and has not but for the venue's name of it. */
    private static final int DETAIL = 256 - 64;

    private RecordSize() {}

    /** Bytes, prefix and header included. */
    public static long largest(final ControlConfig config) {
        final Capacity capacity = config.capacity();
        final long perPending = longest("ApprovalDecided", "ApprovalExpired", "ApprovalRestored")
                + longest("TradeTransition")
                + longest("Decision")
                + longest("SecurityAlert");
        final long perOrder = longest("CancelOrder") + longest("TradeTransition") + longest("SecurityAlert") - DETAIL;
        final long orders = capacity.trades() + 2L * OrderReports.MOST_ALIVE + ForeignBook.CAPACITY;
        final long perPosition = longest("ClosePosition") + longest("BookAdjusted") + longest("BookDiffers");
        final long outcomes = capacity.pending() * perPending
                + orders * perOrder
                + 2L * capacity.symbols() * perPosition
                + FIXED_OUTCOMES * longestOutcome();
        return RecordLayout.PREFIX_LENGTH + longest("RecordHeader") + longestInput(config) + outcomes;
    }

    /** An EngineStarted is as long as this configuration makes it; any other input as long as its texts may be. */
    private static long longestInput(final ControlConfig config) {
        final int text = CanonicalConfig.bytes(config).length;
        final long started = longest("EngineStarted") - CanonicalConfig.MAX_LENGTH + text;
        final long other = messages(100, 199)
                .filter(message -> !message.name().equals("EngineStarted"))
                .mapToLong(RecordSize::frame)
                .max()
                .orElseThrow();
        return Math.max(started, other);
    }

    private static long longestOutcome() {
        return messages(200, 249).mapToLong(RecordSize::frame).max().orElseThrow();
    }

    private static long longest(final String... names) {
        return Stream.of(names)
                .map(Schema::message)
                .mapToLong(RecordSize::frame)
                .max()
                .orElseThrow();
    }

    private static Stream<MessageSpec> messages(final int firstId, final int lastId) {
        return Schema.messages().stream().filter(message -> message.id() >= firstId && message.id() <= lastId);
    }

    private static long frame(final MessageSpec message) {
        return RecordLayout.FRAME_PREFIX_LENGTH + message.maxLength();
    }
}
