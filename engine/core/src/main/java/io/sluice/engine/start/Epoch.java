package io.sluice.engine.start;

import io.sluice.client.EngineException;
import io.sluice.control.intent.Fences;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalException;

/** Begins a new epoch where an operator says so: the old journal is put aside, the new one names it (SPEC J-2). */
final class Epoch {
    private Epoch() {}

    /** Whether an operator may begin a new epoch because of that. */
    static boolean mayFollow(final RuntimeException refusal) {
        if (refusal instanceof final JournalException journal) {
            return journal.code() == JournalException.Code.DAMAGED;
        }
        if (refusal instanceof final EngineException engine) {
            return engine.code() == EngineException.Code.DIVERGED
                    || engine.code() == EngineException.Code.EPOCH_UNFINISHED;
        }
        // Nonsense that bears a good checksum, which the machine cannot execute.
        return refusal instanceof IllegalStateException;
    }

    /** Puts the journal of a locked directory aside. Until the new one has its first record, no start works. */
    static JournalReplay begin(final StartSettings options, final long released) {
        final EpochPlan plan = EpochPlan.of(options.directory(), released);
        JournalReplay.refuseOtherKind(options.directory(), plan.info(), options.kind());
        refuseTooMany(plan.fences(), options.config().control().capacity().strategies());
        JournalEpochs.putAside(options.directory(), options.device());
        return JournalReplay.ofEpoch(plan);
    }

    private static void refuseTooMany(final String fences, final int most) {
        final int[] count = new int[1];
        Fences.read(fences, (id, highest) -> count[0]++);
        if (count[0] > most) {
            throw new EngineException(
                    EngineException.Code.TOO_MANY_FENCES,
                    count[0] + " strategies are to be fenced, sluice.capacity.strategies is " + most);
        }
    }
}
