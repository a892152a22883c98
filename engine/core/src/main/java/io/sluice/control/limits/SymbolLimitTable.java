package io.sluice.control.limits;

import io.sluice.control.config.ControlConfig.Limits;
import io.sluice.control.config.ControlConfig.OwnLimits;
import io.sluice.control.config.ControlConfig.SymbolLimits;
import io.sluice.control.config.Settings;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.Order;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

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
        return of(order.symbol(), order.symbolOffset());
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
        final List<String> names = new ArrayList<>();
        for (final OwnLimits its : limits.symbols()) {
            names.add(its.symbol());
            own.add(its.limits());
        }
        symbols = InstrumentBook.of(names);
        read = limits;
    }
}
