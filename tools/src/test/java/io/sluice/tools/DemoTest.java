package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.JournalKind;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.tools.cli.Console.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice demo} as a user meets it. */
class DemoTest {
    private static final String ESCAPE = "\u001b";

    @TempDir
    private Path folder;

    private Cli demo(final Object... args) {
        return demo(Terminal.NONE, Map.of(), args);
    }

    private Cli demo(final Terminal terminal, final Map<String, String> environment, final Object... args) {
        final Object[] all = new Object[args.length + 3];
        all[0] = "demo";
        all[1] = "--dir";
        all[2] = folder.resolve("d");
        System.arraycopy(args, 0, all, 3, args.length);
        return Cli.with("", terminal, environment, null, all);
    }

    private Cli look(final Object... args) {
        final Object[] all = List.of(args).toArray(new Object[args.length + 2]);
        all[args.length] = "--dir";
        all[args.length + 1] = folder.resolve("d");
        return Cli.run(all);
    }

    @Test
    void shouldShowHowItRecoversAsksAndMeetsSilenceOfTheFeed() { // G-2, H-4 to H-7, C-3, R-1, in plain lines
        final Cli run = demo("--trades", 5000);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "the engine opens cold",
                        "connect_broker passed",
                        "catchup_marketdata passed",
                        "verify_risk passed",
                        "ready passed",
                        "recovering to normal: recovery.complete",
                        "a person is asked",
                        "approved by",
                        "normal to safe_mode: market_data.stale",
                        "GATE_REFUSED, the mode is safe_mode",
                        "safe_mode to recovering",
                        "recovering to normal: recovery.complete",
                        "rejected by",
                        "nobody answered",
                        "Drawdown of the live account",
                        "Decisions",
                        "Latency",
                        "✓ ")
                .doesNotContain("✗", ESCAPE);
        assertThat(run.lines()).allMatch(line -> line.length() <= 100 || line.contains(folder.toString()));
        final Cli verified = look("verify");
        assertThat(verified.code()).isZero();
        assertThat(verified.out()).contains("demo journal");
    }

    @Test
    void shouldJournalTheSameInEveryRun() { // W-3: however the threads are scheduled
        assertThat(demo("--trades", 1500).code()).isZero();
        final String once = journal();
        assertThat(demo("--trades", 1500, "--fresh").code()).isZero();
        assertThat(journal()).hasSizeGreaterThan(100_000).isEqualTo(once);
    }

    /** Everything but what is made at random: the ids of instance and journal, and what derives from them. */
    private String journal() {
        return look("tail", "--json")
                .out()
                .replaceAll("\"(correlationId|instance|journalId|rowHash|stateHash)\":\"[^\"]*\"", "");
    }

    @Test
    void shouldDrawOverItsLastLinesOnATerminal() {
        final Map<String, String> xterm = Map.of("TERM", "xterm");
        final Cli run = demo(new Terminal(true, true, 100), xterm, "--trades", 300);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("trades/s", ESCAPE + "[5F" + ESCAPE + "[0J", ESCAPE + "[1m");
        final Cli plain = demo(new Terminal(true, true, 100), xterm, "--trades", 300, "--fresh", "--no-color");
        assertThat(plain.out()).doesNotContain(ESCAPE + "[1m", ESCAPE + "[32m");
    }

    @Test
    void shouldBringItsOwnConfiguration() { // H-14: fresh clone, whatever is set
        final Map<String, String> environment = Map.of("HITL_ENABLED", "maybe", "HITL_ALLOWED_OPERATORS", "");
        assertThat(demo(Terminal.NONE, environment, "--trades", 200).code()).isZero();
    }

    @Test
    void shouldRefuseToWriteOverWhatIsThere() { // J-4
        assertThat(demo("--resume").err()).contains("there is no demo to go on with");
        assertThat(demo("--trades", 200).code()).isZero();
        assertThat(demo("--trades", 200).err()).contains("--resume", "--fresh");
        assertThat(demo("--trades", 200, "--resume").err()).contains("has run to its end");
        assertThat(demo("--trades", 200, "--resume", "--fresh").code()).isEqualTo(2);
        assertThat(demo("--trades", 200, "--fresh").code()).isZero();
    }

    @Test
    void shouldNeverTouchAJournalThatIsNoDemos() { // J-4
        final Path directory = folder.resolve("d");
        Engine.open(EngineOptions.of(ConfigLoader.load(
                                "test", "sluice.hitl.allowed-operators = [alice]", Map.of(), List.of()))
                        .in(directory)
                        .kind(JournalKind.LIVE))
                .close();
        for (final String option : List.of("--fresh", "--resume", "--no-color")) {
            final Cli refused = demo(option);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("no demo's");
        }
        assertThat(Files.isDirectory(directory)).isTrue();
        assertThat(look("verify").code()).isZero();
    }

    @Test
    void shouldRefuseWhatItCannotPlay() {
        assertThat(demo("--trades", 5).err()).contains("--trades");
        assertThat(demo("--skip", 99_999).code()).isEqualTo(2);
        assertThat(demo("--trades", 200, "--crash-at", 0).err()).contains("--crash-at");
    }
}
