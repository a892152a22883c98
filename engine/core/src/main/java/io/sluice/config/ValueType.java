package io.sluice.config;

import com.typesafe.config.ConfigUtil;
import io.sluice.schema.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a key's value may be. Numbers are held as {@code Long} in base units (nanoseconds, bytes, 10^-8), 0 for
 * {@code off}; choices as what they stand for.
 *
 * @param expects what is acceptable, for the person who wrote something else; of one item if it is a list.
 * @param isObject whether it is written as an object in braces; {@code read} gets it as JSON.
 * @param isList  whether the value is a list of such items.
 * @param read    a value (of a list one item), or null for what is not acceptable.
 * @param show    normalised HOCON of a value (of a list one item) that {@code read} takes back.
 */
record ValueType(
        String expects,
        boolean isList,
        boolean isObject,
        Function<String, Object> read,
        Function<Object, String> show) {
    private static final int MAX_NAME_BYTES = 64;
    private static final long MAX_DECIMAL_E8 = 1_000_000_000_000_000_000L - 1;
    private static final String OFF = "off";
    private static final Pattern SYMBOL = Pattern.compile("(?! )[A-Z0-9._:/&=+^@# -]{1,24}(?<! )");
    private static final Pattern SINK = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)");

    /** One value, written as plain text. */
    static ValueType of(
            final String expects, final Function<String, Object> read, final Function<Object, String> show) {
        return new ValueType(expects, false, false, read, show);
    }

    /** An object in braces. */
    static ValueType object(
            final String expects, final Function<String, Object> read, final Function<Object, String> show) {
        return new ValueType(expects, false, true, read, show);
    }

    static ValueType flag() {
        return choice(Map.of("true", true, "false", false), "true or false");
    }

    /** Nanoseconds from {@code minNs} to {@code maxNs}. */
    static ValueType duration(final long minNs, final long maxNs) {
        return range("a duration with its unit", Units::durationNs, Units::showDuration, minNs, maxNs, 1);
    }

    /** As {@link #duration}, of whole seconds, because messages carry it in seconds. */
    static ValueType seconds(final long minNs, final long maxNs) {
        return range(
                "a duration of whole seconds with its unit",
                Units::durationNs,
                Units::showDuration,
                minNs,
                maxNs,
                Units.SECOND);
    }

    static ValueType size(final long minBytes, final long maxBytes) {
        return range("a size with its unit", Units::sizeBytes, Units::showSize, minBytes, maxBytes, 1);
    }

    /** Scaled by 10^8. */
    static ValueType decimal(final long minE8, final long maxE8) {
        return range("a plain decimal of at most 8 places", Units::decimalE8, Units::showDecimal, minE8, maxE8, 1);
    }

    /** A decimal above 0 and at most 100. */
    static ValueType percent() {
        return decimal(1, 100 * Units.E8);
    }

    /** A decimal above 0. */
    static ValueType amount() {
        return decimal(1, MAX_DECIMAL_E8);
    }

    static ValueType count(final long min, final long max) {
        return range("a whole number", ValueType::whole, Long::toString, min, max, 1);
    }

    static ValueType powerOfTwo(final long min, final long max) {
        final ValueType count = count(min, max);
        return of(
                count.expects + ", a power of two",
                text -> count.read.apply(text) instanceof Long value && Long.bitCount(value) == 1 ? value : null,
                count.show);
    }

    /** Also {@code off}, which is 0. */
    static ValueType orOff(final ValueType type) {
        return of(
                type.expects + ", or off",
                text -> text.equals(OFF) ? (Object) 0L : type.read.apply(text),
                value -> ((Number) value).longValue() == 0 ? OFF : type.show.apply(value));
    }

    /** One of these, spelt in lower case with hyphens. */
    @SafeVarargs
    static <E extends Enum<E>> ValueType choice(final E... values) {
        final Map<String, Object> choices = new LinkedHashMap<>();
        for (final E value : values) {
            choices.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
        }
        return choice(choices, "one of " + String.join(", ", choices.keySet()));
    }

    static ValueType choice(final Map<String, ?> choices, final String expects) {
        return of(expects, choices::get, value -> choices.entrySet().stream()
                .filter(choice -> choice.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow());
    }

    /** Nanoseconds after midnight. */
    static ValueType timeOfDay() {
        return of(
                "a time of day in UTC, \"HH:mm\"",
                text -> {
                    final Matcher matcher = TIME_OF_DAY.matcher(text);
                    return !matcher.matches()
                            ? null
                            : (Object) (Long.parseLong(matcher.group(1)) * Units.HOUR
                                    + Long.parseLong(matcher.group(2)) * Units.MINUTE);
                },
                value -> {
                    final long minutes = ((Number) value).longValue() / Units.MINUTE;
                    return quote(String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60));
                });
    }

    /** A name of a person or sink: it goes into comma separated lists and behind {@code role:}. */
    static ValueType name() {
        return of(
                "a name of 1 to 64 bytes without comma, colon, control characters or spaces around it",
                text -> isClean(text, MAX_NAME_BYTES) && text.indexOf(',') < 0 && text.indexOf(':') < 0 ? text : null,
                value -> quote((String) value));
    }

    /** A name of a sink, which is also the name of its cursor's file. */
    static ValueType sinkName() {
        return of(
                "a name of a sink, 1 to 32 of a-z 0-9 -",
                text -> SINK.matcher(text).matches() ? text : null,
                value -> quote((String) value));
    }

    static ValueType path() {
        return of(
                "a path of 1 to 4096 bytes", text -> isClean(text, 4096) ? text : null, value -> quote((String) value));
    }

    /** A path, or {@code off}, which is empty. */
    static ValueType pathOrOff() {
        return textOrOff(path());
    }

    /** A name, or {@code off}, which is empty. */
    static ValueType nameOrOff() {
        return textOrOff(name());
    }

    private static ValueType textOrOff(final ValueType text) {
        return of(
                text.expects + ", or off",
                value -> value.equals(OFF) ? "" : text.read.apply(value),
                value -> ((String) value).isEmpty() ? OFF : text.show.apply(value));
    }

    static ValueType symbol() {
        return of(
                "a symbol of 1 to 24 of A-Z 0-9 . _ : / - & = + ^ @ # and inner spaces",
                text -> SYMBOL.matcher(text).matches() ? text : null,
                value -> quote((String) value));
    }

    static ValueType listOf(final ValueType item) {
        return new ValueType(item.expects, true, item.isObject, item.read, item.show);
    }

    private static ValueType range(
            final String what,
            final Function<String, Long> read,
            final LongFunction<String> show,
            final long min,
            final long max,
            final long step) {
        return of(
                what + " from " + show.apply(min) + " to " + show.apply(max),
                text -> {
                    final Long value = read.apply(text);
                    return value == null || value < min || value > max || value % step != 0 ? null : value;
                },
                value -> show.apply(((Number) value).longValue()));
    }

    private static Long whole(final String text) {
        return WHOLE.matcher(text).matches() ? Long.parseLong(text) : null;
    }

    private static boolean isClean(final String text, final int maxBytes) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0
                && bytes.length <= maxBytes
                && text.equals(text.strip())
                && text.equals(new String(bytes, StandardCharsets.UTF_8))
                && Utf8.isClean(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static String quote(final String text) {
        return ConfigUtil.quoteString(text);
    }
}
