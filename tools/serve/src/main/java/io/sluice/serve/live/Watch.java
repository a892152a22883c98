package io.sluice.serve.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.ViewName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What shows in the image alone: how the whole system is, requests of operators with their ends, commands that ended,
 * and the last values. Compares each image with the one before. One thread.
 */
final class Watch {
    /** Last values are told at most five times a second. */
    private static final long LAST_VALUE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Rows of trades in a snapshot; the rest can be asked for. */
    private static final int TRADES = 500;

    private static final List<String> RISK =
            List.of("equity", "peak", "drawdown_pct", "equity_age_ms", "allow_new_trades", "emergency_mode");
    /** What changes with every record, or with time alone. */
    private static final Set<String> RESTLESS =
            Set.of("seq", "time", "age_ms", "equity_age_ms", "reported_age_ms", "seconds_remaining");

    private final Memory memory;
    private final ObjectNode limits;
    private final Consumer<Event> told;
    private final Map<LiveChannel, JsonNode> last = new EnumMap<>(LiveChannel.class);
    private final Map<LiveChannel, Long> toldNs = new EnumMap<>(LiveChannel.class);
    private final Map<LiveChannel, Map<Long, JsonNode>> rows = new EnumMap<>(LiveChannel.class);

    /** @param limits of the risk channel: the drawdown at which something happens. */
    Watch(final Memory memory, final ObjectNode limits, final Consumer<Event> told) {
        this.memory = memory;
        this.limits = limits;
        this.told = told;
    }

    /** Tells what changed since it looked last; of the last values only those that somebody hears. */
    void look(final Snapshot now, final Set<LiveChannel> heard, final long nowNs) {
        status(now);
        requests(now);
        commands(now);
        for (final LiveChannel channel : LiveChannel.values()) {
            if (channel.isLastValue() && heard.contains(channel)) {
                lastValue(channel, now, nowNs);
            }
        }
    }

    private void status(final Snapshot now) {
        final ObjectNode data = systemStatus(now);
        final JsonNode settled = settled(data);
        if (!settled.equals(last.put(LiveChannel.SYSTEM_STATUS, settled))) {
            for (final LiveChannel each : List.of(LiveChannel.SYSTEM_STATUS, LiveChannel.REGIME)) {
                told.accept(Event.of(each, "system_status", now.seq(ViewName.STATUS), now.timeNs(), data));
            }
        }
    }

    /** Without what moves with each equity: that is told on the channel of risk. */
    private static JsonNode settled(final ObjectNode status) {
        final ObjectNode settled = status.deepCopy();
        settled.remove(RESTLESS);
        settled.remove(List.of("equity", "peak", "drawdown_pct"));
        return settled;
    }

    private ObjectNode systemStatus(final Snapshot now) {
        final ObjectNode status = now.systemStatus();
        status.set("last_transition", memory.lastTransition());
        return status;
    }

    private void requests(final Snapshot now) {
        changed(LiveChannel.REQUESTS, now, "request_id", row -> {
            final String state = row.path("state").asText("WAITING").toLowerCase(Locale.ROOT);
            told.accept(
                    Event.of(LiveChannel.REQUESTS, "request." + state, now.seq(ViewName.REQUESTS), now.timeNs(), row));
        });
    }

    /** A new command is an outcome; that it ended shows here. */
    private void commands(final Snapshot now) {
        final Map<Long, JsonNode> before = rows.get(LiveChannel.COMMANDS);
        final Map<Long, JsonNode> present = byId(now.rows(ViewName.COMMANDS), "command_id");
        rows.put(LiveChannel.COMMANDS, present);
        if (before == null) {
            return;
        }
        before.forEach((id, row) -> {
            if (!present.containsKey(id)) {
                told.accept(
                        Event.of(LiveChannel.COMMANDS, "command.ended", now.seq(ViewName.COMMANDS), now.timeNs(), row));
            }
        });
    }

    private void lastValue(final LiveChannel channel, final Snapshot now, final long nowNs) {
        if (nowNs - toldNs.getOrDefault(channel, nowNs - LAST_VALUE_NS) < LAST_VALUE_NS) {
            return;
        }
        final ArrayNode changed = JsonNodeFactory.instance.arrayNode();
        if (channel == LiveChannel.TRADES) {
            changed(channel, now, "trade_id", changed::add);
            if (changed.isEmpty()) {
                return;
            }
        }
        final JsonNode data = channel == LiveChannel.TRADES ? changed : data(channel, now);
        final JsonNode settled = calm(data);
        if (!settled.equals(last.put(channel, settled))) {
            toldNs.put(channel, nowNs);
            told.accept(Event.of(channel, "update", now.seq(channel.view()), now.timeNs(), data));
        }
    }

    /** Hands over the rows that are new or not what they were; none the first time. */
    private void changed(
            final LiveChannel channel, final Snapshot now, final String id, final Consumer<JsonNode> each) {
        final List<ObjectNode> present = now.rows(channel.view());
        final Map<Long, JsonNode> before = rows.get(channel);
        final Map<Long, JsonNode> calm = byId(present, id);
        rows.put(channel, calm);
        if (before != null) {
            present.forEach(row -> {
                final long key = row.path(id).longValue();
                if (!calm.get(key).equals(before.get(key))) {
                    each.accept(row);
                }
            });
        }
    }

    private static Map<Long, JsonNode> byId(final List<ObjectNode> rows, final String id) {
        final Map<Long, JsonNode> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.path(id).longValue(), calm(row)));
        return byId;
    }

    private static JsonNode calm(final JsonNode data) {
        if (data.isObject()) {
            final ObjectNode copy = data.deepCopy();
            copy.remove(RESTLESS);
            return copy;
        }
        final ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        data.forEach(each -> copy.add(calm(each)));
        return copy;
    }

    /** What a snapshot of a channel holds. */
    JsonNode data(final LiveChannel channel, final Snapshot now) {
        return switch (channel) {
            case SYSTEM_STATUS, REGIME -> systemStatus(now);
            case RISK -> risk(now.row(ViewName.STATUS));
            case POLICY -> now.row(ViewName.POLICY);
            case TRADES -> trades(now);
            case HITL -> sound(now);
            case LOCKOUTS, REQUESTS, COMMANDS, MODELS, CLIENTS, POSITIONS -> array(now.rows(channel.view()));
            case DECISIONS -> JsonNodeFactory.instance.arrayNode();
        };
    }

    /** A request whose row hash is wrong is shown to nobody (SPEC H-9). */
    private static ArrayNode sound(final Snapshot now) {
        final List<Long> wrong = now.violations(ViewName.PENDING).stream()
                .map(each -> each.tradeId())
                .toList();
        return array(now.rows(ViewName.PENDING).stream()
                .filter(row -> !wrong.contains(row.path("trade_id").longValue()))
                .toList());
    }

    private ObjectNode risk(final ObjectNode status) {
        final ObjectNode risk = status.objectNode();
        RISK.forEach(key -> risk.set(key, status.get(key)));
        risk.setAll(limits);
        return risk;
    }

    /** The newest ones; what changes after them is told even if nobody listened before. */
    private ArrayNode trades(final Snapshot now) {
        final List<ObjectNode> all = now.rows(ViewName.TRADES);
        rows.computeIfAbsent(LiveChannel.TRADES, channel -> byId(all, "trade_id"));
        return array(all.subList(Math.max(0, all.size() - TRADES), all.size()));
    }

    private static ArrayNode array(final List<ObjectNode> rows) {
        final ArrayNode array = JsonNodeFactory.instance.arrayNode();
        rows.forEach(array::add);
        return array;
    }
}
