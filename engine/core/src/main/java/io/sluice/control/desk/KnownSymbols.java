package io.sluice.control.desk;

import io.sluice.control.config.ControlConfig.Instruments;
import io.sluice.control.config.Settings;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Whether a symbol may be traded where only known ones may ({@code instruments.strict}). */
final class KnownSymbols {
    private final Settings settings;
    private Instruments read;
    private InstrumentBook known;

    KnownSymbols(final Settings settings) {
        this.settings = settings;
    }

    boolean allows(final DirectBuffer buffer, final int symbolOffset) {
        final Instruments instruments = settings.get().instruments();
        if (!instruments.strict()) {
            return true;
        }
        if (instruments != read) {
            read(instruments);
        }
        return known.find(buffer, symbolOffset) != null;
    }

    private void read(final Instruments instruments) {
        known = new InstrumentBook(Math.max(1, instruments.known().size()));
        final UnsafeBuffer key = new UnsafeBuffer(new byte[Instrument.LENGTH]);
        for (final String symbol : instruments.known()) {
            key.setMemory(0, Instrument.LENGTH, (byte) 0);
            key.putStringWithoutLengthAscii(0, symbol);
            known.findOrAdd(key, 0);
        }
        read = instruments;
    }
}
