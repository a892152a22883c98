package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.Code;
import io.sluice.codec.DeepLinkChangedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.serve.desk.DeepLinks;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.desk.Given;
import io.sluice.serve.view.ViewName;
import io.sluice.serve.view.Views;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Links to one request (SPEC H-13). Opening a link shows a page with one button, so that a preview which fetches it
 * uses nothing; the button uses it once, and gives a cookie that reads this request alone. A link that is used, void,
 * expired or wrong always has the same answer.
 */
public final class LinkRoutes {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** Everyone may try one; each try is a record of the journal. */
    private static final int TRIES_A_SECOND = 10;

    private static final int SEE_OTHER = 303;
    private static final long SEEN_MS = 1_000;
    private static final String HTML = "text/html; charset=utf-8";

    private final Looking looking;
    private final Freshness freshness;
    private final Gateway gateway;
    private final String origin;
    private final LongFunction<String> cookie;
    private long secondNs;
    private int tries;

    /**
     * @param origin that browsers see, as {@code https://sluice.example}.
     * @param cookie makes a session that reads the one request; the value of {@code Set-Cookie}.
     */
    public LinkRoutes(
            final Views views, final Gateway gateway, final String origin, final LongFunction<String> cookie) {
        looking = new Looking(views);
        freshness = new Freshness(views, gateway);
        this.gateway = gateway;
        this.origin = origin;
        this.cookie = cookie;
    }

    /** Their rows in the table of routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/api/hitl/{trade_id}/link", TokenRole.OPERATORS, this::issue),
                Route.get("/approvals/{trade_id}", this::page).open().query("token"),
                Route.post("/approvals/{trade_id}/open", TokenRole.ALL, this::open)
                        .open()
                        .body(Route.Body.FORM)
                        .anyTimes());
    }

    private Reply issue(final Ask ask) {
        final long tradeId = ask.id("trade_id");
        final String token = DeepLinks.token();
        final Given given = DeepLinks.issue(gateway, ask.caller().operator(), ask.correlationId(), tradeId, token);
        requireAnswer(given);
        if (!given.isAccepted()) {
            throw HttpProblem.of(given.answer().code(), given.why());
        }
        // The page that the link opens looks there, too.
        freshness.await(given.answer().sequence(), SEEN_MS);
        final ObjectNode request = looking.now().find(ViewName.PENDING, "trade_id", tradeId);
        if (request == null) {
            throw HttpProblem.notFound("the request of trade " + tradeId + " is over by now");
        }
        final ObjectNode link = JsonNodeFactory.instance
                .objectNode()
                .put("url", origin + DeepLinks.path(tradeId, token))
                .put("trade_id", tradeId);
        link.set("expires_at", request.get("expires_at"));
        return Reply.json(link).at(given.answer().sequence(), 0).secret();
    }

    private static void requireAnswer(final Given given) {
        final Code code = Gateway.code(given.fate());
        if (given.fate() == Given.Fate.OUTCOME_UNKNOWN) {
            throw new HttpProblem(Statuses.UNKNOWN, "OUTCOME_UNKNOWN", given.why());
        }
        if (code != null) {
            throw HttpProblem.of(code, given.why()).header("Retry-After", "1");
        }
    }

    /** A link of another request opens nothing here, whatever the path says. */
    private static boolean isOf(final Given given, final long tradeId) {
        final DeepLinkChangedDecoder changed = new DeepLinkChangedDecoder();
        return given.answer().outcomes().stream()
                .filter(each -> each.templateId() == DeepLinkChangedDecoder.TEMPLATE_ID)
                .map(each -> changed.wrapAndApplyHeader(each.message(), 0, new MessageHeaderDecoder()))
                .anyMatch(each -> each.tradeId() == tradeId);
    }

    /** Changes nothing, and says nothing of the request: it may be a preview that looks. */
    private Reply page(final Ask ask) {
        final String token = ask.query("token");
        final long tradeId = ask.id("trade_id");
        return DeepLinks.isToken(token)
                // Else a browser would send the form with the origin null.
                ? Reply.text(Statuses.OK, HTML, page(tradeId, token)).header("Referrer-Policy", "same-origin")
                : gone();
    }

    private Reply open(final Ask ask) {
        final long tradeId = ask.id("trade_id");
        final String token = ask.form().get("token");
        if (!DeepLinks.isToken(token) || looking.now().find(ViewName.PENDING, "trade_id", tradeId) == null) {
            return gone();
        }
        pace();
        final Given given = DeepLinks.use(gateway, ask.correlationId(), token);
        requireAnswer(given);
        if (!given.isAccepted() || !isOf(given, tradeId)) {
            return gone();
        }
        return Reply.empty(SEE_OTHER)
                .header("Location", "/#/approval/" + tradeId)
                .header("Set-Cookie", cookie.apply(tradeId));
    }

    private synchronized void pace() {
        final long nowNs = System.nanoTime();
        if (nowNs - secondNs >= SECOND_NS) {
            secondNs = nowNs;
            tries = 0;
        }
        if (++tries > TRIES_A_SECOND) {
            throw new HttpProblem(Statuses.TOO_MANY, "TOO_MANY", "too many links are tried just now")
                    .header("Retry-After", "1");
        }
    }

    private static Reply gone() {
        return Reply.text(
                Statuses.GONE,
                HTML,
                html("This link is over", "<p>It was used, replaced by a newer one, or has run out.</p>"));
    }

    private static String page(final long tradeId, final String token) {
        return html(
                "A request waits",
                "<form method=\"post\" action=\"/approvals/" + tradeId + "/open\">"
                        + "<input type=\"hidden\" name=\"token\" value=\"" + token + "\">"
                        + "<p>The link can be used once. It shows the request; it decides nothing.</p>"
                        + "<p><button type=\"submit\">Open the request</button></p></form>");
    }

    private static String html(final String title, final String body) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"robots\" content=\"noindex\"><title>Sluice: " + title + "</title></head><body><h1>"
                + title + "</h1>" + body + "</body></html>";
    }
}
