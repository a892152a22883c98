package io.sluice.control.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.SymbolForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.agrona.concurrent.UnsafeBuffer;

@Tag("G-5")
class InstrumentBookTest {
    private static final int CAPACITY = 6;

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withChars("AB/")
                .ofMinLength(1)
                .ofMaxLength(3)
                .list()
                .ofMaxSize(120);
    }

    private static UnsafeBuffer key(final String name) {
        final UnsafeBuffer key = new UnsafeBuffer(new byte[Instrument.LENGTH]);
        key.putBytes(0, name.getBytes(StandardCharsets.US_ASCII));
        return key;
    }

    /** Against a map in the order of the last quote, from which the first entry goes when there is no room. */
    @Property
    void shouldFindWhatIsThereAndLetTheOldestQuoteGiveWay(@ForAll("names") final List<String> names) {
        final InstrumentBook book = new InstrumentBook(CAPACITY);
        final Map<String, Long> expected = new LinkedHashMap<>();
        long now = 0;
        for (final String name : names) {
            now++;
            if (!expected.containsKey(name) && expected.size() == CAPACITY) {
                expected.remove(expected.keySet().iterator().next());
            }
            expected.remove(name);
            expected.put(name, now);
            assertThat(book.hasRoom(key(name), 0)).isTrue();
            book.findOrAdd(key(name), 0).quote(1, 2, now);
            assertThat(book.size()).isLessThanOrEqualTo(CAPACITY);
            expected.forEach((symbol, time) -> {
                final Instrument found = book.find(key(symbol), 0);
                assertThat(found).as(symbol).isNotNull();
                assertThat(found.quotedNs()).isEqualTo(time);
                final UnsafeBuffer shown = key("");
                found.putSymbol(shown, 0);
                assertThat(shown).isEqualTo(key(symbol));
            });
            for (final String other : names) {
                assertThat(book.find(key(other), 0) != null).isEqualTo(expected.containsKey(other));
            }
        }
    }

    @Property
    @Tag("G-3")
    void shouldKnowASymbolWhenItSeesOne(@ForAll final byte[] bytes) {
        final byte[] field = new byte[Instrument.LENGTH];
        System.arraycopy(bytes, 0, field, 0, Math.min(bytes.length, field.length));
        final String text = new String(field, StandardCharsets.ISO_8859_1);
        assertThat(SymbolForm.isSound(new UnsafeBuffer(field), 0))
                .isEqualTo(text.matches("(?=[^ ])[A-Z0-9._:/&=+^@# -]{0,23}[A-Z0-9._:/&=+^@#-]\0*"));
    }

    @Example
    @Tag("G-3")
    void shouldLookAtEachByteOfASymbol() {
        for (int length = 0; length <= Instrument.LENGTH; length++) {
            for (int at = 0; at < Instrument.LENGTH; at++) {
                for (int value = 0; value < 256; value++) {
                    final byte[] field = Arrays.copyOf(
                            "AZ09._:/-ABCDEFGHIJKLMNO".substring(0, length).getBytes(), 24);
                    field[at] = (byte) value;
                    final String text = new String(field, StandardCharsets.ISO_8859_1);
                    assertThat(SymbolForm.isSound(new UnsafeBuffer(field), 0))
                            .as(text)
                            .isEqualTo(text.matches("(?=[^ ])[A-Z0-9._:/&=+^@# -]{0,23}[A-Z0-9._:/&=+^@#-]\0*"));
                }
            }
        }
    }

    @Example
    void shouldKnowEachByteAndLengthOfASymbol() {
        final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);
        for (int value = 1; value < 256; value++) {
            symbol.putByte(0, (byte) value);
            assertThat(SymbolForm.isSound(symbol, 0))
                    .as("byte %s", value)
                    .isEqualTo(String.valueOf((char) value).matches("[A-Z0-9._:/&=+^@#-]"));
        }
        symbol.setMemory(0, Instrument.LENGTH, (byte) 'A');
        assertThat(SymbolForm.isSound(symbol, 0)).as("of 24 bytes").isTrue();
        symbol.putByte(Instrument.LENGTH - 1, (byte) 'a');
        assertThat(SymbolForm.isSound(symbol, 0)).isFalse();
        symbol.putByte(Instrument.LENGTH - 1, (byte) 0);
        symbol.putByte(1, (byte) 0);
        assertThat(SymbolForm.isSound(symbol, 0)).as("something behind its end").isFalse();
    }
}
