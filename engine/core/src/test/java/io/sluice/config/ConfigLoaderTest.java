package io.sluice.config;

import static io.sluice.config.Configs.load;
import static io.sluice.config.Configs.loadWith;
import static io.sluice.config.Configs.problems;
import static io.sluice.config.Configs.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** O-5, H-14: sources, their order, and everything that is refused. */
class ConfigLoaderTest {
    private static final String OPERATORS_MISSING = "SEC-040 sluice.hitl.allowed-operators: must be set";

    @Test
    void shouldRefuseMissingOperatorsAlsoWithApprovalOff() {
        assertThat(problemsOf(() -> ConfigLoader.load(null, Map.of(), List.of())))
                .singleElement()
                .asString()
                .startsWith(OPERATORS_MISSING);
        assertThat(problemsOf(() -> ConfigLoader.load(null, Map.of("HITL_ENABLED", "false"), List.of())))
                .singleElement()
                .asString()
                .startsWith(OPERATORS_MISSING);
    }

    @Test
    void shouldRefuseAnEmptyListOfOperators() {
        assertThat(problems("sluice.hitl.allowed-operators = []"))
                .containsExactly("SEC-040 sluice.hitl.allowed-operators: must name at least one operator, also with"
                        + " hitl.enabled = false, is [] (test.conf: 2)");
    }

    @Test
    void shouldNameFileAndLineOfAnUnknownKey(@TempDir final Path dir) throws IOException {
        final Path file = Files.writeString(
                dir.resolve("sluice.conf"),
                """
                sluice {
                  hitl { allowed-operators = [alice] }
                  hitl.time-out = 300 s
                }
                """);
        assertThat(problemsOf(() -> ConfigLoader.load(file, Map.of(), List.of())))
                .containsExactly("SEC-040 sluice.hitl.time-out: unknown key; did you mean sluice.hitl.timeout? (" + file
                        + ":3)");
    }

