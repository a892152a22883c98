package io.sluice.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.codec.JournalKind;
import io.sluice.config.LoadedConfig;
import io.sluice.journal.JournalInfo;
import io.sluice.json.Decimals;
import io.sluice.json.Times;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.http.History;
import io.sluice.serve.http.HistoryRoutes;
import io.sluice.serve.http.JournalRoutes;
import io.sluice.serve.http.LinkRoutes;
import io.sluice.serve.http.LiveSockets;
import io.sluice.serve.http.LookRoutes;
import io.sluice.serve.http.PolicyForms;
import io.sluice.serve.http.Route;
import io.sluice.serve.http.Sockets;
import io.sluice.serve.live.Hub;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.MirrorQueries;
import io.sluice.serve.view.Ageing;
import io.sluice.serve.view.EngineNow;
import io.sluice.serve.view.Views;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** Everything that shows and tells, put together: the views, the live events, history, and the routes of all that. */
final class Showing implements AutoCloseable {
    private final Path directory;
    private final LoadedConfig config;
    private final LongSupplier released;
    private final List<SinkRunner> runners;
    private final Gateway gateway;
    private final Views views;
    private final Hub hub;
    private final LiveSockets sockets;
    private final MirrorQueries queries;
    private final MirrorHistory history;

    /** @param mirrors none, or the one that the runner writes to. */
    Showing(
            final Path directory,
            final UUID journalId,
            final LoadedConfig config,
            final LongSupplier released,
            final List<SinkRunner> runners,
            final List<Database> mirrors,
            final Gateway gateway,
            final Consumer<String> notices) {
        this.directory = directory;
        this.config = config;
        this.released = released;
        this.runners = runners;
        this.gateway = gateway;
        final Alarm alarm = new Alarm(gateway, notices);
        views = new Views(
                directory,
                config.engine().clientEngineTimeoutNs(),
                new Ageing(
                        config.control().health().quoteStaleNs(),
                        config.control().health().positionStaleNs()),
                clock(directory, gateway));
        hub = new Hub(
                directory,
                released,
                views,
                Map.of("soft_percent", softPercent(), "hard_percent", hardPercent()),
                each -> alarm.violation("image", each.tradeId(), each.expected(), each.found()),
                notices);
        queries = mirrors.isEmpty() ? null : new MirrorQueries(mirrors.get(0), journalId);
        history = queries == null
                ? null
                : new MirrorHistory(
                        queries,
                        runners.get(0),
                        released,
                        each -> alarm.violation("mirror", each.tradeId(), each.expected(), each.found()));
        sockets = new LiveSockets(hub);
        hub.start();
        if (history != null) {
            final Thread filling = new Thread(this::fill, "sluice-history");
            filling.setDaemon(true);
            filling.start();
        }
    }

    /** Engine time is the wall clock's while no engine is there; that of a demo or a play goes by its records. */
    private static EngineNow clock(final Path directory, final Gateway gateway) {
        final JournalInfo info = JournalInfo.read(directory);
        final boolean isLive = info == null || info.kind() == JournalKind.LIVE;
        return lastNs -> gateway.isAttached()
                ? Math.max(lastNs, gateway.nowNs())
                : isLive ? Math.max(lastNs, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())) : lastNs;
    }

    private void fill() {
        history.fill(hub.equity(), views.now().timeNs());
    }

    private String softPercent() {
        return Decimals.toString(config.control().drawdown().softPercentE8());
    }

    private String hardPercent() {
        return Decimals.toString(config.control().drawdown().hardPercentE8());
    }

    /** The state, for whoever shows it. */
    Views views() {
        return views;
    }

    /** What changes, for whoever tells it. */
    Hub hub() {
        return hub;
    }

    /** Who answers at {@code /ws}. */
    Sockets sockets() {
        return sockets;
    }

    /**
     * The routes that look, and those of links.
     *
     * @param origin that browsers see.
     * @param cookie makes a session that reads one request; the value of {@code Set-Cookie}.
     */
    List<Route> routes(final String origin, final LongFunction<String> cookie) {
        final List<Route> routes = new ArrayList<>();
        routes.addAll(new LookRoutes(views, hub.memory(), new PolicyForms(config), this::sinks).routes());
        routes.addAll(new HistoryRoutes(
                        views,
                        history == null ? History.NONE : history,
                        hub.memory(),
                        hub.equity(),
                        softPercent(),
                        hardPercent())
                .routes());
        routes.addAll(new JournalRoutes(directory, released).routes());
        routes.addAll(new LinkRoutes(views, gateway, origin, cookie).routes());
        return routes;
    }

    private JsonNode sinks() {
        final ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (final SinkRunner runner : runners) {
            final SinkStatus status = runner.status();
            rows.addObject()
                    .put("sink", status.sink())
                    .put("required", status.required())
                    .put("sequence", status.sequence())
                    .put("written", status.written())
                    .put("replayed", status.replayed())
                    .put("duplicates", status.duplicates())
                    .put("failed", status.failed())
                    .put("lag", status.lag())
                    .put("bytes", status.bytes())
                    .put("down_since", status.isDown() ? Times.toString(status.downSinceNs()) : null)
                    .put("trouble", status.isDown() ? status.trouble() : null);
        }
        return rows;
    }

    /** To be called several times a second. */
    void turn() {
        if (history != null) {
            history.turn();
        }
    }

    @Override
    public void close() {
        sockets.close();
        hub.close();
        if (queries != null) {
            queries.close();
        }
    }
}
