package io.sluice.client;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A place where an encoded input is offered: the seam between a client and the engine that it speaks to. An engine in
 * the same process offers one to each of its clients. One thread at a time; no call blocks.
 */
public interface Inlet {
    /**
     * Takes a copy of an envelope, or says why not.
     *
     * @param envelope    origin, correlation id and input, as {@link io.sluice.record.EnvelopeEncoder} writes them
     * at 0;
     *                    the input need not be sound.
     * @param length      of the envelope, in bytes.
     * @param inputOffset of the input's message header.
     */
    Offer offer(UnsafeBuffer envelope, int length, int inputOffset);

    /** Whether the engine takes inputs at all. */
    boolean isOpen();
}
