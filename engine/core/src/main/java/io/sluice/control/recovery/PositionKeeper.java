package io.sluice.control.recovery;

import static io.sluice.control.mode.CauseBook.EVENT;

import io.sluice.codec.BookAdjustedEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.emergency.EmergencyStop;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Position;

/** The one place where positions move: by fills, which are facts, and by reports that are taken over. */
public final class PositionKeeper {
    private final Step step;
    private final CauseBook causes;
    private final QuoteMonitor quotes;
    private final EmergencyStop emergency;
    private final BookAdjustedEncoder adjusted = new BookAdjustedEncoder();
    private int livePositions;

    /** @param emergency counts what was closed. */
    public PositionKeeper(
            final Step step, final CauseBook causes, final QuoteMonitor quotes, final EmergencyStop emergency) {
        this.step = step;
        this.causes = causes;
        this.quotes = quotes;
        this.emergency = emergency;
    }

    /** Live positions that are not flat. */
    public int livePositions() {
        return livePositions;
    }

    /** A fill; a position that would leave the range is {@code position.unknown} and stays (W-1). */
    public void fill(final Position position, final Side side, final long quantityE8, final long priceE8) {
        final boolean wasFlat = position.isFlat();
        if (!position.fill(side, quantityE8, priceE8)) {
            causes.raise(ReasonCode.POSITION_UNKNOWN, EVENT);
            return;
        }
        moved(position, wasFlat);
    }

    /** A report is taken over. */
    public void adjust(
            final Position position, final long toQuantityE8, final long averageE8, final boolean explained) {
        final boolean wasFlat = position.isFlat();
        step.next(adjusted).fromQuantity(position.quantityE8()).toQuantity(toQuantityE8);
        position.instrument()
                .putSymbol(adjusted.buffer(), adjusted.offset() + BookAdjustedEncoder.symbolEncodingOffset());
        step.end(adjusted);
        position.adjust(toQuantityE8, averageE8, explained);
        moved(position, wasFlat);
    }

    private void moved(final Position position, final boolean wasFlat) {
        if (position.isFlat() == wasFlat) {
            return;
        }
        if (position.mode() == TradingMode.LIVE) {
            livePositions += wasFlat ? 1 : -1;
        }
        if (!wasFlat) {
            emergency.onFlat();
        }
        quotes.onUseChanged(position.instrument());
    }

    /** Images the count; the positions are imaged with their symbols. */
    public void image(final Image image) {
        livePositions = image.int32(livePositions);
    }
}
