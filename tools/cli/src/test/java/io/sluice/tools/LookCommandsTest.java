package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command that looks something up, against a running engine: plain and as JSON, with its exit code. */
@Tag("X-10")
class LookCommandsTest {
    /** Command, exit code, what it says, what its JSON says. */
    private static final String TABLE =
            """
            approval {approved} | 0 | BTCUSD | "status":"ACCEPTED"
            approval {rejected} | 0 | too large | "decisionReason":"too large"
            approval {waiting} | 0 | BTCUSD | "status":"AWAITING_APPROVAL"
            approval 5 | 1 | there is no request of trade 5 | null
            approval x | 2 | Invalid value for positional parameter | -
            trades | 0 | {paper} | "tradeId":{paper}
            trades {paper} | 0 | filledQuantity | {"type":"TradeView"
            trades 5 | 1 | there is no trade 5 | null
            pending | 0 | {waiting} | "tradeId":{waiting}
            history | 0 | {approved} | "tradeId":{approved}
            history --symbol btcusd | 0 | {approved} | "tradeId":{rejected}
            history --symbol ETHUSD | 0 | none | []
            history --status rejected | 0 | {rejected} | "tradeId":{rejected}
            history --status cancelled | 0 | none | []
            history --status bad | 2 | --status: must be one of | -
            history --since 2013-11-25 | 0 | {approved} | "tradeId":{approved}
            history --since 2190-01-01T00:00:00Z | 0 | none | []
            history --since yesterday | 2 | --since: must be a time in UTC | -
            history --limit 1 | 0 | {rejected} | "tradeId":{rejected}
            history --limit 0 | 2 | --limit must be at least 1 | -
            audit {correlation} | 0 | OrderIntent | "type":"OrderIntent"
            audit {nobody} | 1 | no record has the correlation id {nobody} | -
            audit x | 2 | Invalid value for positional parameter | -
            """;

    private final Map<String, String> ids = new HashMap<>();

    @Test
    void shouldFindWhatIsLookedFor(@TempDir final Path directory) throws Exception {
        try (DoorCli door = new DoorCli(directory)) {
            final CompletableFuture<Cli> waiting = trade(door);
            for (final String row : TABLE.split("\n")) {
                check(door, row);
            }
            final Cli last = door.plain("history", "--limit", "1");
            assertThat(last.out()).doesNotContain(ids.get("approved"));
            door.alice("emergency", "stop", "--reason", "end");
            assertThat(waiting.get().code()).isEqualTo(1);
        }
    }

    private void check(final DoorCli door, final String row) {
        final String[] cells = filled(row).split(" \\| ");
        final int code = Integer.parseInt(cells[1]);
        final Cli plain = door.plain(cells[0].split(" "));
        assertThat(plain.code()).as(row + ": " + plain).isEqualTo(code);
        assertThat(code == 0 ? plain.out() : plain.err()).as(row).contains(cells[2]);
        final Cli json = door.plain((cells[0] + " --json").split(" "));
        assertThat(json.code()).as(row + ": " + json).isEqualTo(code);
        if (cells[3].equals("-")) {
            assertThat(json.out()).as(row).isEmpty();
        } else {
            assertThat(json.out()).as(row).contains(cells[3]);
        }
    }

    private String filled(final String row) {
        String filled = row;
        for (final Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }

    /** A paper order, one request approved, one rejected, one that waits. */
    private CompletableFuture<Cli> trade(final DoorCli door) throws Exception {
        door.quote();
        assertThat(door.plain("intent", "open", "BTCUSD", "buy", "0.5", "--price", "100")
                        .code())
                .isZero();
        ids.put("nobody", UUID.randomUUID().toString());
        ids.put("paper", DoorCli.found("\"tradeId\":(\\d+)", door.shown("tradeId", "trades", "--json")));
        final CompletableFuture<Cli> first = door.askLive();
        ids.put("approved", door.pending("tradeId"));
        ids.put("correlation", door.pending("correlationId"));
        door.quote();
        assertThat(door.alice("approve", ids.get("approved")).code()).isZero();
        first.get();
        door.shown(ids.get("approved"), "history", "--json");
        final CompletableFuture<Cli> second = door.askLive();
        ids.put("rejected", otherThan(ids.get("approved"), door));
        assertThat(door.alice("reject", ids.get("rejected"), "--reason", "too large")
                        .code())
                .isZero();
        second.get();
        door.shown(ids.get("rejected"), "history", "--json");
        final CompletableFuture<Cli> third = door.askLive();
        ids.put("waiting", otherThan(ids.get("rejected"), door));
        return third;
    }

    /** The view may still show the one that was decided just now. */
    private static String otherThan(final String before, final DoorCli door) {
        String id = door.pending("tradeId");
        while (id.equals(before)) {
            id = door.pending("tradeId");
        }
        return id;
    }
}
