package io.sluice.serve.notify;

import io.sluice.codec.Channel;
import io.sluice.codec.Severity;
import io.sluice.config.ServeConfig;
import io.sluice.config.ServeConfig.ChatOperator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** The notifier, put together. {@link #turn} is one thread's; the rest is for any. */
public final class Notifications implements AutoCloseable {
    private final Outbox outbox;
    private final Intake intake;
    private final List<Courier> couriers;
    private final Watch watch;
    private final Ping ping;

    /**
     * What the notifier needs of its surroundings.
     *
     * @param folder        that it writes to.
     * @param released      last record that is readable.
     * @param requiredRoles of clients without which trading is restricted, in lower case.
     * @param rowHashes     the row hash of a request that waits, 64 hex digits; null where the state shows none, and
     *                      empty where the request does not match it.
     * @param address       of the page of a trade's request, given its token; null: there are no links.
     * @param say           takes what a person should know of the notifier itself.
     */
    public record Parts(
            Path folder,
            UUID journalId,
            long released,
            ServeConfig.Notify config,
            Set<String> requiredRoles,
            Desk desk,
            LongFunction<String> rowHashes,
            BiFunction<Long, String, String> address,
            Consumer<String> say) {
        /** Takes a copy. */
        public Parts {
            requiredRoles = Set.copyOf(requiredRoles);
        }
    }

    /**
     * Opens the outbox and begins to send what is in it.
     *
     * @throws NotifyException RULES, SECRET_FILE, OUTBOX.
     */
    public Notifications(final Parts parts) {
        final Http http = new Http();
        final Map<String, Notifier> notifiers = notifiers(parts.config, http, parts.say);
        final Rules rules = Rules.of(parts.config.rules(), notifiers.keySet());
        outbox = Outbox.open(parts.folder, parts.journalId, parts.released);
        intake = new Intake(parts.journalId, parts.requiredRoles, outbox, rules);
        final Links links = new Links(parts.folder, parts.journalId, outbox, parts.desk, parts.address);
        watch = new Watch(outbox, rules);
        ping = new Ping(http, parts.config.webhook().ping(), parts.say);
        couriers = new ArrayList<>();
        notifiers.values().forEach(notifier -> {
            final boolean isDiscord = notifier.name().equals(Channels.DISCORD);
            final List<ChatOperator> operators = isDiscord
                    ? parts.config.discord().operators()
                    : parts.config.telegram().operators();
            notifier.open(new Decider(
                    isDiscord ? Channel.DISCORD : Channel.TELEGRAM,
                    operators,
                    parts.rowHashes,
                    outbox,
                    rules,
                    parts.desk));
            couriers.add(new Courier(notifier, outbox, links, parts.say));
        });
        couriers.forEach(Courier::start);
    }

    private static Map<String, Notifier> notifiers(
            final ServeConfig.Notify config, final Http http, final Consumer<String> say) {
        final Map<String, Notifier> made = new LinkedHashMap<>();
        if (config.discord().isOn()) {
            made.put(Channels.DISCORD, new Discord(config.discord(), http, say));
        }
        if (config.telegram().isOn()) {
            made.put(Channels.TELEGRAM, new Telegram(config.telegram(), http, say));
        }
        if (config.webhook().isOn()) {
            made.put(Channels.WEBHOOK, new Webhook(config.webhook(), http));
        }
        return made;
    }

    /**
     * Reads the secrets and the rules, and lets go of them.
     *
     * @throws NotifyException RULES, SECRET_FILE.
     */
    public static void check(final ServeConfig.Notify config) {
        final Map<String, Notifier> made = notifiers(config, new Http(), said -> {});
        try {
            Rules.of(config.rules(), made.keySet());
        } finally {
            made.values().forEach(Notifier::close);
        }
    }

    /** What became of a message that was sent to try a channel; an empty {@code trouble} if it arrived. */
    public record Tried(String channel, Severity severity, String trouble) {}

    /** Sends one message of each severity to each channel, past the outbox, and says what became of them. */
    public static List<Tried> test(final ServeConfig.Notify config) {
        final List<Tried> tried = new ArrayList<>();
        final long nowMs = System.currentTimeMillis();
        for (final Notifier notifier : notifiers(config, new Http(), said -> {}).values()) {
            for (final Severity severity : List.of(Severity.INFO, Severity.WARNING, Severity.CRITICAL)) {
                final Notice notice = Notice.own(
                        "test:" + nowMs + ':' + severity,
                        "notify.test",
                        severity,
                        nowMs,
                        "A test of severity " + Notice.severity(severity) + ": nothing has happened.");
                tried.add(new Tried(notifier.name(), severity, sent(notifier, notice)));
            }
            notifier.close();
        }
        return tried;
    }

    private static String sent(final Notifier notifier, final Notice notice) {
        final Entry entry = Entry.of(notice, new Aim(notifier.name(), 0, Quiet.NONE, true, 0));
        try {
            notifier.post(new Post(new Batch(List.of(entry), false).nonce(), List.of(notice), null, false, false));
            return "";
        } catch (final DeliveryException e) {
            return e.getMessage();
        }
    }

    /** Where records come in. */
    public Intake intake() {
        return intake;
    }

    /** Looks around once. */
    public void turn(final Surroundings now) {
        watch.turn(now, channels());
        ping.turn(
                now.engine() == Surroundings.Engine.UP && isAlive() && trouble().isEmpty());
    }

    /** How each channel is. */
    public List<ChannelStatus> channels() {
        return couriers.stream().map(Courier::status).toList();
    }

    /** Why nobody can be reached; empty while one channel to a person works, or, without such, any. */
    public String trouble() {
        final List<ChannelStatus> all = channels();
        final List<ChannelStatus> personal =
                all.stream().filter(ChannelStatus::isPersonal).toList();
        final List<ChannelStatus> counted = personal.isEmpty() ? all : personal;
        return counted.stream().anyMatch(ChannelStatus::isUp)
                ? ""
                : counted.stream()
                        .map(channel -> channel.name() + ": " + channel.trouble())
                        .collect(Collectors.joining("; "));
    }

    /** Whether every courier does its rounds. */
    public boolean isAlive() {
        return couriers.stream().allMatch(Courier::isAlive);
    }

    @Override
    public void close() {
        couriers.forEach(Courier::close);
        outbox.close();
    }
}
