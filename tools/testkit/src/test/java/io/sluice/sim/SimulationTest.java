package io.sluice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.CanonicalConfig;
import io.sluice.control.config.ControlConfig;
import org.junit.jupiter.api.Test;

/**
 * A bounded share of the simulation, two million steps. {@code -Dsluice.sim.seeds=N}, {@code -Dsluice.sim.steps=M} and
 * {@code -Dsluice.sim.seed=S} run more of it or something else; the profile {@code simulation} runs fifteen million.
 */
class SimulationTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 4000;

    @Test
    void shouldHoldEveryInvariant() {
        final SimReport report = Simulations.run(new SimOptions(
                Long.getLong("sluice.sim.seed", 1),
                Integer.getInteger("sluice.sim.seeds", SEEDS),
                Integer.getInteger("sluice.sim.steps", STEPS),
                null));
        System.out.print(report.text());
        assertThat(report.failures()).isEmpty();
    }

    @Test
    void shouldHaveEveryKindOfMishapHappen() {
        final FaultTally tally = new FaultTally();
        for (int seed = 1; seed <= 60; seed++) {
            final Simulation simulation = new Simulation(seed, 4000);
            simulation.run();
            tally.add(simulation.tally());
        }
        for (final Fault fault : Fault.values()) {
            assertThat(tally.of(fault)).as(fault.name()).isPositive();
        }
    }

    @Test
    void shouldBeTheSameRunForTheSameSeed() {
        assertThat(journal(42)).isEqualTo(journal(42)).isNotEqualTo(journal(43));
    }

    private static String journal(final long seed) {
        final Simulation simulation = new Simulation(seed, 1500);
        simulation.run();
        final StringBuilder out = new StringBuilder();
        simulation.host().log().forEach(record -> out.append(Shown.of(record)));
        return out.toString();
    }

    @Test
    void shouldDrawOnlyConfigurationsThatAnEngineTakes() {
        final Draw draw = new Draw(7);
        for (int i = 0; i < 200; i++) {
            final ControlConfig config = new ConfigDraw(draw).any(null);
            assertThat(CanonicalConfig.parse(CanonicalConfig.text(config))).isEqualTo(config);
        }
    }
}
