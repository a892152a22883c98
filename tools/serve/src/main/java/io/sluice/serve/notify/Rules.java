package io.sluice.serve.notify;

import io.sluice.codec.Severity;
import io.sluice.config.ServeConfig.NotifyRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which notice goes where (SPEC N-1). The rows that Sluice ships are the resource {@code rules.txt}; an event that a
 * row of the operator's names is not looked up there. Immutable.
 */
final class Rules {
    private static final String SHIPPED = "rules.txt";
    private static final List<String> CHAT = List.of(Channels.DISCORD, Channels.TELEGRAM);
    private static final List<Rule> ROWS = shipped();
    private static final long SECOND_MS = 1_000;

    private final List<Rule> own;
    private final Collection<String> channels;

    private Rules(final List<Rule> own, final Collection<String> channels) {
        this.own = own;
        this.channels = List.copyOf(channels);
    }

    /**
     * Takes the operator's rows.
     *
     * @param channels that are configured.
     * @throws NotifyException RULES if a row silences what must be delivered, or names a channel that is off.
     */
    static Rules of(final List<NotifyRule> rows, final Collection<String> channels) {
        final List<Rule> own = new ArrayList<>();
        for (final NotifyRule row : rows) {
            final Rule rule = Rule.of(row, false);
            row.channels().stream()
                    .filter(each -> !channels.contains(each))
                    .findFirst()
                    .ifPresent(each -> {
                        throw NotifyException.rules(
                                "the rule for " + row.event() + " names " + each + ", which is off");
                    });
            own.add(rule);
        }
        final Rules rules = new Rules(List.copyOf(own), channels);
        rules.refuseSilence();
        return rules;
    }

    /** What must be delivered, in its gravest form, reaches some channel. */
    private void refuseSilence() {
        ROWS.stream()
                .filter(row -> row.must() && !row.event().endsWith("*"))
                .filter(row -> own.stream().anyMatch(each -> each.names(row.event())))
                .filter(row -> of(row.event(), Severity.CRITICAL).isEmpty())
                .findFirst()
                .ifPresent(row -> {
                    throw NotifyException.rules(row.event() + " must be delivered, and no channel gets it");
                });
    }

    /** The ways of an event; none: it is not told. */
    List<Aim> of(final String event, final Severity severity) {
        final boolean isOwn = own.stream().anyMatch(rule -> rule.names(event));
        final boolean must = ROWS.stream()
                .filter(row -> row.fits(event, severity))
                .findFirst()
                .map(Rule::must)
                .orElse(false);
        final List<Aim> aims = new ArrayList<>();
        for (final String channel : channels) {
            final Map<Long, Rule> byDelay = new TreeMap<>();
            (isOwn ? own : ROWS)
                    .stream()
                            .filter(rule -> rule.fits(event, severity)
                                    && rule.channels().contains(channel))
                            .forEach(rule -> byDelay.putIfAbsent(rule.delayMs(), rule));
            int stage = 0;
            for (final Rule rule : byDelay.values()) {
                aims.add(new Aim(channel, rule.delayMs(), rule.quiet(), must, stage++));
            }
        }
        return aims;
    }

    private static List<Rule> shipped() {
        try (InputStream in = Rules.class.getResourceAsStream(SHIPPED)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> row(line.split(" +")))
                    .collect(Collectors.toUnmodifiableList());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule row(final String... cells) {
        final List<String> to =
                switch (cells[2]) {
                    case "all" -> Channels.ALL;
                    case "chat" -> CHAT;
                    default -> List.of(cells[2]);
                };
        return new Rule(
                cells[0],
                Severity.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                to,
                Long.parseLong(cells[3]) * SECOND_MS,
                Quiet.NONE,
                cells[4].equals("must"));
    }
}
