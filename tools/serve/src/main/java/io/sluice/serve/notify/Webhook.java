package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.ServeConfig;
import io.sluice.serve.notify.DeliveryException.Kind;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver of our own as a channel (SPEC N-3). Each event is posted as JSON with the headers
 *
 * <pre>
 *   Idempotency-Key      a UUID, the same each time that this event is posted
 *   X-Sluice-Timestamp   seconds since the epoch
 *   X-Sluice-Signature   v1= and the HMAC-SHA256 of timestamp, a point and the body, in hex
 * </pre>
 */
final class Webhook implements Notifier {
    private static final String MAC = "HmacSHA256";
    private static final int CONFLICT = 409;

    private final String url;
    private final Http http;
    private final SecretKeySpec key;

    /** @throws NotifyException SECRET_FILE if the key cannot be read. */
    Webhook(final ServeConfig.Webhook config, final Http http) {
        url = config.url();
        this.http = http;
        key = new SecretKeySpec(
                Secret.read("sluice.notify.webhook.key-file", config.keyFile()).getBytes(StandardCharsets.US_ASCII),
                MAC);
    }

    @Override
    public String name() {
        return Channels.WEBHOOK;
    }

    @Override
    public boolean isPersonal() {
        return false;
    }

    @Override
    public boolean canEdit() {
        return false;
    }

    @Override
    public void open(final Decider decider) {
        // It has no answers.
    }

    static ObjectNode body(final Post post) {
        final ObjectNode event = Json.object().put("id", post.first().key());
        event.setAll((ObjectNode) snake(post.first().data()));
        if (post.link() != null) {
            event.put("link", post.link());
        }
        if (post.isReminder()) {
            event.put("reminder", true);
        }
        return event;
    }

    /** Keys as HTTP has them (SPEC A-4). */
    private static JsonNode snake(final JsonNode from) {
        if (from.isArray()) {
            final ArrayNode array = Json.MAPPER.createArrayNode();
            from.forEach(each -> array.add(snake(each)));
            return array;
        }
        if (!from.isObject()) {
            return from;
        }
        final ObjectNode object = Json.object();
        from.properties()
                .forEach(each -> object.set(
                        each.getKey().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), snake(each.getValue())));
        return object;
    }

    @Override
    public String post(final Post post) throws DeliveryException {
        final String body = Json.write(body(post));
        final String timestamp = Long.toString(TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()));
        final HttpRequest request = Http.request(url)
                .header("Content-Type", "application/json")
                .header("User-Agent", "sluice")
                .header(
                        "Idempotency-Key",
                        UUID.nameUUIDFromBytes(post.nonce().getBytes(StandardCharsets.US_ASCII))
                                .toString())
                .header("X-Sluice-Timestamp", timestamp)
                .header("X-Sluice-Signature", "v1=" + sign(timestamp + '.' + body))
                .POST(BodyPublishers.ofString(body))
                .build();
        final HttpResponse<String> answer = http.send("webhook", request);
        final int status = answer.statusCode();
        if (status / 100 == 2 || status == CONFLICT) {
            return "";
        }
        final String what = "webhook: " + status + " " + Http.words(answer.body());
        throw switch (status) {
            case 400, 413, 422 -> new DeliveryException(Kind.REFUSED, what, 0);
            default -> new DeliveryException(status >= 500 ? Kind.UNKNOWN : Kind.NOT_TAKEN, what, pauseMs(answer));
        };
    }

    private static long pauseMs(final HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(text -> TimeUnit.SECONDS.toMillis(Long.parseLong(text)))
                .orElse(0L);
    }

    private String sign(final String text) {
        try {
            final Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void edit(final String ref, final Post post) {
        throw new UnsupportedOperationException("a webhook's message cannot be changed");
    }

    @Override
    public long silentNs() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
