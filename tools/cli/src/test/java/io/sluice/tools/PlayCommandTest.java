package io.sluice.tools;

import static io.sluice.tools.Cli.OPERATORS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Golden;
import io.sluice.tools.cli.Console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayCommandTest {
    private static final Path DAY = Path.of("src", "test", "resources", "play", "day.jsonl");
    private static final Path SAMPLE = Path.of("src", "main", "resources", "io", "sluice", "tools", "sample.jsonl");
    private static final String TICK = "{\"type\":\"Tick\",\"time\":\"2026-01-05T09:00:00Z\"}\n";
    private static final String BEAT = "{\"type\":\"Heartbeat\",\"source\":\"broker\"}\n";

    @TempDir
    private Path directory;

    @Test
    void shouldSayOfADayWhatTheGoldenFileSays() throws IOException {
        final Cli played = Cli.run("play", DAY, OPERATORS);
        assertThat(played.err()).isEmpty();
        assertThat(played.code()).isZero();
        Golden.check(DAY.resolveSibling("day.out.jsonl"), played.out());
    }

    /** W-3. */
    @Test
    void shouldGiveTheSameBytesTwiceWithAndWithoutAJournal() throws IOException {
        final String first = Cli.run("play", DAY, OPERATORS).out();
        assertThat(Cli.run("play", DAY, OPERATORS).out()).isEqualTo(first);
        assertThat(Cli.run("play", DAY, OPERATORS, "--dir", directory.resolve("j"))
                        .out())
                .isEqualTo(first);
        assertThat(Cli.play(Files.readString(DAY)).out()).isEqualTo(first);
    }

    /** W-5. */
    @Test
    void shouldStartTheEngineWithTheTimeOfTheFirstGoodLine() {
        final Cli played = Cli.play(BEAT + "nonsense\n" + TICK);
        assertThat(played.code()).isEqualTo(1);
        assertThat(played.err())
                .contains("<stdin>:1: time: missing: the first line must have one")
                .contains("<stdin>:2: ");
        assertThat(played.lines().get(0))
                .startsWith("{\"seq\":1,\"time\":\"2026-01-05T09:00:00Z\",\"wallTime\":\"2026-01-05T09:00:00Z\"");
        assertThat(played.out()).contains("RecoverySummary");
    }

    @Test
    void shouldSayNothingOfAnEmptyFile() {
        final Cli played = Cli.play("\n  \n\r\n");
        assertThat(played).isEqualTo(new Cli(0, "", ""));
    }

    /** G-2. */
    @Test
    void shouldOweARecoveryUnlessToldToStartNormal() {
        assertThat(Cli.play(TICK).out()).contains("\"toMode\":\"recovering\"");
        assertThat(Cli.play(TICK, "--start", "cold").out())
                .isEqualTo(Cli.play(TICK).out());
        assertThat(Cli.play(TICK, "--start", "normal").out()).doesNotContain("ModeChanged");
    }

    /** W-6: five seconds after the broker's last sign of life. */
    @Test
    void shouldFireTimersWhenATickMovesTheTime() {
        final Cli played = Cli.play(
                TICK + BEAT + "{\"type\":\"Tick\",\"time\":\"2026-01-05T09:00:07.5Z\"}\n", "--start", "normal");
        assertThat(played.code()).isZero();
        assertThat(played.out())
                .contains("\"seq\":3,\"time\":\"2026-01-05T09:00:05Z\",\"wallTime\":\"2026-01-05T09:00:05Z\"")
                .contains("\"reasonCode\":\"broker.disconnect\"");
    }

    @Test
    void shouldTakeTheTimeOfTheLineBeforeAndRefuseOneThatGoesBackwards() {
        final Cli played = Cli.play(TICK
                + "{\"type\":\"EmergencyStop\",\"operatorId\":\"alice\",\"reason\":\"drill\"}\n"
                + "{\"type\":\"Tick\",\"time\":\"2026-01-05T08:59:59.999999999Z\"}\n");
        assertThat(played.code()).isEqualTo(1);
        assertThat(played.err())
                .isEqualTo("<stdin>:3: time: goes backwards: 2026-01-05T08:59:59.999999999Z"
                        + " after 2026-01-05T09:00:00Z\n");
        assertThat(played.out()).contains("\"seq\":2,\"time\":\"2026-01-05T09:00:00Z\"");
    }

    /** W-5, J-3, J-8: not from a file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"SnapshotTaken\",\"snapshotSequence\":1,\"bytes\":1,\"stateHash\":\"%s\"}",
                "{\"type\":\"Seal\",\"fromSequence\":1,\"toSequence\":1,\"previousHash\":\"%s\",\"chainHash\":\"%s\"}",
                "{\"type\":\"EngineStarted\"}"
            })
    void shouldRefuseWhatOnlyAnEngineWrites(final String line) {
        final String hash = "0".repeat(64);
        final Cli played = Cli.play(TICK + String.format(line, hash, hash) + "\n" + TICK);
        assertThat(played.code()).isEqualTo(1);
        assertThat(played.err()).startsWith("<stdin>:2: ");
        assertThat(played.out()).isEqualTo(Cli.play(TICK).out());
    }

    @Test
    void shouldNameTheFileTheLineAndTheKeyOfWhatIsMalformed() throws IOException {
        final Path file = Files.writeString(
                directory.resolve("bad.jsonl"), TICK + "{\"type\":\"EquityUpdate\",\"equity\":\"1e3\"}\n" + BEAT);
        final Cli played = Cli.run("play", file, OPERATORS, "--start", "normal");
        assertThat(played.code()).isEqualTo(1);
        assertThat(played.err()).startsWith(file + ":2: equity: ").hasLineCount(1);
        assertThat(Cli.run("play", file, OPERATORS, "--start", "normal", "--strict", "--dir", directory.resolve("j"))
                        .code())
                .isEqualTo(1);
        assertThat(Cli.run("tail", "--dir", directory.resolve("j")).out()).doesNotContain("Heartbeat");
    }

    /** H-14: no start, SEC-040 and the key; and how to mend it. */
    @Test
    void shouldRefuseToPlayWithoutOperatorsAndSayHowToNameThem() {
        final Cli played = Cli.run("play", DAY);
        assertThat(played.code()).isEqualTo(2);
        assertThat(played.out()).isEmpty();
        assertThat(played.err())
                .contains("SEC-040 sluice.hitl.allowed-operators")
                .contains("--set sluice.hitl.allowed-operators=alice,bob");
    }

    /** W-3: the same file and configuration anywhere. */
    @Test
    void shouldNotReadTheVariables() {
        final Cli played = Cli.with("", Terminal.NONE, Map.of("HITL_ALLOWED_OPERATORS", "eve"), null, "play", DAY);
        assertThat(played.code()).isEqualTo(2);
        assertThat(played.err()).contains("sluice.hitl.allowed-operators");
    }

    @Test
    void shouldReadTheConfigurationOfTheCheckoutUnlessAnotherIsNamed() throws IOException {
        final Path file = directory.resolve("config").resolve("sluice.conf");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "sluice.hitl.allowed-operators = [alice]\nsluice.trading.mode = disabled\n");
        final List<Object> args = List.of("play", DAY, "--start", "normal");
        assertThat(Cli.with("", Terminal.NONE, Map.of(), directory, args.toArray())
                        .out())
                .contains("TRADING_DISABLED");
        final Path other = Files.writeString(directory.resolve("o.conf"), "sluice.hitl.allowed-operators = [alice]");
        assertThat(Cli.with("", Terminal.NONE, Map.of(), directory, "play", DAY, "--config", other)
                        .out())
                .doesNotContain("TRADING_DISABLED")
                .isEqualTo(Cli.run("play", DAY, "--config", other).out());
    }

    /** J-4. */
    @Test
    void shouldRefuseADirectoryThatHoldsAJournal() throws IOException {
        assertThat(Cli.play(TICK, "--dir", directory).code()).isZero();
        final Cli again = Cli.play(TICK + BEAT, "--dir", directory);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).contains("there is a journal in " + directory + " already");
        assertThat(Cli.run("tail", "--dir", directory).out()).doesNotContain("Heartbeat");
    }

    @ParameterizedTest
    @CsvSource({
        "play, Missing required parameter",
        "play /no/such/file --set=sluice.hitl.allowed-operators=a, /no/such/file: no such file",
        "play . --set=sluice.hitl.allowed-operators=a, is a directory",
        "play - --config /no/such/file, cannot be read: /no/such/file",
        "play - --set sluice.nonsense=1, sluice.nonsense: unknown key",
        "play - --json, --types",
        "play - --start warm, --start",
        "play - --set=sluice.hitl.allowed-operators=a --dir /dev/null/x, /dev/null/x"
    })
    void shouldRefuseBadUsageInALine(final String line, final String why) {
        final Cli played = Cli.run((Object[]) line.split(" "));
        assertThat(played.code()).isEqualTo(2);
        assertThat(played.err()).contains(why).doesNotContain("\tat ").startsWith("sluice play: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Tick\",",
                "{\"type\":\"Tick\"",
                "{\"type\":\"Ti",
                "{",
                "{\"type\":\"Tick\",\"time\":[1"
            })
    void shouldSayOfALineThatIsCutThatItIs(final String line) {
        final Cli played = Cli.play(line);
        assertThat(played.code()).isEqualTo(1);
        assertThat(played.err())
                .startsWith("<stdin>:1: ")
                .doesNotContain("Source", "Feature")
                .hasLineCount(1);
    }

    /** What a newcomer plays first: a request, an approval, a fill, the hard breach, the way out. */
    @Test
    void shouldPlayTheSampleToItsEnd() {
        final Cli played = Cli.run("play", SAMPLE, OPERATORS);
        assertThat(played.err()).isEmpty();
        assertThat(played.code()).isZero();
        assertThat(played.out())
                .contains("GATE_REFUSED", "hitl.created", "hitl.decided", "risk.drawdown.hard_breach")
                .contains("order.close_position", "system.emergency.completed", "system.emergency.cleared")
                .contains("\"runId\":\"afternoon\"");
    }

    /** W-3: a journal's own lines say the same again, though outcomes and the engine's own stand among them. */
    @Test
    void shouldPlayWhatTailPrints() throws IOException {
        final Path journal = directory.resolve("j");
        final String first =
                Cli.run("play", SAMPLE, OPERATORS, "--dir", journal).out();
        final String printed = Cli.run("tail", "--dir", journal, "--json").out();
        assertThat(printed).contains("\"kind\":\"outcome\"", "\"type\":\"EngineStarted\"", "\"type\":\"Tick\"");
        assertThat(Cli.play(printed)).isEqualTo(new Cli(0, first, ""));
    }

    @ParameterizedTest
    @CsvSource({"Decision, <stdin>:2: type: unknown type Decision", "Nonsense, <stdin>:2: type: unknown type Nonsense"})
    void shouldPassOverAnOutcomeOnlyWhereTheLineSaysThatItIsOne(final String type, final String why) {
        final String line = "{\"type\":\"" + type + "\",\"seq\":1}\n";
        assertThat(Cli.play(TICK + line).err()).startsWith(why);
        final String asInput = line.replace("{", "{\"kind\":\"input\",");
        assertThat(Cli.play(TICK + asInput).err()).startsWith(why);
        final String asOutcome = line.replace("}", ",\"kind\":\"outcome\"}");
        assertThat(Cli.play(TICK + asOutcome)).isEqualTo(Cli.play(TICK));
    }

    @Test
    void shouldReportALineThatIsTooLongAndGoOn() {
        final String tooLong = "{\"type\":\"" + "x".repeat(5 << 20) + "\"}\n";
        final Cli played = Cli.play(TICK + tooLong + "{\"type\":\"EmergencyStop\",\"reason\":\"drill\"}");
        assertThat(played.code()).isEqualTo(1);
        assertThat(played.err()).startsWith("<stdin>:2: longer than ").hasLineCount(1);
        assertThat(played.out()).contains("EMERGENCY STOP");
    }

    @Test
    void shouldPassOverAByteOrderMark() {
        final String tick = "{\"type\":\"Tick\",\"time\":\"2026-01-05T09:00:00Z\"}\n";
        assertThat(Cli.play("\uFEFF" + tick)).isEqualTo(Cli.play(tick));
        assertThat(Cli.play(tick + "\uFEFF" + tick).code()).isEqualTo(1);
    }

    @Test
    void shouldRefuseToReadADevice() {
        final Cli refused = Cli.run("play", "/dev/zero", Cli.OPERATORS);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("/dev/zero is no plain file").hasLineCount(1);
    }
}
