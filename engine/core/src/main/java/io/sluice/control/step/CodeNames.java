package io.sluice.control.step;

import io.sluice.codec.Code;
import java.nio.charset.StandardCharsets;

/** Codes as the words that records and row hashes hold; an SEC number is written with a dash. */
public final class CodeNames {
    private static final byte[][] NAMES = new byte[Code.values().length][];

    static {
        for (final Code code : Code.values()) {
            NAMES[code.ordinal()] = code.name().replace("SEC_", "SEC-").getBytes(StandardCharsets.US_ASCII);
        }
    }

    private CodeNames() {}

    /** The word; not to be changed. */
    public static byte[] of(final Code code) {
        return NAMES[code.ordinal()];
    }
}
