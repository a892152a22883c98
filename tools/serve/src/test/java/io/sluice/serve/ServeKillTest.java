package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Offer;
import io.sluice.client.RiskDoor;
import io.sluice.engine.Engine;
import io.sluice.journal.JournalCursor;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.Mirror;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code serve} is killed at random while an engine is busy: each record is mirrored once, whatever was under way. */
@Tag("K-2")
class ServeKillTest {
    /** How often; {@code -Dsluice.serve.kills=100} for a night. */
    private static final int KILLS = Integer.getInteger("sluice.serve.kills", 3);

    /** One life of so many ends before it wrote anything. */
    private static final int EARLY = 5;

    private static final long LONGEST_LIFE_NS = TimeUnit.MILLISECONDS.toNanos(400);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldMirrorEachRecordOnceHoweverOftenItIsKilled(final Databases kind) throws Exception {
        final Path data = directory.resolve("data");
        final Database database = kind.fresh(directory);
        final AtomicLong sent = new AtomicLong();
        try (Engine engine = Engine.open(Days.options(data))) {
            final AtomicBoolean ends = new AtomicBoolean();
            final Thread busy = new Thread(() -> offer(engine, sent, ends));
            busy.start();
            try {
                for (int i = 0; i < KILLS; i++) {
                    live(data, database, i % EARLY != 0);
                }
            } finally {
                ends.set(true);
                busy.join();
            }
        }
        Days.mirrorAll(data, database);
        assertThat(Audits.of(data, database).differences()).isEmpty();
        assertThat(Databases.number(database, "select count(*) from equity")).isEqualTo(sent.get());
        assertThat(Databases.number(database, "select count(distinct seq) from equity"))
                .isEqualTo(sent.get());
        System.out.printf("%s: %d kills, %d rows, each there once%n", kind, KILLS, sent.get());
    }

    /** A life of serve, until some moment after it began; of most lives after its first commit, too. */
    private void live(final Path data, final Database database, final boolean commits) throws Exception {
        final UUID journal = Days.journal(data);
        final long before = JournalCursor.sequence(data, Mirror.NAME, journal);
        try (ServeChild child = ServeChild.serving(directory.resolve("log"), data, database)) {
            child.awaitLog("mirrors the journal");
            if (commits) {
                Days.await(() -> JournalCursor.sequence(data, Mirror.NAME, journal) > before, child::log);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_LIFE_NS));
        }
    }

    private static void offer(final Engine engine, final AtomicLong sent, final AtomicBoolean ends) {
        final RiskDoor risk = engine.risk("risk");
        while (!ends.get()) {
            if (risk.equity(1 + sent.get()) == Offer.OFFERED) {
                sent.incrementAndGet();
            }
            LockSupport.parkNanos(500_000);
        }
    }
}
