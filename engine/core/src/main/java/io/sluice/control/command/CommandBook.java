package io.sluice.control.command;

import io.sluice.codec.Bool;
import io.sluice.codec.CancelOrderEncoder;
import io.sluice.codec.ClosePositionEncoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.attempt.Attempts;
import io.sluice.control.chain.Chain;
import io.sluice.control.config.ControlConfig.Emergency;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.Position;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Open commands in the order of their ids (E-2). An order has at most one open cancel, a position at most one open
 * close, so that the pool is enough; a cancel of an order nobody approved may come on top, and the pool then grows.
 */
public final class CommandBook {
    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final BookState book;
    private final CloseBook closes;
    private final EndedIds ended = new EndedIds();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final ClosePositionEncoder closePosition = new ClosePositionEncoder();
    private final Long2ObjectHashMap<Command> byId;
    private final Chain<Command> open = new Chain<>();
    private final Chain<Command> free = new Chain<>();
    private boolean exhausted;

    /** @param capacity open commands that fit before the pool grows. */
    public CommandBook(
            final int capacity,
            final Settings settings,
            final Step step,
            final TimerBook timers,
            final BookState book,
            final CloseBook closes) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.book = book;
        this.closes = closes;
        byId = new Long2ObjectHashMap<>(2 * capacity, 0.65f, true);
        for (int i = 0; i < capacity; i++) {
            free.push(new Command());
        }
    }

    /** An open command by id, or null. */
    public Command find(final long id) {
        return byId.get(id);
    }

    /** Whether an id is that of a command that has ended, as far as is remembered. */
    public boolean hasEnded(final long id) {
        return ended.contains(id) || closes.find(id) != null && byId.get(id) == null;
    }

    /** First open command by id, or null. */
    public Command first() {
        return open.first();
    }

    /** Number of open commands. */
    public int open() {
        return open.size();
    }

    /** Sends a CancelOrder of a trade that has none open. */
    public void cancel(final Trade trade) {
        final Command command = add(step.nextId());
        command.trade = trade;
        trade.cancelSent(step.nowNs());
        give(command);
    }

    /** Sends a CancelOrder of an order that is not ours and has none open. */
    public void cancel(final Foreign foreign) {
        final Command command = add(step.nextId());
        command.foreign = foreign;
        give(command);
    }

    /** Sends a ClosePosition for part or all of a position that has no open close. */
    public void close(final Position position, final Side side, final long quantityE8) {
        final Close close = closes.add(position, side, quantityE8);
        final Command command = add(close.id());
        command.close = close;
        give(command);
    }

    private void give(final Command command) {
        command.attempts().given(command.id);
        send(command);
    }

    /** Sends a command, unchanged under its id. */
    public void send(final Command command) {
        command.sentNs = step.nowNs();
        command.fromBefore = false;
        write(command);
        putOff(command);
    }

    /** It is not sent now, and looked at again after a while. */
    public void putOff(final Command command) {
        timers.set(command.retry, step.nowNs() + pauseNs(command.attempts().made()));
    }

    /** It is looked at again a while after it was sent, or if that is over, a while from now on. */
    public void lookAgain(final Command command) {
        final long pauseNs = pauseNs(command.attempts().made());
        final long sinceNs = command.sentNs + pauseNs > step.nowNs() ? command.sentNs : step.nowNs();
        timers.set(command.retry, sinceNs + pauseNs);
    }

    /** It is looked at again should nothing else happen for long. */
    public void lookAgainSlowly(final Command command) {
        timers.set(command.retry, step.nowNs() + settings.get().emergency().slowRetryNs());
    }

    /** It waits for the link or for reports. */
    public void hold(final Command command) {
        timers.cancel(command.retry);
        command.fromBefore = true;
    }

    /** How long after so many attempts the next one waits (E-2). */
    public long pauseNs(final int attempts) {
        final Emergency emergency = settings.get().emergency();
        return attempts <= emergency.maxRetries() + 1 ? emergency.retryNs() : emergency.slowRetryNs();
    }

    /** So many attempts were made for an order or position; asked of after each that failed. */
    public void noteAttempts(final Attempts attempts) {
        exhausted |= attempts.made() > settings.get().emergency().maxRetries() + 1;
    }

    /** Whether an attempt beyond the last quick one was made or has failed; asked once. */
    public boolean takeExhausted() {
        final boolean was = exhausted;
        exhausted = false;
        return was;
    }

    /** It is done: answered, or moot. */
    public void end(final Command command) {
        finish(command);
        if (command.isCancel()) {
            command.attempts().forget();
        }
        release(command);
    }

    /** It was rejected, or ended without all that was asked: an attempt that failed, and the next one waits. */
    public void fail(final Command command) {
        finish(command);
        command.attempts().more();
        noteAttempts(command.attempts());
        command.attempts().notBeforeNs(step.nowNs() + pauseNs(command.attempts().made()));
        release(command);
    }

    private void finish(final Command command) {
        timers.cancel(command.retry);
        command.attempts().ended();
        if (command.mode() == TradingMode.LIVE) {
            book.stirred(step.nowNs());
        }
        ended.add(command.id);
    }

    private void release(final Command command) {
        byId.remove(command.id);
        open.remove(command);
        free.push(command);
    }

    private Command add(final long id) {
        final Command command = added();
        command.id = id;
        command.retry.subject(id);
        command.issuedNs = step.nowNs();
        command.correlationMsb = step.record().header().correlationId().msb();
        command.correlationLsb = step.record().header().correlationId().lsb();
        byId.put(id, command);
        return command;
    }

    private Command added() {
        final Command command = free.isEmpty() ? new Command() : free.removeFirst();
        command.trade = null;
        command.foreign = null;
        command.close = null;
        open.add(command);
        return command;
    }

    /** Images every open command. */
    public void image(final Image image, final TradeBook trades, final ForeignBook foreigns) {
        open.image(image, Integer.MAX_VALUE, this::added, command -> {
            command.image(image, trades, closes, foreigns);
            if (image.isReading()) {
                command.retry.subject(command.id);
                byId.put(command.id, command);
            }
            timers.image(image, command.retry);
        });
        ended.image(image);
    }

    private void write(final Command command) {
        if (command.isCancel()) {
            writeCancel(command);
        } else {
            step.next(closePosition)
                    .commandId(command.id)
                    .side(command.close.side())
                    .quantity(command.close.quantityE8())
                    .tradingMode(command.mode())
                    .reduceOnly(Bool.TRUE)
                    .attempt(command.attempts().made());
            closePosition
                    .buffer()
                    .putBytes(
                            closePosition.offset() + ClosePositionEncoder.symbolEncodingOffset(),
                            command.symbol(),
                            0,
                            Instrument.LENGTH);
            step.end(closePosition);
        }
    }

    private void writeCancel(final Command command) {
        step.next(cancelOrder)
                .commandId(command.id)
                .tradeId(command.trade == null ? 0 : command.trade.id())
                .tradingMode(command.mode())
                .attempt(command.attempts().made());
        cancelOrder
                .buffer()
                .putBytes(
                        cancelOrder.offset() + CancelOrderEncoder.symbolEncodingOffset(),
                        command.symbol(),
                        0,
                        Instrument.LENGTH);
        if (command.foreign == null) {
            cancelOrder.putOrderRef(command.symbol(), 0, 0);
        } else {
            cancelOrder.putOrderRef(
                    command.foreign.orderRef().bytes(),
                    0,
                    command.foreign.orderRef().length());
        }
        step.end(cancelOrder);
    }
}
