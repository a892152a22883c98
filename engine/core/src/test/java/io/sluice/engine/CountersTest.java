package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Beacon;
import io.sluice.client.EngineListener;
import io.sluice.client.Latencies;
import io.sluice.client.MarketDoor;
import io.sluice.client.StrategyClient;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.SealDecoder;
import io.sluice.codec.TickDecoder;
import io.sluice.journal.JournalScan;
import io.sluice.metrics.Metric;
import io.sluice.metrics.Reading;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.Schema;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine counts, as another process reads it. */
@Tag("T-1")
class CountersTest {
    private static final int QUERIES = 100;

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();
    private long nextId = 1;

    @Test
    void shouldCountWhatTheJournalSaysSinceThatStart() throws IOException {
        try (Engine earlier = TestEngine.open(directory)) {
            trade(earlier);
        }
        try (Engine engine =
                TestEngine.open(directory, "sluice.journal.sync=operator", "sluice.journal.seal.records=50")) {
            trade(engine);
            engine.operator("alice").emergencyStop("drill").await(Duration.ofSeconds(60));
            final Reading reading = settled(engine);
            final Map<String, Long> journal = new TreeMap<>();
            final long from = engine.startSequence();
            final long to = from + reading.value(Metric.RECORDS) - 1;
            JournalScan.run(directory, (record, position) -> {
                final long sequence = record.header().sequence();
                if (sequence >= from && sequence <= to) {
                    count(record, journal);
                }
            });
            final Map<String, Long> counted = new TreeMap<>();
            List.of(Metric.RECORDS, Metric.JOURNAL_BYTES, Metric.INPUTS, Metric.COMMANDS, Metric.SEALS)
                    .forEach(metric -> counted.put(metric.label(), reading.value(metric)));
            reading.of(Metric.DECISIONS).forEach(row -> counted.put(row.which(), row.value()));
            assertThat(counted).isEqualTo(journal);
            assertThat(journal).containsEntry("verdict=ALLOW,code=OK", QUERIES + 1L);
            assertThat(journal.get("commands")).isPositive();
            assertThat(journal.get("seals")).isPositive();
            assertThat(reading.startSequence()).isEqualTo(from).isGreaterThan(1);
            assertThat(reading.value(Metric.FORCES)).isPositive();
            assertThat(reading.value(Metric.RING_HIGH)).isBetween(1L, 64L);
            assertThat(reading.value(Metric.FOLLOWER_LAG)).isZero();
            assertThat(Latencies.total(reading.latencies()))
                    .isEqualTo(reading.value(Metric.DECISIONS) / 16)
                    .isPositive();
            assertThat(reading.value(Metric.LATENCY_NS)).isPositive();
        }
    }

    @Test
    void shouldKeepThemFromOtherUsersAndRemoveThemAtTheStop() throws IOException {
        final Path file;
        try (Engine engine = TestEngine.open(directory)) {
            file = named();
            assertThat(mode(file)).isEqualTo("rw-------");
            assertThat(mode(file.getParent())).isEqualTo("rwx--x--x");
        }
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void shouldLetTheReadersOfTheJournalReadThem() throws IOException {
        final String group = Files.readAttributes(directory, PosixFileAttributes.class)
                .group()
                .getName();
        try (Engine engine = TestEngine.open(directory, "sluice.journal.readers=" + group)) {
            assertThat(mode(named())).isEqualTo("rw-r-----");
            assertThat(Files.readAttributes(named(), PosixFileAttributes.class)
                            .group()
                            .getName())
                    .isEqualTo(group);
        }
    }

    @Test
    void shouldGoOnWithoutThemWhereTheyCannotBeMade() {
        final List<String> notices = new CopyOnWriteArrayList<>();
        try (Engine engine = Engine.open(TestEngine.options(directory, "sluice.door.shm-dir=/no/such/place")
                .listener(new EngineListener() {
                    @Override
                    public void onNotice(final String sentence) {
                        notices.add(sentence);
                    }
                }))) {
            assertThat(Beacon.counters(directory)).isNull();
            assertThat(notices).anySatisfy(notice -> assertThat(notice).contains("/no/such/place", "no such file"));
            trade(engine);
            assertThat(engine.failure()).isNull();
        }
    }

    @Test
    void shouldNotMindThatAnotherProcessCutsTheFile() throws IOException {
        try (Engine engine = TestEngine.open(directory)) {
            try (FileChannel channel = FileChannel.open(named(), StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            trade(engine);
            assertThat(settled(engine).value(Metric.DECISIONS)).isPositive();
        }
    }

    /** What came by quote and by query; a refusal and an order. */
    private void trade(final Engine engine) {
        try (StrategyClient client = engine.strategy(7)) {
            final MarketDoor market = engine.market("feed");
            for (int i = 0; i < QUERIES; i++) {
                market.quote("BTCUSD", 99 * ONE, 101 * ONE);
                TestEngine.query(client, nextId++);
                client.offer();
                decisions.await(client, decisions.all.size() + 1);
            }
            TestEngine.order(client, nextId++, ONE);
            client.offer();
            decisions.await(client, decisions.all.size() + 1);
            TestEngine.order(client, nextId + 1_000_000, ONE);
            client.offer();
            decisions.await(client, decisions.all.size() + 1);
        }
    }

    private static void count(final RecordDecoder record, final Map<String, Long> journal) {
        record.input();
        final int input = record.templateId();
        add(journal, Metric.RECORDS.label(), 1);
        add(journal, Metric.JOURNAL_BYTES.label(), record.length());
        add(journal, Metric.COMMANDS.label(), 0);
        add(journal, Metric.SEALS.label(), input == SealDecoder.TEMPLATE_ID ? 1 : 0);
        add(
                journal,
                Metric.INPUTS.label(),
                input == TickDecoder.TEMPLATE_ID || input == EngineStartedDecoder.TEMPLATE_ID ? 0 : 1);
        while (record.nextOutcome()) {
            final int outcome = record.templateId();
            if (outcome == ClosePositionDecoder.TEMPLATE_ID || outcome == CancelOrderDecoder.TEMPLATE_ID) {
                add(journal, Metric.COMMANDS.label(), 1);
            } else if (outcome == DecisionDecoder.TEMPLATE_ID) {
                final DecisionDecoder decision = new DecisionDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
                final String verdict =
                        Schema.values("Verdict").spelling(decision.verdict().value());
                final String code =
                        Schema.values("Code").spelling(decision.code().value());
                add(journal, "verdict=" + verdict + ",code=" + code, 1);
            }
        }
    }

    private static void add(final Map<String, Long> counts, final String key, final long more) {
        counts.merge(key, more, Long::sum);
    }

    /** The file that the engine names. */
    private Path named() {
        TestEngine.await(() -> Beacon.counters(directory) != null);
        return Beacon.counters(directory);
    }

    /** Two readings of an engine that has nothing to do, and that say the same. */
    private Reading settled(final Engine engine) throws IOException {
        final Path file = named();
        final Reading[] last = {read(file)};
        TestEngine.await(() -> {
            final Reading before = last[0];
            last[0] = read(file);
            return before != null
                    && last[0] != null
                    && before.writtenNs() != last[0].writtenNs()
                    && before.rows().equals(last[0].rows())
                    && last[0].value(Metric.FOLLOWER_LAG) == 0
                    && engine.startSequence() + last[0].value(Metric.RECORDS) - 1
                            == engine.beacon().lastSequence();
        });
        return last[0];
    }

    private static Reading read(final Path file) {
        try {
            return Reading.of(file);
        } catch (final IOException e) {
            return null;
        }
    }

    private static String mode(final Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
