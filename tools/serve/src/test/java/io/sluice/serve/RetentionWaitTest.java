package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.EngineClock;
import io.sluice.client.Offer;
import io.sluice.client.RiskDoor;
import io.sluice.engine.Engine;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running engine keeps what a required sink has not taken, however old it is, and lets go of it once it has. */
@Tag("J-11")
class RetentionWaitTest {
    private static final int RECORDS = 20_000;
    private static final int STEP = 1_000;
    private static final long DAYS_NS = TimeUnit.DAYS.toNanos(3);
    private static final long LOOKS_NS = TimeUnit.SECONDS.toNanos(3);

    @TempDir
    private Path directory;

    /** The system's, some days ahead where it is told so. */
    private static final class Ahead implements EngineClock {
        private final EngineClock system = EngineClock.system();
        private volatile long aheadNs;

        @Override
        public void start(final long lastRecordNs) {
            system.start(lastRecordNs);
        }

        @Override
        public long nowNs() {
            return system.nowNs() + aheadNs;
        }

        @Override
        public long wallNs() {
            return system.wallNs() + aheadNs;
        }
    }

    @Test
    void shouldWaitForTheMirrorAndThenLetGo() throws Exception {
        final Path data = directory.resolve("data");
        final Database database = Databases.SQLITE.fresh(directory);
        final Ahead clock = new Ahead();
        final int all;
        try (Engine engine = Engine.open(Days.options(
                        data,
                        "sluice.sinks.required=mirror",
                        "sluice.journal.retention.days=1",
                        "sluice.snapshot.records=1000",
                        "sluice.journal.max-record=512 KiB")
                .segmentBytes(2 << 20)
                .clock(clock))) {
            send(engine, 1, RECORDS);
            clock.aheadNs = DAYS_NS;
            send(engine, 1 + RECORDS, RECORDS);
            // What lies before the older of two snapshots may go: both have to be of after the days.
            int sent = 2 * RECORDS;
            while (snapshots(data) < 2 || older(data) <= RECORDS + 1) {
                send(engine, 1 + sent, STEP);
                sent += STEP;
            }
            all = sent;
            // It looks once a second, and at each snapshot.
            LockSupport.parkNanos(LOOKS_NS);
            assertThat(oldest(data)).isEqualTo(1);
            try (SinkRunner mirror = Days.mirror(data, database)) {
                Days.await(() -> oldest(data) > 1, () -> "retention; " + mirror.status());
                Days.await(() -> mirror.held() >= Days.last(data), () -> "catching up; " + mirror.status());
            }
        }
        assertThat(Databases.number(database, "select count(distinct seq) from equity"))
                .isEqualTo(all);
        assertThat(Databases.number(database, "select first_seq from sink_cursor"))
                .isEqualTo(1);
    }

    private static void send(final Engine engine, final int from, final int count) {
        final RiskDoor risk = engine.risk("risk");
        for (int i = from; i < from + count; i++) {
            final int equity = i;
            Days.await(() -> risk.equity(equity) == Offer.OFFERED);
        }
    }

    private static long oldest(final Path data) {
        return JournalName.find(data, new Released(data)).oldest();
    }

    private static long snapshots(final Path data) {
        try (Stream<Path> files = Files.list(data.resolve("snapshots"))) {
            return files.count();
        } catch (final IOException e) {
            return 0;
        }
    }

    /** Record of the older snapshot. */
    private static long older(final Path data) {
        try (Stream<Path> files = Files.list(data.resolve("snapshots"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+[.]snap"))
                    .mapToLong(name -> Long.parseLong(name.replace(".snap", "")))
                    .min()
                    .orElse(0);
        } catch (final IOException e) {
            return 0;
        }
    }
}
