package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.Role;
import io.sluice.codec.TradeState;
import java.util.HashSet;
import java.util.Set;

/** Order of records, ids and answers (W-2, W-3, W-5, O-0). */
final class OrderInvariant extends Invariant {
    private static final int ID_BITS = 13;

    private final Set<Long> ids = new HashSet<>();
    private final Set<Long> commands = new HashSet<>();
    private long lastSequence;
    private long lastNs = Long.MIN_VALUE;
    private int outcomes;
    private int results;
    private int lastType;

    @Override
    void input(final Seen seen) {
        hold(
                seen.sequence == lastSequence + 1,
                "Sequences have no gaps (J-1)",
                "%d after %d",
                seen.sequence,
                lastSequence);
        hold(seen.timeNs >= lastNs, "Engine time never goes back (W-2)", "%d after %d", seen.timeNs, lastNs);
        lastSequence = seen.sequence;
        lastNs = seen.timeNs;
        outcomes = 0;
        results = 0;
        lastType = 0;
        ids.clear();
    }

    @Override
    void outcome(final Seen seen) {
        outcomes++;
        lastType = seen.type;
        switch (seen.type) {
            case 201 -> {
                if (seen.transition.from() == TradeState.PENDING) {
                    fresh(seen, seen.transition.tradeId());
                }
            }
            case 213 -> {
                if (commands.add(seen.close.commandId())) {
                    fresh(seen, seen.close.commandId());
                }
            }
            case 214 -> {
                if (commands.add(seen.cancel.commandId())) {
                    fresh(seen, seen.cancel.commandId());
                }
            }
            case 222 -> fresh(seen, seen.requested.requestId());
            case 223 -> {
                final boolean ends = (seen.isTick() || seen.inputType == 180)
                        && (seen.result.code() == Code.EXPIRED || seen.result.code() == Code.VOID);
                results += ends ? 0 : 1;
                hold(
                        ends || seen.result.command().value() == seen.inputType,
                        "An answer names its command (O-0)",
                        "%s for input %d",
                        seen.result.command(),
                        seen.inputType);
                hold(
                        (seen.result.code() == Code.OK) == (seen.result.accepted() == Bool.TRUE),
                        "An answer is accepted or has a code (O-0)",
                        "%s",
                        seen.result.code());
            }
            default -> {
                // no id, no answer
            }
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        hold(
                outcomes == seen.outcomes,
                "A record says how many outcomes it has (J-1)",
                "%d, says %d",
                outcomes,
                seen.outcomes);
        hold(results <= 1, "An input gets at most one answer (O-0)", "%d", results);
        hold(results == 0 || lastType == 223, "The answer is the last outcome (O-0)", "last is %d", lastType);
        if (seen.role == Role.OPERATOR && seen.inputType != 100) {
            hold(results == 1, "Every operator command gets exactly one answer (O-0)", "input %d", seen.inputType);
        }
        if (seen.inputType == 100) {
            hold(results == 0, "An intent is answered by its Decision alone (O-0)", "%d", results);
        }
        if (seen.inputType == 180) {
            hold(lastType == 209, "RecoverySummary is the last outcome of a start (W-5)", "last is %d", lastType);
        }
    }

    private void fresh(final Seen seen, final long id) {
        hold(
                id >> ID_BITS == seen.sequence && ids.add(id),
                "New ids are the sequence times a power of two plus an index, each once (W-3)",
                "%d in record %d",
                id,
                seen.sequence);
    }
}
