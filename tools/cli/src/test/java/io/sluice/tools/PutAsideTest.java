package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.EngineListener;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.journal.JournalException;
import io.sluice.journal.SnapshotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-2, J-8: a journal that was put aside for a new epoch stays what the new one names. */
@Tag("J-2")
class PutAsideTest {
    private static final int RUNS = 3;
    private static final int INTENTS = 20;

    @TempDir
    private Path place;

    private Path data;
    private final List<String> notices = new ArrayList<>();
    private final long[] lastOf = new long[RUNS + 1];

    @BeforeEach
    void write() {
        data = place.resolve("data");
        for (int run = 1; run <= RUNS; run++) {
            try (Engine engine = open(false);
                    StrategyClient client = engine.strategy(run)) {
                for (int id = 1; id <= INTENTS; id++) {
                    do {
                        client.intent(id, ActionType.QUERY, TradingMode.LIVE);
                    } while (client.offer() != Offer.OFFERED);
                }
            }
            lastOf[run] = Spoiled.last(data);
        }
    }

    @Test
    void shouldNameTheWholeChainOfTheJournalBefore() throws IOException {
        final long lastGood = beginEpoch();
        final Cli verified = verify();
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains(
                        "epochs/1 was put aside; up to record " + lastGood + " it is what was named then. Not checked:"
                                + " the records after it, signatures, and execution");
        assertThat(notices).noneMatch(notice -> notice.contains("hash chain"));
    }

    @Test
    void shouldFindARecordThatWasRewritten() throws IOException {
        final long lastGood = beginEpoch();
        for (final long sequence : new long[] {5, lastOf[1] + 3, lastOf[2] + 2, lastGood - 1}) {
            final Path copy = Spoiled.copy(data, place.resolve("rewritten-" + sequence));
            Spoiled.rewrite(copy.resolve("epochs/1"), sequence);
            assertBad(copy, "epochs/1");
        }
    }

    @Test
    void shouldFindASegmentThatWasRemoved() throws IOException {
        beginEpoch();
        for (int number = 1; number <= RUNS; number++) {
            final Path copy = Spoiled.copy(data, place.resolve("removed-" + number));
            Spoiled.delete(Spoiled.segment(copy.resolve("epochs/1"), number));
            assertThat(verify(copy).out()).contains("BAD: epochs/1");
            assertThat(verify(copy).code()).isNotZero();
        }
    }

    @Test
    void shouldFindTheJournalWhereverItLies() throws IOException {
        final long lastGood = beginEpoch();
        Files.move(data.resolve("epochs/1"), data.resolve("epochs/7"));
        assertThat(verify().out()).contains("epochs/7 was put aside; up to record " + lastGood);
        assertThat(verify().code()).isZero();
    }

    @Test
    void shouldSayThatTheJournalIsGone() throws IOException {
        beginEpoch();
        Files.move(data.resolve("epochs/1"), place.resolve("elsewhere"));
        final Cli verified = verify();
        assertThat(verified.code()).isNotZero();
        assertThat(verified.out())
                .containsPattern("BAD: journal [0-9a-f-]{36}, which this journal follows as a new epoch");
    }

    /** SPEC J-1: no reader would find the segment after it. */
    @Test
    void shouldStartNothingBehindANumberThatCannotBeFollowed() throws IOException {
        Files.createDirectory(Spoiled.segment(data, 99_999_999));
        for (final boolean forceHalt : new boolean[] {false, true}) {
            assertThatThrownBy(() -> open(forceHalt))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("99999999 leaves no number");
        }
        assertThat(verify().out()).contains("BAD: ").contains("99999999 leaves no number");
        assertThat(data.resolve("epochs")).doesNotExist();
        assertThat(Spoiled.last(data)).isEqualTo(lastOf[RUNS]);
        Files.delete(Spoiled.segment(data, 99_999_999));
        open(false).close();
        assertThat(verify().code()).isZero();
    }

    /** What was damaged before the epoch cannot be named; it is said then, and each time. */
    @Test
    void shouldNameTheLastGoodRecordAloneWhereTheChainWasBrokenBefore() throws IOException {
        Spoiled.record(data, lastOf[RUNS] - 5);
        Spoiled.record(data, 5);
        SnapshotFiles.delete(data, SnapshotFiles.sequences(data).get(0));
        open(true).close();
        assertThat(notices)
                .anyMatch(notice -> notice.contains("cannot name the hash chain") && notice.contains("record 5"));
        final Cli verified = verify();
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains("only held against its own seals: segment 1")
                .contains("record 5 is damaged");
    }

    /** Damages one of the last records; returns the last good one. */
    private long beginEpoch() throws IOException {
        Spoiled.record(data, lastOf[RUNS] - 5);
        SnapshotFiles.sequences(data).forEach(sequence -> SnapshotFiles.delete(data, sequence));
        open(true).close();
        return lastOf[RUNS] - 6;
    }

    private void assertBad(final Path copy, final String what) {
        final Cli verified = verify(copy);
        assertThat(verified.code()).as(verified.out()).isEqualTo(1);
        assertThat(verified.out()).contains("BAD: " + what);
        final Cli backup = Cli.run("backup", place.resolve("copy"), "--dir", copy);
        assertThat(backup.code()).isEqualTo(1);
        assertThat(backup.err()).contains("no copy was made").contains(what);
    }

    private Cli verify() {
        return verify(data);
    }

    private static Cli verify(final Path directory) {
        return Cli.run("verify", "--dir", directory);
    }

    private Engine open(final boolean forceHalt) {
        return Engine.open(EngineOptions.of(ConfigLoader.load(
                        "test",
                        "sluice { hitl.allowed-operators = [alice], pipeline.wait-strategy = park,"
                                + " capacity { symbols = 16, trades = 64, pending = 8, history = 64 },"
                                + " journal { max-record = 512 kB, seal { records = 8, interval = 1 d } } }",
                        Map.of(),
                        List.of()))
                .in(data)
                .segmentBytes(1 << 21)
                .forceHalt(forceHalt)
                .listener(new EngineListener() {
                    @Override
                    public void onNotice(final String sentence) {
                        notices.add(sentence);
                    }
                }));
    }
}
