package io.sluice.tools.demo;

import io.sluice.codec.BreachLevel;
import io.sluice.codec.DrawdownBreachDecoder;
import io.sluice.codec.EquityUpdateDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import java.util.Arrays;

/** The equity of the live account as the journal has it: now, and its worst drawdown in every stretch of time. */
final class Equities implements RecordListener {
    private final long fromNs;
    private final long stretchNs;
    private final double[] worstPct;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EquityUpdateDecoder update = new EquityUpdateDecoder();
    private final DrawdownBreachDecoder breach = new DrawdownBreachDecoder();
    private long equityE8;
    private long peakE8;
    private long softSequence;
    private long hardSequence;

    /**
     * @param fromNs time of the first stretch.
     * @param toNs   end of the last.
     */
    Equities(final long fromNs, final long toNs, final int stretches) {
        this.fromNs = fromNs;
        stretchNs = (toNs - fromNs) / stretches + 1;
        worstPct = new double[stretches];
        Arrays.fill(worstPct, Double.NaN);
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        final long sequence = record.header().sequence();
        final long timeNs = record.header().timeNs();
        record.input();
        if (record.templateId() != EquityUpdateDecoder.TEMPLATE_ID) {
            return;
        }
        equityE8 = update.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                .equity();
        peakE8 = Math.max(peakE8, equityE8);
        final int stretch = (int) Math.max(0, Math.min(worstPct.length - 1, (timeNs - fromNs) / stretchNs));
        worstPct[stretch] = Math.min(Double.isNaN(worstPct[stretch]) ? 0 : worstPct[stretch], drawdownPct());
        while (record.nextOutcome()) {
            if (record.templateId() == DrawdownBreachDecoder.TEMPLATE_ID) {
                breach.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                softSequence = breach.level() == BreachLevel.SOFT && softSequence == 0 ? sequence : softSequence;
                hardSequence = breach.level() == BreachLevel.HARD ? sequence : hardSequence;
            }
        }
    }

    long equityE8() {
        return equityE8;
    }

    /** Present drawdown, for display; 0 or below. */
    double drawdownPct() {
        return peakE8 == 0 ? 0 : 100.0 * (equityE8 - peakE8) / peakE8;
    }

    /** Worst drawdown of each stretch; NaN where there was no equity. */
    double[] worstPct() {
        return worstPct.clone();
    }

    /** Record of the first soft breach, 0 if there was none. */
    long softSequence() {
        return softSequence;
    }

    /** Record of the hard breach, 0 if there was none. */
    long hardSequence() {
        return hardSequence;
    }
}
