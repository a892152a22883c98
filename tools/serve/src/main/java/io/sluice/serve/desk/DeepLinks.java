package io.sluice.serve.desk;

import io.sluice.codec.Channel;
import io.sluice.codec.Role;
import io.sluice.json.JsonInput;
import io.sluice.json.MalformedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Links to one request that can be used once (SPEC H-13). Whoever makes a link makes its token; the engine keeps the
 * token's SHA-256 alone, and a new link to a request voids the one before. Any thread.
 */
public final class DeepLinks {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private DeepLinks() {}

    /** A new token: 256 random bits. */
    public static String token() {
        final byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text has the form of a token. */
    public static boolean isToken(final String text) {
        return text != null && TOKEN.matcher(text).matches();
    }

    /** Where the page of a link is, below the origin that browsers see. */
    public static String path(final long tradeId, final String token) {
        return "/approvals/" + tradeId + "?token=" + token;
    }

    /** The input that makes a link; {@code operator} null: the notifier makes it. */
    public static JsonInput issue(final long tradeId, final String token, final String operator) {
        return input("{\"type\":\"DeepLinkIssue\",\"tradeId\":" + tradeId + ",\"tokenHash\":\"" + hash(token) + "\""
                + (operator == null ? "" : ",\"operatorId\":\"" + operator + "\"") + "}");
    }

    /** The input that uses one. */
    public static JsonInput use(final String token, final Channel channel) {
        return input(
                "{\"type\":\"DeepLinkUse\",\"tokenHash\":\"" + hash(token) + "\",\"channel\":\"" + channel + "\"}");
    }

    /** Makes a link: answered OK, or NOT_FOUND if no such request waits. */
    public static Given issue(
            final Gateway gateway,
            final String operator,
            final UUID correlationId,
            final long tradeId,
            final String token) {
        final JsonInput input = issue(tradeId, token, operator);
        final Role role = operator == null ? Role.MONITOR : Role.OPERATOR;
        final String principal = operator == null ? "serve" : operator;
        return gateway.input(role, principal, correlationId, input.buffer(), input.length(), Gateway.PATIENCE);
    }

    /** Uses one: answered OK, or NOT_FOUND if it was used, ran out, was voided, or never was. */
    public static Given use(final Gateway gateway, final UUID correlationId, final String token) {
        final JsonInput input = use(token, Channel.WEB);
        return gateway.input(Role.MONITOR, "serve", correlationId, input.buffer(), input.length(), Gateway.PATIENCE);
    }

    private static JsonInput input(final String json) {
        try {
            final JsonInput input = new JsonInput(JsonInput.Source.API);
            input.parse(json);
            return input;
        } catch (final MalformedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String hash(final String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
