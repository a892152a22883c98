package io.sluice.control.account;

import io.sluice.codec.Side;
import io.sluice.control.command.Orders;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.step.Alerts;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.symbol.Reported;
import io.sluice.control.symbol.WaitingReports;
import io.sluice.control.timer.Basis;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.trade.BookState;
import io.sluice.control.trade.VenueOrder;

/** What fills and reports do to the book: notes, moves, judgement, and what is taken over (H-3a, R-4). */
public final class AccountBook {
    private static final long NO_ORDER = -1;
    /** For so long a difference may be in doubt before the nearest one counts. */
    private static final int DOUBT_GRACES = 5;

    private static final long NOT_NOTED = -1;

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final InstrumentBook instruments;
    private final PositionKeeper keeper;
    private final BookState book;
    private final InPlay inPlay;
    private final ReduceOnly reduceOnly;
    private final Differences differences;
    private final Timer grace = new Timer(TimerKind.RECONCILE_GRACE, 0);
    private boolean rechecking;

    /** @param book how far the live book is known to be the broker's. */
    public AccountBook(
            final Basis basis,
            final CauseBook causes,
            final ModeMachine modes,
            final Orders orders,
            final PositionKeeper keeper,
            final BookState book,
            final Alerts alerts) {
        settings = basis.settings();
        step = basis.step();
        timers = basis.timers();
        this.causes = causes;
        instruments = orders.instruments();
        this.keeper = keeper;
        this.book = book;
        inPlay = new InPlay(orders.trades(), orders.closes());
        reduceOnly = new ReduceOnly(causes, orders.trades(), alerts);
        differences = new Differences(step, causes, modes, book);
    }

    // ---- executions

    /**
     * How much of an execution without an order is new to the book, after what a cumulative count brought in before.
     */
    public long beyondCounts(final Position position, final Side side, final long quantityE8) {
        return quantityE8 - inPlay.useAhead(position, side, quantityE8);
    }

    /**
     * A fill moves the book, less what a report has brought in already: only an order given before that report came, or
     * none, uses such a note up.
     *
     * @param order    its order, null without one.
     * @param isSingle it is one fill, not several that a cumulative count brought in.
     */
    public void fill(
            final Position position,
            final VenueOrder<?> order,
            final Side side,
            final long quantityE8,
            final long priceE8,
            final boolean isSingle) {
        final long wholeE8 = side == Side.BUY ? quantityE8 : -quantityE8;
        if (!position.isLive()) {
            if (keeper.fill(position, wholeE8, priceE8)) {
                reduceOnly.check(position);
            }
            return;
        }
        book.stirred(step.nowNs());
        final Reported reported = position.instrument().reported();
        final long givenBy = order == null ? NO_ORDER : order.givenBy();
        final long usedE8 = reported.notes().use(wholeE8, givenBy);
        if (usedE8 != 0) {
            position.learn(usedE8, priceE8);
        }
        final long signedE8 = wholeE8 - usedE8;
        if (signedE8 == 0 || !keeper.fill(position, signedE8, priceE8)) {
            return;
        }
        reported.moved(step.nowNs(), signedE8, givenBy, isSingle, step.nowNs() - 2 * graceNs());
        recheck(position);
        reduceOnly.check(position);
    }

    // ---- reports

    /** A full report shows a quantity of one symbol. */
    void report(final Position position, final long reportedE8, final long averageE8) {
        if (book.isFirstReport()) {
            adjust(position, reportedE8 - position.quantityE8(), averageE8, NOT_NOTED);
            return;
        }
        final Reported reported = position.instrument().reported();
        final long sinceNs = step.nowNs() - graceNs();
        if (agrees(position, reportedE8, sinceNs, step.sequence(), averageE8)) {
            if (!reported.moves().isAnyAfter(sinceNs)) {
                reported.agreed(sinceNs);
            }
            reported.waiting().endDoubt();
            differences.end(position);
            return;
        }
        reported.waiting().add(step.nowNs(), reportedE8, step.sequence(), averageE8);
        if (!grace.isSet()) {
            timers.set(grace, step.nowNs() + graceNs());
        }
        differences.begin(position, reportedE8);
        differences.recount(reported);
    }

    /** No difference, or one within the tolerance, which is taken over at once and not noted. */
    private boolean agrees(
            final Position position,
            final long reportedE8,
            final long sinceNs,
            final long record,
            final long averageE8) {
        final long offE8 =
                position.instrument().reported().moves().difference(position.quantityE8(), reportedE8, sinceNs, record);
        if (Math.abs(offE8) > position.instrument().toleranceE8()) {
            return false;
        }
        adjust(position, offE8, averageE8, NOT_NOTED);
        return true;
    }

