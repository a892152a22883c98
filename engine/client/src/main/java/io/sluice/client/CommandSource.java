package io.sluice.client;

/**
 * The commands to the broker adapter of one trading mode (SPEC E-2, P-3), in order, each at least once. One thread at a
 * time; one adapter, one source.
 */
public interface CommandSource extends AutoCloseable {
    /**
     * Hands over the commands that are there.
     *
     * @param limit most to look at.
     * @return how many were looked at; 0 if there is nothing new.
     */
    int poll(CommandHandler handler, int limit);

    /**
     * As {@link #poll}, and waits where there is nothing new.
     *
     * @param limitNs longest wait.
     */
    int await(CommandHandler handler, int limit, long limitNs);

    @Override
    void close();
}
