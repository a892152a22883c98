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
import io.sluice.schema.SymbolForm;

/** Position reports, line by line; each full one is judged symbol by symbol. */
public final class PositionReports extends FullReport {
    private final Step step;
    private final InstrumentBook instruments;
    private final PositionKeeper keeper;
    private final AccountBook account;
    private final BookState book;
    private PositionReportDecoder in;
    /** A position of the report under way found no place. */
    private boolean isUnplaced;

    /** @param book learns of full reports. */
    public PositionReports(
            final Step step,
            final InstrumentBook instruments,
            final PositionKeeper keeper,
            final AccountBook account,
            final BookState book) {
        super(step);
        this.step = step;
        this.instruments = instruments;
        this.keeper = keeper;
        this.account = account;
        this.book = book;
    }

    /** A line of a report. */
    public Code onLine(final PositionReportDecoder line) {
        in = line;
        final boolean named = isNamed(in.buffer(), symbolOffset());
        if (named && !SymbolForm.isSound(in.buffer(), symbolOffset())) {
            return step.malformed(PositionReportDecoder.symbolId());
        }
        if (!named && in.quantity() != 0) {
            return step.malformed(PositionReportDecoder.quantityId());
        }
        return take(in.reportId(), named, in.last() == Bool.TRUE);
    }

    private int symbolOffset() {
        return in.offset() + PositionReportDecoder.symbolEncodingOffset();
    }

    @Override
    boolean line(final long number) {
        final Instrument instrument = instruments.findOrAdd(in.buffer(), symbolOffset());
        if (instrument == null) {
            // a position that finds no place cannot be guarded
            keeper.unknown();
            isUnplaced |= in.quantity() != 0;
            return false;
        }
        final long average = in.averagePrice();
        instrument
                .reported()
                .line(
                        number,
                        in.quantity(),
                        average == PositionReportDecoder.averagePriceNullValue() ? Position.UNKNOWN : average);
        return true;
    }

    /** A report that lost a line, or holds a sum that is no quantity, proves nothing: the book still awaits one. */
    @Override
    void complete(final long number) {
        boolean whole = !isUnplaced;
        boolean flat = true;
        for (int i = 0; i < instruments.size(); i++) {
            final Instrument instrument = instruments.at(i);
            whole &= complete(instrument, number);
            flat &= Math.abs(instrument.reported().quantityE8()) <= instrument.toleranceE8();
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
        account.report(instrument.live(), reported.quantityE8(), reported.averageE8());
        return true;
    }

    @Override
    void clear() {
        isUnplaced = false;
    }

    /** Images the report under way. */
    public void image(final Image image) {
        imageIds(image);
        isUnplaced = image.bool(isUnplaced);
    }
}
