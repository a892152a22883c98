package io.sluice.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.MonitorDoor;
import io.sluice.config.LoadedConfig;
import io.sluice.control.config.ControlConfig;
import io.sluice.json.Decimals;
import io.sluice.json.Times;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.http.Decisions;
import io.sluice.serve.http.History;
import io.sluice.serve.http.HistoryRoutes;
import io.sluice.serve.http.HttpServer;
import io.sluice.serve.http.Instance;
import io.sluice.serve.http.JournalRoutes;
import io.sluice.serve.http.LinkRoutes;
import io.sluice.serve.http.LiveSockets;
import io.sluice.serve.http.LookRoutes;
import io.sluice.serve.http.PolicyForms;
import io.sluice.serve.http.Route;
import io.sluice.serve.live.Hub;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.MirrorException;
import io.sluice.serve.sql.MirrorQueries;
import io.sluice.serve.view.Ageing;
import io.sluice.serve.view.EngineNow;
import io.sluice.serve.view.Views;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The HTTP API of {@code serve}: the server, and what its routes read. */
final class Api implements AutoCloseable {
    private final Gateway gateway;
    private final Hub hub;
    private final LiveSockets sockets;
    private final MirrorQueries queries;
    private final MirrorHistory history;
    private final HttpServer server;
    private final Set<String> reported = new HashSet<>();

    /**
     * What it is made of.
     *
     * @param directory data directory of the engine.
     * @param folder    of {@code serve}.
     * @param released  last record that may be shown.
     * @param mirror    database of the mirror; null where it is off.
     * @param runners   of the sinks; that of the mirror first.
     * @param metrics   text for Prometheus; null where there is none.
     */
    record Parts(
            LoadedConfig config,
            Path directory,
            Path folder,
            JournalName journal,
            LongSupplier released,
            Gateway gateway,
            Database mirror,
            List<SinkRunner> runners,
            Supplier<String> metrics,
            Consumer<String> notices) {}

    /** @throws io.sluice.serve.http.HttpRefusedException with the key to set. */
    Api(final Parts parts) {
        gateway = parts.gateway;
        final ControlConfig control = parts.config.control();
        final Views views = new Views(
                parts.directory,
                parts.config.engine().clientEngineTimeoutNs(),
                new Ageing(control.health().quoteStaleNs(), control.health().positionStaleNs()),
                clock(parts));
        final Map<String, String> limits = Map.of(
                "soft_percent", Decimals.toString(control.drawdown().softPercentE8()),
                "hard_percent", Decimals.toString(control.drawdown().hardPercentE8()));
        hub = new Hub(
                parts.directory,
                parts.folder,
                parts.released,
                views,
                limits,
                each -> report(each.tradeId(), bytes(each.expected()), bytes(each.found()), "state image"),
                parts.notices);
        queries = parts.mirror == null ? null : new MirrorQueries(parts.mirror, parts.journal.id());
        history = queries == null
                ? null
                : new MirrorHistory(
                        queries,
                        parts.runners.get(0),
                        parts.released,
                        each -> report(each.tradeId(), each.expected(), each.found(), "mirror"));
        sockets = new LiveSockets(hub);
        boolean isStarted = false;
        try {
            server = HttpServer.start(new HttpServer.Options(
                    parts.config.serve().http(),
                    parts.folder,
                    new Instance(
                            parts.journal.kind(),
                            parts.journal.id(),
                            parts.directory.toAbsolutePath().toString(),
                            host()),
                    gateway,
                    views,
                    made -> reads(made, parts, views, limits),
                    sockets,
                    parts.metrics,
                    queries == null ? Decisions.NONE : this::decision,
                    parts.notices));
            hub.start();
            fill();
            isStarted = true;
        } finally {
            if (!isStarted) {
                closeReaders();
            }
        }
    }

    /** Engine time is the wall clock's while no engine is there; that of a demo or a play goes by its records. */
    private static EngineNow clock(final Parts parts) {
        final boolean isLive = parts.journal.kind().equals("live");
        return lastNs -> parts.gateway.isAttached() || isLive ? Math.max(lastNs, now(parts.gateway)) : lastNs;
    }

    private static long now(final Gateway gateway) {
        return gateway.isAttached() ? gateway.nowNs() : TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /** What was before is asked of the mirror, which may take long; nothing waits for it. */
    private void fill() {
        if (history != null) {
            final Thread thread = new Thread(this::askHistory, "sluice-history");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void askHistory() {
        history.fill(hub.memory());
        history.fill(hub.equity(), TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
    }

    private List<Route> reads(
            final HttpServer made, final Parts parts, final Views views, final Map<String, String> limits) {
        final List<Route> routes = new ArrayList<>();
        routes.addAll(new LookRoutes(views, hub.memory(), new PolicyForms(parts.config), () -> sinks(parts.runners))
                .routes());
        routes.addAll(new HistoryRoutes(
                        views,
                        parts.released,
                        history == null ? History.NONE : history,
                        hub.memory(),
                        hub.equity(),
                        limits.get("soft_percent"),
                        limits.get("hard_percent"))
                .routes());
        routes.addAll(new JournalRoutes(parts.directory, parts.released).routes());
        routes.addAll(new LinkRoutes(views, gateway, made.address(), made::readerOf).routes());
        return routes;
    }

    private static JsonNode sinks(final List<SinkRunner> runners) {
        final ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (final SinkRunner runner : runners) {
            final SinkStatus status = runner.status();
            final ObjectNode row = rows.addObject();
            row.put("sink", status.sink()).put("required", status.required()).put("sequence", status.sequence());
            row.put("written", status.written()).put("replayed", status.replayed());
            row.put("duplicates", status.duplicates()).put("failed", status.failed());
            row.put("lag", status.lag()).put("bytes", status.bytes());
            row.put("down_since", status.isDown() ? Times.toString(status.downSinceNs()) : null);
            row.put("trouble", status.isDown() ? status.trouble() : null);
        }
        return rows;
    }

    private long decision(final int strategyId, final long intentId) {
        try {
            final Map<String, Object> row = queries.decision(strategyId, intentId);
            return row == null ? 0 : ((Number) row.get("seq")).longValue();
        } catch (final MirrorException e) {
            // The sink says so; the API has what it remembers itself.
            return 0;
        }
    }

    private static byte[] bytes(final String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Tells the engine of a request that is not what was recorded, once (SEC-080). */
    private synchronized void report(
            final long tradeId, final byte[] expected, final byte[] found, final String store) {
        final MonitorDoor door = gateway.monitor("serve");
        final String what = tradeId + " " + HexFormat.of().formatHex(found) + " " + store;
        if (door != null && reported.add(what)) {
            door.integrityViolation(tradeId, expected, found, store);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (final UnknownHostException e) {
            return "localhost";
        }
    }

    /** Where people find it. */
    String address() {
        return server.address();
    }

    /** The port that it really listens on. */
    int port() {
        return server.port();
    }

    /** Every route that there is. */
    List<Route> routes() {
        return server.all();
    }

    /** Looks after it; to be called several times a second. */
    void turn() {
        server.turn();
        if (history != null) {
            history.turn();
        }
    }

    private void closeReaders() {
        sockets.close();
        hub.close();
        if (queries != null) {
            queries.close();
        }
    }

    @Override
    public void close() {
        server.close();
        closeReaders();
    }
}
