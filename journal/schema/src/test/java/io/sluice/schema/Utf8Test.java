package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC W-7: valid UTF-8 without control or bidirectional-control characters. */
class Utf8Test {
    @Property(tries = 20_000)
    void shouldAgreeWithTheJdkAboutRandomBytes(@ForAll final byte[] bytes) {
        assertThat(isClean(bytes)).isEqualTo(isCleanByJdk(bytes));
    }

    @Property(tries = 20_000)
    void shouldAgreeWithTheJdkAboutRandomText(@ForAll final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(isClean(bytes)).isEqualTo(isCleanByJdk(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "1b",
                "7f",
                "c285",
                "c080",
                "e080af",
                "eda080",
                "f4908080",
                "f8888080",
                "c3",
                "e2808e",
                "e280ae",
                "e281a6",
                "d89c",
                "80",
                "c328"
            })
    void shouldRefuseWhatIsNoTextOrHidesIt(final String hex) {
        assertThat(isClean(HexFormat.of().parseHex(hex))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "ünïcödé", "中文", "𝄞", "\u00a0", "עברית"})
    void shouldTakeTextOfAnyScript(final String text) {
        assertThat(isClean(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    private static boolean isClean(final byte[] bytes) {
        return Utf8.isClean(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static boolean isCleanByJdk(final byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(c -> Character.isISOControl(c)
                            || c == 0x61C
                            || c == 0x200E
                            || c == 0x200F
                            || c >= 0x202A && c <= 0x202E
                            || c >= 0x2066 && c <= 0x2069);
        } catch (final CharacterCodingException e) {
            return false;
        }
    }
}
