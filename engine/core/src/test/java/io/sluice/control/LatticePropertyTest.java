package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.RandomRun.Life;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** The gate is a lattice (G-1a), and the mode follows from what stands (M-3). */
class LatticePropertyTest {
    private static final String[] FAILURES = {
        "broker.disconnect", "broker.mismatch", "risk.breach_hard", "position.unknown", "market_data.stale",
        "risk.timeout", "db.buffer_overflow", "equity.stale", "market_data.quality_low", "db.write_fail_buffered",
        "alerts.channel_down", "system.unknown", "risk.breach_soft"
    };

    @Provide
    Arbitrary<List<String>> causes() {
        return Arbitraries.of(FAILURES).set().ofMaxSize(6).map(ArrayList::new);
    }

    @Property(tries = 100)
    @Tag("G-1a")
    void shouldHaveTheSameModeAndGateForAnyOrderOfCauses(
            @ForAll final boolean cold, @ForAll("causes") final List<String> causes, @ForAll final Random order) {
        final List<String> other = new ArrayList<>(causes);
        Collections.shuffle(other, order);
        final Scenario one = cold ? Scenario.cold() : Scenario.normal();
        final Scenario two = cold ? Scenario.cold() : Scenario.normal();
        causes.forEach(reason -> one.event("fail_crit", "system", reason));
        other.forEach(reason -> two.event("fail_crit", "system", reason));
        assertThat(two.mode()).isEqualTo(one.mode());
        assertThat(two.machine().permissions()).isEqualTo(one.machine().permissions());
        assertThat(two.status().get("causes")).isEqualTo(one.status().get("causes"));
    }

    @Property(tries = 100)
    @Tag("G-1a")
    void shouldNeverAddAPermissionByAddingACause(
            @ForAll final boolean cold,
            @ForAll("causes") final List<String> causes,
            @ForAll("causes") final List<String> more) {
        final Scenario engine = cold ? Scenario.cold() : Scenario.normal();
        causes.forEach(reason -> engine.event("fail_crit", "system", reason));
        for (final String reason : more) {
            final long before = engine.machine().permissions() & 0x3F;
            engine.event("fail_supp", "system", reason);
            final long after = engine.machine().permissions() & 0x3F;
            assertThat(after & ~before).as("%s added a permission", reason).isZero();
        }
    }

    /** A forced mode aside, which an operator may set to anything. */
    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("M-3")
    @Tag("M-7")
    void shouldNeverGoStraightToNormalFromSafeModeOrWorse(@ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final Scenario engine = life.run();
        String mode = "normal";
        boolean emergency = false;
        boolean forced = false;
        for (final Scenario.Written record : engine.records()) {
            final boolean forcedBefore = forced;
            for (final Outcome outcome : record.outcomes()) {
                if (outcome.type().equals("PolicyChanged") && outcome.is("field", "overrideMode")) {
                    forced = outcome.get("newValue") != null;
                } else if (outcome.type().equals("EmergencyChanged")) {
                    emergency = !outcome.is("phase", "CLEARED");
                } else if (outcome.type().equals("ModeChanged")) {
                    assertThat(outcome.get("fromMode")).as("chained").isEqualTo(mode);
                    assertThat(outcome.get("reasonCode")).as("%s", outcome).isNotNull();
                    mode = outcome.get("toMode");
                    if (mode.equals("normal") && !forced && !forcedBefore) {
                        assertThat(outcome.get("fromMode")).isIn("recovering", "degraded");
                    }
                }
            }
            assertThat(emergency && !mode.equals("halt"))
                    .as("an emergency is a halt")
                    .isFalse();
        }
        assertThat(engine.mode()).as("no change of the mode goes unsaid").isEqualTo(mode);
    }
}
