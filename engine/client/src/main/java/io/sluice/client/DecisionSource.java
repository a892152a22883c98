package io.sluice.client;

import org.agrona.concurrent.MessageHandler;

/**
 * Where the decisions for one strategy arrive. Each message has this layout:
 *
 * <pre>
 *   0         8         16         24         32
 *   +---------+---------+----------+----------+------------------+
 *   |  seq    |  time   | correlation id      | Decision message |
 *   +---------+---------+----------+----------+------------------+
 * </pre>
 */
public interface DecisionSource extends AutoCloseable {
    /** Offset of the record's sequence number, int64. */
    int SEQUENCE = 0;
    /** Offset of the record's engine time, int64 nanoseconds. */
    int TIME = 8;
    /** Offset of the correlation id, 16 bytes. */
    int CORRELATION = 16;
    /** Offset of the Decision, message header first. */
    int MESSAGE = 32;

    /**
     * Hands over the decisions that are there; the strategy's thread only.
     *
     * @param limit most decisions to hand over.
     * @return how many were handed over.
     */
    int take(MessageHandler handler, int limit);

    /** Decisions that found no room; the strategy asks for them again (SPEC G-4). */
    long dropped();

    /** Detaches the strategy, so that another client can take it over. */
    @Override
    void close();
}
