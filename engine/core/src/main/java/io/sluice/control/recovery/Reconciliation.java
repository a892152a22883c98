package io.sluice.control.recovery;

import static io.sluice.control.mode.CauseBook.EVENT;

import io.sluice.codec.Bool;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.OpenOrderDecoder;
import io.sluice.codec.PositionReportDecoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Side;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.config.Settings;
import io.sluice.control.emergency.EmergencyStop;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.num.Wide;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;

/** Holds the live book against the broker's full reports. */
public final class Reconciliation {
    private static final long NONE = -1;

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final CommandBook commands;
    private final PositionKeeper keeper;
    private final BookState book;
    private final EmergencyStop emergency;
    private final Alerts alerts;
    private final Timer grace = new Timer(TimerKind.RECONCILE_GRACE, 0);
    private long positionReportId = NONE;
    private long positionReport;
    private long orderReportId = NONE;
    private long orderReport;
    private long orderReportBeganNs;

    /** @param book how far the live book is known to be the broker's. */
    public Reconciliation(
            final Settings settings,
            final Step step,
            final TimerBook timers,
            final CauseBook causes,
            final InstrumentBook instruments,
            final TradeBook trades,
            final CommandBook commands,
            final PositionKeeper keeper,
            final BookState book,
            final EmergencyStop emergency,
            final Alerts alerts) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.causes = causes;
        this.instruments = instruments;
        this.trades = trades;
        this.commands = commands;
        this.keeper = keeper;
        this.book = book;
        this.emergency = emergency;
        this.alerts = alerts;
    }

    /** A start: reports that were under way will not go on. */
    public void onStarted() {
        positionReportId = NONE;
        orderReportId = NONE;
        book.awaitReport();
    }

    /** A line of a position report; compared at the last one. */
    public Code onPosition(final PositionReportDecoder in) {
        final int symbolOffset = in.offset() + PositionReportDecoder.symbolEncodingOffset();
        final boolean named = in.buffer().getByte(symbolOffset) != 0;
        if (named && !InstrumentBook.isSymbol(in.buffer(), symbolOffset) || !named && in.quantity() != 0) {
            return Code.MALFORMED;
        }
        if (positionReportId != in.reportId()) {
            positionReportId = in.reportId();
            positionReport++;
        }
        if (named) {
            final Instrument instrument = instruments.findOrAdd(in.buffer(), symbolOffset);
            if (instrument == null) {
                // a position that finds no place cannot be guarded
                causes.raise(ReasonCode.POSITION_UNKNOWN, EVENT);
                return Code.CAPACITY;
            }
            final long average = in.averagePrice();
            instrument
                    .reported()
                    .line(
                            positionReport,
                            in.quantity(),
                            average == PositionReportDecoder.averagePriceNullValue() ? 0 : average);
        }
        if (in.last() == Bool.TRUE) {
            comparePositions();
        }
        return Code.OK;
    }

    private void comparePositions() {
        final boolean takeOver = book.adopts() || causes.isEmergency() && !book.isReported();
        boolean mismatch = false;
        for (int i = 0; i < instruments.size(); i++) {
            final Instrument instrument = instruments.at(i);
            final Position position = instrument.live();
            final long reportedE8 = instrument.reported().quantityE8(positionReport);
            final long difference = reportedE8 - position.quantityE8();
            if (difference == 0) {
                difference(instrument, 0);
            } else if (takeOver || isExplained(position, difference)) {
                final long averageE8 = instrument.reported().averagePriceE8(positionReport);
                keeper.adjust(position, reportedE8, averageE8, isExplained(position, difference));
                difference(instrument, 0);
            } else {
                mismatch |= instrument.reported().differenceE8() == difference;
                difference(instrument, difference);
            }
            instrument.reported().compared();
            position.clearLost();
        }
        book.reported(step.nowNs());
        positionReportId = NONE;
        if (mismatch) {
            timers.cancel(grace);
            causes.raise(ReasonCode.BROKER_MISMATCH, EVENT);
        } else if (!book.hasDifference()) {
            timers.cancel(grace);
        } else if (!grace.isSet()) {
            timers.set(grace, step.nowNs() + settings.get().recovery().reconcileGraceNs());
        }
    }

    /** Whether fills of working orders, or of orders that ended unseen, could be the difference. */
    private static boolean isExplained(final Position position, final long difference) {
        final Side side = difference > 0 ? Side.BUY : Side.SELL;
        // no difference is larger than twice the limit; so capped, the sum keeps its sign
        final long possible = Math.min(position.workingE8(side), 4 * Wide.LIMIT)
                + Math.min(position.lostE8(side), 4 * Wide.LIMIT)
                - position.creditE8(side);
        return Math.abs(difference) <= possible && Wide.inRange(position.quantityE8() + difference);
    }

    private void difference(final Instrument instrument, final long differenceE8) {
        final boolean stood = instrument.reported().differenceE8() != 0;
        instrument.reported().differenceE8(differenceE8);
        if (stood != (differenceE8 != 0)) {
            book.addDifference(stood ? -1 : 1);
        }
    }

    /** A difference stands too long. */
    public void onGraceOver() {
        causes.raise(ReasonCode.BROKER_MISMATCH, EVENT);
    }

    /** A line of a report of working orders; compared at the last one. */
    public Code onOpenOrder(final OpenOrderDecoder in) {
        if (orderReportId != in.reportId()) {
            orderReportId = in.reportId();
            orderReport++;
            orderReportBeganNs = step.nowNs();
        }
        final int symbolOffset = in.offset() + OpenOrderDecoder.symbolEncodingOffset();
        final Trade trade = trades.find(in.tradeId());
        if (trade != null && trade.isWorking()) {
            trade.openReportId(orderReport);
        } else if (in.buffer().getByte(symbolOffset) != 0 && !isClose(in.tradeId())) {
            alerts.raise(Code.UNKNOWN_ORDER, in.tradeId(), in.buffer(), symbolOffset, in.leavesQuantity());
        }
        if (in.last() == Bool.TRUE) {
            compareOrders();
            orderReportId = NONE;
        }
        return Code.OK;
    }

    private boolean isClose(final long id) {
        final Command command = commands.find(id);
        return command != null && !command.isCancel();
    }

    private void compareOrders() {
        for (Trade trade = trades.firstUnfinished(); trade != null; ) {
            final Trade next = trade.next();
            if (trade.mode() == TradingMode.LIVE
                    && trade.isWorking()
                    && trade.openReportId() != orderReport
                    && isExpectedThere(trade)) {
                trade.position().addLost(trade.side(), trade.remainingE8());
                endUnseen(trade);
            }
            trade = next;
        }
    }

    /**
     * An order whose ALLOW may still be acted on, and of which nothing was reported, may be on its way to the broker.
     */
    private boolean isExpectedThere(final Trade trade) {
        return trade.acceptedNs() < orderReportBeganNs
                && (trade.isReported() || trade.validUntilNs() < orderReportBeganNs);
    }

    private void endUnseen(final Trade trade) {
        final Command cancel = commands.find(trade.openCancelId());
        final TradeState end = trade.filledE8() > 0 ? TradeState.FILLED : TradeState.CANCELLED;
        trades.move(trade, end, Code.NOT_AT_BROKER, Channel.NULL_VAL);
        if (cancel != null) {
            commands.end(cancel);
            emergency.onCancelled();
        }
    }

    /** Images the reports under way and the grace of a difference. */
    public void image(final Image image) {
        timers.image(image, grace);
        positionReportId = image.int64(positionReportId);
        positionReport = image.int64(positionReport);
        orderReportId = image.int64(orderReportId);
        orderReport = image.int64(orderReport);
        orderReportBeganNs = image.int64(orderReportBeganNs);
    }
}
