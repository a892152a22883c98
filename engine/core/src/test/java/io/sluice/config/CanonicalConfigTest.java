package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.ControlConfig.OwnLimits;
import io.sluice.control.config.ControlConfig.SymbolLimits;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** W-5: the decision configuration as text, and its fingerprint. */
class CanonicalConfigTest {
    private static final ControlConfig DEFAULTS = Configs.load("").control();

    @Test
    void shouldWriteTheSameTextForTheDefaultsForEver() throws IOException {
        assertThat(CanonicalConfig.text(DEFAULTS))
                .isEqualTo(KeysTest.resource("/io/sluice/config/canonical-defaults.conf"));
        assertThat(HexFormat.of().formatHex(CanonicalConfig.fingerprint(DEFAULTS)))
                .isEqualTo("0630be5182c40b7c5f18f71012eb9ce2d7d666c8aa3dc2ad6eb9c5a87f8a43cf");
    }

    @Property(tries = 300)
    void shouldParseBackToTheSameConfiguration(
            @ForAll("texts") final String text, @ForAll("symbolLimits") final Map<String, String> limits) {
        final ControlConfig config = CanonicalConfig.parse(text
                + limits.entrySet().stream()
                        .map(limit -> symbolLimits(limit.getKey(), limit.getValue()))
                        .collect(Collectors.joining()));
        final ControlConfig again = CanonicalConfig.parse(CanonicalConfig.text(config));
        assertThat(again).isEqualTo(config);
        assertThat(CanonicalConfig.text(again)).isEqualTo(CanonicalConfig.text(config));
        assertThat(config.limits().symbols())
                .extracting(OwnLimits::symbol)
                .containsExactlyInAnyOrderElementsOf(limits.keySet());
    }

    @Test
    void shouldChangeTheFingerprintWithEveryKeyThatDecidesAndWithNoOther() {
        final Map<String, String> lines = lines();
        Samples.OTHER.forEach((key, value) -> {
            final boolean decides = lines.containsKey(key);
            if (decides) {
                final String before = lines.put(key, value);
                assertThat(CanonicalConfig.fingerprint(CanonicalConfig.parse(text(lines))))
                        .as(key)
                        .isNotEqualTo(CanonicalConfig.fingerprint(DEFAULTS));
                lines.put(key, before);
            } else {
                assertThat(CanonicalConfig.fingerprint(
                                Configs.load(key + " = " + value).control()))
                        .as(key)
                        .isEqualTo(CanonicalConfig.fingerprint(DEFAULTS));
            }
        });
        assertThat(Samples.OTHER.keySet())
                .as("every key but those that need another")
                .hasSizeGreaterThan(75);
    }

    @Test
    void shouldNotDependOnTheOrderOfAList() {
        assertThat(Configs.load("sluice.hitl.allowed-operators = [bob, alice]\nsluice.health.required=[risk,"
                                + " market_data, broker]")
                        .control())
                .isEqualTo(DEFAULTS);
    }

    @Test
    void shouldLoadAsAnOperatorsFile() {
        final LoadedConfig loaded =
                ConfigLoader.load("canonical.conf", CanonicalConfig.text(DEFAULTS), Map.of(), List.of());
        assertThat(loaded.control()).isEqualTo(DEFAULTS);
    }

    @Test
    void shouldTakeWhatASymbolLeavesOutFromTheDefaults() {
        final ControlConfig config = CanonicalConfig.parse(text(withLimit("limits.default.max-position", "7"))
                + symbolLimits("BRK.B", "off").replace("max-order-quantity = off", "max-order-quantity = 2"));
        assertThat(config.limits().symbols())
                .containsExactly(new OwnLimits("BRK.B", new SymbolLimits(200_000_000L, 0, 0, 0, 0, 0)));
        assertThat(config.limits().defaults().maxPositionE8()).isEqualTo(700_000_000L);
    }

    @Test
    void shouldRefuseATextWithoutAKeyAndOneWithAKeyOfPlace() {
        final Map<String, String> lines = lines();
        lines.remove("sluice.trading.mode");
        lines.put("sluice.journal.dir", "\"x\"");
        assertThat(Configs.problemsOf(() -> CanonicalConfig.parse(text(lines))))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("sluice.trading.mode: must be set"))
                .anySatisfy(problem -> assertThat(problem).contains("sluice.journal.dir: is no part"));
    }

    @Test
    void shouldRefuseARecordedValueOutOfItsRange() {
        assertThat(Configs.problemsOf(() -> CanonicalConfig.parse(text(withLimit("drawdown.hard-percent", "4")))))
                .singleElement()
                .asString()
                .startsWith("SEC-040 sluice.drawdown.soft-percent: must be below");
    }

    @Provide
    Arbitrary<String> texts() {
        final Map<String, String> defaults = lines();
        return Samples.subsets(Samples.OTHER.keySet().stream()
                        .filter(defaults::containsKey)
                        .toList())
                .map(keys -> {
                    final Map<String, String> lines = new TreeMap<>(defaults);
                    keys.forEach(key -> lines.put(key, Samples.OTHER.get(key)));
                    return text(lines);
                });
    }

    @Provide
    Arbitrary<Map<String, String>> symbolLimits() {
        final Arbitrary<String> symbol = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars('.', '_', ':', '/', '-', '&', '=', '+', '^', '@', '#')
                .ofMinLength(1)
                .ofMaxLength(24);
        return Arbitraries.maps(symbol, Arbitraries.of("off", "1", "37")).ofMaxSize(5);
    }

    private static String symbolLimits(final String symbol, final String value) {
        return List.of(
                        "max-order-quantity",
                        "max-order-notional",
                        "collar-percent",
                        "max-position",
                        "max-open-orders",
                        "max-close-quantity")
                .stream()
                .map(name -> "sluice.limits.symbols.\"" + symbol + "\"." + name + " = " + value + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> withLimit(final String path, final String value) {
        final Map<String, String> lines = lines();
        lines.put("sluice." + path, value);
        return lines;
    }

    private static Map<String, String> lines() {
        final Map<String, String> lines = new TreeMap<>();
        CanonicalConfig.text(DEFAULTS).lines().forEach(line -> {
            final String[] parts = line.split(" = ", 2);
            lines.put(parts[0], parts[1]);
        });
        return lines;
    }

    private static String text(final Map<String, String> lines) {
        return lines.entrySet().stream()
                .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
