package io.sluice.serve;

import io.sluice.client.ClientOptions;
import io.sluice.client.EngineException;
import io.sluice.client.MonitorDoor;
import io.sluice.client.Sent;
import io.sluice.client.SluiceClient;
import io.sluice.codec.Role;
import io.sluice.journal.DirectoryLock;
import io.sluice.replay.ReleasedFeed;
import io.sluice.serve.sql.MirrorAudit;
import io.sluice.serve.sql.MirrorException;
import io.sluice.serve.sql.MirrorUpkeep;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice mirror}: looks at the SQL mirror, and changes its tables (SPEC K-2). */
@Command(
        name = "mirror",
        mixinStandardHelpOptions = true,
        header = "Compares the SQL mirror with the journal, changes its tables, or makes it again.",
        description = {
            "verify compares every row with the journal and computes every row hash again. An engine that is there "
                    + "hears of a wrong hash (SEC-080). migrate and rebuild want serve stopped."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Exit codes: 0 done, 1 rows differ or would be lost, 2 configuration or database, 4 serve runs."})
final class MirrorCommand {
    private static final int BATCH = 1024;
    private static final int SHOWN = 100;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Console console;

    MirrorCommand(final Console console) {
        this.console = console;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Compares every row with the journal, and every row hash with its row.")
    int verify(@Mixin final Place place) {
        return told(() -> {
            final Path directory = place.directory(console);
            final Released released = new Released(directory);
            final long[] shown = {0};
            try (MirrorAudit audit = new MirrorAudit(
                    place.database(console),
                    JournalName.find(directory, released).id(),
                    sentence -> {
                        if (++shown[0] <= SHOWN) {
                            console.out().println(sentence);
                        }
                    })) {
                feed(directory, released, audit);
                final long different = audit.finish();
                console.out()
                        .println(audit.compared() + " rows compared up to record " + audit.last() + ", " + different
                                + " differences");
                report(place, audit.violations());
                return different == 0 ? Exit.GOOD : Exit.BAD;
            }
        });
    }

    private static void feed(final Path directory, final Released released, final MirrorAudit audit) {
        final long oldest = JournalName.find(directory, released).oldest();
        final long from = Math.max(oldest, audit.first());
        try (ReleasedFeed feed = new ReleasedFeed(directory, from, released)) {
            long heardNs = System.nanoTime();
            while (feed.sequence() < audit.last() && audit.last() >= from) {
                if (feed.await((record, position) -> audit.add(record), BATCH, WAIT_NS) > 0) {
                    heardNs = System.nanoTime();
                } else if (System.nanoTime() - heardNs > PATIENCE_NS) {
                    throw new CommandException(
                            Exit.BAD,
                            "the mirror holds record " + audit.last() + ", and the journal ends with record "
                                    + feed.sequence());
                }
            }
        }
    }

    /** Tells the engine of rows that were changed; it raises the alarm. */
    private void report(final Place place, final List<MirrorAudit.Violation> violations) {
        if (violations.isEmpty()) {
            return;
        }
        try (SluiceClient client = SluiceClient.connect(ClientOptions.at(place.socket(console))
                .name("sluice mirror verify")
                .roles(Role.MONITOR))) {
            final MonitorDoor door = client.monitor("mirror-verify");
            for (final MirrorAudit.Violation each : violations) {
                final Sent sent = door.integrityViolation(each.tradeId(), each.expected(), each.found(), "mirror");
                console.out()
                        .println("trade " + each.tradeId() + ": "
                                + sent.await(ANSWER).sentence());
            }
        } catch (final EngineException e) {
            console.err().println("the engine was not told: " + e.getMessage());
        }
    }

    @Command(
            name = "migrate",
            mixinStandardHelpOptions = true,
            description = "Brings the tables to the newest version, or to another one.")
    int migrate(
            @Mixin final Place place,
            @Option(names = "--to", paramLabel = "N", description = "Version; 0 drops the tables.", defaultValue = "-1")
                    final int to) {
        final int version = to < 0 ? MirrorUpkeep.newest() : to;
        if (version > MirrorUpkeep.newest()) {
            throw CommandException.usage("--to: the newest version is " + MirrorUpkeep.newest());
        }
        return told(() -> {
            final DirectoryLock lock = DirectoryLock.acquire(place.folder(console));
            try (lock) {
                final int before = upkeep(place).migrate(version);
                console.out().println("tables of version " + before + " are now of version " + version);
                return Exit.GOOD;
            }
        });
    }

    @Command(
            name = "rebuild",
            mixinStandardHelpOptions = true,
            description = "Removes the rows of this journal; serve then mirrors it from its first record.")
    int rebuild(@Mixin final Place place) {
        return told(() -> {
            final DirectoryLock lock = DirectoryLock.acquire(place.folder(console));
            try (lock) {
                upkeep(place).empty();
                console.out().println("the mirror is empty; sluice serve fills it again");
                return Exit.GOOD;
            }
        });
    }

    private MirrorUpkeep upkeep(final Place place) {
        final Path directory = place.directory(console);
        final JournalName name = JournalName.find(directory, new Released(directory));
        return new MirrorUpkeep(place.database(console), name.id(), name.oldest());
    }

    private static int told(final Supplier<Integer> work) {
        try {
            return work.get();
        } catch (final MirrorException e) {
            throw new CommandException(
                    e.code() == MirrorException.Code.WOULD_LOSE ? Exit.BAD : Exit.USAGE, e.getMessage());
        }
    }
}
