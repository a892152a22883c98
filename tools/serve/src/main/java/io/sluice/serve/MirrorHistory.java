package io.sluice.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.serve.http.History;
import io.sluice.serve.live.EquitySeries;
import io.sluice.serve.live.Memory;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sql.MirrorAudit;
import io.sluice.serve.sql.MirrorException;
import io.sluice.serve.sql.MirrorQueries;
import io.sluice.serve.view.ApiForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** History from the SQL mirror, in the form of the API. A mirror that cannot be asked has nothing, and says so. */
final class MirrorHistory implements History {
    /** What the mirror holds late by less than that is as good as all: the image knows the rest. */
    private static final long LATE_NS = TimeUnit.SECONDS.toNanos(2);

    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final Found NOTHING = new Found(List.of(), false);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final MirrorQueries queries;
    private final SinkRunner runner;
    private final LongSupplier released;
    private final Consumer<MirrorAudit.Violation> violations;
    private long seenSeq;
    private long seenNs;
    private long earlierSeq;

    /** @param violations hears of each row whose hash is wrong, every time that it is found. */
    MirrorHistory(
            final MirrorQueries queries,
            final SinkRunner runner,
            final LongSupplier released,
            final Consumer<MirrorAudit.Violation> violations) {
        this.queries = queries;
        this.runner = runner;
        this.released = released;
        this.violations = violations;
        seenNs = System.nanoTime() - LATE_NS;
    }

    /** Notes how far the journal is; to be called several times a second. */
    synchronized void turn() {
        final long nowNs = System.nanoTime();
        if (nowNs - seenNs >= LATE_NS) {
            earlierSeq = seenSeq;
            seenSeq = released.getAsLong();
            seenNs = nowNs;
        }
    }

    /** Whether it has everything but what is newer than some seconds. */
    private synchronized boolean isComplete() {
        return !runner.status().isDown() && runner.status().sequence() >= Math.max(1, earlierSeq);
    }

    @Override
    public Found requests(final String status, final String symbol, final long sinceNs, final int limit) {
        return requests(() -> queries.requests(status, symbol, sinceNs, limit));
    }

    @Override
    public Found request(final long tradeId) {
        return requests(() -> queries.request(tradeId));
    }

    private Found requests(final Supplier<MirrorQueries.Requests> question) {
        try {
            final boolean isComplete = isComplete();
            final MirrorQueries.Requests found = question.get();
            found.violations().forEach(violations);
            return new Found(
                    found.rows().stream().map(MirrorHistory::request).toList(),
                    isComplete && found.violations().isEmpty());
        } catch (final MirrorException e) {
            return NOTHING;
        }
    }

    /** A row of a request has the keys of the view's. */
    private static ObjectNode request(final Map<String, Object> row) {
        final ObjectNode request = MAPPER.valueToTree(row);
        request.set("time", request.get(request.hasNonNull("decided_at") ? "decided_at" : "requested_at"));
        request.set("symbol", request.get("instrument"));
        return request.putNull("seconds_remaining");
    }

    @Override
    public Found transitions(final int limit) {
        try {
            final boolean isComplete = isComplete();
            final List<ObjectNode> rows = new ArrayList<>();
            for (final Map<String, Object> row : queries.transitions(limit)) {
                rows.add(transition(row));
            }
            return new Found(rows, isComplete);
        } catch (final MirrorException e) {
            return NOTHING;
        }
    }

    /** The table has the columns of reports; the rest is in the outcome that it keeps. */
    private static ObjectNode transition(final Map<String, Object> row) {
        final JsonNode outcome = parse(String.valueOf(row.get("details")));
        final ObjectNode made = MAPPER.createObjectNode();
        for (final String key : List.of("seq", "from_mode", "to_mode")) {
            made.set(key, MAPPER.valueToTree(row.get(key)));
        }
        made.set("stage", outcome.get("stage"));
        made.set("reason_code", MAPPER.valueToTree(row.get("reason_code")));
        made.set("source", MAPPER.valueToTree(row.get("source")));
        made.set("trigger", outcome.get("trigger"));
        made.set("operator_id", MAPPER.valueToTree(row.get("operator_id")));
        made.set("override_ttl_seconds", MAPPER.valueToTree(row.get("override_ttl")));
        made.set("detail", outcome.get("detail"));
        made.set("timestamp", MAPPER.valueToTree(row.get("timestamp")));
        return made;
    }

    private static JsonNode parse(final String text) {
        try {
            return MAPPER.readTree(text);
        } catch (final JsonProcessingException e) {
            return MAPPER.createObjectNode();
        }
    }

    /** Gives a series what happened before this process ran; peak and drawdown of then are not known here. */
    void fill(final EquitySeries series, final long nowNs) {
        try {
            final long dayNs = nowNs - DAY_NS;
            final List<EquitySeries.Point> points = new ArrayList<>();
            queries.equity(0, MINUTE_NS).stream()
                    .filter(each -> each.timeNs() < dayNs)
                    .forEach(each -> add(points, each));
            queries.equity(dayNs, SECOND_NS).forEach(each -> add(points, each));
            series.before(points);
        } catch (final MirrorException e) {
            // There is no history then, as without a mirror.
            return;
        }
    }

    /** Gives a memory what happened before this process ran, further back than it reads the journal. */
    void fill(final Memory memory) {
        try {
            final Found transitions = transitions(Memory.TRANSITIONS);
            memory.before(transitions.rows(), outcome("emergency"), outcome("guardian"));
        } catch (final MirrorException e) {
            // Then it knows what it hears itself.
            return;
        }
    }

    private ObjectNode outcome(final String target) {
        final String line = queries.newest(target);
        return line == null ? null : ApiForm.ofLine(line);
    }

    private static void add(final List<EquitySeries.Point> points, final MirrorQueries.Equity each) {
        points.add(new EquitySeries.Point(each.timeNs(), each.equity(), null, null));
    }
}
