package io.sluice.engine;

import io.sluice.codec.Road;
import org.junit.jupiter.api.Tag;

/** What {@link DoorKillTest} expects, with strategy and adapter on the fast road. */
@Tag("X-5")
class FastDoorKillTest extends DoorKillTest {
    @Override
    Road road() {
        return Road.FAST;
    }
}
