package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** O-5: the table of keys and the two files that show them. */
class KeysTest {
    private static final Path OPERATORS_FILE = Path.of("../../config/sluice.conf");

    @Test
    void shouldHaveEveryKeyOfTheSpecInItsOrder() throws IOException {
        assertThat(Keys.all())
                .extracting(Key::path)
                .containsExactlyElementsOf(specDefaults().keySet());
    }

    @Test
    void shouldHaveTheDefaultOfTheSpecForEveryKey() throws IOException {
        final Map<String, String> inForce = Configs.load("").effective().entries().stream()
                .collect(Collectors.toMap(EffectiveConfig.Entry::key, EffectiveConfig.Entry::value));
        specDefaults().forEach((path, expected) -> {
            final Key key = Keys.find(List.of(path.split("\\.")));
            if (!expected.equals("must be set")) {
                assertThat(inForce.get(key.fullPath())).as(path).isEqualTo(shown(key, expected));
            }
        });
    }

    @Test
    void shouldHaveNoDefaultForOperators() throws IOException {
        assertThat(ConfigFactory.parseString(reference()).hasPath("sluice.hitl.allowed-operators"))
                .isFalse();
    }

    @Test
    void shouldShowTheOperatorTheSameKeysAndExplanationsSwitchedOff() throws IOException {
        final String body = operatorsFile().replaceAll("(?m)^( *)#(?=[a-z])", "$1");
        assertThat(body.substring(body.indexOf("sluice {")))
                .isEqualTo(reference()
                        .substring(reference().indexOf("sluice {"))
                        .replaceAll("(?m)^( *)# (allowed-operators = |symbols \\{)", "$1$2")
                        .replaceAll("(?m)^ *symbols \\{}\n", ""));
    }

    @Test
    void shouldSetNothingInTheOperatorsFileAsItComes() throws IOException {
        assertThat(ConfigFactory.parseString(operatorsFile()).entrySet()).isEmpty();
    }

    @Test
    void shouldBeTheDefaultsWhenTheOperatorSwitchesOnEveryLine() throws IOException {
        final String switchedOn = operatorsFile().replaceAll("(?m)^( *)#(?=[a-z])(?!symbols \\{)", "$1");
        final LoadedConfig loaded = ConfigLoader.load("sluice.conf", switchedOn, Map.of(), List.of());
        assertThat(loaded.control()).isEqualTo(Configs.load("").control());
        assertThat(loaded.engine()).isEqualTo(Configs.load("").engine());
        assertThat(loaded.effective().entries())
                .allSatisfy(entry -> assertThat(entry.from()).startsWith("sluice.conf"));
    }

    @Test
    void shouldExplainEveryKeyInTheLineAboveIt() throws IOException {
        final List<String> lines = reference().lines().map(String::strip).toList();
        final List<String> unexplained = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).matches("[a-z-]+ = .*") && !lines.get(i - 1).startsWith("# ")) {
                unexplained.add(lines.get(i));
            }
        }
        assertThat(unexplained).isEmpty();
    }

    private static String shown(final Key key, final String spec) {
        if (!key.type().isList()) {
            return key.show(key.type().read().apply(spec));
        }
        final List<Object> items = new ArrayList<>();
        if (!spec.equals("none")) {
            for (final String item : spec.split(",")) {
                items.add(key.type().read().apply(item));
            }
        }
        return key.show(items);
    }

    private static Map<String, String> specDefaults() throws IOException {
        final Map<String, String> defaults = new LinkedHashMap<>();
        resource("/io/sluice/config/spec-defaults.txt").lines().forEach(line -> {
            final String[] parts = line.split(" +", 2);
            defaults.put(parts[0], parts[1]);
        });
        return defaults;
    }

    private static String reference() throws IOException {
        return resource("/sluice-reference.conf");
    }

    private static String operatorsFile() throws IOException {
        return Files.readString(OPERATORS_FILE);
    }

    static String resource(final String name) throws IOException {
        try (InputStream in = KeysTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
