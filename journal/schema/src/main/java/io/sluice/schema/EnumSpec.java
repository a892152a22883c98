package io.sluice.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of an enum, or the choices of a set, with their JSON spelling. */
public final class EnumSpec {
    /** The raw value that stands for "absent" in an optional enum field. */
    public static final int ABSENT = 255;

    private final String name;
    private final String[] spellings;
    private final Map<String, Integer> values = new LinkedHashMap<>();

    EnumSpec(final String name, final Map<Integer, String> spellingByValue) {
        this.name = name;
        final int size =
                1 + spellingByValue.keySet().stream().mapToInt(v -> v).max().orElse(-1);
        spellings = new String[size];
        spellingByValue.forEach((value, spelling) -> {
            spellings[value] = spelling;
            values.put(spelling, value);
        });
    }

    /** Name of the type, as {@code SystemMode}. */
    public String name() {
        return name;
    }

    /** JSON spelling of a raw value, or null where there is none. */
    public String spelling(final int value) {
        return value >= 0 && value < spellings.length ? spellings[value] : null;
    }

    /** Raw value of a JSON spelling, or -1. */
    public int value(final String spelling) {
        return values.getOrDefault(spelling, -1);
    }

    /** Whether this raw value is one of the enum. */
    public boolean has(final int value) {
        return spelling(value) != null;
    }

    /** Bits that may be set in a set of these choices. */
    public long mask() {
        long mask = 0;
        for (int i = 0; i < spellings.length; i++) {
            mask |= spellings[i] == null ? 0 : 1L << i;
        }
        return mask;
    }

    /** All spellings, in the order of their values. */
    public Iterable<String> spellings() {
        return values.keySet();
    }

    @Override
    public String toString() {
        return name + Arrays.toString(spellings);
    }
}
