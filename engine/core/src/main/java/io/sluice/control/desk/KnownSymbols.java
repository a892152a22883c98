package io.sluice.control.desk;

import io.sluice.control.config.ControlConfig.Instruments;
import io.sluice.control.config.Settings;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.Order;

/** Whether a symbol may be traded where only known ones may ({@code instruments.strict}). */
final class KnownSymbols {
    private final Settings settings;
    private Instruments read;
    private InstrumentBook known;

    KnownSymbols(final Settings settings) {
        this.settings = settings;
    }

    boolean allows(final Order order) {
        final Instruments instruments = settings.get().instruments();
        if (!instruments.strict()) {
            return true;
        }
        if (instruments != read) {
            known = InstrumentBook.of(instruments.known());
            read = instruments;
        }
        return known.find(order.symbol(), order.symbolOffset()) != null;
    }
}
