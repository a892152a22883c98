package io.sluice.serve.sink;

import io.sluice.record.RecordDecoder;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** What takes the records of a journal: a database, a file, a service. A runner calls it from one thread. */
public interface Sink extends AutoCloseable {
    /** What it is called in {@code sinks.required}, and its cursor in the data directory. */
    String name();

    /**
     * Connects, after a failure too.
     *
     * @return the last record of this journal that it holds for good; 0 if there is none.
     * @throws SinkException if it cannot.
     */
    long open(UUID journalId);

    /** Takes a record into the batch. */
    void add(RecordDecoder record);

    /**
     * Writes the batch and how far it reaches, both or neither.
     *
     * @param upTo last record of the batch, which may have no row.
     * @throws SinkException if nothing was written; it has to be opened again.
     */
    Written commit(long upTo);

    /** Counts the rows that a record gives it, for another thread. */
    ToIntFunction<RecordDecoder> scale();

    /** Lets go of the connection and of a batch that was not written. */
    @Override
    void close();

    /**
     * What a commit did.
     *
     * @param rows       new ones.
     * @param duplicates rows that were there already.
     */
    record Written(long rows, long duplicates) {}
}
