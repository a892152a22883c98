package io.sluice.control.limits;

import io.sluice.control.config.ControlConfig.Limits;
import io.sluice.control.config.ControlConfig.OwnLimits;
import io.sluice.control.config.ControlConfig.SymbolLimits;
import io.sluice.control.config.Settings;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The limits of each symbol that has its own, else the default ones; read anew when a start brings others. */
final class SymbolLimitTable {
    private final Settings settings;
    private final List<SymbolLimits> own = new ArrayList<>();
    private InstrumentBook symbols;
    private Limits read;

    SymbolLimitTable(final Settings settings) {
        this.settings = settings;
    }

    SymbolLimits of(final Order order) {
        return of(order.symbol, order.symbolOffset);
    }

    SymbolLimits of(final DirectBuffer symbol, final int offset) {
        if (settings.get().limits() != read) {
            read(settings.get().limits());
        }
        if (own.isEmpty()) {
            return read.defaults();
        }
        final Instrument found = symbols.find(symbol, offset);
        return found == null ? read.defaults() : own.get(found.index());
    }

    private void read(final Limits limits) {
        own.clear();
        symbols = new InstrumentBook(Math.max(1, limits.symbols().size()));
        final UnsafeBuffer key = new UnsafeBuffer(new byte[Instrument.LENGTH]);
        for (final OwnLimits its : limits.symbols()) {
            key.setMemory(0, Instrument.LENGTH, (byte) 0);
            key.putStringWithoutLengthAscii(0, its.symbol());
            symbols.findOrAdd(key, 0);
            own.add(its.limits());
        }
        read = limits;
    }
}
