package io.sluice.control.trade;

/** Doubly linked list through the trades themselves; a trade is in one list at a time. */
final class TradeList {
    private Trade first;
    private Trade last;
    private int size;

    Trade first() {
        return first;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(final Trade trade) {
        trade.previous = last;
        trade.next = null;
        if (last == null) {
            first = trade;
        } else {
            last.next = trade;
        }
        last = trade;
        size++;
    }

    void remove(final Trade trade) {
        if (trade.previous == null) {
            first = trade.next;
        } else {
            trade.previous.next = trade.next;
        }
        if (trade.next == null) {
            last = trade.previous;
        } else {
            trade.next.previous = trade.previous;
        }
        trade.previous = null;
        trade.next = null;
        size--;
    }

    Trade removeFirst() {
        final Trade trade = first;
        remove(trade);
        return trade;
    }
}
