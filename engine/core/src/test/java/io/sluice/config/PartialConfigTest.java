package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** H-1, H-14: what a file leaves out has its default. */
class PartialConfigTest {
    private static final Map<String, String> DEFAULTS = shown(Configs.load(""));

    @Property(tries = 300)
    void shouldKeepTheDefaultOfEveryKeyThatIsLeftOut(@ForAll("subsets") final List<String> keys) {
        final String text = keys.stream()
                .map(key -> key + " = " + Samples.OTHER.get(key) + "\n")
                .collect(Collectors.joining());
        shown(Configs.load(text)).forEach((key, value) -> assertThat(value)
                .as(key)
                .isEqualTo(keys.contains(key) ? Samples.OTHER.get(key) : DEFAULTS.get(key)));
    }

    @Provide
    Arbitrary<List<String>> subsets() {
        return Samples.subsets(Samples.OTHER.keySet().stream()
                .filter(key ->
                        Configs.problems(key + " = " + Samples.OTHER.get(key)).isEmpty())
                .toList());
    }

    private static Map<String, String> shown(final LoadedConfig loaded) {
        return loaded.effective().entries().stream()
                .collect(Collectors.toMap(EffectiveConfig.Entry::key, EffectiveConfig.Entry::value));
    }
}
