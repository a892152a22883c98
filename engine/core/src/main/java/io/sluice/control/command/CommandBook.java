package io.sluice.control.command;

import io.sluice.codec.Bool;
import io.sluice.codec.CancelOrderEncoder;
import io.sluice.codec.ClosePositionEncoder;
import io.sluice.control.chain.Chain;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.num.Wide;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Open commands in the order of their ids. A trade has at most one open cancel, a position at most one open close, so
 * that the pool is enough; a cancel of an order nobody approved may come on top, and the pool then grows.
 */
public final class CommandBook {
    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final ClosePositionEncoder closePosition = new ClosePositionEncoder();
    private final Long2ObjectHashMap<Command> byId;
    private final Chain<Command> open = new Chain<>();
    private final Chain<Command> free = new Chain<>();

    /** @param capacity open commands that fit before the pool grows. */
    public CommandBook(final int capacity, final Settings settings, final Step step, final TimerBook timers) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        byId = new Long2ObjectHashMap<>(2 * capacity, 0.65f, true);
        for (int i = 0; i < capacity; i++) {
            free.push(new Command());
        }
    }

    /** An open command by id, or null. */
    public Command find(final long id) {
        return byId.get(id);
    }

    /** First open command by id, or null. */
    public Command first() {
        return open.first();
    }

    /** Number of open commands. */
    public int open() {
        return open.size();
    }

    /** Sends a CancelOrder; nothing if one is open for that trade. */
    public void cancel(final Trade trade) {
        if (trade.openCancelId() != 0) {
            return;
        }
        final Command command = add();
        command.trade = trade;
        trade.openCancelId(command.id);
        send(command);
    }

    /** Sends a ClosePosition for part or all of a position that has no open close. */
    public void close(final Position position, final long quantityE8) {
        final Command command = add();
        command.position = position;
        command.side = position.closingSide();
        command.quantityE8 = quantityE8;
        position.openCloseId(command.id);
        position.addWorking(command.side, quantityE8);
        send(command);
    }

    /** Sends a command once more, unchanged under its id. */
    public void resend(final Command command, final long nextRetryNs) {
        command.attempt++;
        write(command);
        timers.set(command.retry, step.nowNs() + nextRetryNs);
    }

    /** Part of a close is filled. */
    public void fill(final Command command, final long quantityE8) {
        final long before = Math.max(0, command.quantityE8 - command.filledE8);
        command.filledE8 = Math.min(Wide.LIMIT - 1, command.filledE8 + quantityE8);
        command.position.addWorking(command.side, Math.max(0, command.quantityE8 - command.filledE8) - before);
    }

    /** A terminal report answered it. */
    public void end(final Command command) {
        timers.cancel(command.retry);
        if (command.isCancel()) {
            command.trade.openCancelId(0);
        } else {
            command.position.openCloseId(0);
            command.position.addWorking(command.side, -Math.max(0, command.quantityE8 - command.filledE8));
            command.position.settleCredit();
        }
        byId.remove(command.id);
        open.remove(command);
        free.push(command);
    }

    private Command add() {
        final Command command = added();
        command.id = step.nextId();
        command.retry.subject(command.id);
        command.filledE8 = 0;
        command.attempt = 1;
        command.issuedNs = step.nowNs();
        command.correlationMsb = step.record().header().correlationId().msb();
        command.correlationLsb = step.record().header().correlationId().lsb();
        byId.put(command.id, command);
        return command;
    }

    private Command added() {
        final Command command = free.isEmpty() ? new Command() : free.removeFirst();
        command.trade = null;
        command.position = null;
        open.add(command);
        return command;
    }

    /** Images every open command. */
    public void image(final Image image, final TradeBook trades, final InstrumentBook instruments) {
        open.image(image, Integer.MAX_VALUE, this::added, command -> {
            command.image(image, trades, instruments);
            if (image.isReading()) {
                command.retry.subject(command.id);
                byId.put(command.id, command);
            }
            timers.image(image, command.retry);
        });
    }

    private void send(final Command command) {
        write(command);
        timers.set(command.retry, step.nowNs() + settings.get().emergency().retryNs());
    }

    private void write(final Command command) {
        if (command.isCancel()) {
            step.next(cancelOrder)
                    .commandId(command.id)
                    .tradeId(command.trade.id())
                    .tradingMode(command.trade.mode())
                    .attempt(command.attempt);
            cancelOrder
                    .buffer()
                    .putBytes(
                            cancelOrder.offset() + CancelOrderEncoder.symbolEncodingOffset(),
                            command.trade.symbol(),
                            0,
                            Instrument.LENGTH);
            cancelOrder.putOrderRef(command.trade.symbol(), 0, 0);
            step.end(cancelOrder);
        } else {
            step.next(closePosition)
                    .commandId(command.id)
                    .side(command.side)
                    .quantity(command.quantityE8)
                    .tradingMode(command.position.mode())
                    .reduceOnly(Bool.TRUE)
                    .attempt(command.attempt);
            command.position
                    .instrument()
                    .putSymbol(
                            closePosition.buffer(),
                            closePosition.offset() + ClosePositionEncoder.symbolEncodingOffset());
            step.end(closePosition);
        }
    }
}