    /** The book has moved: reports that wait may agree now. */
    private void recheck(final Position position) {
        final WaitingReports waiting = position.instrument().reported().waiting();
        if (!waiting.isAnyDue() || rechecking) {
            return;
        }
        rechecking = true;
        for (int i = waiting.firstDue(); i < waiting.size(); ) {
            final boolean agrees = agrees(
                    position,
                    waiting.quantityE8(i),
                    waiting.timeNs(i) - graceNs(),
                    waiting.record(i),
                    waiting.averageE8(i));
            if (agrees) {
                waiting.remove(i);
            } else {
                i++;
            }
        }
        rechecking = false;
        if (!waiting.isAnyDue()) {
            waiting.endDoubt();
            differences.end(position);
        }
        differences.recount(position.instrument().reported());
    }

    /** The grace of a report is over and no fill explained it: the difference is certain. */
    public void onGraceOver() {
        for (int i = 0; i < instruments.size(); i++) {
            judge(instruments.at(i));
        }
        watchTime();
    }

    private void judge(final Instrument instrument) {
        final WaitingReports waiting = instrument.reported().waiting();
        while (waiting.isAnyDue() && waiting.timeNs(waiting.firstDue()) + graceNs() <= step.nowNs()) {
            judge(instrument, waiting);
        }
        differences.recount(instrument.reported());
    }

    private void judge(final Instrument instrument, final WaitingReports waiting) {
        final Position position = instrument.live();
        final int due = waiting.firstDue();
        final long sinceNs = waiting.timeNs(due) - graceNs();
        final long reportedE8 = waiting.quantityE8(due);
        final long record = waiting.record(due);
        final long averageE8 = waiting.averageE8(due);
        if (isInDoubt(position, reportedE8, sinceNs, record)) {
            waiting.leaveInDoubt();
            return;
        }
        waiting.remove(due);
        waiting.endDoubt();
        if (!agrees(position, reportedE8, sinceNs, record, averageE8)) {
            differ(position, reportedE8, sinceNs, record, averageE8);
        }
    }

    /**
     * Whether fills that the report may know or not leave more than one difference, and orders in play explain one. The
     * nearest would be a guess, so a later report judges, unless that has gone on for long.
     */
    private boolean isInDoubt(final Position position, final long reportedE8, final long sinceNs, final long record) {
        final Reported reported = position.instrument().reported();
        final long offE8 = reported.moves().difference(position.quantityE8(), reportedE8, sinceNs, record);
        return Math.abs(offE8) > position.instrument().toleranceE8()
                && reported.moves().isInDoubt()
                && step.nowNs() - reported.saidSinceNs() <= DOUBT_GRACES * graceNs()
                && !causes.isEmergency()
                && !book.adopts()
                && inPlay.explainsOne(position);
    }

    /** Taken over in an emergency, at an operator's wish, or where orders in play explain it; else a mismatch. */
    private void differ(
            final Position position,
            final long reportedE8,
            final long sinceNs,
            final long record,
            final long averageE8) {
        final Reported reported = position.instrument().reported();
        final long offE8 = reported.moves().difference(position.quantityE8(), reportedE8, sinceNs, record);
        if (causes.isEmergency() || book.adopts() || inPlay.explains(position, offE8)) {
            adjust(position, offE8, averageE8, record);
            return;
        }
        reported.differs(offE8, record, averageE8);
        differences.mismatch(position, reportedE8);
    }

    /** Every difference that is certain is taken over: an emergency begins, or an operator wishes it. */
    public void takeOver() {
        for (int i = 0; book.hasCertain() && i < instruments.size(); i++) {
            final Reported reported = instruments.at(i).reported();
            if (reported.isDifferent()) {
                adjust(
                        instruments.at(i).live(),
                        reported.differenceE8(),
                        reported.differenceAverageE8(),
                        reported.differenceRecord());
            }
        }
    }

    private void adjust(final Position position, final long offE8, final long averageE8, final long notedBy) {
        final Reported reported = position.instrument().reported();
        differences.settle(reported);
        if (offE8 == 0 || !keeper.adjust(position, offE8, averageE8)) {
            return;
        }
        if (notedBy != NOT_NOTED) {
            reported.notes().add(offE8, notedBy);
        }
        book.stirred(step.nowNs());
        recheck(position);
        reduceOnly.check(position);
    }

    /** The link fell or the engine starts: what was being judged is void. */
    void forgetWaiting() {
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).reported().waiting().clear();
            differences.recount(instruments.at(i).reported());
        }
        timers.cancel(grace);
    }

    private void watchTime() {
        long firstNs = Timer.UNSET;
        for (int i = 0; i < instruments.size(); i++) {
            final WaitingReports waiting = instruments.at(i).reported().waiting();
            firstNs = waiting.isAnyDue() ? Math.min(firstNs, waiting.timeNs(waiting.firstDue()) + graceNs()) : firstNs;
        }
        timers.set(grace, firstNs);
    }

    private long graceNs() {
        return settings.get().recovery().reconcileGraceNs();
    }

    /** Images the grace; what is judged is imaged with its symbol. */
    public void image(final Image image) {
        timers.image(image, grace);
    }
}
