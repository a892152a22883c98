package io.sluice.control.account;

import static io.sluice.control.mode.CauseBook.EVENT;

import io.sluice.codec.BookAdjustedEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.num.Wide;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.symbol.Position;
import io.sluice.control.trade.BookState;

/** The one place where positions move: by fills, which are facts, and by reports that are taken over. */
public final class PositionKeeper {
    private final Step step;
    private final CauseBook causes;
    private final QuoteMonitor quotes;
    private final InstrumentBook instruments;
    private final BookState book;
    private final BookAdjustedEncoder adjusted = new BookAdjustedEncoder();
    private int livePositions;

    /** @param book counts what was closed. */
    public PositionKeeper(
            final Step step,
            final CauseBook causes,
            final QuoteMonitor quotes,
            final InstrumentBook instruments,
            final BookState book) {
        this.step = step;
        this.causes = causes;
        this.quotes = quotes;
        this.instruments = instruments;
        this.book = book;
    }

    /** Live positions that are not flat. */
    public int livePositions() {
        return livePositions;
    }

    /** A start may have changed what counts as flat. */
    public void onStarted() {
        livePositions = 0;
        for (int i = 0; i < instruments.size(); i++) {
            livePositions += instruments.at(i).live().isFlat() ? 0 : 1;
            quotes.onUseChanged(instruments.at(i));
        }
    }

    /** A fill; false if the position would leave the range: then it is not known, and stays (W-1). */
    boolean fill(final Position position, final long signedE8, final long priceE8) {
        final boolean wasFlat = position.isFlat();
        if (!position.fill(signedE8, priceE8)) {
            unknown();
            return false;
        }
        moved(position, wasFlat);
        return true;
    }

    /** The book moves to what a report shows; false if it would leave the range. */
    boolean adjust(final Position position, final long offE8, final long averageE8) {
        if (Math.abs(offE8) > 2 * Wide.LIMIT || !Wide.inRange(position.quantityE8() + offE8)) {
            unknown();
            return false;
        }
        final boolean wasFlat = position.isFlat();
        final long toE8 = position.quantityE8() + offE8;
        step.next(adjusted).fromQuantity(position.quantityE8()).toQuantity(toE8);
        position.instrument()
                .putSymbol(adjusted.buffer(), adjusted.offset() + BookAdjustedEncoder.symbolEncodingOffset());
        step.end(adjusted);
        position.adjust(toE8, averageE8);
        moved(position, wasFlat);
        return true;
    }

    /** A position is not known. */
    public void unknown() {
        causes.raise(ReasonCode.POSITION_UNKNOWN, EVENT);
    }

    private void moved(final Position position, final boolean wasFlat) {
        if (position.isFlat() == wasFlat) {
            return;
        }
        if (position.isLive()) {
            livePositions += wasFlat ? 1 : -1;
        }
        if (!wasFlat) {
            book.closed();
        }
        quotes.onUseChanged(position.instrument());
    }

    /** Images the count; the positions are imaged with their symbols. */
    public void image(final Image image) {
        livePositions = image.int32(livePositions);
    }
}
