package io.sluice.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes the state map of a data directory whose lock is held. A new writer begins with new generations, and whatever
 * the one before does is of no consequence any more. One thread; it waits for no lock longer than 50 ms.
 */
public final class StateWriter implements AutoCloseable {
    private static final long LOCK_LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MIN_PAGES = 64;

    private final StatePointer pointer;
    private final Side[] sides = new Side[StatePointer.SIDES];
    private final byte[] page = new byte[MapFile.PAGE];
    private int next;
    private long turn;
    private long replaced;

    /** Takes over; the sides that are there stay until they are written anew. */
    public StateWriter(final StatePointer pointer) {
        this.pointer = pointer;
        Arrays.setAll(sides, Side::new);
        next = 1 - pointer.complete();
        pointer.own(this);
    }

    /** Whether the side to be written next shows something else than this. */
    public boolean isBehind(final SectionBuffer[] sections) {
        return sides[next].isBehind(sections);
    }

    /**
     * Writes the side whose turn it is.
     *
     * @param sequence record that is reflected.
     * @param timeNs   its engine time.
     * @return false if another writer took over.
     * @throws IOException if there is no space; the other side stays.
     */
    public boolean write(final SectionBuffer[] sections, final long sequence, final long timeNs) throws IOException {
        final Side side = sides[next];
        turn++;
        if (!side.write(sections, sequence, timeNs)) {
            replaced++;
            side.renew(sections);
            if (!side.write(sections, sequence, timeNs)) {
                throw new IOException(pointer.file(side.generation) + " is locked by somebody who should not know it");
            }
        }
        if (!pointer.publish(this, side.index, side.generation)) {
            return false;
        }
        next = 1 - next;
        if (side.isNew) {
            side.isNew = false;
            pointer.sweep();
        }
        return true;
    }

    /** Begins both sides anew with the next writing: what is there cannot be relied on. */
    public void renew() {
        for (final Side side : sides) {
            side.leave();
        }
    }

    /** Times a side was replaced because its lock could not be had. */
    public long replaced() {
        return replaced;
    }

    @Override
    public void close() {
        for (final Side side : sides) {
            side.close();
        }
    }

    private final class Side implements AutoCloseable {
        private final int index;
        private MapFile file;
        private long generation;
        private boolean isNew;
        private int room;
        private long[] versions;
        private long[] sequences;
        private int[] pages;

        Side(final int index) {
            this.index = index;
        }

        boolean isBehind(final SectionBuffer[] sections) {
            if (file == null) {
                return true;
            }
            boolean isBehind = false;
            for (int i = 0; i < sections.length; i++) {
                isBehind |= sequences[i] != sections[i].sequence();
            }
            return isBehind;
        }

        /** False if it has to be renewed first: there is none, no room, or no lock. */
        boolean write(final SectionBuffer[] sections, final long sequence, final long timeNs) throws IOException {
            if (file == null || pagesAfter(sections) > room) {
                return false;
            }
            final List<StateDirectory.Entry> entries = new ArrayList<>(sections.length);
            for (int i = 0; i < sections.length; i++) {
                final SectionBuffer section = sections[i];
                if (section.version() != versions[i] && !writePages(i, section)) {
                    return false;
                }
                versions[i] = section.version();
                sequences[i] = section.sequence();
                entries.add(section.entry());
            }
            new StateDirectory(turn, generation, sequence, timeNs, entries).encode(page);
            return file.put(StateDirectory.SECTION, 0, page, LOCK_LIMIT_NS);
        }

        private boolean writePages(final int index, final SectionBuffer section) throws IOException {
            // Until all of it is there, none of it counts.
            versions[index] = 0;
            pages[index] = Math.max(pages[index], section.pages());
            for (int i = 0; i < section.pages(); i++) {
                final int from = i * MapFile.PAGE;
                final int length = Math.min(MapFile.PAGE, section.length() - from);
                System.arraycopy(section.bytes(), from, page, 0, length);
                Arrays.fill(page, length, page.length, (byte) 0);
                if (!file.put(index, i, page, LOCK_LIMIT_NS)) {
                    return false;
                }
            }
            return true;
        }

        /** A section that shrank leaves its pages behind. */
        private int pagesAfter(final SectionBuffer[] sections) {
            int needed = 1;
            for (int i = 0; i < sections.length; i++) {
                needed += Math.max(pages[i], sections[i].pages());
            }
            return needed;
        }

        void renew(final SectionBuffer[] sections) throws IOException {
            close();
            pages = new int[sections.length];
            versions = new long[sections.length];
            sequences = new long[sections.length];
            room = Math.max(MIN_PAGES, 2 * pagesAfter(sections));
            final long number = pointer.newGeneration();
            file = MapFile.create(pointer.file(number), room);
            generation = number;
            isNew = true;
        }

        void leave() {
            if (file != null) {
                final MapFile left = file;
                file = null;
                left.leave();
            }
        }

        @Override
        public void close() {
            if (file != null) {
                final MapFile closing = file;
                file = null;
                closing.close();
            }
        }
    }
}
