package io.sluice.control.account;

import io.sluice.codec.BookDiffersEncoder;
import io.sluice.codec.BookPhase;
import io.sluice.codec.ModeChangedEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.ModeMachine;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Position;
import io.sluice.control.symbol.Reported;
import io.sluice.control.trade.BookState;

/** Says where book and report differ, and that they agree again; counts how many do. */
final class Differences {
    private final Step step;
    private final CauseBook causes;
    private final ModeMachine modes;
    private final BookState book;
    private final BookDiffersEncoder differs = new BookDiffersEncoder();
    private final Quantities quantities = new Quantities();

    Differences(final Step step, final CauseBook causes, final ModeMachine modes, final BookState book) {
        this.step = step;
        this.causes = causes;
        this.modes = modes;
        this.book = book;
    }

    /** They differ, which is said once until they agree. */
    void begin(final Position position, final long reportedE8) {
        final Reported reported = position.instrument().reported();
        if (!reported.isSaid()) {
            reported.said(step.nowNs());
            say(position, reportedE8, BookPhase.DIFFERS);
        }
    }

    /** They agree. */
    void end(final Position position) {
        final Reported reported = position.instrument().reported();
        settle(reported);
        if (reported.isSaid()) {
            say(position, reported.quantityE8(), BookPhase.AGREES);
            reported.saidNoMore();
        }
    }

    /** A difference is certain, and nothing explains it. */
    void mismatch(final Position position, final long reportedE8) {
        begin(position, reportedE8);
        modes.explain(
                ModeChangedEncoder.overrideTtlSecondsNullValue(),
                quantities.of(position.instrument(), position.quantityE8(), reportedE8));
        causes.raise(ReasonCode.BROKER_MISMATCH, CauseBook.CONDITION);
    }

    /** No difference of a symbol is certain any more. */
    void settle(final Reported reported) {
        reported.differsNoMore();
        recount(reported);
    }

    /** Something changed of what a symbol waits for or differs in. */
    void recount(final Reported reported) {
        book.addOpen(reported.openChange());
        book.addCertain(reported.certainChange());
    }

    private void say(final Position position, final long reportedE8, final BookPhase phase) {
        step.next(differs)
                .bookQuantity(position.quantityE8())
                .reportedQuantity(reportedE8)
                .since(position.instrument().reported().saidSinceNs())
                .phase(phase);
        position.instrument().putSymbol(differs.buffer(), differs.offset() + BookDiffersEncoder.symbolEncodingOffset());
        step.end(differs);
    }
}
