package io.sluice.control.trade;

import io.sluice.control.image.Image;
import java.util.Arrays;

/** Trades that are to be cancelled whether or not there is an emergency, by ascending id. */
public final class Wanted {
    private Trade[] trades;
    private int size;

    /** @param capacity trades that fit before the room grows. */
    Wanted(final int capacity) {
        trades = new Trade[capacity];
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** One by its place. */
    public Trade at(final int place) {
        return trades[place];
    }

    void add(final Trade trade) {
        int place = size;
        while (place > 0 && trades[place - 1].id >= trade.id) {
            place--;
        }
        if (place < size && trades[place] == trade) {
            return;
        }
        if (size == trades.length) {
            trades = Arrays.copyOf(trades, 2 * size);
        }
        System.arraycopy(trades, place, trades, place + 1, size - place);
        trades[place] = trade;
        size++;
    }

    /** Takes one out. */
    public void remove(final int place) {
        size--;
        System.arraycopy(trades, place + 1, trades, place, size - place);
        trades[size] = null;
    }

    void image(final Image image, final TradeBook book) {
        size = image.count(size, Integer.MAX_VALUE);
        if (image.isReading() && size > trades.length) {
            trades = new Trade[size];
        }
        for (int i = 0; i < size; i++) {
            trades[i] = image.known(book.find(image.int64(trades[i] == null ? 0 : trades[i].id)), "a trade");
        }
    }
}
