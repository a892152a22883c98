package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.CommandAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A command as a row of the table of commands: which route it is, which input of the engine it becomes, and what is
 * answered.
 */
final class Row {
    final String method;
    final String path;
    final Set<TokenRole> roles;
    /** Type of the input. */
    final String type;
    /** Keys of the body, each with the key of the input that it becomes. */
    final Map<String, String> keys = new LinkedHashMap<>();
    /** Keys of the body that say who speaks: they may say what the token says, and nothing else. */
    final Set<String> identity = new LinkedHashSet<>(List.of("operator_id"));
    /** Variables of the path that are ids, each with the key of the input. */
    final Map<String, String> ids = new LinkedHashMap<>();

    final List<BiConsumer<Ask, ObjectNode>> more = new ArrayList<>();
    boolean needsReason;
    Predicate<Ask> loosens = ask -> false;
    BiFunction<Ask, CommandAnswer, Reply> answer;

    Row(final String method, final String path, final Set<TokenRole> roles, final String type) {
        this.method = method;
        this.path = path;
        this.roles = roles;
        this.type = type;
    }

    /** Takes these keys, under their own names. */
    Row take(final String... names) {
        for (final String name : names) {
            keys.put(name, camel(name));
        }
        return this;
    }

    /** Takes a key under another name. */
    Row alias(final String name, final String key) {
        keys.put(name, key);
        return this;
    }

    /** Takes a reason, and refuses a request without one. */
    Row reason() {
        needsReason = true;
        return take("reason");
    }

    /** A variable of the path is an id. */
    Row id(final String variable, final String key) {
        ids.put(variable, key);
        return this;
    }

    /** The symbol is in the path. */
    Row symbol() {
        return with((ask, input) -> input.put("symbol", ask.at("symbol")));
    }

    /** Sets more of the input. */
    Row with(final BiConsumer<Ask, ObjectNode> setting) {
        more.add(setting);
        return this;
    }

    /** Says who speaks under another name than operator_id. */
    Row by(final String key) {
        identity.clear();
        identity.add(key);
        return this;
    }

    /** A session gives its token again for it. */
    Row loosens() {
        return loosens(ask -> true);
    }

    /** A session gives its token again for it, where it loosens. */
    Row loosens(final Predicate<Ask> rule) {
        loosens = rule;
        return this;
    }

    /** What is answered once it was carried out. */
    Row answers(final BiFunction<Ask, CommandAnswer, Reply> made) {
        answer = made;
        return this;
    }

    private static String camel(final String snake) {
        final StringBuilder camel = new StringBuilder(snake.length());
        for (int i = 0; i < snake.length(); i++) {
            final char c = snake.charAt(i);
            camel.append(c == '_' ? Character.toUpperCase(snake.charAt(++i)) : c);
        }
        return camel.toString();
    }
}
