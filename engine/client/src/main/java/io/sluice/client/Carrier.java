package io.sluice.client;

import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;

/** What carries the frames of one session: the two roads (SPEC X-3). Closed with the session. */
interface Carrier extends AutoCloseable {
    /**
     * Reads what is there.
     *
     * @return bytes; -1 once the session is over and everything was read.
     * @throws IOException if the session is over.
     */
    int read(FrameReader in) throws IOException;

    /** Writes what there is room for. */
    void write(FrameWriter out) throws IOException;

    /** Whether what {@link #write} leaves may wait here, or is better refused. */
    boolean queues();

    /** Frames that came beside the others; null if there is no such way. */
    FrameReader aside();

    /**
     * Waits until there may be something to read, or room for what waits.
     *
     * @param limitNs longest wait.
     */
    void await(boolean isWaiting, long limitNs) throws IOException;

    /** Ends a wait. Any thread. */
    void wake();

    @Override
    void close();
}
