package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class Utf8WriterTest {
    private static final int CAPACITY = 32;

    private final Utf8Writer writer = new Utf8Writer(CAPACITY);

    @Property
    void shouldWriteWhatThePlatformWritesOrNothing(@ForAll @StringLength(max = 40) final String text) {
        final byte[] expected = expected(text);
        assertThat(writer.set(text)).isEqualTo(expected != null && expected.length <= CAPACITY);
        assertThat(Arrays.copyOf(writer.bytes(), writer.length()))
                .isEqualTo(expected == null || expected.length > CAPACITY ? new byte[0] : expected);
    }

    private static byte[] expected(final String text) {
        try {
            final java.nio.ByteBuffer bytes =
                    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (final CharacterCodingException e) {
            return null;
        }
    }
}
