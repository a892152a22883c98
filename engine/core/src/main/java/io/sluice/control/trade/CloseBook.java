package io.sluice.control.trade;

import io.sluice.codec.Side;
import io.sluice.control.chain.Chain;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import org.agrona.collections.Long2ObjectHashMap;

/** Open closes in the order of their ids, and the last ended ones: their fills and answers may still come (H-3a). */
public final class CloseBook {
    /** How many ended closes are remembered. */
    public static final int REMEMBERED = 4096;

    private final Step step;
    private final int capacity;
    private final Long2ObjectHashMap<Close> byId;
    private final Chain<Close> open = new Chain<>();
    private final Chain<Close> ended = new Chain<>();
    private final Chain<Close> free = new Chain<>();
    private int aliveEnded;

    /** @param capacity most open closes: one a symbol and trading mode. */
    public CloseBook(final int capacity, final Step step) {
        this.step = step;
        this.capacity = capacity;
        byId = new Long2ObjectHashMap<>(2 * (capacity + REMEMBERED), 0.65f, true);
        for (int i = 0; i < capacity + REMEMBERED; i++) {
            free.add(new Close());
        }
    }

    /** A close by the id of its command, open or ended, or null. */
    public Close find(final long id) {
        return byId.get(id);
    }

    /** First open close by id, or null. */
    public Close firstOpen() {
        return open.first();
    }

    /** The close that ended last, or null; {@link Close#previous()} goes on. */
    public Close lastEnded() {
        return ended.last();
    }

    /** Number of ended closes that the venue works all the same. */
    public int aliveEnded() {
        return aliveEnded;
    }

    /** A new close of a position that has none open. */
    public Close add(final Position position, final Side side, final long quantityE8) {
        final Close close = take();
        close.begin(step.nextId(), position, side, quantityE8, step.sequence());
        close.beginClose();
        close.awaited(step.nowNs());
        byId.put(close.id, close);
        open.add(close);
        close.reckon();
        return close;
    }

    /** It has ended, or a terminal report says so once more. */
    public void end(final Close close, final boolean isInferred) {
        alive(close, false, null);
        close.end(step.nowNs(), isInferred);
        if (!close.isEnded()) {
            close.over();
            open.remove(close);
            ended.add(close);
        }
        close.reckon();
        close.position = null;
    }

    /** It fills. */
    public long count(final Close close, final long executedE8, final long cumulated) {
        final long more = close.count(executedE8, cumulated);
        close.reckon();
        return more;
    }

    /** The venue works it, or no longer works it, although it has ended here. */
    public void alive(final Close close, final boolean isAlive, final Position position) {
        if (close.isAlive() == isAlive) {
            return;
        }
        aliveEnded += isAlive ? 1 : -1;
        close.position = isAlive ? position : close.position;
        close.alive(isAlive);
        close.reckon();
        if (!isAlive) {
            close.position = null;
        }
    }

    private Close take() {
        if (!free.isEmpty()) {
            return free.removeFirst();
        }
        Close oldest = ended.first();
        while (oldest != null && oldest.isAlive()) {
            oldest = oldest.next();
        }
        if (oldest == null) {
            return new Close();
        }
        ended.remove(oldest);
        byId.remove(oldest.id);
        return oldest;
    }

    /** Images every close that can be asked for. */
    public void image(final Image image, final InstrumentBook instruments) {
        aliveEnded = image.int32(aliveEnded);
        open.image(image, capacity, () -> added(open), close -> image(image, close, instruments));
        ended.image(image, REMEMBERED + capacity, () -> added(ended), close -> image(image, close, instruments));
    }

    private void image(final Image image, final Close close, final InstrumentBook instruments) {
        close.image(image);
        close.imagePosition(image, instruments);
        if (image.isReading()) {
            byId.put(close.id, close);
        }
    }

    private Close added(final Chain<Close> list) {
        final Close close = free.isEmpty() ? new Close() : free.removeFirst();
        list.add(close);
        return close;
    }
}
