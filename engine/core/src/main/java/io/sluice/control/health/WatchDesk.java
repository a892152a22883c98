package io.sluice.control.health;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.SymbolWatchChangedEncoder;
import io.sluice.codec.SymbolWatchDecoder;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.schema.SymbolForm;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes symbols that will never quote again out of the freshness rules, and puts them back (C-7). */
public final class WatchDesk {
    private final Step step;
    private final InstrumentBook instruments;
    private final QuoteMonitor quotes;
    private final SymbolWatchChangedEncoder changed = new SymbolWatchChangedEncoder();
    private final UnsafeBuffer reason = new UnsafeBuffer(0, 0);

    /** @param quotes holds the freshness rules. */
    public WatchDesk(final Step step, final InstrumentBook instruments, final QuoteMonitor quotes) {
        this.step = step;
        this.instruments = instruments;
        this.quotes = quotes;
    }

    /** An allowed operator decides about a symbol; what is so already stays so. */
    public Code onWatch(final SymbolWatchDecoder in, final Text operator) {
        final int symbolOffset = in.offset() + SymbolWatchDecoder.symbolEncodingOffset();
        if (!SymbolForm.isSound(in.buffer(), symbolOffset)) {
            return step.malformed(SymbolWatchDecoder.symbolId());
        }
        final Instrument instrument = instruments.findOrAdd(in.buffer(), symbolOffset);
        if (instrument == null) {
            return Code.CAPACITY;
        }
        final boolean watched = in.watched() == Bool.TRUE;
        if (instrument.isWatched() == watched) {
            return Code.OK;
        }
        instrument.watched(watched);
        quotes.onWatchChanged(instrument);
        in.skipOperatorId();
        in.wrapReason(reason);
        step.next(changed).watched(in.watched());
        instrument.putSymbol(changed.buffer(), changed.offset() + SymbolWatchChangedEncoder.symbolEncodingOffset());
        step.end(changed.putReason(reason, 0, reason.capacity()).putOperatorId(operator.bytes(), 0, operator.length()));
        return Code.OK;
    }
}
