package io.sluice.tools.watch;

import io.sluice.client.OperatorDoor;
import io.sluice.control.view.View;
import io.sluice.engine.StateView;
import io.sluice.state.StateMapException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The second operator: answers requests that the viewer left for a while, and confirms what the viewer asks for and may
 * not do alone. Leaves every fifth request to run out. One thread.
 */
final class StandIn implements AutoCloseable {
    /** The viewer has this long for a request. */
    static final long REQUEST_S = 75;

    private static final long CONFIRM_S = 4;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int OF = 5;
    private static final int REJECTED = 3;
    private static final int LEFT = 4;

    private final String name;
    private final OperatorDoor door;
    private final StateView state;
    private final Map<String, Long> seenNs = new HashMap<>();
    private long lookedNs = System.nanoTime();
    private long answered;

    /**
     * @param name the operator whose door it is.
     * @param door its commands.
     */
    StandIn(final String name, final OperatorDoor door, final Path directory) {
        this.name = name;
        this.door = door;
        state = StateView.open(directory);
    }

    /** Looks now and then, and does what is due. */
    void turn() {
        final long nowNs = System.nanoTime();
        if (nowNs - lookedNs < LOOK_NS) {
            return;
        }
        lookedNs = nowNs;
        try {
            final var now = state.read(View.PENDING, View.REQUESTS);
            final List<Map<String, String>> pending = now.rows(View.PENDING);
            final List<Map<String, String>> confirmations = now.rows(View.REQUESTS).stream()
                    .filter(row -> "waiting".equals(row.get("state")))
                    .toList();
            final Set<String> there = Stream.concat(
                            pending.stream().map(StandIn::trade),
                            confirmations.stream().map(StandIn::request))
                    .collect(Collectors.toSet());
            seenNs.keySet().retainAll(there);
            there.forEach(key -> seenNs.putIfAbsent(key, nowNs));
            pending.stream().filter(row -> isDue(trade(row), nowNs, REQUEST_S)).forEach(this::answer);
            confirmations.stream()
                    .filter(row -> !name.equals(row.get("operatorId")))
                    .filter(row -> isDue(request(row), nowNs, CONFIRM_S))
                    .forEach(row -> door.confirm(Long.parseLong(row.get("requestId"))));
        } catch (final StateMapException e) {
            // The next look may find it.
            return;
        }
    }

    private boolean isDue(final String key, final long nowNs, final long afterS) {
        final boolean isDue = nowNs - seenNs.get(key) >= TimeUnit.SECONDS.toNanos(afterS);
        if (isDue) {
            // Once; if it was not taken, again after as long.
            seenNs.put(key, nowNs);
        }
        return isDue;
    }

    private void answer(final Map<String, String> request) {
        final long trade = Long.parseLong(request.get("tradeId"));
        final int turn = (int) (answered++ % OF);
        if (turn == REJECTED) {
            door.reject(trade, "not now");
        } else if (turn != LEFT) {
            door.approve(trade, "the viewer did not answer");
        }
    }

    private static String trade(final Map<String, String> row) {
        return "trade " + row.get("tradeId");
    }

    private static String request(final Map<String, String> row) {
        return "request " + row.get("requestId");
    }

    @Override
    public void close() {
        state.close();
    }
}
