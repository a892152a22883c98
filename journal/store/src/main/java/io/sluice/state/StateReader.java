package io.sluice.state;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads the state map of a data directory, in any process, follows it from generation to generation. One thread. */
public final class StateReader implements AutoCloseable {
    private static final long LOCK_LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Path directory;
    private final long limitNs;
    private final MapFile[] files = new MapFile[StatePointer.SIDES];
    private final long[] generations = new long[StatePointer.SIDES];
    private final long[] lockedGenerations = new long[StatePointer.SIDES];
    private final byte[] page = new byte[MapFile.PAGE];
    private StatePointer pointer;
    private String trouble;

    /**
     * For a data directory, which need not hold a state map yet.
     *
     * @param limitNs longest wait of a reading for locks and for a writer to be done.
     */
    public StateReader(final Path directory, final long limitNs) {
        this.directory = directory;
        this.limitNs = limitNs;
    }

    /**
     * Reads sections, all of one moment.
     *
     * @param wanted numbers of sections; none for what the map says of itself alone.
     * @throws StateMapException if there is no map, or it cannot be read within the limit.
     */
    public StateImage read(final int... wanted) {
        final long giveUpAtNs = System.nanoTime() + limitNs;
        try {
            if (!look()) {
                throw new StateMapException(
                        StateMapException.Code.NO_MAP, "there is no state map in " + directory + " yet", null);
            }
            do {
                pointer.refresh();
                final int complete = pointer.complete();
                for (int i = 0; i < StatePointer.SIDES; i++) {
                    final StateImage image = fromSideOrNull(complete ^ i, wanted);
                    if (image != null) {
                        return image;
                    }
                }
                LockSupport.parkNanos(PAUSE_NS);
            } while (System.nanoTime() - giveUpAtNs < 0);
        } catch (final IOException e) {
            pointer = null;
            throw new StateMapException(
                    StateMapException.Code.IO,
                    "the state map in " + directory + " cannot be opened: " + IoTrouble.describe(e),
                    e);
        }
        pointer = null;
        throw new StateMapException(
                StateMapException.Code.NOT_READ,
                "the state map in " + directory + " could not be read within " + TimeUnit.NANOSECONDS.toMillis(limitNs)
                        + " ms: " + trouble,
                null);
    }

    /** Monotonic clock of the host when the state was last known to be what the map shows; 0 if never. */
    public long knownNs() {
        return pointer == null ? 0 : pointer.knownNs();
    }

    @Override
    public void close() {
        for (int side = 0; side < StatePointer.SIDES; side++) {
            close(side);
        }
    }

    private boolean look() throws IOException {
        if (pointer == null) {
            pointer = StatePointer.look(directory);
        } else {
            pointer.refresh();
        }
        return pointer != null && (pointer.generation(0) != 0 || pointer.generation(1) != 0);
    }

    /** What the library throws at a file that is not as it should be ends with that file. */
    private StateImage fromSideOrNull(final int side, final int[] wanted) throws IOException {
        try {
            return fromSide(side, wanted);
        } catch (final RuntimeException | InternalError e) {
            close(side);
            trouble = e.toString();
            return null;
        }
    }

    /**
     * Null if this side cannot be read just now. A lock that was not to be had once is not waited for again: whoever
     * had it is most likely dead.
     */
    private StateImage fromSide(final int side, final int[] wanted) throws IOException {
        if (!open(side)) {
            return null;
        }
        final boolean wasLocked = lockedGenerations[side] == generations[side];
        try (MapFile.Reading reading = files[side].read(wasLocked ? 0 : LOCK_LIMIT_NS)) {
            lockedGenerations[side] = reading == null ? generations[side] : 0;
            if (reading == null) {
                trouble = "generation " + generations[side] + " is locked";
                return null;
            }
            final StateImage image = image(reading, wanted);
            if (image == null) {
                trouble = "generation " + generations[side] + " is not whole";
            }
            return image;
        }
    }

    private StateImage image(final MapFile.Reading reading, final int[] wanted) {
        final StateDirectory state = reading.get(StateDirectory.SECTION, 0, page) ? StateDirectory.decode(page) : null;
        if (state == null) {
            return null;
        }
        final List<Section> sections = new ArrayList<>(wanted.length);
        for (final int section : wanted) {
            final Section read = section < state.sections().size()
                    ? section(reading, section, state.sections().get(section))
                    : null;
            if (read == null) {
                return null;
            }
            sections.add(read);
        }
        return new StateImage(state.sequence(), state.timeNs(), sections);
    }

    private Section section(final MapFile.Reading reading, final int section, final StateDirectory.Entry entry) {
        final byte[] bytes = new byte[entry.bytes()];
        for (int i = 0; i < entry.pages(); i++) {
            if (!reading.get(section, i, page)) {
                return null;
            }
            final int from = i * MapFile.PAGE;
            System.arraycopy(page, 0, bytes, from, Math.min(MapFile.PAGE, bytes.length - from));
        }
        return StateDirectory.crc(bytes, 0, bytes.length) == entry.crc() ? Section.of(entry, bytes) : null;
    }

    private boolean open(final int side) throws IOException {
        final long generation = pointer.generation(side);
        if (generation != generations[side]) {
            close(side);
        }
        if (files[side] == null && generation != 0) {
            files[side] = MapFile.open(pointer.file(generation));
            generations[side] = generation;
            // Was it swept away meanwhile, an empty one was made; the next sweep takes that.
            pointer.refresh();
            if (pointer.generation(side) != generation) {
                close(side);
            }
        }
        if (files[side] == null && generation != 0) {
            trouble = "generation " + generation + " is not there";
        }
        return files[side] != null;
    }

    private void close(final int side) {
        if (files[side] != null) {
            final MapFile closing = files[side];
            files[side] = null;
            generations[side] = 0;
            closing.leave();
        }
    }
}
