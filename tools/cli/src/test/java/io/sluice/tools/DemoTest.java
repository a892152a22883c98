package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.JournalKind;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.testing.Golden;
import io.sluice.tools.cli.Console.Terminal;
import java.io.IOException;
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
        final Object[] all = new Object[args.length + 4];
        all[args.length + 3] = Cli.COLD;
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
                        "without an answer",
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
    void shouldShowLockoutGuardianOverrideModelAndFourEyes() throws IOException { // L-1 to L-3, H-8, M-5, S-2, O-1
        final Cli run = demo("--trades", 11_000);
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "BTCUSD locked out (manual) for 60 min: maintenance at the exchange",
                        "SYMBOL_LOCKED, the mode is normal",
                        "alice asks for LockoutDelete: it waits for a second operator",
                        "BTCUSD is free again: the lockout was removed",
                        "confirmed by bob, the second operator",
                        "ended by the guardian",
                        "The guardian locked: something looks wrong; 1 pending requests rejected",
                        "SEC-020, the mode is normal",
                        "alice asks for GuardianUnlock",
                        "ConfirmCommand refused: A second, different operator must confirm",
                        "The guardian unlocked",
                        "normal to safe_mode: force_override",
                        "safe_mode to normal: override.expired",
                        "Model scalp is now 2 (was 1)",
                        "STALE_MODEL, the mode is normal",
                        "BTCUSD locked out (cooldown) for 20 min: losses in a row",
                        "BTCUSD is free again: the cooldown is over",
                        "✓ 2 lockouts, 1 cooldown among them: nothing was opened",
                        "✓ guardian locked once: nothing was opened",
                        "✓ 1 intent refused for an old model version: nothing was opened",
                        "✓ mode forced once, ended by itself once",
                        "✓ 2 loosening commands asked for, 2 confirmed by a second operator, 1 refused to the first")
                .doesNotContain("✗");
        assertThat(run.lines()).allMatch(line -> line.length() <= 100 || line.contains(folder.toString()));
        assertThat(look("verify").code()).isZero();
        assertThat(look("state", "models", "--json").out())
                .contains("\"modelName\":\"scalp\",\"version\":\"2\",\"acknowledgements\":{\"risk\":\"2\"}");
        Golden.check("log-demo.jsonl", LogLines.of(folder.resolve("d")));
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
                .replaceAll("\"(correlationId|instance|journalId|rowHash|chainHash|stateHash)\":\"[^\"]*\"", "");
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
