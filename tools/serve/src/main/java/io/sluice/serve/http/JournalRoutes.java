package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.client.EngineException;
import io.sluice.journal.JournalException;
import io.sluice.replay.ReleasedFeed;
import io.sluice.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The routes that show records as {@code tail --json} does (SPEC A-4). Reading the journal costs time, so two at once
 * read and the others wait; one question looks at so many records at most, and says where the next one has to begin.
 */
public final class JournalRoutes {
    private static final int MOST = 1000;
    private static final int USUAL = 100;
    private static final int BATCH = 1024;
    private static final long MOST_RECORDS = 100_000;
    private static final long FIRST_RECORDS = 1_000;
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PATIENCE_S = 5;

    private final Path directory;
    private final LongSupplier released;
    private final Semaphore reading = new Semaphore(2);

    /** @param released last record that may be shown. */
    public JournalRoutes(final Path directory, final LongSupplier released) {
        this.directory = directory;
        this.released = released;
    }

    /** Their rows in the table of routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/api/audit", this::audit).query("from", "limit", "type", "trade_id"),
                Route.get("/api/journal/{seq}", this::record));
    }

    private Reply record(final Ask ask) {
        final long seq = ask.id("seq");
        if (seq == 0 || seq > released.getAsLong()) {
            throw HttpProblem.notFound("there is no record " + seq);
        }
        final JournalLines lines = new JournalLines(null, 0, Integer.MAX_VALUE, false);
        read(seq, seq, lines);
        return reply(lines, seq);
    }

    private Reply audit(final Ask ask) {
        final String type = ask.query("type");
        if (type != null && Schema.message(type) == null) {
            throw HttpProblem.malformed("type", "no message is called so");
        }
        final long tradeId = ask.query("trade_id", 0, Long.MAX_VALUE, 0);
        final int limit = (int) ask.query("limit", 1, MOST, USUAL);
        final long from = ask.query("from", 0, Long.MAX_VALUE, -1);
        final long last = released.getAsLong();
        return from < 0 ? newest(type, tradeId, limit, last) : from(from, type, tradeId, limit, last);
    }

    /** Looks further back until there are enough. */
    private Reply newest(final String type, final long tradeId, final int limit, final long last) {
        long records = FIRST_RECORDS;
        while (true) {
            final JournalLines lines = new JournalLines(type, tradeId, limit, true);
            final long from = Math.max(0, last - records + 1);
            read(from, last, lines);
            if (lines.size() >= limit || from == 0 || records >= MOST_RECORDS) {
                return reply(lines, last);
            }
            records *= 10;
        }
    }

    private Reply from(final long from, final String type, final long tradeId, final int limit, final long last) {
        final JournalLines lines = new JournalLines(type, tradeId, limit, false);
        read(from, Math.min(last, from + MOST_RECORDS), lines);
        return reply(lines, last).header("Sluice-Next", Long.toString(Math.max(from, lines.last() + 1)));
    }

    /** Reads from one record to another, or until there are enough lines. */
    private void read(final long from, final long to, final JournalLines lines) {
        enter();
        try (ReleasedFeed feed = new ReleasedFeed(directory, from, released)) {
            final int most = from == to ? 1 : BATCH;
            while (feed.sequence() < to && !lines.isFull()) {
                final long before = feed.sequence();
                final int limit = (int) Math.min(most, before < 0 ? 1 : to - before);
                if (feed.await((record, position) -> lines.take(record), limit, IDLE_NS) == 0) {
                    break;
                }
            }
        } catch (final EngineException e) {
            throw HttpProblem.notFound(e.getMessage());
        } catch (final JournalException e) {
            throw new HttpProblem(Statuses.FAULT, "JOURNAL_DAMAGED", e.getMessage());
        } finally {
            reading.release();
        }
    }

    private void enter() {
        try {
            if (!reading.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new HttpProblem(Statuses.TOO_MANY, "TOO_MANY", "others read the journal just now")
                        .header("Retry-After", "1");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpProblem(Statuses.AWAY, "STOPPING", "serve stops");
        }
    }

    private static Reply reply(final JournalLines lines, final long seq) {
        return Reply.json(JsonNodeFactory.instance.arrayNode().addAll(lines.nodes()))
                .at(seq, 0);
    }
}
