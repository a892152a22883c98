package io.sluice.control.limits;

import io.sluice.control.config.Settings;
import io.sluice.control.symbol.Instrument;
import org.agrona.concurrent.UnsafeBuffer;

/** How much one ClosePosition of a symbol may be for at most (E-2). */
public final class CloseLimits {
    private final SymbolLimitTable table;
    private final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);

    /** @param settings where the limits are. */
    public CloseLimits(final Settings settings) {
        table = new SymbolLimitTable(settings);
    }

    /** The limit, 0 if there is none. */
    public long mostE8(final Instrument instrument) {
        instrument.putSymbol(symbol, 0);
        return table.of(symbol, 0).maxCloseQuantityE8();
    }
}
