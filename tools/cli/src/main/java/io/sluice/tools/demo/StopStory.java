package io.sluice.tools.demo;

import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.Schema;

/** Tells of the emergency stop and its commands; of those that go out again the first ones. */
final class StopStory {
    private static final int SHOWN_RETRIES = 4;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EmergencyChangedDecoder emergency = new EmergencyChangedDecoder();
    private final ClosePositionDecoder close = new ClosePositionDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private int retries;

    /** Words for a phase of the stop; null where the usual sentence will do. */
    String onChange(final RecordDecoder record) {
        emergency.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        return switch (emergency.phase()) {
            case TRIGGERED -> "EMERGENCY STOP: cancels " + count(emergency.ordersToCancel(), "order") + ", closes "
                    + count(emergency.positionsToClose(), "position") + ", halts";
            case COMPLETED -> "complete: " + count(emergency.ordersCancelled(), "order") + " cancelled, "
                    + count(emergency.positionsClosed(), "position") + " closed; halted until a reset";
            case RETRY -> "unanswered commands go out again, attempt " + emergency.attempt();
            case UNCONFIRMED, CLEARED, NULL_VAL -> null;
        };
    }

    /** Words for a command; null if it is not worth any. */
    String onCommand(final RecordDecoder record) {
        if (record.templateId() == ClosePositionDecoder.TEMPLATE_ID) {
            close.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            final String what =
                    "close position: " + close.side() + " " + Words.quantity(close.quantity()) + " BTC at market";
            return command(what, close.commandId(), close.tradingMode(), close.attempt());
        }
        cancel.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        final String what = "cancel order of trade " + cancel.tradeId();
        return command(what, cancel.commandId(), cancel.tradingMode(), cancel.attempt());
    }

    private String command(final String what, final long id, final TradingMode mode, final int attempt) {
        if (attempt > 1 && ++retries > SHOWN_RETRIES) {
            return null;
        }
        final String again = attempt == 1 ? "" : ", attempt " + attempt;
        return what + ", " + Schema.values("TradingMode").spelling(mode.value()) + ", command " + id + again;
    }

    private static String count(final int count, final String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
