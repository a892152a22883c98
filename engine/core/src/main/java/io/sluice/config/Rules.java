package io.sluice.config;

import java.util.List;
import java.util.function.Predicate;

/** What must hold between values, where each of them alone is acceptable. */
final class Rules {
    /** Ids are the record's sequence times 8192 plus the index within the record (W-3). */
    private static final int IDS_OF_A_RECORD = 8192 - 1;

    private static final int OTHER_IDS = 64;

    /**
     * @param keys     all it looks at; the first one is blamed.
     * @param holds    given that all of them are set.
     * @param mustHold what the blamed key must do.
     */
    private record Rule(List<String> keys, Predicate<MergedSettings> holds, String mustHold) {}

    private static final List<Rule> ALL = List.of(
            new Rule(
                    List.of("hitl.allowed-operators"),
                    s -> !operators(s).isEmpty(),
                    "must name at least one operator, also with hitl.enabled = false"),
            new Rule(
                    List.of("operators.four-eyes", "hitl.allowed-operators"),
                    s -> !s.flag("operators.four-eyes") || operators(s).size() >= 2,
                    "needs at least two names in hitl.allowed-operators"),
            atMost("override.min-ttl", "override.default-ttl"),
            atMost("override.default-ttl", "override.max-ttl"),
            new Rule(
                    List.of("drawdown.soft-percent", "drawdown.hard-percent"),
                    s -> s.number("drawdown.soft-percent") < s.number("drawdown.hard-percent"),
                    "must be below drawdown.hard-percent"),
            atMost("sizing.fallback-leverage", "sizing.high-max-leverage"),
            atMost("sizing.high-max-leverage", "sizing.max-leverage"),
            new Rule(
                    List.of("limits.repeat.count", "limits.repeat.window"),
                    s -> s.number("limits.repeat.count") == 0 == (s.number("limits.repeat.window") == 0),
                    "must be set together with limits.repeat.window"),
            atMost("capacity.pending", "capacity.trades"),
            new Rule(
                    List.of("capacity.trades", "capacity.symbols"),
                    s -> 2 * s.number("capacity.symbols") + s.number("capacity.trades") + OTHER_IDS <= IDS_OF_A_RECORD,
                    "plus twice capacity.symbols must be at most " + (IDS_OF_A_RECORD - OTHER_IDS)
                            + ": an emergency stop gives each a command of one record"),
            new Rule(
                    List.of("instruments.known", "capacity.symbols"),
                    s -> s.list("instruments.known", String.class).size() <= s.number("capacity.symbols"),
                    "must not name more symbols than capacity.symbols"),
            new Rule(
                    List.of("instruments.signed", "capacity.symbols"),
                    s -> s.list("instruments.signed", String.class).size() <= s.number("capacity.symbols"),
                    "must not name more symbols than capacity.symbols"),
            new Rule(
                    List.of("capacity.symbols"),
                    s -> s.symbols().size() <= s.number("capacity.symbols"),
                    "must not be below the number of symbols in limits.symbols"),
            new Rule(
                    List.of("capacity.symbols"),
                    s -> s.tolerances().size() <= s.number("capacity.symbols"),
                    "must not be below the number of symbols in reconcile.symbols"),
            atMost("sinks.lag-degrade", "sinks.lag-safe"),
            together("notify.discord.token-file", "notify.discord.channel"),
            together("notify.telegram.token-file", "notify.telegram.chat"),
            together("notify.webhook.key-file", "notify.webhook.url"),
            namesOperators("notify.discord.operators"),
            namesOperators("notify.telegram.operators"));

    private Rules() {}

    private static Rule together(final String key, final String other) {
        return new Rule(
                List.of(key, other),
                s -> s.value(key, String.class).isEmpty()
                        == s.value(other, String.class).isEmpty(),
                "must be set together with " + other);
    }

    private static Rule namesOperators(final String key) {
        return new Rule(
                List.of(key, "hitl.allowed-operators"),
                s -> s.list(key, ServeConfig.ChatOperator.class).stream()
                        .allMatch(each -> operators(s).contains(each.operator())),
                "must name operators of hitl.allowed-operators alone");
    }

    /** Adds a problem for each rule that is broken; a rule that looks at a bad or missing value waits for it. */
    static void check(final MergedSettings settings) {
        ALL.stream()
                .filter(rule -> settings.areSound(rule.keys) && !rule.holds.test(settings))
                .forEach(rule -> {
                    final Setting blamed = settings.setting(rule.keys.get(0));
                    settings.problem(
                            blamed.key().fullPath(),
                            rule.mustHold + ", is " + blamed.key().show(blamed.value()),
                            places(settings, rule));
                });
    }

    /** Every place where one of the rule's keys was set by somebody. */
    private static String places(final MergedSettings settings, final Rule rule) {
        return String.join(
                ", ",
                rule.keys.stream()
                        .map(key -> settings.setting(key).place())
                        .filter(place -> !place.equals(ConfigLoader.REFERENCE))
                        .distinct()
                        .toList());
    }

    private static Rule atMost(final String key, final String limit) {
        return new Rule(List.of(key, limit), s -> s.number(key) <= s.number(limit), "must be at most " + limit);
    }

    private static List<String> operators(final MergedSettings settings) {
        return settings.list("hitl.allowed-operators", String.class);
    }
}
