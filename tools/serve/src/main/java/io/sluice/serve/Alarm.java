package io.sluice.serve;

import io.sluice.client.MonitorDoor;
import io.sluice.serve.desk.Gateway;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/** Tells the engine of a row whose hash is wrong (SPEC H-9), once for each row and hash. Any thread. */
final class Alarm {
    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST_REMEMBERED = 10_000;

    private final Gateway gateway;
    private final Consumer<String> notices;
    private final Set<String> told = new HashSet<>();

    Alarm(final Gateway gateway, final Consumer<String> notices) {
        this.gateway = gateway;
        this.notices = notices;
    }

    /**
     * Tells of a row. While no engine is there it is tried again when the row is found again.
     *
     * @param store where the row is: {@code image}, {@code mirror}.
     */
    synchronized void violation(final String store, final long tradeId, final byte[] expected, final byte[] found) {
        final String which = store + tradeId + HEX.formatHex(found);
        final MonitorDoor door = gateway.monitor("serve");
        if (door == null || told.contains(which) || told.size() >= MOST_REMEMBERED) {
            return;
        }
        told.add(which);
        notices.accept("a row hash does not fit in the " + store + ": request " + tradeId + "; the engine is told");
        door.integrityViolation(tradeId, expected, found, store);
    }

    /** As the other, of hex digits. */
    void violation(final String store, final long tradeId, final String expected, final String found) {
        violation(store, tradeId, HEX.parseHex(expected), HEX.parseHex(found));
    }
}
