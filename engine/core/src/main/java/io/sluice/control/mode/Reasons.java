package io.sluice.control.mode;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.SystemMode;

/** What a reason asks for (M-2), whom it belongs to (M-4), which events may carry it. */
public final class Reasons {
    /** Number of reasons. */
    public static final int COUNT = ReasonCode.values().length - 1;

    private Reasons() {}

    /** What it asks for (M-2). */
    public static SystemMode asks(final ReasonCode reason) {
        return switch (reason) {
            case BROKER_DISCONNECT -> SystemMode.SAFE_MODE_DISCONNECTED;
            case BROKER_MISMATCH, RISK_BREACH_HARD, POSITION_UNKNOWN, RECOVERY_FAILED, EMERGENCY_OPERATOR -> SystemMode
                    .HALT;
            case MARKET_DATA_STALE, RISK_TIMEOUT, DB_BUFFER_OVERFLOW, EQUITY_STALE -> SystemMode.SAFE_MODE;
            case MARKET_DATA_QUALITY_LOW,
                    DB_WRITE_FAIL_BUFFERED,
                    ALERTS_CHANNEL_DOWN,
                    SYSTEM_UNKNOWN,
                    RISK_BREACH_SOFT -> SystemMode.DEGRADED;
            case BROKER_RECONNECTED, COLD_START, RECOVERY_MANUAL, RECOVERY_AUTO -> SystemMode.RECOVERING;
            case RECOVERY_COMPLETE, ALL_HEALTHY, FORCE_OVERRIDE, OVERRIDE_EXPIRED, NULL_VAL -> SystemMode.NORMAL;
        };
    }

    /** Whether it stands as a live cause: degraded, safe_mode, safe_mode_disconnected (M-3). */
    public static boolean isLive(final ReasonCode reason) {
        final SystemMode mode = asks(reason);
        return mode == SystemMode.DEGRADED || mode == SystemMode.SAFE_MODE || mode == SystemMode.SAFE_MODE_DISCONNECTED;
    }

    /** The component it belongs to (M-4). */
    public static ComponentSource owner(final ReasonCode reason) {
        return switch (reason) {
            case BROKER_DISCONNECT, BROKER_RECONNECTED, BROKER_MISMATCH, POSITION_UNKNOWN -> ComponentSource.BROKER;
            case MARKET_DATA_STALE, MARKET_DATA_QUALITY_LOW -> ComponentSource.MARKET_DATA;
            case RISK_TIMEOUT, RISK_BREACH_HARD, RISK_BREACH_SOFT, EQUITY_STALE -> ComponentSource.RISK;
            case DB_WRITE_FAIL_BUFFERED, DB_BUFFER_OVERFLOW -> ComponentSource.DB;
            case ALERTS_CHANNEL_DOWN -> ComponentSource.ALERTS;
            case SYSTEM_UNKNOWN,
                    RECOVERY_FAILED,
                    RECOVERY_COMPLETE,
                    ALL_HEALTHY,
                    COLD_START,
                    FORCE_OVERRIDE,
                    OVERRIDE_EXPIRED,
                    RECOVERY_MANUAL,
                    RECOVERY_AUTO,
                    EMERGENCY_OPERATOR,
                    NULL_VAL -> ComponentSource.SYSTEM;
        };
    }

    /** Words that only the machine may say (M-4). */
    public static boolean isOwnWord(final ReasonCode reason) {
        return switch (reason) {
            case RECOVERY_FAILED,
                    RECOVERY_COMPLETE,
                    RECOVERY_MANUAL,
                    RECOVERY_AUTO,
                    COLD_START,
                    FORCE_OVERRIDE,
                    OVERRIDE_EXPIRED,
                    EMERGENCY_OPERATOR,
                    NULL_VAL -> true;
            case BROKER_DISCONNECT,
                    BROKER_RECONNECTED,
                    BROKER_MISMATCH,
                    MARKET_DATA_STALE,
                    MARKET_DATA_QUALITY_LOW,
                    RISK_TIMEOUT,
                    RISK_BREACH_HARD,
                    POSITION_UNKNOWN,
                    DB_WRITE_FAIL_BUFFERED,
                    DB_BUFFER_OVERFLOW,
                    ALERTS_CHANNEL_DOWN,
                    ALL_HEALTHY,
                    RISK_BREACH_SOFT,
                    EQUITY_STALE,
                    SYSTEM_UNKNOWN -> false;
        };
    }

    /** Whether an event of this type may carry this reason (M-4). */
    public static boolean agree(final EventType type, final ReasonCode reason) {
        if (isOwnWord(reason)) {
            return false;
        }
        final boolean good = reason == ReasonCode.ALL_HEALTHY || reason == ReasonCode.BROKER_RECONNECTED;
        return switch (type) {
            case FAIL_CRIT, FAIL_SUPP -> !good;
            case RECOVERED -> good;
            case HEARTBEAT -> reason == ReasonCode.ALL_HEALTHY;
            case QUALITY_DEGRADED -> reason == ReasonCode.MARKET_DATA_QUALITY_LOW;
            case NULL_VAL -> false;
        };
    }

    /** Reason that the trip of a component raises (C-1). */
    public static ReasonCode ofTrip(final ComponentSource source) {
        return switch (source) {
            case BROKER -> ReasonCode.BROKER_DISCONNECT;
            case MARKET_DATA -> ReasonCode.MARKET_DATA_STALE;
            case RISK -> ReasonCode.RISK_TIMEOUT;
            case DB -> ReasonCode.DB_WRITE_FAIL_BUFFERED;
            case ALERTS -> ReasonCode.ALERTS_CHANNEL_DOWN;
            case SYSTEM, NULL_VAL -> ReasonCode.SYSTEM_UNKNOWN;
        };
    }
}
