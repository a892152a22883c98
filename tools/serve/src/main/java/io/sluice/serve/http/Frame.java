package io.sluice.serve.http;

import io.sluice.client.EngineException;
import io.sluice.codec.Code;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Takes each request through its steps, and writes the one answer that it gets. */
final class Frame extends Handler.Abstract {
    static final String SOCKET = "/ws";
    private static final String KEY = "Idempotency-Key";
    private final Gate gate;
    private final Doorkeeper doorkeeper;
    private final Routes routes;
    private final StaticFiles files;
    private final Repeats repeats;
    private final SlowDown slowDown = new SlowDown();
    private final Refusals refusals;
    private final AccessLog log;
    private final Freshness freshness;
    private final Sockets sockets;
    private final LongSupplier clock;
    private final Consumer<String> notices;

    /** The parts that a request goes through. */
    record Parts(
            Gate gate,
            Doorkeeper doorkeeper,
            Routes routes,
            StaticFiles files,
            Once once,
            Refusals refusals,
            AccessLog log,
            Freshness freshness,
            Sockets sockets) {}

    Frame(final Parts parts, final LongSupplier clock, final Consumer<String> notices) {
        gate = parts.gate;
        doorkeeper = parts.doorkeeper;
        routes = parts.routes;
        files = parts.files;
        repeats = new Repeats(parts.once);
        refusals = parts.refusals;
        log = parts.log;
        freshness = parts.freshness;
        sockets = parts.sockets;
        this.clock = clock;
        this.notices = notices;
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        final Exchange exchange = gate.exchange(request, response, callback);
        try {
            enter(exchange);
        } catch (final HttpProblem e) {
            refuse(exchange, e);
        } catch (final RuntimeException e) {
            fault(exchange, e);
        }
        return true;
    }

    private void enter(final Exchange exchange) {
        gate.check(exchange);
        final Reply preflight = gate.preflight(exchange);
        if (preflight != null) {
            answer(exchange, preflight);
            return;
        }
        final Reply file = files.find(exchange.method(), exchange.path());
        if (file != null) {
            answer(exchange, file);
            return;
        }
        final Routes.Found found = routes.find(exchange.method(), exchange.path());
        final Route route = found.route();
        identify(exchange, route);
        checkRole(exchange, found);
        final boolean isSocket = route.path().equals(SOCKET);
        if (exchange.caller != null && exchange.caller.session() != null) {
            gate.checkPage(exchange, isSocket);
        }
        final Map<String, String> query =
                Bodies.pairs(exchange.request.getHttpURI().getQuery(), route.query());
        if (isSocket) {
            upgrade(exchange);
            return;
        }
        if (route.isOnce() || exchange.header(KEY) != null) {
            exchange.correlationId = key(exchange);
        }
        read(exchange, found, query);
    }

    /** Who asks; what is public is asked by anyone, but for probes from other hosts. */
    private void identify(final Exchange exchange, final Route route) {
        final boolean isFree = route.isPublic() && (exchange.isLocal || !Probes.PATHS.contains(route.path()));
        if (isFree) {
            return;
        }
        exchange.caller = doorkeeper.caller(exchange.request);
        if (exchange.caller == null) {
            throw Doorkeeper.unknown("a token is needed: Authorization: Bearer, or a session");
        }
    }

    private static void checkRole(final Exchange exchange, final Routes.Found found) {
        final Caller caller = exchange.caller;
        if (caller == null) {
            return;
        }
        final Route route = found.route();
        if (!route.roles().contains(caller.role()) || !isWithinLink(caller, found)) {
            throw HttpProblem.of(
                    Code.SEC_090,
                    "the token " + caller.name() + " (" + caller.role().spelling() + ") may not do this");
        }
    }

    /** A link opens one request, to read. */
    private static boolean isWithinLink(final Caller caller, final Routes.Found found) {
        if (caller.onlyTrade() == 0) {
            return true;
        }
        final Route route = found.route();
        final boolean isIt = route.path().equals("/api/hitl/{trade_id}")
                && found.variables().get("trade_id").equals(Long.toString(caller.onlyTrade()));
        return route.method().equals("GET") && (isIt || route.path().equals(SessionRoutes.PATH));
    }

    private static UUID key(final Exchange exchange) {
        final String given = exchange.header(KEY);
        if (given == null) {
            throw HttpProblem.malformed(KEY, "a request that changes something needs one, a uuid of its own");
        }
        try {
            final UUID key = UUID.fromString(given);
            if (given.length() == 36 && (key.getMostSignificantBits() | key.getLeastSignificantBits()) != 0) {
                return key;
            }
        } catch (final IllegalArgumentException e) {
            throw HttpProblem.malformed(KEY, "a uuid");
        }
        throw HttpProblem.malformed(KEY, "a uuid");
    }

    private void upgrade(final Exchange exchange) {
        if (sockets == null) {
            throw HttpProblem.notFound("there is no WebSocket here");
        }
        final ServerWebSocketContainer container = getServer().getBean(ServerWebSocketContainer.class);
        final Caller caller = exchange.caller;
        exchange.response.getHeaders().put("Correlation-Id", exchange.correlationId.toString());
        log(exchange, 101);
        final boolean isUpgraded = upgrade(exchange, container, caller);
        if (!isUpgraded) {
            throw new HttpProblem(426, "UPGRADE_REQUIRED", "this address speaks WebSocket alone")
                    .header("Upgrade", "websocket");
        }
    }

    private boolean upgrade(final Exchange exchange, final ServerWebSocketContainer container, final Caller caller) {
        return container.upgrade(
                (request, response, callback) -> sockets.open(caller),
                exchange.request,
                exchange.response,
                exchange.callback);
    }

