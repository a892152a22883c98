package io.sluice.journal;

import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Snapshots as files (SPEC J-3): {@code DIR/snapshots/SEQUENCE.snap}, whole or not there. Numbers are little endian.
 *
 * <pre>
 *    0  magic               int64     "SLUICESN"
 *    8  format              int32     1
 *   12  schema version      int32     of the messages (SBE)
 *   16  behaviour version   int32     of the machine (J-9)
 *   20  journal kind        int32
 *   24  journal id          16 bytes  most significant half first, each an int64
 *   40  sequence            int64     last record that it reflects
 *   48  time                int64     its engine time, nanoseconds
 *   56  last start          int64     sequence of the last EngineStarted at or before it
 *   64  configuration hash  32 bytes  SHA-256 of the configuration's text
 *   96  state hash          32 bytes  SHA-256 over configuration hash and image; journaled with SnapshotTaken
 *  128  configuration bytes int32     C
 *  132  image bytes         int32     I
 *  136  configuration       C bytes   canonical text, UTF-8
 *       image               I bytes   see engine/STATE.md
 *       CRC32C              int32     over all bytes before it
 * </pre>
 */
public final class SnapshotFiles {
    private static final String DIRECTORY = "snapshots";
    private static final String SUFFIX = ".snap";
    private static final String UNFINISHED_SUFFIX = ".new";
    private static final long MAGIC = ByteBuffer.wrap("SLUICESN".getBytes(StandardCharsets.US_ASCII))
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    private static final int FORMAT = 1;
    private static final int HEADER = 136;
    private static final int HASH = 32;
    private static final int CRC = Integer.BYTES;

    private SnapshotFiles() {}

