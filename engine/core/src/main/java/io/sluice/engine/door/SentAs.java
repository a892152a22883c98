package io.sluice.engine.door;

import io.sluice.client.Sender;
import io.sluice.codec.Role;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * In whose name a client last sent in one role: what it may does not change while it is attached, so the next input of
 * the same name needs no look at grants.
 */
final class SentAs {
    private final UnsafeBuffer name = new UnsafeBuffer(new byte[64]);
    private int length;
    private Sender sender;

    private SentAs() {}

    static SentAs[] inEachRole() {
        return Stream.of(Role.values()).map(role -> new SentAs()).toArray(SentAs[]::new);
    }

    /** Null if that was another name. */
    Sender find(final UnsafeBuffer given) {
        if (given.capacity() != length) {
            return null;
        }
        for (int i = 0; i < length; i++) {
            if (given.getByte(i) != name.getByte(i)) {
                return null;
            }
        }
        return sender;
    }

    void keep(final UnsafeBuffer given, final Sender found) {
        if (given.capacity() <= name.capacity()) {
            length = given.capacity();
            name.putBytes(0, given, 0, length);
            sender = found;
        }
    }
}
