package io.sluice.engine;

import io.sluice.codec.Road;
import org.junit.jupiter.api.Tag;

/** What {@link DoorTest} expects of the door, on the fast road. */
@Tag("X-3")
class FastDoorTest extends DoorTest {
    @Override
    Road road() {
        return Road.FAST;
    }
}
