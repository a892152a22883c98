package io.sluice.serve.live;

/** The way to one reader. None of its methods blocks. */
public interface Wire {
    /** The reader is too slow; it comes back with the seq that it has. */
    int TRY_AGAIN_LATER = 1013;

    /**
     * Sends a text; there is never a second one before the first is done.
     *
     * @param done to be run once, by any thread, when the text was handed on, whether that went well or not.
     */
    void send(String text, Runnable done);

    /** Asks the other end whether it is there. */
    void ping();

    /** Closes it, with a code of the WebSocket protocol. */
    void close(int code, String reason);
}
