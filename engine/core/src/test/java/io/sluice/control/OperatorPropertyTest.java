package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Who may command (O-0, W-8), and what a command changes (P-2). */
class OperatorPropertyTest {
    private static final List<String> COMMANDS = OriginTest.INPUTS.entrySet().stream()
            .filter(input -> input.getValue().contains("'operatorId':'alice'"))
            .map(input -> "{'type':'" + input.getKey() + "'," + input.getValue() + "}")
            .toList();

    @Provide
    Arbitrary<String> strangers() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .alpha()
                        .numeric()
                        .ofMinLength(1)
                        .ofMaxLength(64)
                        .filter(name -> !List.of("alice", "bob").contains(name)),
                Arbitraries.of("Alice", "ALICE", "alic", "alicee", "alice ", "alice,bob", "", "bob\u00eb", "root"));
    }

    /** An engine with something for each command to work on. */
    private static Scenario busy(final boolean fourEyes) {
        final Scenario engine =
                Scenario.normal("sluice.operators.four-eyes=" + fourEyes, "sluice.drawdown.suspect-step-percent=100");
        engine.quote("BTCUSD", "100", "100");
        engine.equity("1000");
        engine.open(1);
        engine.in("LockoutCreate", "symbol=ETHUSD", "reason=x", "durationSeconds=60", "operatorId=bob");
        engine.in("GuardianLock", "reason=x", "origin=risk:r");
        engine.open(2);
        engine.in("ForceMode", "mode=safe_mode", "ttlSeconds=60", "operatorId=bob", "reason=x");
        engine.in("GuardianUnlock", "operatorId=bob", "reason=x");
        return engine;
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("O-0")
    @Tag("H-5")
    @Tag("R-6")
    @Tag("M-5")
    void shouldLetNobodyCommandWhoIsNotAnOperator(
            @ForAll("strangers") final String name, @ForAll final boolean fourEyes) {
        Assume.that(!name.isEmpty()); // no command: a required text is missing
        final Scenario engine = busy(fourEyes);
        final String before = shown(engine);
        for (final String command : COMMANDS) {
            final Said said = engine.json(command.replace("alice", name));
            assertThat(said.briefs()).as(command).containsExactly("Result SEC-090");
        }
        assertThat(shown(engine)).isEqualTo(before);
    }

    /** Every view but what says which record it reflects. */
    private static String shown(final Scenario engine) {
        final StringBuilder out = new StringBuilder();
        for (final View view : View.values()) {
            engine.view(view).forEach(row -> out.append(view.name().toLowerCase(Locale.ROOT))
                    .append(row.toString().replaceAll("seq=\\d+", ""))
                    .append('\n'));
        }
        return out.toString();
    }

    private static final List<List<String>> CHANGES = List.of(
            List.of("allowNewTrades", "true", "false"),
            List.of("hitlEnabled", "true", "false"),
            List.of("autoApprovePaper", "true", "false"),
            List.of("requireApprovalForLive", "true", "false"),
            List.of("approvalTimeoutSeconds", "300", "60", "1"),
            List.of("slippageMaxPercent", "0.5", "1", "0.00000001"),
            List.of("tradingMode", "live", "paper", "disabled"));

    @Property(tries = 150)
    @Tag("P-1")
    @Tag("P-2")
    void shouldChangeOnlyWhatAnUpdateNames(
            @ForAll @Size(min = 1, max = 6) final List<@Size(7) List<@IntRange(max = 4) Integer>> updates) {
        final Scenario engine = Scenario.normal();
        final String[] expected = CHANGES.stream().map(values -> values.get(1)).toArray(String[]::new);
        for (final List<Integer> update : updates) {
            final String[] fields = new String[CHANGES.size() + 1];
            int changes = 0;
            for (int i = 0; i < CHANGES.size(); i++) {
                final List<String> values = CHANGES.get(i);
                final int pick = update.get(i);
                final boolean named = pick > 0 && pick < values.size();
                fields[i] = values.get(0) + "=" + (named ? values.get(pick) : "");
                if (named && !expected[i].equals(values.get(pick))) {
                    expected[i] = values.get(pick);
                    changes++;
                }
            }
            fields[CHANGES.size()] = "operatorId=alice";
            final long version = engine.view(View.POLICY).get(0).id("version");
            final Said said = engine.in("PolicyUpdate", fields);
            assertThat(said.result()).isEqualTo("OK");
            assertThat(said.all("PolicyChanged")).hasSize(changes);
            final Outcome policy = engine.view(View.POLICY).get(0);
            assertThat(policy.id("version")).isEqualTo(version + changes);
            for (int i = 0; i < expected.length; i++) {
                assertThat(policy.get(CHANGES.get(i).get(0))).isEqualTo(expected[i]);
            }
        }
    }
}
