package io.sluice.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("G-4")
class FingerprintTest {
    private static final int OFFSET = 3;

    /** Of every length, as the message may be: any two bits changed, or a byte more. */
    @Test
    void shouldTellContentsApart() {
        for (int length = 0; length <= 40; length++) {
            final UnsafeBuffer content = new UnsafeBuffer(new byte[OFFSET + 41]);
            for (int i = 0; i < length; i++) {
                content.putByte(OFFSET + i, (byte) (17 * i));
            }
            final Set<Long> seen = new HashSet<>();
            seen.add(Fingerprint.of(content, OFFSET, length));
            assertThat(seen.add(Fingerprint.of(content, OFFSET, length + 1))).isTrue();
            for (int one = 0; one < 8 * length; one++) {
                flip(content, one);
                assertThat(seen.add(Fingerprint.of(content, OFFSET, length))).isTrue();
                for (int other = one + 1; other < 8 * length; other += 7) {
                    flip(content, other);
                    assertThat(seen.add(Fingerprint.of(content, OFFSET, length)))
                            .isTrue();
                    flip(content, other);
                }
                flip(content, one);
            }
            content.putByte(0, (byte) 1);
            content.putByte(OFFSET + length, (byte) 1);
            assertThat(seen.add(Fingerprint.of(content, OFFSET, length)))
                    .as("what stands beside it is no part of it")
                    .isFalse();
        }
    }

    private static void flip(final UnsafeBuffer content, final int bit) {
        final int at = OFFSET + bit / 8;
        content.putByte(at, (byte) (content.getByte(at) ^ 1 << bit % 8));
    }
}
