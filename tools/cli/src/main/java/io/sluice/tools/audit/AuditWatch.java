package io.sluice.tools.audit;

/** Hears how far long work has come. */
@FunctionalInterface
public interface AuditWatch {
    /** Hears nothing. */
    AuditWatch NONE = (what, done, total) -> {};

    /**
     * Called often while the work goes on.
     *
     * @param what  is counted, as {@code records}.
     * @param done  of them so far.
     * @param total of them as known at the beginning.
     */
    void done(String what, long done, long total);
}
