package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where decisions of before are found. Any thread. */
@FunctionalInterface
public interface Decisions {
    /** The latest decision of an intent, as {@code POST /api/intents} answers; null if none is known. */
    ObjectNode latest(long strategyId, long intentId);
}
