package io.sluice.tools.audit;

import io.sluice.journal.Access;
import io.sluice.journal.JournalCopy;
import io.sluice.journal.JournalEpochs;
import io.sluice.schema.IoTrouble;
import io.sluice.seal.SealCheck;
import io.sluice.tools.audit.AuditException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes a consistent copy of a data directory and audits the copy; an engine may go on writing the original. */
public final class Backup {
    private static final String PARTIAL = ".partial";
    private static final String SNAPSHOTS = "snapshots";
    private static final long MB = 1_000_000;

    private final Path source;
    private final AuditWatch watch;

    /**
     * A copy that was made.
     *
     * @param directory where it is.
     * @param bytes     that it takes.
     * @param audit     what the audit of the copy found: nothing wrong, unless that the beginning is missing.
     */
    public record Copy(Path directory, long bytes, AuditResult audit) {}

    private Backup(final Path source, final AuditWatch watch) {
        this.source = source;
        this.watch = watch;
    }

    /**
     * Copies and audits. Until the copy is whole and good it is called {@code target.partial}; a copy that is not is
     * removed.
     *
     * @param source holds a journal.
     * @param target a new directory, or an empty one.
     * @throws AuditException REFUSED or BAD.
     */
    public static Copy run(final Path source, final Path target, final AuditWatch watch) {
        final Path copy = target.toAbsolutePath().normalize();
        try {
            return new Backup(source, watch).into(copy, target);
        } catch (final IOException e) {
            throw new AuditException(Code.REFUSED, "no copy was made: " + copy + ": " + IoTrouble.reason(e), e);
        }
    }

    private Copy into(final Path copy, final Path named) throws IOException {
        final Path partial = copy.resolveSibling(copy.getFileName() + PARTIAL);
        refuse(copy, partial);
        Access.makePrivate(partial);
        boolean isWhole = false;
        try {
            final AuditResult audit = copy(partial);
            Access.makeCopyPrivate(partial);
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
            isWhole = true;
            sync(copy.getParent());
            return new Copy(named, size(copy), audit);
        } finally {
            if (!isWhole) {
                delete(partial);
            }
        }
    }

    private static void refuse(final Path copy, final Path partial) throws IOException {
        if (Files.exists(partial)) {
            throw new AuditException(
                    Code.REFUSED, partial + " is what a backup left that did not end; remove it first");
        }
        if (Files.isDirectory(copy)) {
            try (Stream<Path> entries = Files.list(copy)) {
                if (entries.findAny().isPresent()) {
                    throw new AuditException(Code.REFUSED, copy + " is not empty; name a new directory");
                }
            }
        } else if (Files.exists(copy)) {
            throw new AuditException(Code.REFUSED, copy + " is no directory");
        }
    }

    /** Snapshots come first: then none of them reflects a record after the last one copied. */
    private AuditResult copy(final Path partial) throws IOException {
        final ReleasedEnd end = ReleasedEnd.look(source);
        copySnapshots(source.resolve(SNAPSHOTS), partial.resolve(SNAPSHOTS));
        final long total = Math.max(1, JournalCopy.size(source) / MB);
        final long last = JournalCopy.run(source, partial, bytes -> watch.done("MB", Math.max(1, bytes / MB), total));
        if (last == 0) {
            throw new AuditException(Code.REFUSED, source + " holds no record yet");
        }
        for (final Path tree : JournalEpochs.trees(source)) {
            copyTree(tree, partial.resolve(tree.getFileName()));
        }
        final AuditResult audit = JournalAudit.run(partial, end, new SealCheck(List.of(), null), watch);
        refuseTheBad(audit, last);
        return audit;
    }

    private static void refuseTheBad(final AuditResult audit, final long last) {
        final String problem = audit.problem() == null && audit.lastSequence() != last
                ? "the copy ends at record " + audit.lastSequence() + " and not at record " + last
                : audit.problem();
        if (problem != null) {
            throw new AuditException(Code.BAD, "no copy was made, for it would not be good: " + problem);
        }
    }

    /** Journals put aside do not change. An engine that starts now may put another one aside: that is not copied. */
    private void copyTree(final Path from, final Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (final Path path : tree.filter(file -> !JournalEpochs.isOnlyReserved(source, file))
                    .toList()) {
                final Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectory(copy);
                } else {
                    Files.copy(path, copy);
                    sync(copy);
                }
            }
        }
        sync(to);
    }

    private static void copySnapshots(final Path from, final Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectory(to);
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(from, "*.snap")) {
            for (final Path snapshot : snapshots) {
                final Path copy = to.resolve(snapshot.getFileName());
                try {
                    Files.copy(snapshot, copy);
                    sync(copy);
                } catch (final NoSuchFileException e) {
                    // A newer one has taken its place meanwhile.
                    Files.deleteIfExists(copy);
                }
            }
        }
        sync(to);
    }

    private static long size(final Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void sync(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.force(true);
        }
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (final Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
