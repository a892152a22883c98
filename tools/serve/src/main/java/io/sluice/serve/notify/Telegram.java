package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.ServeConfig;
import io.sluice.serve.notify.DeliveryException.Kind;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Telegram as a channel (SPEC N-3): long polling hears of pressed buttons. */
final class Telegram implements Notifier, Runnable {
    private static final int POLL_SECONDS = 25;
    private static final long LONGEST_PAUSE_MS = 30_000;
    private static final long STOP_MS = 5_000;
    private static final int LONGEST_ANSWER = 190;

    private final ServeConfig.Telegram config;
    private final Http http;
    private final String token;
    private final Consumer<String> say;
    private final Thread thread = new Thread(this, "sluice-notify-telegram-poll");
    private volatile long contactNs = System.nanoTime();
    private volatile boolean isStopping;
    private Decider decider;
    private long offset;

    /** @throws NotifyException SECRET_FILE if the token cannot be read. */
    Telegram(final ServeConfig.Telegram config, final Http http, final Consumer<String> say) {
        this.config = config;
        this.http = http;
        this.say = say;
        token = Secret.read("sluice.notify.telegram.token-file", config.tokenFile());
        thread.setDaemon(true);
    }

    @Override
    public String name() {
        return Channels.TELEGRAM;
    }

    @Override
    public boolean isPersonal() {
        return true;
    }

    @Override
    public boolean canEdit() {
        return true;
    }

    @Override
    public void open(final Decider answers) {
        decider = answers;
        thread.start();
    }

    @Override
    public String post(final Post post) throws DeliveryException {
        return ask("sendMessage", TelegramMessage.of(post, config.chat(), config.buttons()), Http.TIMEOUT)
                .path("message_id")
                .asText();
    }

    @Override
    public void edit(final String ref, final Post post) throws DeliveryException {
        final ObjectNode message = TelegramMessage.of(post, config.chat(), config.buttons());
        try {
            ask("editMessageText", message.put("message_id", Long.parseLong(ref)), Http.TIMEOUT);
        } catch (final DeliveryException e) {
            // It was deleted, is too old, or shows this already.
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
        }
    }

    @Override
    public long silentNs() {
        return System.nanoTime() - contactNs;
    }

    private JsonNode ask(final String method, final JsonNode body, final Duration limit) throws DeliveryException {
        final HttpRequest request = Http.request(config.apiUrl() + "/bot" + token + "/" + method)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build();
        final HttpResponse<String> answer = http.send("Telegram, " + method, request);
        final JsonNode read = Json.read(answer.body());
        if (answer.statusCode() / 100 == 2 && read.path("ok").asBoolean()) {
            contactNs = System.nanoTime();
            return read.path("result");
        }
        final String what = "Telegram, " + method + ": " + answer.statusCode() + " "
                + Http.words(read.path("description").asText());
        final long pauseMs = TimeUnit.SECONDS.toMillis(
                read.path("parameters").path("retry_after").asLong());
        throw switch (answer.statusCode()) {
            case 400 -> new DeliveryException(Kind.REFUSED, what, pauseMs);
            default -> new DeliveryException(answer.statusCode() >= 500 ? Kind.UNKNOWN : Kind.NOT_TAKEN, what, pauseMs);
        };
    }

    @Override
    public void run() {
        long pauseMs = 0;
        String trouble = "";
        while (!isStopping) {
            try {
                poll();
                pauseMs = 0;
                trouble = "";
            } catch (final DeliveryException e) {
                if (!e.getMessage().equals(trouble) && !isStopping) {
                    say.accept(e.getMessage());
                }
                trouble = e.getMessage();
                pauseMs = Math.max(e.pauseMs(), Math.min(LONGEST_PAUSE_MS, 500 + 2 * pauseMs));
            } catch (final RuntimeException e) {
                say.accept("Telegram's updates met a fault in Sluice itself: " + e);
                pauseMs = LONGEST_PAUSE_MS;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMs);
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    private void poll() throws DeliveryException {
        final ObjectNode body = Json.object().put("offset", offset).put("timeout", POLL_SECONDS);
        body.putArray("allowed_updates").add("callback_query");
        for (final JsonNode update : ask("getUpdates", body, Http.TIMEOUT.plusSeconds(POLL_SECONDS))) {
            offset = update.path("update_id").asLong() + 1;
            if (update.has("callback_query")) {
                pressed(update.path("callback_query"));
            }
        }
    }

    private void pressed(final JsonNode query) throws DeliveryException {
        final JsonNode chat = query.path("message").path("chat");
        final boolean isOurs = chat.path("id").asText().equals(config.chat())
                || config.chat().equals("@" + chat.path("username").asText());
        final String reply = isOurs
                ? decider.pressed(
                        query.path("from").path("id").asText(),
                        query.path("data").asText())
                : "This chat is not the one that Sluice posts to; nothing was done.";
        final ObjectNode answer =
                Json.object().put("callback_query_id", query.path("id").asText());
        if (!reply.isEmpty()) {
            answer.put("text", reply.length() > LONGEST_ANSWER ? reply.substring(0, LONGEST_ANSWER) : reply)
                    .put("show_alert", true);
        }
        try {
            ask("answerCallbackQuery", answer, Http.TIMEOUT);
        } catch (final DeliveryException e) {
            // One that is too old cannot be answered any more; what it did is done.
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        isStopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