    /** Sequences of the snapshots there are, the newest first. */
    public static List<Long> sequences(final Path dataDirectory) {
        final List<Long> sequences = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dataDirectory.resolve(DIRECTORY), "*" + SUFFIX)) {
            for (final Path file : files) {
                final String name = file.getFileName().toString();
                final String number = name.substring(0, name.length() - SUFFIX.length());
                if (number.matches("\\d{1,18}")) {
                    sequences.add(Long.parseLong(number));
                }
            }
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final IOException e) {
            throw failed("the snapshots in " + dataDirectory + " cannot be listed", e);
        }
        sequences.sort(Collections.reverseOrder());
        return sequences;
    }

    /** Where the snapshot of a sequence lies. */
    public static Path file(final Path dataDirectory, final long sequence) {
        return dataDirectory.resolve(DIRECTORY).resolve(sequence + SUFFIX);
    }

    /**
     * Stores one: written beside, forced to the device, read back, and only then given its name.
     *
     * @return its size in bytes.
     * @throws JournalException if it is not stored.
     */
    public static long write(final Path dataDirectory, final Snapshot snapshot) {
        final Path file = file(dataDirectory, snapshot.sequence());
        final Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED_SUFFIX);
        final ByteBuffer bytes = encode(snapshot);
        try {
            Files.createDirectories(file.getParent());
            // What an earlier attempt left half done, on a full disk or killed, must not pile up.
            deleteUnfinished(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            if (!Arrays.equals(read(unfinished).stateHash(), snapshot.stateHash())) {
                throw new IOException("it is not read back as it was written");
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (final IOException e) {
            throw failed("the snapshot of record " + snapshot.sequence() + " cannot be stored", e);
        }
        return HEADER + snapshot.configuration().length + snapshot.image().length + CRC;
    }

    /**
     * Reads one and checks everything that can be checked without its journal.
     *
     * @throws JournalException DAMAGED if it is not whole or of a later form, IO if it cannot be read.
     */
    public static Snapshot read(final Path file) {
        final ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (final IOException e) {
            throw failed("the snapshot " + file.getFileName() + " cannot be read", e);
        }
        final String what = objection(bytes);
        if (what != null) {
            throw new JournalException(
                    JournalException.Code.DAMAGED, "the snapshot " + file.getFileName() + " cannot be used: " + what);
        }
        final Snapshot snapshot = decode(bytes);
        if (!Arrays.equals(snapshot.stateHash(), part(bytes, 96, HASH))) {
            throw new JournalException(
                    JournalException.Code.DAMAGED,
                    "the snapshot " + file.getFileName() + " cannot be used: its state does not have its hash");
        }
        return snapshot;
    }

    /** Removes every snapshot before the newer of two, but for the older one. */
    public static void keep(final Path dataDirectory, final long older, final long newer) {
        sequences(dataDirectory).stream()
                .filter(sequence -> sequence < newer && sequence != older)
                .forEach(sequence -> delete(dataDirectory, sequence));
    }

    /** Removes one. */
    public static void delete(final Path dataDirectory, final long sequence) {
        try {
            Files.deleteIfExists(file(dataDirectory, sequence));
        } catch (final IOException e) {
            throw failed("the snapshot of record " + sequence + " cannot be removed", e);
        }
    }

    private static void deleteUnfinished(final Path snapshots) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(snapshots, "*" + UNFINISHED_SUFFIX)) {
            for (final Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String objection(final ByteBuffer bytes) {
        final int size = bytes.capacity();
        if (size < HEADER + CRC || bytes.getLong(0) != MAGIC) {
            return "it is no snapshot";
        }
        if (bytes.getInt(8) != FORMAT) {
            return "it has format " + bytes.getInt(8) + ", and this program reads format " + FORMAT;
        }
        if (crc(bytes, size - CRC) != bytes.getInt(size - CRC)) {
            return "its checksum is wrong";
        }
        if (bytes.getInt(12) > MessageHeaderDecoder.SCHEMA_VERSION) {
            return "it was written with schema version " + bytes.getInt(12) + ", and this program knows "
                    + MessageHeaderDecoder.SCHEMA_VERSION;
        }
        final long configuration = bytes.getInt(128);
        final long image = bytes.getInt(132);
        return configuration < 0 || image < 0 || HEADER + configuration + image + CRC != size
                ? "its lengths do not go together"
                : null;
    }

    private static ByteBuffer encode(final Snapshot snapshot) {
        final int content = HEADER + snapshot.configuration().length + snapshot.image().length;
        final ByteBuffer bytes = ByteBuffer.allocate(content + CRC).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC)
                .putInt(FORMAT)
                .putInt(MessageHeaderDecoder.SCHEMA_VERSION)
                .putInt(snapshot.behaviourVersion())
                .putInt(snapshot.kind().value())
                .putLong(snapshot.journalId().getMostSignificantBits())
                .putLong(snapshot.journalId().getLeastSignificantBits())
                .putLong(snapshot.sequence())
                .putLong(snapshot.timeNs())
                .putLong(snapshot.lastStart())
                .put(snapshot.configHash())
                .put(snapshot.stateHash())
                .putInt(snapshot.configuration().length)
                .putInt(snapshot.image().length)
                .put(snapshot.configuration())
                .put(snapshot.image());
        return bytes.putInt(crc(bytes, content)).flip();
    }

    private static Snapshot decode(final ByteBuffer bytes) {
        final int configuration = bytes.getInt(128);
        return new Snapshot(
                bytes.getInt(16),
                new UUID(bytes.getLong(24), bytes.getLong(32)),
                JournalKind.get((short) bytes.getInt(20)),
                bytes.getLong(40),
                bytes.getLong(48),
                bytes.getLong(56),
                part(bytes, 64, HASH),
                part(bytes, HEADER, configuration),
                part(bytes, HEADER + configuration, bytes.getInt(132)));
    }

    private static byte[] part(final ByteBuffer bytes, final int from, final int length) {
        return Arrays.copyOfRange(bytes.array(), from, from + length);
    }

    private static int crc(final ByteBuffer bytes, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, length);
        return (int) crc.getValue();
    }

    private static JournalException failed(final String what, final IOException why) {
        return new JournalException(JournalException.Code.IO, what + ": " + IoTrouble.describe(why), why);
    }
}
