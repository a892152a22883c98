package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.ServeConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Discord as a channel (SPEC N-2): REST to speak, its gateway to hear of pressed buttons. */
final class Discord implements Notifier {
    private static final int DEFERRED_UPDATE = 6;
    private static final int COMPONENT = 3;
    private static final int EPHEMERAL = 64;
    /** What is at the engine's door is answered within as long. */
    private static final long PRESS_SECONDS = 6;

    private static final int MOST_KNOWN = 256;
    private static final int LONGEST_CONTENT = 1900;

    private final ServeConfig.Discord config;
    private final DiscordRest rest;
    private final DiscordGateway gateway;
    private final Consumer<String> say;
    private final ExecutorService presses = Executors.newCachedThreadPool(work -> {
        final Thread thread = new Thread(work, "sluice-notify-discord-press");
        thread.setDaemon(true);
        return thread;
    });
    /** Interactions that were begun: a resumed connection may tell them again. */
    private final Set<String> known = Collections.newSetFromMap(Collections.synchronizedMap(new Recent()));

    private Decider decider;

    private static final class Recent extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    }

    /** @throws NotifyException SECRET_FILE if the token cannot be read. */
    Discord(final ServeConfig.Discord config, final Http http, final Consumer<String> say) {
        this.config = config;
        this.say = say;
        final String token = Secret.read("sluice.notify.discord.token-file", config.tokenFile());
        rest = new DiscordRest(http, config.apiUrl(), token);
        gateway = new DiscordGateway(http, rest, token, this::interaction, say);
    }

    @Override
    public String name() {
        return Channels.DISCORD;
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
        gateway.start();
    }

    @Override
    public String post(final Post post) throws DeliveryException {
        final JsonNode made = rest.ask(
                "POST message",
                "POST",
                "/channels/" + config.channel() + "/messages",
                DiscordMessage.post(post, config.buttons()));
        if (made == null) {
            throw new DeliveryException(
                    DeliveryException.Kind.NOT_TAKEN,
                    "Discord does not know the channel of sluice.notify.discord.channel, or the bot is not in it",
                    0);
        }
        return made.path("id").asText();
    }

    @Override
    public void edit(final String ref, final Post post) throws DeliveryException {
        rest.ask(
                "PATCH message",
                "PATCH",
                "/channels/" + config.channel() + "/messages/" + ref,
                DiscordMessage.edit(post, config.buttons()));
    }

    @Override
    public long silentNs() {
        final long now = System.nanoTime();
        // Without its gateway nobody hears a button, so REST alone is no contact once it was opened.
        return now - (decider == null ? rest.contactNs() : gateway.contactNs());
    }

    private void interaction(final JsonNode interaction) {
        final boolean isOurs = interaction.path("type").asInt() == COMPONENT
                && interaction.path("channel_id").asText().equals(config.channel());
        if (isOurs && known.add(interaction.path("id").asText())) {
            presses.execute(() -> pressed(interaction));
        }
    }

    /** Says within three seconds that it was heard, then does it. What Discord did not hear of is not done. */
    private void pressed(final JsonNode interaction) {
        final String id = interaction.path("id").asText();
        final String token = interaction.path("token").asText();
        try {
            final JsonNode heard = rest.ask(
                    "POST interaction callback",
                    "POST",
                    "/interactions/" + id + "/" + token + "/callback",
                    Json.object().put("type", DEFERRED_UPDATE));
            if (heard == null) {
                say.accept("Discord has dropped a pressed button that was heard too late; nothing was done");
                return;
            }
            final String user = interaction.has("member")
                    ? interaction.path("member").path("user").path("id").asText()
                    : interaction.path("user").path("id").asText();
            final String reply = decider.pressed(
                    user, interaction.path("data").path("custom_id").asText());
            if (!reply.isEmpty()) {
                tell(interaction.path("application_id").asText(), token, reply);
            }
        } catch (final DeliveryException e) {
            say.accept("a pressed button of Discord: " + e.getMessage());
        } catch (final RuntimeException e) {
            say.accept("a pressed button of Discord met a fault in Sluice itself: " + e);
        }
    }

    /** Tells the one who pressed it alone. */
    private void tell(final String application, final String token, final String reply) throws DeliveryException {
        final ObjectNode message = Json.object()
                .put("content", DiscordMessage.escape(reply, LONGEST_CONTENT))
                .put("flags", EPHEMERAL);
        message.putObject("allowed_mentions").putArray("parse");
        rest.ask("POST interaction answer", "POST", "/webhooks/" + application + "/" + token, message);
    }

    @Override
    public void close() {
        gateway.close();
        presses.shutdown();
        try {
            presses.awaitTermination(PRESS_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rest.close();
    }
}
