package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.EngineClock;
import io.sluice.client.StrategyClient;
import io.sluice.codec.JournalKind;
import io.sluice.config.EngineConfig;
import io.sluice.journal.JournalScan;
import io.sluice.json.JsonRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
    private static final long NOW_NS = 1_700_000_000_000_000_000L;
    private static final UUID JOURNAL = new UUID(1, 2);

    @TempDir
    private Path directory;

    private final List<String> notices = new ArrayList<>();

    private static EngineConfig config(final String limit) {
        return TestEngine.config("sluice.pipeline.warm-up=" + limit).engine();
    }

    @Test
    void shouldReachWhatAnOrdinaryDayAndAStopReach() {
        try (Engine engine = TestEngine.open(directory, "sluice.hitl.require-approval-for-live=true")) {
            new WarmUpLife(engine, 0, "alice").run(System.nanoTime() + TestEngine.PATIENCE_NS);
        }
        final String journal = String.join("\n", journal(directory));
        assertThat(List.of(
                        "\"verdict\":\"ALLOW\"",
                        "\"verdict\":\"HOLD\"",
                        "\"code\":\"EMERGENCY\"",
                        "ApprovalCreated",
                        "\"status\":\"ACCEPTED\"",
                        "\"status\":\"REJECTED\"",
                        "\"to\":\"FILLED\"",
                        "\"to\":\"CANCELLED\"",
                        "MarketSnapshot",
                        "ClosePosition",
                        "\"phase\":\"TRIGGERED\"",
                        "\"phase\":\"COMPLETED\""))
                .allSatisfy(said -> assertThat(journal).contains(said));
    }

    @Test
    void shouldWarmUpWithinItsLimitAndLeaveNothingBehind() throws IOException {
        final long begin = System.nanoTime();
        new WarmUp(config("1 s"), directory).run(notices::add);
        assertThat(notices).singleElement().asString().startsWith("warmed up in ");
        assertThat(System.nanoTime() - begin).isLessThan(TestEngine.PATIENCE_NS);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void shouldOpenColdWithANoticeWhereThereIsNoScratchSpace() {
        new WarmUp(config("1 s"), directory.resolve("missing")).run(notices::add);
        assertThat(notices)
                .singleElement()
                .asString()
                .startsWith("the warm-up failed, the engine opens cold: ")
                .contains("missing");
    }

    @Test
    void shouldDoNothingWhereItIsSwitchedOff() {
        WarmUp.run(config("0 s"), notices::add);
        assertThat(notices).isEmpty();
    }

    @Test
    void shouldNotShowInTheJournal() {
        final List<String> cold = live(directory.resolve("cold"));
        new WarmUp(config("1 s"), directory).run(notices::add);
        final List<String> warm = live(directory.resolve("warm"));
        assertThat(warm).hasSameSizeAs(cold);
        for (int i = 0; i < cold.size(); i++) {
            assertThat(warm.get(i)).isEqualTo(cold.get(i));
        }
    }

    /** The same inputs at the same times. */
    private static List<String> live(final Path data) {
        try (Engine engine = Engine.open(TestEngine.options(data)
                        .clock(EngineClock.system(() -> NOW_NS, () -> NOW_NS))
                        .journalId(JOURNAL)
                        .kind(JournalKind.DEMO));
                StrategyClient client = engine.strategy(1)) {
            for (int i = 1; i <= 20; i++) {
                TestEngine.order(client, i, TestEngine.ONE);
                client.offer();
                final long due = engine.startSequence() + i;
                TestEngine.await(() -> engine.beacon().lastSequence() >= due);
            }
        }
        return journal(data);
    }

    /** The id of this run of the process is left out, which differs by intention, and the hashes over it. */
    private static List<String> journal(final Path data) {
        final List<String> lines = new ArrayList<>();
        final JsonRecord json = new JsonRecord();
        JournalScan.run(data, (record, position) -> {
            final StringBuilder line = new StringBuilder();
            json.wrap(record).all(line);
            lines.add(line.toString().replaceAll("\"(instance|chainHash|stateHash)\":\"[^\"]*\"", ""));
        });
        return lines;
    }
}
