package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.RandomRun.Life;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Whatever an outcome counts is what the other outcomes of the journal tell. */
class CounterPropertyTest {
    private static long ended(final Scenario.Written record, final String reason) {
        return record.all("ApprovalDecided").stream()
                .filter(decided -> decided.is("decisionReason", reason))
                .count();
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("H-8")
    @Tag("H-12")
    @Tag("W-5")
    void shouldCountInAStartAndALockWhatTheyDid(@ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final Set<String> pending = new HashSet<>();
        for (final Scenario.Written record : life.run().records()) {
            final Set<String> before = new HashSet<>(pending);
            record.outcomes().forEach(outcome -> {
                switch (outcome.type()) {
                    case "ApprovalCreated" -> pending.add(outcome.get("tradeId"));
                    case "ApprovalDecided", "ApprovalExpired" -> pending.remove(outcome.get("tradeId"));
                    default -> {
                        // ends no request
                    }
                }
            });
            record.all("GuardianChanged").stream()
                    .filter(changed -> changed.is("locked", "true"))
                    .forEach(lock -> {
                        assertThat(lock.id("pendingRejected"))
                                .isEqualTo(before.size())
                                .isEqualTo(ended(record, "GUARDIAN_LOCK"));
                        assertThat(pending).isEmpty();
                    });
            record.all("RecoverySummary").forEach(summary -> {
                final long sent = record.all("CancelOrder").size()
                        + record.all("ClosePosition").size();
                assertThat(summary.id("pending")).isEqualTo(pending.size());
                assertThat(summary.id("restored"))
                        .isEqualTo(record.all("ApprovalRestored").size())
                        .isEqualTo(pending.size());
                assertThat(summary.id("expired"))
                        .isEqualTo(record.all("ApprovalExpired").size())
                        .isEqualTo(before.size() - pending.size());
                assertThat(summary.id("corrupted")).isZero();
                assertThat(summary.id("commandsReissued")).isLessThanOrEqualTo(sent);
            });
        }
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("E-1")
    @Tag("E-2")
    void shouldCountInAStopWhatItCancels(@ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final Map<String, String> states = new HashMap<>();
        final Set<String> pending = new HashSet<>();
        final Set<String> told = new HashSet<>();
        for (final Scenario.Written record : life.run().records()) {
            final long working =
                    states.values().stream().filter("ACCEPTED"::equals).count();
            if (Set.of("OpenOrder", "ExecutionReport").contains(record.input().type())) {
                told.add(record.input().get("tradeId"));
            }
            // The venue may work an order that never was accepted here or has ended: only its reports tell.
            final long mayWork = told.stream()
                    .filter(trade -> !"ACCEPTED".equals(states.get(trade)))
                    .count();
            record.all("TradeTransition").forEach(moved -> states.put(moved.get("tradeId"), moved.get("to")));
            record.all("ApprovalCreated").forEach(created -> pending.add(created.get("tradeId")));
            record.all("EmergencyChanged").stream()
                    .filter(changed -> changed.is("phase", "TRIGGERED"))
                    .forEach(stop -> {
                        assertThat(stop.id("ordersToCancel")).isBetween(working, working + mayWork);
                        assertThat(ended(record, "EMERGENCY_STOP")).isEqualTo(pending.size());
                        assertThat(List.of(stop.id("positionsClosed"), stop.id("ordersCancelled")))
                                .containsOnly(0L);
                    });
            record.outcomes().stream()
                    .filter(outcome ->
                            List.of("ApprovalDecided", "ApprovalExpired").contains(outcome.type()))
                    .forEach(outcome -> pending.remove(outcome.get("tradeId")));
        }
    }
}
