package io.sluice.control.desk;

import io.sluice.control.config.ControlConfig.Instruments;
import io.sluice.control.config.Settings;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Which symbols may be traded where only known ones may, and which have signed prices ({@code instruments}). */
final class KnownSymbols {
    private final Settings settings;
    private Instruments read;
    private InstrumentBook known;
    private InstrumentBook signed;

    KnownSymbols(final Settings settings) {
        this.settings = settings;
    }

    boolean allows(final DirectBuffer buffer, final int symbolOffset) {
        final Instruments instruments = settings.get().instruments();
        if (!instruments.strict()) {
            return true;
        }
        read(instruments);
        return known.find(buffer, symbolOffset) != null;
    }

    /** Whether prices of a symbol may be 0 or negative. */
    boolean isSigned(final DirectBuffer buffer, final int symbolOffset) {
        final Instruments instruments = settings.get().instruments();
        if (instruments.signed().isEmpty()) {
            return false;
        }
        read(instruments);
        return signed.find(buffer, symbolOffset) != null;
    }

    private void read(final Instruments instruments) {
        if (instruments != read) {
            known = table(instruments.known());
            signed = table(instruments.signed());
            read = instruments;
        }
    }

    private static InstrumentBook table(final List<String> symbols) {
        final InstrumentBook table = new InstrumentBook(Math.max(1, symbols.size()));
        final UnsafeBuffer key = new UnsafeBuffer(new byte[Instrument.LENGTH]);
        for (final String symbol : symbols) {
            key.setMemory(0, Instrument.LENGTH, (byte) 0);
            key.putStringWithoutLengthAscii(0, symbol);
            table.findOrAdd(key, 0);
        }
        return table;
    }
}
