package io.sluice.serve.sink;

/**
 * What a sink did since it was started, for anyone who shows it (SPEC K-1).
 *
 * @param sink       its name.
 * @param required   whether trading is restricted without it.
 * @param sequence   last record that it holds for good; 0 for none.
 * @param written    rows that were new.
 * @param replayed   records that it was given again, after a failure or a start.
 * @param duplicates rows that it had already.
 * @param failed     commits and connections that failed.
 * @param lag        records that were released and that it does not hold yet.
 * @param bytes      of the records that it holds since it was started.
 * @param downSinceNs wall clock, nanoseconds since the epoch; 0 while it works.
 * @param trouble    why it is down, for a person; empty while it works.
 */
public record SinkStatus(
        String sink,
        boolean required,
        long sequence,
        long written,
        long replayed,
        long duplicates,
        long failed,
        long lag,
        long bytes,
        long downSinceNs,
        String trouble) {
    /** The same at another record. */
    SinkStatus at(final long held) {
        return new SinkStatus(
                sink, required, held, written, replayed, duplicates, failed, lag, bytes, downSinceNs, trouble);
    }

    /** Whether it failed and has not worked since. */
    public boolean isDown() {
        return downSinceNs != 0;
    }
}
