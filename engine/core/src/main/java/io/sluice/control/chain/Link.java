package io.sluice.control.chain;

/**
 * What can stand in a {@link Chain}, in one at a time.
 *
 * @param <T> the thing itself.
 */
public abstract class Link<T extends Link<T>> {
    T previous;
    T next;

    /** The one behind it in its chain, or null. */
    public final T next() {
        return next;
    }

    /** The one before it in its chain, or null. */
    public final T previous() {
        return previous;
    }
}
