package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.Code;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import io.sluice.serve.live.EquitySeries;
import io.sluice.serve.live.Memory;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.ViewName;
import io.sluice.serve.view.Views;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The routes that show what happened (SPEC A-6): the mirror's rows, and what the image knows later than that. Where the
 * mirror is off or late the answer has what the image and this process remember, and says {@code Sluice-Complete:
 * false}.
 */
public final class HistoryRoutes {
    private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Set<String> STATUSES = Set.of("AWAITING_APPROVAL", "ACCEPTED", "REJECTED");
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Looking looking;
    private final LongSupplier released;
    private final History history;
    private final Memory memory;
    private final EquitySeries equity;
    private final String softPercent;
    private final String hardPercent;

    /**
     * @param released    last record that may be shown.
     * @param softPercent of the drawdown, as a decimal; null for none.
     * @param hardPercent of the drawdown, as a decimal.
     */
    public HistoryRoutes(
            final Views views,
            final LongSupplier released,
            final History history,
            final Memory memory,
            final EquitySeries equity,
            final String softPercent,
            final String hardPercent) {
        looking = new Looking(views);
        this.released = released;
        this.history = history;
        this.memory = memory;
        this.equity = equity;
        this.softPercent = softPercent;
        this.hardPercent = hardPercent;
    }

    /** Their rows in the table of routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/api/hitl/history", this::requests).query("status", "symbol", "since", "limit"),
                Route.get("/api/hitl/{trade_id}", this::request),
                Route.get("/api/degradation/transitions", this::transitions).query("limit"),
                Route.get("/api/equity", this::equity).query("since"));
    }

    private Reply requests(final Ask ask) {
        final String status = ask.query("status");
        if (status != null && !STATUSES.contains(status)) {
            throw HttpProblem.malformed("status", "one of AWAITING_APPROVAL, ACCEPTED, REJECTED");
        }
        final String given = ask.query("symbol");
        final String symbol = given == null ? null : given.toUpperCase(Locale.ROOT);
        final long sinceNs = ask.time("since", Long.MIN_VALUE);
        final int limit = (int) ask.query("limit", 1, MOST, USUAL);
        final Snapshot now = looking.now();
        final History.Found found = history.requests(status, symbol, sinceNs, limit);
        final Map<Long, ObjectNode> all = byId(found.rows());
        // The image is never older than the mirror.
        for (final ViewName view : List.of(ViewName.HISTORY, ViewName.PENDING)) {
            sound(now, view).forEach(row -> all.put(id(row), row));
        }
        final List<ObjectNode> rows = all.values().stream()
                .filter(row ->
                        status == null || status.equals(row.path("status").textValue()))
                .filter(row ->
                        symbol == null || symbol.equals(row.path("symbol").textValue()))
                .filter(row -> timeNs(row, "requested_at") >= sinceNs)
                .limit(limit)
                .toList();
        return complete(Looking.reply(Looking.array(rows), now, ViewName.HISTORY), isComplete(found, now));
    }

    private static boolean isComplete(final History.Found found, final Snapshot now) {
        return found.isComplete()
                && now.violations(ViewName.HISTORY).isEmpty()
                && now.violations(ViewName.PENDING).isEmpty();
    }

    private Reply request(final Ask ask) {
        final long id = ask.id("trade_id");
        final Snapshot now = knowing(id);
        for (final ViewName view : List.of(ViewName.PENDING, ViewName.HISTORY)) {
            final ObjectNode row = now.find(view, "trade_id", id);
            if (row != null) {
                if (now.violations(view).stream().anyMatch(each -> each.tradeId() == id)) {
                    throw HttpProblem.of(Code.SEC_080, "the row hash does not fit the request; the engine was told");
                }
                return Looking.reply(row, now, view);
            }
        }
        final History.Found found = history.request(id);
        if (found.rows().isEmpty()) {
            throw HttpProblem.notFound("there is no request of trade " + id
                    + (found.isComplete() ? "" : ", as far as is known here: the mirror is off or late"));
        }
        return Looking.reply(found.rows().get(0), now, ViewName.HISTORY);
    }

    /** What was released before the question is in the views soon: only then can a request be called unknown. */
    private Snapshot knowing(final long id) {
        final long askedSeq = released.getAsLong();
        final long untilNs = System.nanoTime() + SETTLE_NS;
        Snapshot now = looking.now();
        while (now.find(ViewName.PENDING, "trade_id", id) == null
                && now.find(ViewName.HISTORY, "trade_id", id) == null
                && Math.min(now.seq(ViewName.PENDING), now.seq(ViewName.HISTORY)) < askedSeq
                && System.nanoTime() < untilNs) {
            LockSupport.parkNanos(PAUSE_NS);
            now = looking.now();
        }
        return now;
    }

    private Reply transitions(final Ask ask) {
        final int limit = (int) ask.query("limit", 1, MOST, USUAL);
        final Snapshot now = looking.now();
        final History.Found found = history.transitions(limit);
        final Map<Long, ObjectNode> all = new TreeMap<>(Comparator.reverseOrder());
        put(all, found.rows(), row -> row.path("seq").longValue());
        put(all, memory.transitions(limit), row -> row.path("seq").longValue());
        final List<ObjectNode> rows = all.values().stream().limit(limit).toList();
        return complete(Looking.reply(Looking.array(rows), now, ViewName.STATUS), found.isComplete());
    }

    private Reply equity(final Ask ask) {
        final Snapshot now = looking.now();
        final ArrayNode points = JsonNodeFactory.instance.arrayNode();
        for (final EquitySeries.Point each : equity.since(ask.time("since", now.timeNs() - DAY_NS))) {
            points.addObject()
                    .put("time", Times.toString(each.timeNs()))
                    .put("equity", each.equity())
                    .put("peak", each.peak())
                    .put("drawdown_pct", each.drawdownPct())
                    .put("soft_percent", softPercent)
                    .put("hard_percent", hardPercent);
        }
        return complete(Looking.reply(points, now, ViewName.STATUS), equity.isWhole());
    }

    /** A request whose row hash is wrong is shown to nobody (SPEC H-9). */
    private static List<ObjectNode> sound(final Snapshot now, final ViewName view) {
        final Set<Long> wrong =
                now.violations(view).stream().map(each -> each.tradeId()).collect(Collectors.toSet());
        return now.rows(view).stream().filter(row -> !wrong.contains(id(row))).toList();
    }

    private static Map<Long, ObjectNode> byId(final Collection<ObjectNode> rows) {
        final Map<Long, ObjectNode> all = new TreeMap<>(Comparator.reverseOrder());
        put(all, rows, HistoryRoutes::id);
        return all;
    }

    private static void put(
            final Map<Long, ObjectNode> all, final Collection<ObjectNode> rows, final Function<ObjectNode, Long> key) {
        rows.forEach(row -> all.put(key.apply(row), row));
    }

    private static long id(final ObjectNode row) {
        return row.path("trade_id").longValue();
    }

    private static long timeNs(final ObjectNode row, final String key) {
        try {
            return Times.parse(row.path(key).textValue());
        } catch (final MalformedException e) {
            throw new IllegalStateException("a time was written that cannot be read", e);
        }
    }

    private static Reply complete(final Reply reply, final boolean isComplete) {
        return reply.header("Sluice-Complete", Boolean.toString(isComplete));
    }
}