    @Test
    void shouldNameEverythingThatIsWrongAtOnce() {
        assertThat(
                        problems(
                                """
                        sluice.hitl.timeout = 300
                        sluice.drawdown = 5
                        hitl.enabled = true
                        sluice.limits.symbols.BRK.B.max-position = 3
                        sluice.limits.symbols.btcusd.max-position = 3
                        sluice.trading.mode = null
                        """))
                .extracting(problem -> problem.replaceAll("SEC-040 (\\S+): .*\\((.*)\\)", "$1 $2"))
                .containsExactlyInAnyOrder(
                        "sluice.hitl.timeout test.conf: 2",
                        "sluice.drawdown test.conf: 3",
                        "hitl test.conf: 4",
                        "sluice.limits.symbols.BRK.B.max-position test.conf: 5",
                        "sluice.limits.symbols.btcusd.max-position test.conf: 6",
                        "sluice.trading.mode test.conf: 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BRK.B.max-position = 3  | unknown key; a symbol with a dot must be in quotes",
                "BTCUSD.max-size = 3     | unknown key",
                "BTCUSD = 3              | is a group of keys, not a key",
                "\"A,B\".max-position = 3 | must name a symbol of 1 to 24 of A-Z 0-9 . _ : / - & = + ^ @ # and inner "
                        + "spaces",
            })
    void shouldSayWhatIsWrongWithAKeyOfASymbol(final String setting, final String expected) {
        assertThat(problems("sluice.limits.symbols." + setting))
                .singleElement()
                .asString()
                .endsWith(": " + expected + " (test.conf: 2)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hitl.enabled                  | yes",
                "hitl.enabled                  | [true]",
                "hitl.timeout                  | 300",
                "hitl.timeout                  | 300 parsecs",
                "hitl.timeout                  | 0.5 s",
                "hitl.timeout                  | 1500 ms",
                "hitl.timeout                  | -1 s",
                "hitl.timeout                  | 8 d",
                "hitl.timeout                  | 99999999999999999 d",
                "hitl.slippage-max-percent     | 0",
                "hitl.slippage-max-percent     | -0.5",
                "hitl.slippage-max-percent     | 100.00000001",
                "hitl.slippage-max-percent     | 0.123456789",
                "hitl.slippage-max-percent     | 5e-1",
                "hitl.slippage-max-percent     | 0.5 %",
                "hitl.allowed-operators        | alice",
                "hitl.allowed-operators        | [\"a,b\"]",
                "hitl.allowed-operators        | [\"operator:a\"]",
                "hitl.allowed-operators        | [\"\"]",
                "hitl.allowed-operators        | [\" a\"]",
                "hitl.allowed-operators        | [\"a\\u202Eb\"]",
                "hitl.allowed-operators        | [\"a\\nb\"]",
                "hitl.allowed-operators        | [\"a\\uD800b\"]",
                "hitl.allowed-operators        | [a, a]",
                "hitl.allowed-operators        | [[a]]",
                "hitl.allowed-operators        | [null]",
                "hitl.allowed-operators        | ['ääääääääääääääääääääääääääääääääa']",
                "health.required               | [brokers]",
                "trading.mode                  | LIVE",
                "recovery.max-attempts         | 0",
                "recovery.max-attempts         | 17",
                "recovery.max-attempts         | 1.5",
                "recovery.stable               | 0 s",
                "drawdown.day-start            | \"24:00\"",
                "drawdown.day-start            | \"9:00\"",
                "strategy.heartbeat-timeout    | 0 s",
                "strategy.heartbeat-timeout    | none",
                "instruments.known             | [btcusd]",
                "instruments.known             | [ABCDEFGHIJKLMNOPQRSTUVWXY]",
                "capacity.trades               | 8193",
                "pipeline.ring-size            | 10000",
                "pipeline.ring-size            | 32",
                "journal.max-record            | 4000000",
                "journal.dir                   | \"\"",
            })
    void shouldRefuseAValueOutOfItsTypeOrRange(final String key, final String value) {
        assertThat(problems("sluice." + key + " = " + value.replace('\'', '"')))
                .singleElement()
                .asString()
                .startsWith("SEC-040 sluice." + key + ": ")
                .endsWith("(test.conf: 2)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "override.min-ttl          | 301 s                | override.default-ttl",
                "override.default-ttl      | 3601 s               | override.max-ttl",
                "drawdown.soft-percent     | 10                   | drawdown.hard-percent",
                "sizing.fallback-leverage  | 2.00000001           | sizing.high-max-leverage",
                "sizing.high-max-leverage  | 6                    | sizing.max-leverage",
                "limits.repeat.count       | 3                    | limits.repeat.window",
                "capacity.pending          | 4097                 | capacity.trades",
                "capacity.trades           | 6080                 | capacity.symbols",
                "sinks.lag-degrade         | 61 s                 | sinks.lag-safe",
            })
    void shouldRefuseValuesThatDoNotGoTogether(final String key, final String value, final String other) {
        assertThat(problems("sluice." + key + " = " + value)).anySatisfy(problem -> assertThat(problem)
                .startsWith("SEC-040 sluice." + key + ": ")
                .contains(other)
                .endsWith("(test.conf: 2)"));
    }

    @Test
    void shouldRefuseFourEyesWithOneOperator() {
        assertThat(problems("sluice { operators.four-eyes = true, hitl.allowed-operators = [alice] }"))
                .contains("SEC-040 sluice.operators.four-eyes: needs at least two names in hitl.allowed-operators,"
                        + " is true (test.conf: 2)");
    }

    @Test
    void shouldAcceptTheMostTradesThatOneRecordCanName() {
        assertThat(load("sluice.capacity.trades = 6079").control().capacity().trades())
                .isEqualTo(6079);
    }

