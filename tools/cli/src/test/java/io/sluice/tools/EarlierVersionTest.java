package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.control.ControlMachine;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a journal that an earlier version of the machine has left (J-9). */
@Tag("J-9")
class EarlierVersionTest {
    private static final Path KEPT = Path.of("../../engine/core/src/test/resources/io/sluice/engine/left-by-2");
    private static final String SENTENCE = "behaviour version 1 wrote it, this is version 2, and only the version that"
            + " wrote a record can re-execute it: ask a program of version 1";

    @TempDir
    private Path directory;

    @Test
    void shouldSayThatVerifyNeedsTheVersionThatWroteIt() throws IOException {
        final Cli verified = earlier("verify");
        assertThat(verified.code()).isNotZero();
        assertThat(verified.out() + verified.err()).contains(SENTENCE).doesNotContain("Exception");
    }

    @Test
    void shouldSayThatWhatIfNeedsTheVersionThatWroteIt() throws IOException {
        final Cli asked = earlier("whatif", "--set", "sluice.hitl.enabled=false");
        assertThat(asked.code()).isNotZero();
        assertThat(asked.out() + asked.err()).contains(SENTENCE).doesNotContain("Exception");
    }

    /** A journal that was upgraded: what another version wrote is checked for all but execution, and that is said. */
    @Test
    void shouldSayInOneSentenceWhatOfAnUpgradedJournalWasExecuted() {
        final long first = ControlMachine.BEHAVIOUR_VERSION - 1;
        write(ControlMachine.BEHAVIOUR_VERSION - 1);
        final long last = Spoiled.last(directory);
        write(ControlMachine.BEHAVIOUR_VERSION);
        final Cli verified = Cli.run("verify", "--dir", directory);
        assertThat(verified.code()).as(verified.out()).isZero();
        final long executedAfter = last - 2;
        assertThat(verified.lines())
                .filteredOn(line -> line.contains("executed"))
                .containsExactly("records 1 to " + executedAfter + " were not executed again (behaviour version "
                        + first
                        + " wrote them, and this is version " + ControlMachine.BEHAVIOUR_VERSION
                        + "), but had every other check; records after them were, from the snapshot " + executedAfter
                        + ".snap");
        assertThat(Cli.run("verify", "--json", "--dir", directory).out())
                .contains("\"executedAfter\":" + executedAfter + ",");
    }

    private void write(final int behaviourVersion) {
        try (Engine engine = Engine.open(
                        EngineOptions.of(ConfigLoader.load(
                                        "test",
                                        "sluice { hitl.allowed-operators = [alice], pipeline.wait-strategy = park,"
                                                + " capacity { symbols = 16, trades = 64, pending = 8, history = 64 },"
                                                + " journal.max-record = 512 kB }",
                                        Map.of(),
                                        List.of()))
                                .in(directory)
                                .segmentBytes(1 << 21),
                        behaviourVersion);
                StrategyClient client = engine.strategy(behaviourVersion)) {
            for (int id = 1; id <= 20; id++) {
                do {
                    client.intent(id, ActionType.QUERY, TradingMode.LIVE);
                } while (client.offer() != Offer.OFFERED);
            }
        }
    }

    private Cli earlier(final String command, final String... options) throws IOException {
        try (Stream<Path> files = Files.walk(KEPT)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final Path target = directory.resolve(KEPT.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        final Object[] words = new Object[options.length + 2];
        words[0] = command;
        words[1] = "--dir=" + directory;
        System.arraycopy(options, 0, words, 2, options.length);
        return Cli.run(words);
    }
}
