package io.sluice.engine;

import io.sluice.replay.Replayed;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that reads all views on and on, and compares them with the journal executed again to their record. */
public final class StateWitness {
    private static final int ENOUGH = 50;

    private StateWitness() {}

    /** @param arguments directory, seconds at least. */
    public static void main(final String[] arguments) {
        final Path directory = Path.of(arguments[0]);
        int compared = 0;
        try (StateView state = StateView.open(directory, StateMapProcessTest.BUSY_LIMIT)) {
            StateSnapshot now = state.read();
            final Replayed replayed = Replayed.to(directory, now.sequence());
            System.out.println("reading");
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
            long last = 0;
            while (compared < ENOUGH || System.nanoTime() - endNs < 0) {
                if (now.sequence() > last) {
                    last = now.sequence();
                    replayed.on(last).assertSame(now);
                    compared++;
                }
                now = state.read();
            }
        }
        System.out.println(compared);
    }
}
