package io.sluice.serve.http;

/** Where decisions of before are found. Any thread. */
@FunctionalInterface
public interface Decisions {
    /** Keeps none. */
    Decisions NONE = (strategyId, intentId) -> 0;

    /** The record with the latest decision of an intent; 0 if none is known. */
    long record(int strategyId, long intentId);
}
