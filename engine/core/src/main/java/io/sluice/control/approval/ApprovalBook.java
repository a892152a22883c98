package io.sluice.control.approval;

import io.sluice.control.chain.Chain;
import io.sluice.control.image.Image;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import org.agrona.collections.Long2ObjectHashMap;

/** Pending requests: by trade id, and listed in the order of their ids. */
public final class ApprovalBook {
    private final Long2ObjectHashMap<Approval> byId;
    private final Chain<Approval> pending = new Chain<>();
    private final Chain<Approval> free = new Chain<>();
    private final int capacity;

    /** @param capacity most pending requests. */
    public ApprovalBook(final int capacity) {
        this.capacity = capacity;
        byId = new Long2ObjectHashMap<>(2 * capacity, 0.65f, true);
        for (int i = 0; i < capacity; i++) {
            free.push(new Approval());
        }
    }

    /** Whether one more finds room. */
    public boolean hasRoom() {
        return !free.isEmpty();
    }

    /** Number of pending requests. */
    public int size() {
        return pending.size();
    }

    /** First pending request by id, or null. */
    public Approval first() {
        return pending.first();
    }

    /** A pending request, or null. */
    public Approval find(final long tradeId) {
        return byId.get(tradeId);
    }

    Approval add(final Trade trade) {
        final Approval approval = added();
        byId.put(trade.id(), approval);
        return approval;
    }

    void remove(final Approval approval) {
        byId.remove(approval.trade.id());
        pending.remove(approval);
        free.push(approval);
    }

    private Approval added() {
        final Approval approval = free.removeFirst();
        pending.add(approval);
        return approval;
    }

    /** Images every pending request. */
    public void image(final Image image, final TradeBook trades, final TimerBook timers) {
        pending.image(image, capacity, this::added, approval -> {
            approval.image(image, trades);
            if (image.isReading()) {
                approval.expiry.subject(approval.trade.id());
                byId.put(approval.trade.id(), approval);
            }
            timers.image(image, approval.expiry);
        });
    }
}
