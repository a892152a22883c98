package io.sluice.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.map.ExternalMapQueryContext;

/** A process that holds the read locks of both sides of a state map until it is killed. */
public final class LockHolder {
    private LockHolder() {}

    /** @param arguments directory. */
    public static void main(final String[] arguments) throws IOException {
        final StatePointer pointer = StatePointer.look(Path.of(arguments[0]));
        final List<ExternalMapQueryContext<byte[], byte[], ?>> held = new ArrayList<>();
        for (int side = 0; side < StatePointer.SIDES; side++) {
            held.add(MapFile.open(pointer.file(pointer.generation(side))).map().queryContext(new byte[8]));
            held.get(side).readLock().lock();
        }
        System.out.println("holding");
        while (!held.isEmpty()) {
            LockSupport.park();
        }
    }
}
