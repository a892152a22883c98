package io.sluice.sim;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Beside every simulated engine runs a twin that is made from an image of it at random moments; simulations break where
 * the two differ.
 */
@Tag("J-3")
class TwinTest {
    @Test
    void shouldGoOnFromAnImageAsTheMachineThatWasImaged() {
        for (long seed = 1; seed <= 12; seed++) {
            new Simulation(seed, 1500).run();
        }
    }
}
