package io.sluice.sim;

/**
 * What goes wrong, how often, and whether it breaks what the book's rules take for granted. Each is counted, so
 * that one sees that it really happened. A rate is the chance each time the thing could go wrong in a usual storm; one
 * without a rate follows from something else.
 */
enum Fault {
    // messages
    MESSAGE_LOST,
    MESSAGE_REPEATED,
    MESSAGE_REORDERED,
    MESSAGE_LATE,
    MESSAGE_LOST_IN_CRASH,
    MESSAGE_LOST_WITH_LINK,
    RING_FULL_DROPPED,
    BACK_PRESSURED,
    COMMAND_LOST(0.1),
    DECISION_LOST(0.05),
    ORDER_NOT_PLACED(0.03),
    // the engine
    CRASH_DUE,
    CRASH,
    CRASH_IN_STOP(0.2),
    CRASH_TORN_TAIL,
    CRASH_MANY_DROPPED,
    STOP_AND_START,
    RESTART,
    RESTART_CHANGED,
    // components
    LINK_DOWN(0.02),
    LINK_DOWN_IN_STOP(0.05),
    COMPONENT_DOWN(0.01),
    COMPONENT_FAILED(0.1),
    FEED_GAP(0.004),
    PROBE_SLOW(0.05),
    QUOTE_INVALID(0.01),
    NEGATIVE_QUOTE,
    QUOTE_POOR(0.01),
    EQUITY_GLITCH(0.03),
    EQUITY_FALL(0.01),
    EQUITY_CRASH(0.003),
    EQUITY_SILENT(0.01),
    CASH_FLOW(0.01),
    // orders and their answers
    ORDER_REJECTED(0.05),
    ORDER_EXPIRED(0.05),
    CANCEL_REJECTED(0.1),
    REPLACE_REJECTED(0.1),
    REPLACED_OVERSIZE(0.3),
    AMEND_OF_REMAINDER(0.4),
    FILL_AROUND_REPLACE(0.5),
    CLOSE_REJECTED(0.1),
    CLOSES_REFUSED_A_WHILE(0.03),
    CLOSE_OFF_LOT,
    CLOSE_PARTIAL(0.1),
    CLOSE_SLOW(0.3),
    CLOSE_OVER(0.03),
    CLOSE_TWICE(0.03),
    ADAPTER_FORGETS(0.003),
    SYMBOL_DELISTED(0.0005),
    // executions
    FILL_LOST(0.02),
    LATE_FILL(0.1),
    OVERFILL(0.01),
    NEGATIVE_PRICE(0.02),
    FEE_TAKEN,
    UNAPPROVED_FILL(0.01),
    STATUS_UNDER_FILL_ID,
    EXECUTION_IDS_SHARED,
    COUNT_BEGINS_AGAIN(0.4),
    EXECUTION_REPLAYED(0.03),
    REPLAYED_AFTER_RECONNECT,
    REPLAYED_OTHER_TRADE(0.1),
    REPLAYED_WITHOUT_COMMAND(0.1),
    REPLAYED_NEW_ID_COUNTED(0.1),
    // reports
    REPORT_LOST(0.03),
    REPORT_ASIDE(0.1),
    REPORT_HEDGED(0.1),
    REPORT_SWAPPED(0.03),
    ORDER_UNLISTED_ONCE(0.03),
    // others at the venue
    HAND_FILL_TOLD(0.004),
    HAND_FILL_SILENT(0.002),
    HAND_ORDER(0.002),
    HAND_ORDER_WITHOUT_REF(0.2),
    // what the book's rules take for granted
    REPORT_OLD(0.02, true),
    REPORT_LINE_LOST(0.01, true),
    REPORT_WRONG(0.01, true),
    FILL_OLD(0.02, true),
    EXECUTION_ID_AGAIN(0.01, true),
    REPLAYED_NEW_ID(0.1, true),
    CLOSE_UNLISTED(0.1, true),
    ORDER_UNLISTED_LONG(0.02, true),
    // people and strategies
    OPERATOR_NOT_ALLOWED,
    WRONG_PRINCIPAL,
    WRONG_ROLE,
    WRONG_ID,
    LATE_ANSWER(0.1),
    DOUBLE_ANSWER(0.1),
    MIXED_CHANGE,
    SAME_OPERATOR,
    REASON_MISSING,
    OUT_OF_RANGE,
    LOWER_CASE_SYMBOL,
    NEGATIVE_QUANTITY,
    UNSOUND_INTENT,
    INTENT_REPEATED,
    INTENT_REUSED,
    INTENT_GAP,
    INTENT_OLD,
    INPUT_REPLAYED,
    ODD_TICK,
    STRATEGY_SILENT(0.02),
    EVENT_REPEATED,
    INTEGRITY_VIOLATION;

    /** Chance each time in a usual storm. */
    final double rate;
    /** Whether it breaks an assumption of the book's rules, so that a difference may be seen where there is none. */
    final boolean breaksAssumption;

    Fault() {
        this(0, false);
    }

    Fault(final double rate) {
        this(rate, false);
    }

    Fault(final double rate, final boolean breaksAssumption) {
        this.rate = rate;
        this.breaksAssumption = breaksAssumption;
    }
}
