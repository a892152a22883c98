package io.sluice.control.account;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.PositionReportDecoder;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.symbol.Reported;
import io.sluice.control.trade.BookState;

/** Position reports, line by line; each full one is judged symbol by symbol. */
public final class PositionReports {
    private final Step step;
    private final InstrumentBook instruments;
    private final PositionKeeper keeper;
    private final AccountBook account;
    private final BookState book;
    private final ReportIds ids = new ReportIds();
    /** The last report with a line that found no place. */
    private long unplaced = -1;

    private boolean flat;

    /** @param book learns of full reports. */
    public PositionReports(
            final Step step,
            final InstrumentBook instruments,
            final PositionKeeper keeper,
            final AccountBook account,
            final BookState book) {
        this.step = step;
        this.instruments = instruments;
        this.keeper = keeper;
        this.account = account;
        this.book = book;
    }

    /** A line of a report. */
    public Code onLine(final PositionReportDecoder in) {
        final int symbolOffset = in.offset() + PositionReportDecoder.symbolEncodingOffset();
        final boolean named = in.buffer().getByte(symbolOffset) != 0;
        if (named && !InstrumentBook.isSymbol(in.buffer(), symbolOffset)) {
            return step.malformed(PositionReportDecoder.symbolId());
        }
        if (!named && in.quantity() != 0) {
            return step.malformed(PositionReportDecoder.quantityId());
        }
        if (!ids.line(in.reportId())) {
            step.noEffect();
            return Code.OK;
        }
        final boolean placed = !named || line(in, symbolOffset);
        if (in.last() == Bool.TRUE) {
            ids.complete();
            complete(ids.number());
        }
        return placed ? Code.OK : Code.CAPACITY;
    }

    private boolean line(final PositionReportDecoder in, final int symbolOffset) {
        final Instrument instrument = instruments.findOrAdd(in.buffer(), symbolOffset);
        if (instrument == null) {
            // a position that finds no place cannot be guarded
            keeper.unknown();
            unplaced = ids.number();
            return false;
        }
        final long average = in.averagePrice();
        instrument
                .reported()
                .line(
                        ids.number(),
                        in.quantity(),
                        average == PositionReportDecoder.averagePriceNullValue() ? Position.UNKNOWN : average);
        return true;
    }

    /** A report that lost a line, or holds a sum that is no quantity, proves nothing: the book still awaits one. */
    private void complete(final long number) {
        flat = true;
        boolean whole = unplaced != number;
        for (int i = 0; i < instruments.size(); i++) {
            whole &= complete(instruments.at(i), number);
        }
        if (whole) {
            book.positionsReported(step.nowNs(), step.sequence(), flat);
        }
    }

    private boolean complete(final Instrument instrument, final long number) {
        final Reported reported = instrument.reported();
        if (!reported.complete(number, step.nowNs())) {
            keeper.unknown();
            return false;
        }
        flat &= Math.abs(reported.quantityE8()) <= instrument.toleranceE8();
        account.report(instrument.live(), reported.quantityE8(), reported.averageE8());
        return true;
    }

    /** The link fell or the engine starts. */
    void forget() {
        ids.forget();
    }

    /** Images the report under way. */
    public void image(final Image image) {
        ids.image(image);
        unplaced = image.int64(unplaced);
    }
}
