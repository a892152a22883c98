package io.sluice.bench;

/**
 * A way that intents go, each to its decision. One thread uses it. Every decision is checked: it answers the intent
 * that is next, and allows it.
 */
interface Lane extends AutoCloseable {
    /** Most intents that may be offered between two calls of {@link #settle()}. */
    int BATCH = 1024;

    /** Offers the next intent. */
    void offer();

    /** Does what an offer of the next intent does, short of sending it; nothing where a lane cannot. */
    default void rehearse() {
        // a sender that has nothing to rehearse
    }

    /** Takes decisions; how many there were. */
    int poll();

    /** Clears away what was allowed, so that no table fills; waits until that is done. */
    void settle();

    /** Bytes of the record of one intent. */
    int recordBytes();

    /** Ends it; what it has written is checked and removed. */
    @Override
    void close();
}
