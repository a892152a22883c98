package io.sluice.control.approval;

/** What a start found among the requests (W-5). */
public final class RestartCounts {
    int pending;
    int restored;
    int expired;
    int corrupted;

    /** Requests pending after the start. */
    public int pending() {
        return pending;
    }

    /** Requests announced again. */
    public int restored() {
        return restored;
    }

    /** Requests that ran out meanwhile. */
    public int expired() {
        return expired;
    }

    /** Requests whose hash did not match. */
    public int corrupted() {
        return corrupted;
    }

    /** Begins anew. */
    public void clear() {
        pending = 0;
        restored = 0;
        expired = 0;
        corrupted = 0;
    }
}
