package io.sluice.serve;

import io.sluice.replay.ReleasedFeed;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.MirrorAudit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code mirror verify} finds. */
final class Audits {
    /**
     * A comparison.
     *
     * @param compared   rows.
     * @param differences in words.
     * @param violations  trades whose row hash does not fit.
     */
    record Found(long compared, List<String> differences, List<Long> violations) {}

    private Audits() {}

    static Found of(final Path directory, final Database database) {
        final List<String> differences = new ArrayList<>();
        try (MirrorAudit audit = new MirrorAudit(database, Days.journal(directory), differences::add);
                ReleasedFeed feed = new ReleasedFeed(directory, 0, new Released(directory))) {
            Days.await(() -> {
                feed.poll((record, position) -> audit.add(record), 1000);
                return feed.sequence() >= audit.last();
            });
            audit.finish();
            return new Found(
                    audit.compared(),
                    differences,
                    audit.violations().stream()
                            .map(MirrorAudit.Violation::tradeId)
                            .toList());
        }
    }
}