    @Test
    void shouldRefuseASmallerRecordThanTheCapacitiesNeed() {
        assertThat(problems("sluice.journal.max-record = 1 MB"))
                .singleElement()
                .asString()
                .startsWith("SEC-040 sluice.journal.max-record: must be at least ")
                .endsWith("is 1 MB (test.conf: 2)");
        final String small = "sluice.capacity { symbols = 16, trades = 64, pending = 8 }\n";
        assertThat(problems(small + "sluice.journal.max-record = 1 MB")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://sluice:hunter2@db/sluice",
                "jdbc:postgresql://db/sluice?user=sluice&password=hunter2",
                "jdbc:postgresql://db/sluice?sslpassword=hunter2",
                "hunter2"
            })
    @Tag("T-4")
    void shouldRefuseADatabaseWithASecretInItsUrlWithoutRepeatingIt(final String url) {
        assertThat(problems("sluice.mirror.url = \"" + url + "\""))
                .singleElement()
                .asString()
                .startsWith("SEC-040 sluice.mirror.url: must be ")
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> ConfigLoader.load(
                        "test.conf",
                        "sluice.hitl.allowed-operators = [a]",
                        Map.of(),
                        List.of("sluice.mirror.url=" + url)))
                .isInstanceOf(ConfigRefusedException.class)
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sluice.mirror.password=hunter2",
                "sluice.notify.discord.token=hunter2",
                "sluice.mirror.password:hunter2",
                "sluice.notify.webhook.url=https://x/?token=hunter2"
            })
    @Tag("T-4")
    void shouldRefuseASecretInAnOptionWithoutRepeatingIt(final String option) {
        assertThatThrownBy(() -> ConfigLoader.load(
                        "test.conf", "sluice.hitl.allowed-operators = [a]", Map.of(), List.of(option)))
                .isInstanceOf(ConfigRefusedException.class)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    @Tag("T-4")
    void shouldNameTheKeyOfTheFileWhereASecretIsWritten() {
        assertThat(problems("sluice.mirror.password = hunter2"))
                .singleElement()
                .asString()
                .contains("sluice.mirror.password-file names its file")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldAcceptADatabaseWithoutASecret() {
        assertThat(problems("sluice.mirror.url = \"jdbc:postgresql://db/sluice?user=sluice\""))
                .isEmpty();
        assertThat(problems("sluice.mirror.url = off")).isEmpty();
    }

    @Test
    void shouldLetTheVariablesOverrideTheFile() {
        final LoadedConfig loaded = ConfigLoader.load(
                "test.conf",
                "sluice.hitl { enabled = true, timeout = 10 s, slippage-max-percent = 1, allowed-operators = [zoe] }",
                Map.of(
                        "HITL_ENABLED", "false",
                        "HITL_TIMEOUT_SECONDS", "60",
                        "HITL_SLIPPAGE_MAX_PERCENT", "0.00000001",
                        "HITL_ALLOWED_OPERATORS", "bob, alice"),
                List.of());
        assertThat(loaded.control().hitl().enabled()).isFalse();
        assertThat(loaded.control().hitl().timeoutNs()).isEqualTo(60_000_000_000L);
        assertThat(loaded.control().hitl().slippageMaxPercentE8()).isEqualTo(1);
        assertThat(loaded.control().hitl().allowedOperators()).containsExactly("alice", "bob");
    }

    @ParameterizedTest
    @CsvSource({
        "HITL_ENABLED, maybe, enabled",
        "HITL_ENABLED, '', enabled",
        "HITL_TIMEOUT_SECONDS, 300 s, timeout",
        "HITL_TIMEOUT_SECONDS, 0, timeout",
        "HITL_TIMEOUT_SECONDS, '', timeout",
        "HITL_SLIPPAGE_MAX_PERCENT, 0.5%, slippage-max-percent",
        "HITL_ALLOWED_OPERATORS, '', allowed-operators",
        "HITL_ALLOWED_OPERATORS, 'alice,,bob', allowed-operators",
    })
    void shouldRefuseAMalformedVariableByName(final String variable, final String value, final String key) {
        assertThat(problemsOf(() -> loadWith(Map.of(variable, value))))
                .singleElement()
                .asString()
                .startsWith("SEC-040 sluice.hitl." + key + ": ")
                .endsWith("(environment variable " + variable + ")");
    }

    @Test
    void shouldLetSetOverrideFileAndVariables() {
        final LoadedConfig loaded = loadWith(
                Map.of("HITL_TIMEOUT_SECONDS", "60", "HITL_ALLOWED_OPERATORS", "carol"),
                "sluice.hitl.timeout=90 s",
                "sluice.hitl.timeout=2 min",
                "sluice.hitl.allowed-operators=dave,erin",
                "sluice.instruments.known=[\"BRK.B\", BTCUSD]",
                "sluice.drawdown.day-start=17:30",
                "sluice.journal.dir=\"a \\\"b\\\"\"");
        assertThat(loaded.control().hitl().timeoutNs()).isEqualTo(120_000_000_000L);
        assertThat(loaded.control().hitl().allowedOperators()).containsExactly("dave", "erin");
        assertThat(loaded.control().instruments().known()).containsExactly("BRK.B", "BTCUSD");
        assertThat(loaded.control().drawdown().dayStartNs()).isEqualTo((17 * 60 + 30) * 60_000_000_000L);
        assertThat(loaded.engine().journal().dir()).hasToString("a \"b\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hitl.enabled=false",
                "sluice.hitl.enabled",
                "sluice.hitl.enabled=",
                "sluice..enabled=true",
                "=true",
                "sluice=true",
                "sluice.hitl=true",
                "sluice.hitl.nothing=true",
                "sluice.instruments.known=[A",
                "sluice.instruments.known=[${HOME}]",
            })
    void shouldRefuseAMalformedOverride(final String override) {
        assertThat(problemsOf(() -> loadWith(Map.of(), override)))
                .singleElement()
                .asString()
                .startsWith("SEC-040")
                .endsWith("(--set " + override + ")");
    }

    @Test
    void shouldRefuseABadValueThatALaterSourceCovers() {
        assertThat(problemsOf(() -> ConfigLoader.load(
                        "test.conf",
                        Configs.OPERATORS + "sluice.hitl.timeout = soon",
                        Map.of("HITL_TIMEOUT_SECONDS", "60"),
                        List.of())))
                .singleElement()
                .asString()
                .endsWith("(test.conf: 2)");
    }

    @Test
    void shouldIgnoreSystemPropertiesAndOtherVariables() {
        System.setProperty("sluice.trading.mode", "disabled");
        try {
            assertThat(loadWith(Map.of("SLUICE_TRADING_MODE", "disabled")).control())
                    .isEqualTo(load("").control());
        } finally {
            System.clearProperty("sluice.trading.mode");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sluice.hitl.enabled = ${HOME}",
                "sluice.journal.dir = ${?PATH}${nowhere}",
                "include \"other.conf\"",
                "include file(\"/nowhere.conf\")",
                "include url(\"file:/nowhere.conf\")",
                "include classpath(\"nowhere.conf\")",
                "sluice { hitl {",
                "sluice.journal.dir = ${?HOME}",
                "sluice.hitl.allowed-operators = ${?HOME}",
                "sluice.hitl.allowed-operators += bob",
            })
    void shouldRefuseATextThatReachesOutsideOrDoesNotParse(final String text) {
        assertThat(problems(text)).singleElement().asString().startsWith("SEC-040: ");
    }

    @Test
    void shouldTakeAQuotedDollarForText() {
        assertThat(load("sluice.journal.dir = \"/a${?HOME}\"")
                        .engine()
                        .journal()
                        .dir())
                .isEqualTo(Path.of("/a${?HOME}"));
    }

    @Test
    void shouldRefuseATextThatIsNestedTooDeep() {
        assertThat(problems("a = " + "[".repeat(20_000)))
                .singleElement()
                .asString()
                .contains("nested too deep");
        assertThat(problems("a { ".repeat(20_000))).singleElement().asString().startsWith("SEC-040: ");
    }

    @Test
    void shouldRefuseWhatIsNoPlainFileOrTooLarge(@TempDir final Path dir) throws IOException {
        final Path large = dir.resolve("large.conf");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(2 << 20);
        }
        for (final Path bad : List.of(large, dir, Path.of("/dev/zero"))) {
            assertThat(problemsOf(() -> ConfigLoader.load(bad, Map.of("HITL_ALLOWED_OPERATORS", "alice"), List.of())))
                    .singleElement()
                    .asString()
                    .containsAnyOf("no plain file", "larger than");
        }
    }

    @Test
    void shouldPassOverAByteOrderMark(@TempDir final Path dir) throws IOException {
        final Path file = Files.writeString(dir.resolve("mark.conf"), "\uFEFF" + Configs.OPERATORS);
        assertThat(ConfigLoader.load(file, Map.of(), List.of()).control().hitl().allowedOperators())
                .isNotEmpty();
    }

    @Test
    void shouldRefuseAFileThatIsNotThere(@TempDir final Path dir) {
        assertThat(problemsOf(() -> ConfigLoader.load(
                        dir.resolve("none.conf"), Map.of("HITL_ALLOWED_OPERATORS", "alice"), List.of())))
                .singleElement()
                .asString()
                .startsWith("SEC-040: ")
                .contains("none.conf");
    }

    @Test
    void shouldSubstituteKeysWithinTheFileAndFromTheDefaults() {
        final LoadedConfig loaded = load("sluice.hitl.timeout = ${sluice.operators.request-ttl}");
        assertThat(loaded.control().hitl().timeoutNs()).isEqualTo(300_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 10000000",
        "0.29, 29000000",
        "0.00000001, 1",
        "99.99999999, 9999999999",
        "0.500000000, 50000000",
        "100, 10000000000",
    })
    void shouldTakeDecimalsExactly(final String text, final long expectedE8) {
        assertThat(load("sluice.hitl.slippage-max-percent = " + text)
                        .control()
                        .hitl()
                        .slippageMaxPercentE8())
                .isEqualTo(expectedE8);
    }
}
