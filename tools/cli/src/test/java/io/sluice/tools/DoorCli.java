package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.E8;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running engine with a door, and the command line beside it. */
final class DoorCli implements AutoCloseable {
    private static final String CONFIG =
            """
            sluice.hitl.allowed-operators = [alice, bob]
            sluice.capacity { symbols = 16, trades = 256, pending = 8, strategies = 16, history = 64 }
            sluice.capacity.decisions-per-strategy = 256
            sluice.journal.max-record = 1 MiB
            sluice.pipeline { ring-size = 64, wait-strategy = park, warm-up = 0 s }
            """;

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private final Path directory;
    private Engine engine;

    DoorCli(final Path directory, final String... overrides) {
        this.directory = directory;
        start(overrides);
    }

    /** Closes the engine and opens another one there. */
    void restart(final String... overrides) {
        engine.close();
        start(overrides);
    }

    private void start(final String... overrides) {
        engine = Engine.open(EngineOptions.of(ConfigLoader.load("test", CONFIG, Map.of(), List.of(overrides)))
                .in(directory)
                .startNormal(true)
                .segmentBytes(4 << 20)
                .door(true));
    }

    Engine engine() {
        return engine;
    }

    /** Runs a command as nobody in particular. */
    Cli plain(final String... words) {
        return as(null, words);
    }

    Cli alice(final String... words) {
        return as("alice", words);
    }

    Cli as(final String operator, final String... words) {
        final List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--dir", directory));
        if (operator != null) {
            all.addAll(List.of("--as", operator));
        }
        return Cli.run(all.toArray());
    }

    /** What a command shows once it has a text in it: a view follows the journal some milliseconds late. */
    String shown(final String text, final String... words) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        String out = plain(words).out();
        while (!out.contains(text) && System.nanoTime() < untilNs) {
            out = plain(words).out();
        }
        return out;
    }

    void quote() {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
    }

    /** Asks for a live order, which a person is asked about. */
    CompletableFuture<Cli> askLive(final String... options) {
        final List<String> words =
                new ArrayList<>(List.of("intent", "open", "BTCUSD", "buy", "0.5", "--price", "100", "--mode", "live"));
        words.addAll(List.of(options));
        return CompletableFuture.supplyAsync(() -> plain(words.toArray(String[]::new)));
    }

    /** Waits for a request and names what it says under a key. */
    String pending(final String key) {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        String pending = "";
        while (!pending.contains("tradeId") && System.nanoTime() < untilNs) {
            quote();
            pending = plain("pending", "--json").out();
        }
        return found("\"" + key + "\":\"?([^\",]+)", pending);
    }

    /** The first group of a pattern, which must be there. */
    static String found(final String pattern, final String text) {
        final Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Override
    public void close() {
        engine.close();
    }
}
