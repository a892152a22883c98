package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.CommandAnswer;
import io.sluice.codec.Code;
import io.sluice.json.Times;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.view.ViewName;
import io.sluice.serve.view.Views;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What is answered when a command was carried out: out of its own record, or as the view shows it once it does. */
final class Answers {
    /** How long an answer waits until the view reflects the command. */
    private static final long SETTLE_MS = 1_000;

    private final Views views;
    private final Gateway gateway;
    private final Freshness freshness;
    private final Function<String, Route> gets;

    /** @param gets the route that reads a path; null where there is none. */
    Answers(final Views views, final Gateway gateway, final Freshness freshness, final Function<String, Route> gets) {
        this.views = views;
        this.gateway = gateway;
        this.freshness = freshness;
        this.gets = gets;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String time(final long ns) {
        final StringBuilder text = new StringBuilder();
        Times.append(text, ns);
        return text.toString();
    }

    private static String status(final CommandAnswer answer) {
        return answer.code() == Code.REPEATED ? "REPEATED" : "ACCEPTED";
    }

    /** That it was carried out. */
    Reply plain(final Ask ask, final CommandAnswer answer) {
        return carriedOut(answer);
    }

    /** The same, of any command. */
    static Reply carriedOut(final CommandAnswer answer) {
        final ObjectNode body = object().put("status", status(answer)).put("code", answer.codeText());
        body.put("message", answer.sentence()).put("seq", answer.sequence());
        body.put("time", answer.sequence() == 0 ? null : time(answer.timeNs()));
        return Reply.json(body);
    }

    /** What became of a request. */
    Reply decided(final Ask ask, final CommandAnswer answer) {
        final ObjectNode approval = Commands.outcome(answer, "ApprovalDecided");
        final ObjectNode body = object();
        body.set("status", approval.path("status"));
        body.put("trade_id", ask.id("trade_id"));
        body.set("decided_at", approval.path("decided_at"));
        return Reply.json(body);
    }

    /** A forced mode. */
    Reply forced(final Ask ask, final CommandAnswer answer) {
        final long ttlNs =
                TimeUnit.SECONDS.toNanos(ask.body().path("ttl_seconds").asLong());
        final ObjectNode body = object();
        body.set("mode", ask.body().get("mode"));
        return Reply.json(body.put("is_override", true).put("expires_at", time(answer.timeNs() + ttlNs)));
    }

    /** The mode that shows once a forced one has ended. */
    Reply released(final Ask ask, final CommandAnswer answer) {
        final JsonNode to = Commands.outcome(answer, "ModeChanged").path("to_mode");
        final String mode =
                to.isTextual() ? to.textValue() : gateway.mode().name().toLowerCase(Locale.ROOT);
        return Reply.json(object().put("mode", mode).put("is_override", false).putNull("expires_at"));
    }

    /** A recovery run. */
    Reply started(final Ask ask, final CommandAnswer answer) {
        final JsonNode run = Commands.outcome(answer, "RecoveryProgress").path("run_id");
        final boolean isNew = run.isTextual();
        final ObjectNode body = object();
        body.set("run_id", isNew ? run : ask.body().path("run_id"));
        return Reply.json(body.put("status", isNew ? "STARTED" : "REPEATED"));
    }

    /** A lockout as it began or ended. */
    Reply lockout(final Ask ask, final CommandAnswer answer) {
        final ObjectNode body = Commands.outcome(answer, "LockoutChanged");
        final boolean isNew = "CREATED".equals(body.path("phase").asText());
        final ObjectNode known = isNew ? null : known(body.path("lockout_id").longValue());
        body.put("created_at", isNew ? time(answer.timeNs()) : text(known, "created_at"));
        body.put("created_by", isNew ? ask.caller().operator() : text(known, "created_by"));
        body.put("ended_by", isNew ? null : ask.caller().operator());
        body.put(
                "seconds_remaining", isNew ? ask.body().path("duration_minutes").asLong() * 60 : 0);
        return Reply.json(body);
    }

    /** The view may still show it, or no more. */
    private ObjectNode known(final long lockoutId) {
        return views.now().find(ViewName.LOCKOUTS, "lockout_id", lockoutId);
    }

    private static String text(final ObjectNode row, final String key) {
        return row == null ? null : row.path(key).textValue();
    }

    /**
     * What the route that reads this shows, as soon as that reflects the command.
     *
     * @param type of an outcome of the record whose keys win, where the answer has them; null for none.
     */
    BiFunction<Ask, CommandAnswer, Reply> asGet(final String path, final String type) {
        return (ask, answer) -> {
            freshness.await(answer.sequence(), SETTLE_MS);
            final Route route = gets.apply(path);
            if (route == null) {
                return plain(ask, answer);
            }
            final Reply read = route.handler()
                    .handle(new Ask(
                            route, Map.of(), Map.of(), null, Map.of(), ask.caller(), UUID.randomUUID(), ask.address()));
            final ObjectNode body = (ObjectNode) read.json();
            if (type != null) {
                final ObjectNode outcome = Commands.outcome(answer, type);
                outcome.properties().stream()
                        .filter(each ->
                                body.has(each.getKey()) && !each.getValue().isNull())
                        .forEach(each -> body.set(each.getKey(), each.getValue()));
            }
            return Reply.json(body);
        };
    }

    /** Whether a change of policy makes anything more permissive than the view says it is. */
    boolean isLooser(final ObjectNode body) {
        final ObjectNode now = views.now().row(ViewName.POLICY);
        if (now == null) {
            return true;
        }
        return rises(body, now, "allow_new_trades")
                || falls(body, now, "hitl_enabled")
                || rises(body, now, "auto_approve_paper")
                || falls(body, now, "require_approval_for_live")
                || seconds(body) > now.path("approval_timeout_seconds").asLong()
                || isMore(body, now, "slippage_max_percent")
                || isHigherMode(body, now);
    }

    private static boolean rises(final ObjectNode body, final ObjectNode now, final String key) {
        return body.path(key).asBoolean(false) && !now.path(key).asBoolean(false);
    }

    private static boolean falls(final ObjectNode body, final ObjectNode now, final String key) {
        return body.has(key) && !body.path(key).asBoolean(true) && now.path(key).asBoolean(true);
    }

    private static long seconds(final ObjectNode body) {
        return Math.max(
                body.path("approval_timeout_seconds").asLong(0),
                body.path("approval_timeout_minutes").asLong(0) * 60);
    }

    private static boolean isMore(final ObjectNode body, final ObjectNode now, final String key) {
        if (!body.has(key)) {
            return false;
        }
        try {
            return new BigDecimal(body.path(key).asText())
                            .compareTo(new BigDecimal(now.path(key).asText()))
                    > 0;
        } catch (final NumberFormatException e) {
            // Its reader refuses it.
            return false;
        }
    }

    private static boolean isHigherMode(final ObjectNode body, final ObjectNode now) {
        final List<String> rising = List.of("disabled", "paper", "live");
        return rising.indexOf(body.path("trading_mode").asText())
                        > Math.max(0, rising.indexOf(now.path("trading_mode").asText()))
                && body.has("trading_mode");
    }
}
