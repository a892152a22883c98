package io.sluice.control.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC J-2. */
class FencesTest {
    @Property(tries = 200)
    void shouldReadWhatItWrites(@ForAll final Map<@IntRange Integer, @LongRange(max = (1L << 53) - 1) Long> fences) {
        final StringBuilder text = new StringBuilder();
        new TreeMap<>(fences).forEach((id, highest) -> Fences.append(text, id, highest));
        final Map<Integer, Long> read = new TreeMap<>();
        assertThat(Fences.read(text, read::put)).isTrue();
        assertThat(read).isEqualTo(new TreeMap<>(fences));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "7",
                "7:",
                ":7",
                "7:1,",
                "7:1,,8:1",
                "7:1;8:1",
                "-7:1",
                "7:-1",
                "2147483648:1",
                "7:9007199254740992",
                "7:99999999999999999999999",
                "7: 1"
            })
    void shouldRefuseAnythingElse(final String text) {
        assertThat(Fences.read(text, (id, highest) -> {})).isFalse();
    }
}
