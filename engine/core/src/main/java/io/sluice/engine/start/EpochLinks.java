package io.sluice.engine.start;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.record.RecordDecoder;
import io.sluice.seal.Beginning;
import io.sluice.seal.ChainEnd;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Whether the journals that were put aside for new epochs are still the ones that the journals after them name (SPEC
 * J-2): by journal id, wherever among the epochs that lies, by the last good record and by the hash chain up to it.
 * What comes after that record in an old journal is what the epoch was begun for and is not judged. Nothing is executed
 * again.
 *
 * @param notices a sentence for each journal: what of it was looked at, and what was not.
 * @param problem the first that is not what was named; null if all are.
 * @param missing which journal that was named is not there, or lacks its beginning; null if all are there.
 */
public record EpochLinks(List<String> notices, String problem, String missing) {
    /** Looks at all the journals of a data directory. */
    public static EpochLinks check(final Path dataDirectory) {
        return new Walk(dataDirectory).run();
    }

    /** SHA-256 of the bytes of a record. */
    static byte[] hash(final RecordDecoder record) {
        final byte[] bytes = new byte[record.length()];
        record.buffer().getBytes(record.offset(), bytes);
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * What the first record of an epoch says of the journal before.
     *
     * @param hash    of the last good record; all zero where it could not be read.
     * @param chainTo last record that the chain covers; 0 if no link is named.
     */
    private record Link(UUID journalId, long sequence, byte[] hash, long chainTo, byte[] chain) {
        /** Reads it; null if the first record there is begins no epoch. */
        static Link of(final Path journal) {
            final Link[] found = new Link[1];
            try (JournalReader reader = new JournalReader(journal)) {
                reader.poll((record, position) -> found[0] = of(record), 1);
            }
            return found[0];
        }

        private static Link of(final RecordDecoder record) {
            if (!Beginning.beginsEpoch(record)) {
                return null;
            }
            final EngineStartedDecoder started = new EngineStartedDecoder()
                    .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
            final byte[] hash = new byte[EngineStartedDecoder.previousHashLength()];
            started.getPreviousHash(hash, 0, hash.length);
            final byte[] chain = new byte[EngineStartedDecoder.previousChainHashLength()];
            final boolean namesChain = started.getPreviousChainHash(chain, 0, chain.length) > 0;
            final UUID id = new UUID(
                    started.previousJournalId().msb(),
                    started.previousJournalId().lsb());
            return new Link(id, started.previousSequence(), hash, namesChain ? started.previousChainTo() : 0, chain);
        }
    }

    /** From the journal in use back through those before it. */
    private static final class Walk {
        private final Path directory;
        private final Map<UUID, Path> journals = new LinkedHashMap<>();
        private final List<Path> unnamed = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();
        private String problem;
        private String missing;

        Walk(final Path directory) {
            this.directory = directory;
        }

        EpochLinks run() {
            for (final Path aside : JournalEpochs.aside(directory)) {
                final JournalInfo info = JournalInfo.find(aside);
                if (info == null || journals.putIfAbsent(info.journalId(), aside) != null) {
                    unnamed.add(aside);
                }
            }
            Path here = directory;
            for (Link link = Link.of(here); link != null; link = here == null ? null : Link.of(here)) {
                here = before(here, link);
            }
            unnamed.addAll(journals.values());
            unnamed.forEach(this::sayUnnamed);
            return new EpochLinks(List.copyOf(notices), problem, missing);
        }

        /** Checks the journal that another one names; null if it is not there. */
        private Path before(final Path journal, final Link link) {
            final Path before = journals.remove(link.journalId);
            if (before != null) {
                final String what = link.sequence == 0 ? null : objection(before, link);
                problem = problem == null ? what : problem;
                if (link.sequence == 0) {
                    notices.add(name(before) + " was put aside; nothing of it could be read then");
                }
            } else if (link.sequence > 0 && missing == null) {
                missing = "journal " + link.journalId + ", which " + name(journal)
                        + " follows as a new epoch, is not in " + directory.resolve("epochs");
            }
            return before;
        }

        private String objection(final Path before, final Link link) {
            final byte[][] found = new byte[1][];
            try (JournalReader reader = new JournalReader(before).seek(link.sequence)) {
                reader.readToEnd((record, position) -> found[0] = found[0] == null ? hashOf(record, link) : found[0]);
            }
            final boolean isNamed = !Arrays.equals(link.hash, new byte[link.hash.length]);
            if (isNamed && found[0] == null) {
                return name(before) + " does not hold record " + link.sequence + ", which it ended well with";
            }
            if (isNamed && !Arrays.equals(found[0], link.hash)) {
                return name(before) + ": record " + link.sequence + " is not the one that was there when it was put"
                        + " aside";
            }
            return objectionOfChain(before, link);
        }

        private String objectionOfChain(final Path before, final Link link) {
            final ChainEnd end = ChainEnd.of(before, link.chainTo > 0 ? link.chainTo : link.sequence);
            if (end.missing() != null && missing == null) {
                missing = name(before) + ": " + end.missing();
            }
            if (link.chainTo == 0) {
                notices.add(name(before) + " was put aside; record " + link.sequence + " is what was named then. The"
                        + " records before it were only held against its own seals: "
                        + (end.problem() == null ? "nothing is wrong" : end.problem()));
                return null;
            }
            if (end.problem() != null) {
                return name(before) + ": " + end.problem();
            }
            if (!Arrays.equals(end.link(), link.chain)) {
                return name(before) + ": records " + end.from() + " to " + link.chainTo + " are not what was named when"
                        + " it was put aside: one was changed, swapped or taken out";
            }
            notices.add(name(before) + " was put aside; up to record " + link.sequence + " it is what was named then"
                    + (end.unconfirmed() == 0 ? "" : ", but for its first " + end.unconfirmed() + " record(s)")
                    + ". Not checked: the records after it, signatures, and execution (verify --dir "
                    + name(before) + ")");
            return null;
        }

        private void sayUnnamed(final Path aside) {
            final boolean[] holdsRecord = new boolean[1];
            try (JournalReader reader = new JournalReader(aside)) {
                reader.poll((record, position) -> holdsRecord[0] = true, 1);
            }
            notices.add(name(aside)
                    + (holdsRecord[0]
                            ? " was put aside; the record that names it is gone, so it was not checked"
                            : " holds no record: an epoch that never began; nobody needs it"));
        }

        private String name(final Path journal) {
            return journal.equals(directory)
                    ? "this journal"
                    : directory.relativize(journal).toString();
        }

        private static byte[] hashOf(final RecordDecoder record, final Link link) {
            return record.header().sequence() == link.sequence ? hash(record) : null;
        }
    }
}
