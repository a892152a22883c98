package io.sluice.serve.notify;

/** A channel to people: Discord, Telegram, a receiver of our own. One thread posts; answers come on another. */
interface Notifier extends AutoCloseable {
    /** As the rules name it. */
    String name();

    /** Whether a person reads it. */
    boolean isPersonal();

    /** Whether a message can be changed after it was sent. */
    boolean canEdit();

    /** Begins to listen for answers, where the channel has any. */
    void open(Decider decider);

    /**
     * Sends a message.
     *
     * @return what the channel calls it; empty where it cannot be changed.
     * @throws DeliveryException if it did not arrive, or may not have.
     */
    String post(Post post) throws DeliveryException;

    /**
     * Changes a message; one that is gone counts as changed.
     *
     * @throws DeliveryException if it did not arrive, or may not have.
     */
    void edit(String ref, Post post) throws DeliveryException;

    /** How long ago the service last answered, in nanoseconds; 0 where it is asked only when there is news. */
    long silentNs();

    /** Stops to listen, and ends every wait for a limit; a message that is being sent goes out. */
    @Override
    void close();
}
