package io.sluice.control.desk;

import io.sluice.codec.OrderIntentDecoder;
import io.sluice.control.config.ControlConfig.Instruments;
import io.sluice.control.config.Settings;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.Order;

/** Which symbols may be traded where only known ones may, and which have signed prices ({@code instruments}). */
final class KnownSymbols {
    private final Settings settings;
    private Instruments read;
    private InstrumentBook known;
    private InstrumentBook signed;

    KnownSymbols(final Settings settings) {
        this.settings = settings;
    }

    /** Row 3 of G-3, as far as symbols and numbers go: the field that is wrong. */
    int unsound(final Order order) {
        final Instruments instruments = settings.get().instruments();
        if (instruments != read) {
            known = InstrumentBook.of(instruments.known());
            signed = InstrumentBook.of(instruments.signed());
            read = instruments;
        }
        final boolean isUnknown =
                instruments.strict() && order.makesTrade() && known.find(order.symbol(), order.symbolOffset()) == null;
        final boolean isSigned = order.priceE8() < 0 && signed.find(order.symbol(), order.symbolOffset()) != null;
        final int wrong = order.unsound(isSigned);
        return wrong == Order.NO_FIELD && isUnknown ? OrderIntentDecoder.symbolId() : wrong;
    }
}
