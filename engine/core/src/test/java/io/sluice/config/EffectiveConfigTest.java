package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where each value in force came from. */
class EffectiveConfigTest {
    @Test
    void shouldNameTheSourceOfEachValue(@TempDir final Path dir) throws IOException {
        final Path file = Files.writeString(
                dir.resolve("sluice.conf"),
                """
                sluice {
                  hitl.allowed-operators = [alice]
                  hitl.timeout = 1 min
                  emergency.retry = 1 s
                }
                """);
        final EffectiveConfig effective = ConfigLoader.load(
                        file, Map.of("HITL_TIMEOUT_SECONDS", "90"), List.of("sluice.emergency.retry=3 s"))
                .effective();
        assertThat(effective.entries())
                .contains(
                        new EffectiveConfig.Entry("sluice.hitl.enabled", "true", "reference"),
                        new EffectiveConfig.Entry("sluice.hitl.allowed-operators", "[\"alice\"]", file + ":2"),
                        new EffectiveConfig.Entry(
                                "sluice.hitl.timeout", "90 s", "environment variable HITL_TIMEOUT_SECONDS"),
                        new EffectiveConfig.Entry("sluice.emergency.retry", "3 s", "--set sluice.emergency.retry=3 s"));
    }

    @Test
    void shouldShowTextThatLoadsAgain() {
        final LoadedConfig loaded = Configs.load("sluice.decision.valid = 2 s");
        final LoadedConfig again = ConfigLoader.load("shown", loaded.effective().toText(), Map.of(), List.of());
        assertThat(again.control()).isEqualTo(loaded.control());
        assertThat(again.engine()).isEqualTo(loaded.engine());
    }

    @Test
    void shouldShowJsonWithEveryEntry() {
        final EffectiveConfig effective = Configs.load("").effective();
        final List<? extends Config> objects =
                ConfigFactory.parseString("all = " + effective.toJson()).getConfigList("all");
        assertThat(objects)
                .extracting(
                        o -> new EffectiveConfig.Entry(o.getString("key"), o.getString("value"), o.getString("from")))
                .containsExactlyElementsOf(effective.entries());
    }
}
