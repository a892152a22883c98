package io.sluice.control.symbol;

import io.sluice.control.config.ControlConfig.OwnTolerance;
import io.sluice.control.config.ControlConfig.Reconcile;
import io.sluice.control.config.Settings;
import io.sluice.control.step.Step;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** The tolerance of each symbol, its own or the default one; read again when a start brings others. */
public final class SymbolRules implements InstrumentBook.Rules {
    private final Settings settings;
    private final Step step;
    private InstrumentBook symbols;
    private long[] ownE8;
    private Reconcile read;

    /** @param step tells the time. */
    public SymbolRules(final Settings settings, final Step step) {
        this.settings = settings;
        this.step = step;
    }

    @Override
    public long toleranceE8(final DirectBuffer symbol, final int offset) {
        final Reconcile reconcile = settings.get().reconcile();
        if (reconcile.symbols().isEmpty()) {
            return reconcile.toleranceE8();
        }
        if (reconcile != read) {
            read(reconcile);
        }
        final Instrument found = symbols.find(symbol, offset);
        return found == null ? reconcile.toleranceE8() : ownE8[found.index()];
    }

    @Override
    public long horizonNs() {
        return step.nowNs() - 2 * settings.get().recovery().reconcileGraceNs();
    }

    private void read(final Reconcile reconcile) {
        final List<String> names = new ArrayList<>();
        ownE8 = new long[reconcile.symbols().size()];
        for (final OwnTolerance own : reconcile.symbols()) {
            ownE8[names.size()] = own.toleranceE8();
            names.add(own.symbol());
        }
        symbols = InstrumentBook.of(names);
        read = reconcile;
    }
}
