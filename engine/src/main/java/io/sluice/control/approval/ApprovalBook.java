package io.sluice.control.approval;

import io.sluice.control.trade.Trade;
import org.agrona.collections.Long2ObjectHashMap;

/** Pending requests: by trade id, and listed in the order of their ids. */
public final class ApprovalBook {
    private final Long2ObjectHashMap<Approval> byId;
    private Approval first;
    private Approval last;
    private Approval free;
    private int size;
    private final int capacity;

    /** @param capacity most pending requests. */
    public ApprovalBook(final int capacity) {
        this.capacity = capacity;
        byId = new Long2ObjectHashMap<>(2 * capacity, 0.65f, true);
        for (int i = 0; i < capacity; i++) {
            release(new Approval());
        }
    }

    /** Whether one more finds room. */
    public boolean hasRoom() {
        return size < capacity;
    }

    /** Number of pending requests. */
    public int size() {
        return size;
    }

    /** First pending request by id, or null. */
    public Approval first() {
        return first;
    }

    /** A pending request, or null. */
    public Approval find(final long tradeId) {
        return byId.get(tradeId);
    }

    Approval add(final Trade trade) {
        final Approval approval = free;
        free = approval.next;
        approval.previous = last;
        approval.next = null;
        if (last == null) {
            first = approval;
        } else {
            last.next = approval;
        }
        last = approval;
        size++;
        byId.put(trade.id(), approval);
        return approval;
    }

    void remove(final Approval approval) {
        byId.remove(approval.trade.id());
        if (approval.previous == null) {
            first = approval.next;
        } else {
            approval.previous.next = approval.next;
        }
        if (approval.next == null) {
            last = approval.previous;
        } else {
            approval.next.previous = approval.previous;
        }
        size--;
        release(approval);
    }

    private void release(final Approval approval) {
        approval.previous = null;
        approval.next = free;
        free = approval;
    }
}
