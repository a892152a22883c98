package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.Code;
import io.sluice.serve.live.Memory;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.ViewName;
import io.sluice.serve.view.Views;
import io.sluice.serve.view.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The routes that show the present state (SPEC A-6): each a view of the image, in the form of the API. */
public final class LookRoutes {
    /** Lists that are the rows of a view, as they are. */
    private static final Map<String, ViewName> LISTS = Map.of(
            "/api/degradation/components", ViewName.COMPONENTS,
            "/api/admin/trading/lockouts", ViewName.LOCKOUTS,
            "/api/trades", ViewName.TRADES,
            "/api/positions", ViewName.POSITIONS,
            "/api/quotes", ViewName.QUOTES,
            "/api/commands", ViewName.COMMANDS,
            "/api/strategies", ViewName.STRATEGIES,
            "/api/models", ViewName.MODELS,
            "/api/requests", ViewName.REQUESTS,
            "/api/clients", ViewName.CLIENTS);

    /** What a socket says beside the status of the route. */
    private static final List<String> OF_A_SOCKET = List.of("reason", "since", "component", "override");

    private static final List<String> RECOVERY = List.of("trigger", "stage", "attempt", "since", "run_id", "evidence");
    private static final List<String> EMERGENCY = List.of(
            "phase",
            "positions_to_close",
            "orders_to_cancel",
            "positions_closed",
            "orders_cancelled",
            "attempt",
            "verified",
            "open");

    /** The seven safeguards (SPEC O-3) under the names that a dashboard asks for. */
    private static final Map<String, String> PATCHES = Map.of(
            "p0_01_policy_store", "policy_store",
            "p0_02_ess_close_positions", "emergency_stop",
            "p0_03_event_buffer", "event_buffer",
            "p0_04_trade_state_redis", "trade_state",
            "p0_05_rl_fallback", "sizing_fallback",
            "p0_06_model_sync", "model_sync",
            "p0_07_dd_monitor", "drawdown_monitor");

    private final Looking looking;
    private final Views views;
    private final Memory memory;
    private final Supplier<? extends JsonNode> sinks;
    private final PolicyForms policy;

    /**
     * @param memory what the image does not hold of the recent past.
     * @param sinks  the sinks of this process, as an array.
     */
    public LookRoutes(
            final Views views,
            final Memory memory,
            final PolicyForms policy,
            final Supplier<? extends JsonNode> sinks) {
        looking = new Looking(views);
        this.views = views;
        this.memory = memory;
        this.policy = policy;
        this.sinks = sinks;
    }

    /** Their rows in the table of routes. */
    public List<Route> routes() {
        final List<Route> routes = new ArrayList<>();
        LISTS.forEach((path, view) -> routes.add(Route.get(path, ask -> looking.rows(view))));
        routes.add(Route.get("/api/hitl/pending", ask -> pending()));
        routes.add(Route.get("/api/degradation/status", ask -> status()));
        routes.add(Route.get("/api/degradation/permissions", ask -> permissions()));
        routes.add(Route.get("/api/degradation/recovery", ask -> recovery()));
        routes.add(Route.get("/api/admin/trading/approval-config", ask -> approvalConfig()));
        routes.add(Route.get("/api/admin/trading/config", ask -> config()));
        routes.add(Route.get("/api/patches/status", ask -> patches()));
        routes.add(Route.get("/api/emergency", ask -> emergency()));
        routes.add(Route.get("/api/guardian", ask -> guardian()));
        routes.add(Route.get("/api/sinks", ask -> Reply.json(sinks.get())));
        return routes;
    }

    /** Each row hash is computed again; what was changed is shown to nobody (SPEC H-9). */
    private Reply pending() {
        final Snapshot now = looking.now();
        final List<Violation> wrong = now.violations(ViewName.PENDING);
        if (!wrong.isEmpty()) {
            throw HttpProblem.of(
                            Code.SEC_080,
                            "a row hash does not fit its request; the engine was told, and nothing is shown until it"
                                    + " does")
                    .with(
                            "trade_ids",
                            JsonNodeFactory.instance
                                    .arrayNode()
                                    .addAll(wrong.stream()
                                            .<JsonNode>map(each -> JsonNodeFactory.instance.numberNode(each.tradeId()))
                                            .toList()));
        }
        return Looking.reply(Looking.array(now.rows(ViewName.PENDING)), now, ViewName.PENDING);
    }

    private Reply status() {
        final Snapshot now = looking.now();
        final ObjectNode status = now.systemStatus();
        status.set("last_transition", memory.lastTransition());
        status.remove(OF_A_SOCKET);
        return Looking.reply(status, now, ViewName.STATUS);
    }

    private Reply permissions() {
        final Snapshot now = looking.now();
        final ObjectNode row = now.row(ViewName.PERMISSIONS);
        row.put("engine", views.engine().spelling());
        return Looking.reply(row, now, ViewName.PERMISSIONS);
    }

    private Reply recovery() {
        final Snapshot now = looking.now();
        final ObjectNode owed = now.row(ViewName.RECOVERY);
        final ObjectNode status = now.row(ViewName.STATUS);
        final ObjectNode row = JsonNodeFactory.instance.objectNode().put("active", owed != null);
        row.set("seq", status.get("seq"));
        row.set("time", status.get("time"));
        RECOVERY.forEach(key -> row.set(key, owed == null ? null : owed.get(key)));
        return Looking.reply(row, now, ViewName.RECOVERY);
    }

    private Reply approvalConfig() {
        final Snapshot now = looking.now();
        return Looking.reply(policy.approvalConfig(now), now, ViewName.POLICY);
    }

    private Reply config() {
        final Snapshot now = looking.now();
        return Looking.reply(policy.tradingConfig(now), now, ViewName.POLICY);
    }

    private Reply patches() {
        final Snapshot now = looking.now();
        final JsonNode safeguards = now.row(ViewName.STATUS).get("safeguards");
        final ObjectNode row = JsonNodeFactory.instance.objectNode();
        PATCHES.forEach((name, safeguard) -> row.set(name, safeguards.get(safeguard)));
        return Looking.reply(row, now, ViewName.STATUS);
    }

    /** What the stop was said to have done last; while none is active, of the last one. */
    private Reply emergency() {
        final Snapshot now = looking.now();
        return Looking.reply(emergency(now, memory), now, ViewName.STATUS);
    }

    /** An emergency stop, and how far it is. */
    static ObjectNode emergency(final Snapshot now, final Memory memory) {
        final ObjectNode status = now.row(ViewName.STATUS);
        final ObjectNode said = memory.lastEmergency();
        final ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.set("active", status.get("emergency_mode"));
        EMERGENCY.forEach(key -> row.set(key, said == null ? null : said.get(key)));
        final JsonNode words = status.path("emergency_reason");
        row.set("reason", words.isTextual() ? words : status.get("emergency_reason_code"));
        row.set("activated_at", status.get("emergency_activated_at"));
        return row;
    }

    private Reply guardian() {
        final Snapshot now = looking.now();
        return Looking.reply(guardian(now, memory), now, ViewName.STATUS);
    }

    /** The guardian, with what its last lock rejected. */
    static ObjectNode guardian(final Snapshot now, final Memory memory) {
        final ObjectNode status = now.row(ViewName.STATUS);
        final ObjectNode said = memory.lastGuardian();
        final ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.set("locked", status.get("guardian_locked"));
        row.set("reason", status.get("guardian_reason"));
        row.set("since", status.get("guardian_since"));
        row.set("pending_rejected", said == null ? null : said.get("pending_rejected"));
        return row;
    }
}
