package io.sluice.engine.start;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.StartKind;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Whether the journals that were put aside for new epochs are still the ones that the journals behind them name (SPEC
 * J-2): journal id, last good record, its SHA-256. What stands behind that record in an old journal is what the epoch
 * was begun for and is not judged.
 *
 * @param notices a sentence for each that was looked at.
 * @param problem the first that is not what was named; null if all are.
 */
public record EpochLinks(List<String> notices, String problem) {
    private record Link(UUID journalId, long sequence, byte[] hash) {}

    /** Looks at all the journals of a data directory. */
    public static EpochLinks check(final Path dataDirectory) {
        final List<Path> journals = new ArrayList<>(JournalEpochs.aside(dataDirectory));
        journals.add(dataDirectory);
        final List<String> notices = new ArrayList<>();
        String problem = null;
        for (int i = 1; i < journals.size(); i++) {
            final Path before = journals.get(i - 1);
            final Path name = dataDirectory.relativize(before);
            final Link link = link(journals.get(i));
            if (link == null) {
                notices.add(name + " was put aside; the record that names it is gone");
                continue;
            }
            final String what = objection(before, name, link);
            problem = problem == null ? what : problem;
            if (what == null) {
                notices.add(name + " was put aside; up to record " + link.sequence + " it is what was named then");
            }
        }
        return new EpochLinks(List.copyOf(notices), problem);
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

    private static Link link(final Path journal) {
        final Link[] found = new Link[1];
        try (JournalReader reader = new JournalReader(journal)) {
            reader.poll((record, position) -> found[0] = link(record), 1);
        }
        return found[0];
    }

    private static Link link(final RecordDecoder record) {
        record.input();
        if (record.templateId() != EngineStartedDecoder.TEMPLATE_ID) {
            return null;
        }
        final EngineStartedDecoder started = new EngineStartedDecoder()
                .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
        if (started.startKind() != StartKind.EPOCH) {
            return null;
        }
        final byte[] hash = new byte[EngineStartedDecoder.previousHashLength()];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) started.previousHash(i);
        }
        final UUID id = new UUID(
                started.previousJournalId().msb(), started.previousJournalId().lsb());
        return new Link(id, started.previousSequence(), hash);
    }

    private static String objection(final Path before, final Path name, final Link link) {
        if (link.sequence == 0) {
            return null;
        }
        final JournalInfo info = JournalInfo.read(before);
        if (info != null && !info.journalId().equals(link.journalId)) {
            return name + " holds journal " + info.journalId() + ", and " + link.journalId + " was put there";
        }
        final byte[][] found = new byte[1][];
        try (JournalReader reader = new JournalReader(before).seek(link.sequence)) {
            while (found[0] == null && reader.poll((record, position) -> found[0] = hashOf(record, link), 1) > 0) {
                continue;
            }
        }
        if (found[0] == null) {
            return name + " does not hold record " + link.sequence + ", which it ended well with";
        }
        return Arrays.equals(found[0], link.hash)
                ? null
                : name + ": record " + link.sequence + " is not the one that was there when it was put aside";
    }

    private static byte[] hashOf(final RecordDecoder record, final Link link) {
        return record.header().sequence() == link.sequence ? hash(record) : null;
    }
}
