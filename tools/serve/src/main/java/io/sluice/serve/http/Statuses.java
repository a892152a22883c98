package io.sluice.serve.http;

import io.sluice.codec.Code;
import io.sluice.schema.Schema;

/** Which status of HTTP a code has (SPEC A-6). */
final class Statuses {
    static final int OK = 200;
    static final int REQUESTED = 202;
    static final int MALFORMED = 400;
    static final int UNAUTHENTICATED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int CONFLICT = 409;
    static final int GONE = 410;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_MEDIA = 415;
    static final int OTHER_BODY = 422;
    static final int LOCKED = 423;
    static final int TOO_MANY = 429;
    static final int FAULT = 500;
    static final int NOT_SUPPORTED = 501;
    static final int NOT_GRANTED = 502;
    static final int AWAY = 503;
    static final int UNKNOWN = 504;

    private Statuses() {}

    /** Of an answer with this code that is not accepted. Of an accepted one it is 200, whatever the code. */
    static int of(final Code code) {
        return switch (code) {
            case OK, REPEATED -> OK;
            case REQUESTED -> REQUESTED;
            case MALFORMED, MISSING_REASON, TTL_OUT_OF_RANGE, OUT_OF_RANGE, REASON_MISMATCH -> MALFORMED;
                // What the engine refuses as not granted: the token itself was good.
            case SEC_001, SEC_090 -> FORBIDDEN;
            case NOT_FOUND, UNKNOWN_TRADE -> NOT_FOUND;
            case EXPIRED -> GONE;
            case SEC_020 -> LOCKED;
            case NOT_SUPPORTED -> NOT_SUPPORTED;
            case ENGINE_LOST, ENGINE_STOPPED, BACK_PRESSURED, CAPACITY -> AWAY;
            case DUPLICATE_INTENT,
                    INTENT_ID_REUSED,
                    INTENT_ID_GAP,
                    TRADING_DISABLED,
                    STRATEGY_DISABLED,
                    EMERGENCY,
                    GATE_REFUSED,
                    NOT_OWNER,
                    WRONG_STATE,
                    NEW_TRADES_BLOCKED,
                    SYMBOL_LOCKED,
                    SYMBOL_UNWATCHED,
                    STALE_MODEL,
                    DRAWDOWN_SOFT,
                    EQUITY_SUSPECT,
                    LEVERAGE_CAP,
                    SIZE_ZERO,
                    LIMIT_ORDER_QTY,
                    LIMIT_NOTIONAL,
                    LIMIT_COLLAR,
                    LIMIT_POSITION,
                    LIMIT_OPEN_ORDERS,
                    LIMIT_RATE,
                    LIMIT_REPEAT,
                    LIMIT_DAILY_LOSS,
                    NO_FRESH_QUOTE,
                    NOT_REDUCING,
                    APPROVAL_REQUIRED,
                    AUTO_APPROVED,
                    HITL_DISABLED,
                    OPERATOR_REJECTED,
                    CANCELLED,
                    HITL_TIMEOUT,
                    GUARDIAN_LOCK,
                    EMERGENCY_STOP,
                    ROW_HASH_MISMATCH,
                    SEC_030,
                    SEC_040,
                    SEC_050,
                    SEC_080,
                    ALREADY_DECIDED,
                    NOT_FLAT,
                    DRAWDOWN_HARD,
                    NOT_ACTIVE,
                    OVERRIDE_REFUSED,
                    MIXED_CHANGE,
                    VERSION_CONFLICT,
                    SAME_OPERATOR,
                    VOID,
                    LATE_FILL,
                    OVERFILL,
                    UNAPPROVED_ORDER,
                    UNKNOWN_ORDER,
                    NOT_AT_BROKER,
                    BROKER_REJECTED,
                    BROKER_EXPIRED,
                    BROKER_FILLED,
                    BROKER_CANCELLED,
                    OPERATOR_APPROVED,
                    BROKER_CLOSED,
                    BROKER_SETTLED,
                    DISCONNECTED,
                    RL_FALLBACK_HIGH_VOL,
                    HIGH_VOL_LEVERAGE,
                    COMMAND_UNKNOWN,
                    EXECUTION_CONFLICT,
                    ENDED_ORDER_WORKS,
                    REDUCE_ONLY_EXCESS,
                    OVERSIZE_REPLACED,
                    COMMAND_ENDED,
                    STAGE_IGNORED,
                    NULL_VAL -> CONFLICT;
        };
    }

    /** As it is written everywhere: {@code SEC-050}. */
    static String word(final Code code) {
        return Schema.values("Code").spelling(code.value());
    }
}
