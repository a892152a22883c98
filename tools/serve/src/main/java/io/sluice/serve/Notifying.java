package io.sluice.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.EngineException;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Severity;
import io.sluice.config.LoadedConfig;
import io.sluice.config.ServeConfig;
import io.sluice.control.config.ControlConfig;
import io.sluice.serve.desk.DeepLinks;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.http.Origins;
import io.sluice.serve.notify.ChannelStatus;
import io.sluice.serve.notify.GatewayDesk;
import io.sluice.serve.notify.Notifications;
import io.sluice.serve.notify.NotifyException;
import io.sluice.serve.notify.Surroundings;
import io.sluice.serve.sink.ComponentVoice;
import io.sluice.serve.sink.ComponentVoice.Word;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.view.Ageing;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.ViewName;
import io.sluice.serve.view.Views;
import io.sluice.tools.cli.CommandException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The notifier as a part of {@code serve}: feeds it, shows it what {@code serve} sees, and speaks for the component
 * {@code alerts} at the door while {@code notify.required} is set. One thread, except {@link #onAttached()}.
 */
final class Notifying implements AutoCloseable {
    private static final Word DOWN = new Word(EventType.FAIL_SUPP, Severity.WARNING, ReasonCode.ALERTS_CHANNEL_DOWN);

    private final Notifications notifications;
    private final SinkRunner runner;
    private final Sight sight;
    private final boolean isRequired;
    private final long ttlNs;
    private volatile ComponentVoice voice;

    /** @throws CommandException if the notifier cannot begin as it is set up. */
    Notifying(
            final Path directory,
            final Path folder,
            final UUID journalId,
            final LoadedConfig config,
            final LongSupplier released,
            final Gateway gateway,
            final Consumer<String> say) {
        isRequired = config.control().outlets().notifyRequired();
        ttlNs = config.control().health().componentTtlNs();
        sight = new Sight(directory, config.engine().clientEngineTimeoutNs());
        try {
            notifications = new Notifications(new Notifications.Parts(
                    folder,
                    journalId,
                    released.getAsLong(),
                    config.serve().notifier(),
                    roles(config.control().health().required()),
                    new GatewayDesk(gateway),
                    pending(directory, config, gateway),
                    address(config.serve().http()),
                    say));
        } catch (final NotifyException e) {
            throw CommandException.usage(e.getMessage());
        }
        runner = new SinkRunner(directory, journalId, new NotifySink(notifications.intake()), false, released, say);
    }

    /** Refuses a notifier that could not begin, or that is required and has no channel. */
    static void check(final LoadedConfig config) {
        final ServeConfig.Notify notifier = config.serve().notifier();
        if (config.control().outlets().notifyRequired() && !notifier.isOn()) {
            throw CommandException.usage("sluice.notify.required is true, and there is no channel: set"
                    + " sluice.notify.discord, sluice.notify.telegram or sluice.notify.webhook");
        }
        try {
            Notifications.check(notifier);
        } catch (final NotifyException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    /** Requests as the engine's state shows them, each row hash computed again. */
    private static LongFunction<String> pending(
            final Path directory, final LoadedConfig config, final Gateway gateway) {
        final ControlConfig.Health health = config.control().health();
        final Views views = new Views(
                directory,
                config.engine().clientEngineTimeoutNs(),
                new Ageing(health.quoteStaleNs(), health.positionStaleNs()),
                lastNs -> gateway.isAttached() ? Math.max(lastNs, gateway.nowNs()) : lastNs);
        return trade -> {
            try {
                final Snapshot now = views.now();
                final ObjectNode row = now.find(ViewName.PENDING, "trade_id", trade);
                final boolean isChanged =
                        now.violations(ViewName.PENDING).stream().anyMatch(each -> each.tradeId() == trade);
                return isChanged
                        ? ""
                        : row == null ? null : row.path("row_hash").asText();
            } catch (final EngineException e) {
                return null;
            }
        };
    }

    /** Roles of the clients that the required components stand for. */
    private static Set<String> roles(final int required) {
        final Set<String> roles = new HashSet<>();
        for (final ComponentSource source :
                List.of(ComponentSource.BROKER, ComponentSource.MARKET_DATA, ComponentSource.RISK)) {
            if ((required >> source.value() & 1) == 1) {
                roles.add(
                        source == ComponentSource.MARKET_DATA
                                ? "market"
                                : source.name().toLowerCase(Locale.ROOT));
            }
        }
        return roles;
    }

    /** Where a link leads; null where no page of it is served, or nobody knows at which port. */
    private static BiFunction<Long, String, String> address(final ServeConfig.Http http) {
        final boolean isKnown = !http.publicUrl().isEmpty() || !http.bind().endsWith(":0");
        return http.isOn() && isKnown ? (trade, token) -> Origins.origin(http) + DeepLinks.path(trade, token) : null;
    }

    /** Names of the channels, for a person. */
    String channels() {
        return notifications.channels().stream().map(ChannelStatus::name).collect(Collectors.joining(", "));
    }

    SinkRunner runner() {
        return runner;
    }

    /** There is another client at the door. */
    void speakBy(final Gateway gateway) {
        voice = isRequired ? new ComponentVoice(gateway.monitor("notifier"), ComponentSource.ALERTS, ttlNs) : null;
    }

    /** An engine is there, again or for the first time. Any thread. */
    void onAttached() {
        final ComponentVoice speaking = voice;
        if (speaking != null) {
            speaking.onAttached();
        }
    }

    /** Looks once, and says what changed. */
    void turn(final List<SinkStatus> sinks) {
        notifications.turn(new Surroundings(
                sight.engine(),
                sinks.stream().filter(SinkStatus::isDown).map(SinkStatus::sink).toList(),
                sight.dropped()));
        final ComponentVoice speaking = voice;
        if (speaking != null) {
            final String trouble = notifications.trouble();
            final boolean isAlive = notifications.isAlive() && runner.silentNs() < ttlNs;
            speaking.say(trouble.isEmpty() ? Word.WELL : DOWN, isAlive, trouble.isEmpty() ? "reached" : trouble);
        }
    }

    /** After its runner. */
    @Override
    public void close() {
        notifications.close();
    }
}
