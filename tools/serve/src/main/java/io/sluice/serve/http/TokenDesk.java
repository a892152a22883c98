package io.sluice.serve.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes, shows and revokes tokens, while {@code serve} runs or not. Every method throws {@link HttpRefusedException}
 * where the file cannot be used, or a name is taken.
 */
public final class TokenDesk {
    /** So that people and programs that look for lost secrets know what it is. */
    private static final String PREFIX = "sluice_";

    private final TokenFile file;

    /** @param folder of {@code serve}. */
    public TokenDesk(final Path folder) {
        file = new TokenFile(folder);
    }

    /**
     * Makes a token.
     *
     * @param operator   null for a role without one.
     * @param strategyId below 0 for a role without one.
     * @param lifeMs     milliseconds; 0 until it is revoked.
     * @return the token, which cannot be shown again.
     */
    public String create(
            final String name, final TokenRole role, final String operator, final int strategyId, final long lifeMs) {
        final String token = PREFIX + Secret.random();
        final long now = System.currentTimeMillis();
        change(tokens -> {
            if (tokens.stream().anyMatch(each -> each.name().equals(name) && each.isGood(now))) {
                throw new HttpRefusedException("a token is called " + name + " already: revoke it, or choose another");
            }
            final List<Token> all = new ArrayList<>(tokens);
            all.removeIf(each -> each.name().equals(name));
            all.add(new Token(
                    name, role, operator, strategyId, Secret.hash(token), now, lifeMs == 0 ? 0 : now + lifeMs, 0));
            return all;
        });
        return token;
    }

    /**
     * Ends a token.
     *
     * @return whether there is one of the name.
     */
    public boolean revoke(final String name) {
        final boolean[] found = {false};
        final long now = System.currentTimeMillis();
        change(tokens -> tokens.stream()
                .map(each -> {
                    found[0] |= each.name().equals(name);
                    return each.name().equals(name) ? each.revoked(now) : each;
                })
                .toList());
        return found[0];
    }

    private void change(final UnaryOperator<List<Token>> change) {
        try {
            file.change(change);
        } catch (final IOException e) {
            throw new HttpRefusedException(file.trouble(e), e);
        }
    }

    /** Each token in columns for a person. */
    public List<Map<String, String>> rows() {
        final long now = System.currentTimeMillis();
        final List<Map<String, String>> rows = new ArrayList<>();
        for (final Token token : read()) {
            final Map<String, String> row = new LinkedHashMap<>();
            row.put("name", token.name());
            row.put("role", token.role().spelling());
            row.put("speaksFor", token.operator() != null ? token.operator() : number(token.strategyId()));
            row.put("state", token.state(now));
            row.put("created", time(token.createdMs()));
            row.put("expires", token.expiresMs() == 0 ? "" : time(token.expiresMs()));
            rows.add(row);
        }
        return rows;
    }

    /** The same as JSON. */
    public String json() {
        final ArrayNode rows = new ObjectMapper().createArrayNode();
        for (final Map<String, String> row : rows()) {
            final ObjectNode shown = rows.addObject();
            row.forEach(shown::put);
        }
        return rows.toString();
    }

    private List<Token> read() {
        try {
            return file.read();
        } catch (final IOException e) {
            throw new HttpRefusedException(file.trouble(e), e);
        }
    }

    private static String number(final int strategyId) {
        return strategyId < 0 ? "" : Integer.toString(strategyId);
    }

    private static String time(final long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}
