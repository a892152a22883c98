package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice sim}. */
class SimCommandTest {
    @TempDir
    private Path folder;

    private Cli sim(final Object... args) {
        final Object[] all = List.of(args).toArray(new Object[args.length + 3]);
        System.arraycopy(all, 0, all, 1, args.length);
        all[0] = "sim";
        all[args.length + 1] = "--dir";
        all[args.length + 2] = folder;
        return Cli.run(all);
    }

    /** All but how fast it went. */
    private static List<String> run(final Cli sim) {
        return sim.lines().stream().filter(line -> !line.contains(" steps/s; ")).toList();
    }

    @Test
    void shouldTellWhatHappenedAndThatEveryInvariantHeld() throws Exception {
        final Cli sim = sim("--seed", 3, "--steps", 2000);
        assertThat(sim.err()).isEmpty();
        assertThat(sim.code()).isZero();
        assertThat(sim.out())
                .containsPattern("^Every invariant held.\n2,[0-9]{3} steps, [12],[0-9]{3} records, .* 1 runs healed")
                .containsSubsequence("faults:", "message_lost ", "inputs:", "OrderIntent ", "outcomes:", "Decision ")
                .containsPattern("\n[0-9,]+ steps/s; [0-9,]+ records/s, replayed ones among them\n$");
        assertThat(sim("--seed", 3, "--steps", 100, "--json").out())
                .startsWith("{\"good\":true,\"seed\":3,\"seeds\":1,")
                .endsWith("\"failures\":[]}\n");
        assertThat(Files.list(folder)).isEmpty();
    }

    @Test
    void shouldBeTheSameRunForTheSameNumber() { // W-3
        final List<String> once = run(sim("--seed", 42, "--steps", 1000));
        assertThat(run(sim("--seed", 42, "--steps", 1000))).isEqualTo(once);
        assertThat(run(sim("--seed", 43, "--steps", 1000))).isNotEqualTo(once);
    }

    @Test
    void shouldRunAsManySeedsAsItIsToldTo() {
        assertThat(sim("--seed", 5, "--seeds", 3, "--steps", 200).out()).contains(", 3 runs healed to normal");
    }

    @Test
    void shouldRefuseBadUsage() {
        for (final Object[] args : new Object[][] {{"--seeds", 0}, {"--steps", 0}, {"--seed", "x"}, {"--step"}}) {
            final Cli refused = sim(args);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).startsWith("sluice sim: ");
            assertThat(refused.out()).isEmpty();
        }
    }
}