    /** Reads the body without a thread that waits for it, then goes on. */
    private void read(final Exchange exchange, final Routes.Found found, final Map<String, String> query) {
        final Route route = found.route();
        final long length = exchange.request.getLength();
        if (route.body() == Route.Body.NONE) {
            if (length > 0) {
                throw HttpProblem.malformed(null, "no body is taken here");
            }
            run(exchange, found, query, new byte[0]);
            return;
        }
        checkType(exchange, route);
        if (length > Bodies.MAX) {
            throw tooLarge();
        }
        Content.Source.asByteArrayAsync(exchange.request, Bodies.MAX)
                .whenComplete((body, failure) -> getServer().getThreadPool().execute(() -> {
                    exchange.isRead = failure == null;
                    if (failure == null) {
                        run(exchange, found, query, body);
                    } else {
                        refuse(exchange, unread(failure));
                    }
                }));
    }

    private static HttpProblem unread(final Throwable failure) {
        final Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IllegalStateException
                ? tooLarge()
                : HttpProblem.malformed(null, "the body did not come whole");
    }

    private static HttpProblem tooLarge() {
        return new HttpProblem(Statuses.TOO_LARGE, "TOO_LARGE", "a body has at most " + Bodies.MAX / 1024 + " kB");
    }

    private static void checkType(final Exchange exchange, final Route route) {
        final String given = exchange.header(HttpHeader.CONTENT_TYPE.asString());
        final String wanted =
                route.body() == Route.Body.JSON ? "application/json" : "application/x-www-form-urlencoded";
        final String type = given == null ? "" : given.split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase(wanted)) {
            throw new HttpProblem(Statuses.UNSUPPORTED_MEDIA, "UNSUPPORTED_MEDIA_TYPE", "the body has to be " + wanted);
        }
    }

    private void run(
            final Exchange exchange, final Routes.Found found, final Map<String, String> query, final byte[] body) {
        try {
            final Route route = found.route();
            final Ask ask = new Ask(
                    route,
                    found.variables(),
                    query,
                    route.body() == Route.Body.JSON ? Bodies.json(body) : null,
                    route.body() == Route.Body.FORM ? Bodies.form(body) : Map.of(),
                    exchange.caller,
                    exchange.correlationId,
                    exchange.address);
            confirm(ask);
            answer(
                    exchange,
                    route.isOnce()
                            ? repeats.answer(exchange, ask, body)
                            : route.handler().handle(ask));
        } catch (final HttpProblem e) {
            refuse(exchange, e);
        } catch (final EngineException e) {
            refuse(exchange, away(e));
        } catch (final RuntimeException e) {
            fault(exchange, e);
        }
    }

    /** A session loosens nothing on the strength of its cookie alone. */
    private static void confirm(final Ask ask) {
        final Caller caller = ask.caller();
        if (caller != null
                && caller.session() != null
                && !caller.session().isConfirmed()
                && ask.route().loosens().test(ask)) {
            throw new HttpProblem(
                    Statuses.FORBIDDEN,
                    "CONFIRM_NEEDED",
                    "this loosens something: give the token again (POST /api/session/confirm), then repeat it");
        }
    }

    private static HttpProblem away(final EngineException e) {
        return e.code() == EngineException.Code.NO_STATE
                ? new HttpProblem(Statuses.AWAY, "NOT_INITIALIZED", "Degradation system not initialized")
                        .header("Retry-After", "1")
                : HttpProblem.of(Code.ENGINE_LOST, e.getMessage()).header("Retry-After", "1");
    }

    private void answer(final Exchange exchange, final Reply reply) {
        log(exchange, reply.status());
        exchange.write(fresh(exchange, reply));
    }

    private Reply fresh(final Exchange exchange, final Reply reply) {
        if (!exchange.isPrivate()) {
            return reply;
        }
        final Freshness.Look look = freshness.look();
        exchange.response.getHeaders().put("Sluice-Engine", Freshness.word(look.isAttached()));
        return reply.seq() >= 0 || look.ageMs() < 0 ? reply : reply.at(look.seq(), look.ageMs());
    }

    private void refuse(final Exchange exchange, final HttpProblem problem) {
        final Reply reply = exchange.reply(problem);
        if (problem.status() == Statuses.UNAUTHENTICATED) {
            final int toRecord = slowDown.toRecord(clock.getAsLong());
            if (toRecord > 0) {
                refusals.record(exchange.address, toRecord + " requests without a good token", Code.SEC_001);
            }
            final long waitMs = slowDown.failed(exchange.address, clock.getAsLong());
            if (waitMs > 0) {
                getServer().getScheduler().schedule(() -> answer(exchange, reply), waitMs, TimeUnit.MILLISECONDS);
                return;
            }
        } else if (problem.status() == Statuses.FORBIDDEN && !problem.code().equals("CONFIRM_NEEDED")) {
            refusals.record(
                    exchange.caller == null ? exchange.address : exchange.caller.principal(),
                    problem.code() + " " + exchange.method() + " " + exchange.path(),
                    Code.SEC_090);
        }
        answer(exchange, reply);
    }

    private void fault(final Exchange exchange, final RuntimeException e) {
        notices.accept("a request failed, correlation id " + exchange.correlationId + ": " + e);
        e.printStackTrace();
        answer(exchange, exchange.reply(new HttpProblem(Statuses.FAULT, "FAULT", "a fault in serve itself")));
    }

    private void log(final Exchange exchange, final int status) {
        log.line(
                exchange.address,
                exchange.caller,
                exchange.method(),
                exchange.path(),
                status,
                exchange.tookMs(),
                exchange.correlationId.toString());
    }
}
