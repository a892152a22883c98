package io.sluice.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M-6")
class EventMemoryTest {
    private static final int REMEMBERED = 65_536;

    @Test
    void shouldKnowTheLastOnesAndForgetTheOldest() {
        final EventMemory memory = new EventMemory();
        for (int round = 0; round < 2; round++) {
            for (long id = 1; id <= REMEMBERED; id++) {
                assertThat(memory.add(round, id)).isTrue();
            }
            assertThat(memory.add(round, 1)).as("the first of the last ones").isFalse();
            assertThat(memory.add(round, REMEMBERED)).isFalse();
        }
        assertThat(memory.add(2, 1)).isTrue();
        assertThat(memory.add(1, 2)).as("still among the last ones").isFalse();
        assertThat(memory.add(1, 1)).as("the oldest made room").isTrue();
    }

    @Test
    void shouldTellEventsApartByBothHalves() {
        final EventMemory memory = new EventMemory();
        assertThat(memory.add(1L << 63, 0)).isTrue();
        assertThat(memory.add(0, 1L << 31)).isTrue();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            for (int other = 0; other < Long.SIZE; other++) {
                assertThat(memory.add(1 + (1L << bit), 1 + (1L << other))).isTrue();
            }
        }
    }
}
