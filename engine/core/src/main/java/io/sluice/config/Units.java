package io.sluice.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Exact numbers with and without units: nothing passes through a double, nothing is rounded (SPEC W-1). */
final class Units {
    static final long US = 1_000L;
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final long KB = 1_000L;
    static final long MB = 1_000_000L;
    static final long GB = 1_000_000_000L;
    static final long E8 = 100_000_000L;

    private static final int DECIMALS = 8;
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern WITH_UNIT = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,18})?)\\s*([A-Za-z]+)");

    /** HOCON's units, and {@code min}, which it lacks. */
    private static final Map<String, Long> TIME = units(
            "ns nano nanos nanosecond nanoseconds", 1L,
            "us micro micros microsecond microseconds", US,
            "ms milli millis millisecond milliseconds", MS,
            "s second seconds", SECOND,
            "m min minute minutes", MINUTE,
            "h hour hours", HOUR,
            "d day days", DAY);

    /** HOCON's units: {@code MB} is 10^6 bytes, {@code MiB} 2^20. */
    private static final Map<String, Long> SIZE = units(
            "B b byte bytes",
            1L,
            "kB kilobyte kilobytes",
            KB,
            "MB megabyte megabytes",
            MB,
            "GB gigabyte gigabytes",
            GB,
            "K k Ki KiB kibibyte kibibytes",
            1L << 10,
            "M m Mi MiB mebibyte mebibytes",
            1L << 20,
            "G g Gi GiB gibibyte gibibytes",
            1L << 30);

    private Units() {}

    /** Nanoseconds, or null for what is no duration with a unit. */
    static Long durationNs(final String text) {
        return withUnit(text, TIME);
    }

    /** Bytes, or null for what is no size with a unit. */
    static Long sizeBytes(final String text) {
        return withUnit(text, SIZE);
    }

    /** The decimal scaled by 10^8, or null for what is no plain decimal of at most eight places. */
    static Long decimalE8(final String text) {
        return DECIMAL.matcher(text).matches() ? exact(new BigDecimal(text).movePointRight(DECIMALS)) : null;
    }

    static String showDuration(final long ns) {
        return ns % SECOND == 0
                ? ns / SECOND + " s"
                : ns % MS == 0 ? ns / MS + " ms" : ns % US == 0 ? ns / US + " us" : ns + " ns";
    }

    static String showSize(final long bytes) {
        return bytes % MB == 0 ? bytes / MB + " MB" : bytes % KB == 0 ? bytes / KB + " kB" : bytes + " B";
    }

    static String showDecimal(final long valueE8) {
        return BigDecimal.valueOf(valueE8, DECIMALS).stripTrailingZeros().toPlainString();
    }

    private static Long withUnit(final String text, final Map<String, Long> units) {
        final Matcher matcher = WITH_UNIT.matcher(text);
        final Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        return unit == null ? null : exact(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)));
    }

    private static Long exact(final BigDecimal value) {
        final boolean whole = value.setScale(0, RoundingMode.DOWN).compareTo(value) == 0;
        return whole && value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0 ? value.longValue() : null;
    }

    private static Map<String, Long> units(final Object... namesAndSizes) {
        final Map<String, Long> units = new LinkedHashMap<>();
        for (int i = 0; i < namesAndSizes.length; i += 2) {
            for (final String name : ((String) namesAndSizes[i]).split(" ")) {
                units.put(name, (Long) namesAndSizes[i + 1]);
            }
        }
        return units;
    }
}
