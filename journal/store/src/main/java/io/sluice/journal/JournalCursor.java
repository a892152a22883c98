package io.sluice.journal;

import io.sluice.record.Crc32c;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * How far a reader of a journal has come, kept in the file {@code cursors/NAME} of the data directory, so that it goes
 * on there after its own death or the machine's (SPEC J-12): at least once, the sequence number being the
 * idempotent key. One process holds a cursor at a time. Two places are written in turn, so that the one stays whole
 * while the other is torn; a place of zeros was never written.
 *
 * <pre>
 *    0  sequence    int64   last record that was dealt with; a place of 32 bytes, and a second one behind it
 *    8  journal id  2 int64
 *   24  turn        int32   rises with every write: the higher one holds
 *   28  crc32c      int32   over the 28 bytes before
 * </pre>
 *
 * <pre>{@code
 *  try (JournalCursor cursor = JournalCursor.open(directory, "mirror", journalId);
 *          JournalReader reader = new JournalReader(directory).seek(cursor.sequence() + 1)) {
 *      while (reader.poll(batch, JournalCursor.MAX_BATCH) > 0) {
 *          cursor.advance(batch.write());
 *      }
 *  }
 * }</pre>
 */
public final class JournalCursor implements AutoCloseable {
    /** Most records between two advances while catching up (J-12). */
    public static final int MAX_BATCH = 10_000;

    private static final String FOLDER = "cursors";
    private static final String NAME = "[a-z0-9-]{1,32}";
    private static final int PLACE = 32;
    private static final int ID = 8;
    private static final int TURN = 24;
    private static final int CRC = 28;

    private final FileChannel channel;
    private final UUID journalId;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(PLACE).order(ByteOrder.LITTLE_ENDIAN);
    private final Crc32c crc = new Crc32c();
    private long sequence;
    private int turn;

    private JournalCursor(final FileChannel channel, final UUID journalId) {
        this.channel = channel;
        this.journalId = journalId;
    }

    /**
     * Takes a cursor, at 0 where there is none yet.
     *
     * @param name      1 to 32 of {@code a-z 0-9 -}.
     * @param journalId of the journal that is read; a cursor of another journal means nothing here.
     * @throws JournalException LOCKED if somebody holds it, OTHER_JOURNAL, DAMAGED, or IO.
     */
    public static JournalCursor open(final Path dataDirectory, final String name, final UUID journalId) {
        final Path file = file(dataDirectory, name);
        boolean ready = false;
        FileChannel channel = null;
        try {
            final Access access = Access.of(dataDirectory);
            final boolean isNew = Files.notExists(file);
            access.cursors(file.getParent());
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (isNew) {
                access.file(file);
            }
            if (!isLocked(channel)) {
                throw new JournalException(JournalException.Code.LOCKED, file + " is held by another reader");
            }
            final JournalCursor cursor = new JournalCursor(channel, journalId);
            cursor.read(file);
            ready = true;
            return cursor;
        } catch (final IOException e) {
            throw failed(file, e);
        } finally {
            if (!ready) {
                close(channel);
            }
        }
    }

    /** Where a cursor stands, for one who only wants to know; 0 where there is none, or it was never advanced. */
    public static long sequence(final Path dataDirectory, final String name, final UUID journalId) {
        final Path file = file(dataDirectory, name);
        if (!Files.exists(file)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final JournalCursor cursor = new JournalCursor(channel, journalId);
            cursor.read(file);
            return cursor.sequence;
        } catch (final IOException e) {
            throw failed(file, e);
        }
    }

    /**
     * Removes a cursor, for a reader that keeps its place elsewhere too.
     *
     * @throws JournalException IO if it stays.
     */
    public static void forget(final Path dataDirectory, final String name) {
        final Path file = file(dataDirectory, name);
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw failed(file, e);
        }
    }

    /** Last record that was dealt with, 0 if none was. */
    public long sequence() {
        return sequence;
    }

    /**
     * Notes that every record up to this one was dealt with, and waits until the device has it. Going back is allowed:
     * those records are then dealt with again.
     *
     * @throws JournalException IO if it was not written; the cursor then stands where it stood.
     */
    public void advance(final long newSequence) {
        try {
            write(newSequence);
            channel.force(false);
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.IO, "a cursor cannot be written: " + IoTrouble.describe(e), e);
        }
        sequence = newSequence;
        turn++;
    }

    @Override
    public void close() {
        close(channel);
    }

    private void write(final long newSequence) throws IOException {
        memory.clear();
        memory.putLong(newSequence)
                .putLong(journalId.getMostSignificantBits())
                .putLong(journalId.getLeastSignificantBits())
                .putInt(turn + 1);
        memory.putInt(crc.of(memory.duplicate(), 0, CRC)).flip();
        final long at = (long) (turn + 1 & 1) * PLACE;
        while (memory.hasRemaining()) {
            channel.write(memory, at + memory.position());
        }
    }

    private void read(final Path file) throws IOException {
        boolean isAny = false;
        boolean isSet = false;
        for (int place = 0; place < 2; place++) {
            final boolean isEmpty = load((long) place * PLACE);
            final boolean isWhole = crc.of(memory.duplicate(), 0, CRC) == memory.getInt(CRC);
            isAny |= isEmpty || isWhole;
            if (isWhole && !isEmpty) {
                if (!journalId.equals(new UUID(memory.getLong(ID), memory.getLong(ID + Long.BYTES)))) {
                    throw new JournalException(
                            JournalException.Code.OTHER_JOURNAL,
                            file + " is of another journal; remove it to read this one from its beginning");
                }
                final int found = memory.getInt(TURN);
                // Turns wrap around: of two places the later one is one ahead.
                if (!isSet || found - turn > 0) {
                    isSet = true;
                    turn = found;
                    sequence = memory.getLong(0);
                }
            }
        }
        if (!isAny) {
            throw new JournalException(
                    JournalException.Code.DAMAGED,
                    file + " is damaged; remove it to read the journal from its beginning");
        }
    }

    /** Reads a place; true if it was never written. */
    private boolean load(final long at) throws IOException {
        memory.clear().put(new byte[PLACE]).clear();
        while (memory.hasRemaining() && channel.read(memory, at + memory.position()) > 0) {
            continue;
        }
        boolean isEmpty = true;
        for (int i = 0; i < PLACE; i++) {
            isEmpty &= memory.get(i) == 0;
        }
        return isEmpty;
    }

    private static Path file(final Path dataDirectory, final String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("a cursor's name is " + NAME + ": " + name);
        }
        return dataDirectory.resolve(FOLDER).resolve(name);
    }

    private static boolean isLocked(final FileChannel channel) throws IOException {
        try {
            final FileLock lock = channel.tryLock();
            return lock != null;
        } catch (final OverlappingFileLockException e) {
            return false;
        }
    }

    private static void close(final FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException e) {
            throw new JournalException(JournalException.Code.IO, "a cursor did not close: " + IoTrouble.describe(e), e);
        }
    }

    private static JournalException failed(final Path file, final IOException e) {
        return new JournalException(
                JournalException.Code.IO, file + " cannot be read or written: " + IoTrouble.describe(e), e);
    }
}
