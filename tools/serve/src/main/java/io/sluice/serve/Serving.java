package io.sluice.serve;

import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.EngineException;
import io.sluice.client.SluiceClient;
import io.sluice.codec.Role;
import io.sluice.config.LoadedConfig;
import io.sluice.serve.sink.Overseer;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sink.SinkStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The parts of {@code serve}, put together: a runner for each sink, and one client of the door that speaks for the
 * required ones. The engine need not be there: sinks read what there is, and the client attaches when it can.
 */
final class Serving implements AutoCloseable {
    private static final long TRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long SHOW_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final Path socket;
    private final UUID journalId;
    private final LoadedConfig config;
    private final LongSupplier released;
    private final List<SinkRunner> runners;
    private final SinkBoard board;
    private final Consumer<String> notices;
    private SluiceClient client;
    private Overseer overseer;
    private volatile Overseer told;
    private String lastRefusal = "";
    private long tryNs = System.nanoTime();
    private long showNs = System.nanoTime();

    Serving(
            final Path directory,
            final Path socket,
            final UUID journalId,
            final LoadedConfig config,
            final LongSupplier released,
            final List<SinkRunner> runners,
            final SinkBoard board,
            final Consumer<String> notices) {
        this.directory = directory;
        this.socket = socket;
        this.journalId = journalId;
        this.config = config;
        this.released = released;
        this.runners = runners;
        this.board = board;
        this.notices = notices;
        runners.forEach(SinkRunner::start);
    }

    /** What each sink did until now. Any thread. */
    List<SinkStatus> sinks() {
        return runners.stream().map(SinkRunner::status).toList();
    }

    /**
     * Looks after everything once.
     *
     * @return whether the engine still writes the journal that is read: a new epoch is another one.
     */
    boolean turn() {
        final long now = System.nanoTime();
        if (client == null || !client.isOpen()) {
            if (now - tryNs >= 0) {
                tryNs = now + TRY_NS;
                attach();
            }
        } else if (!journalId.equals(client.journalId())) {
            notices.accept("the engine writes another journal now, " + client.journalId());
            return false;
        }
        if (overseer != null) {
            overseer.turn();
        }
        if (now - showNs >= 0) {
            showNs = now + SHOW_NS;
            board.write(sinks());
        }
        return true;
    }

    private void attach() {
        try {
            letGo();
            client = SluiceClient.connect(ClientOptions.at(socket)
                    .name("sluice serve")
                    .roles(Role.MONITOR)
                    .listener(new Listener()));
            lastRefusal = "";
            notices.accept("attached at " + socket);
            oversee();
        } catch (final EngineException e) {
            if (e.code() != EngineException.Code.NO_ENGINE && !e.getMessage().equals(lastRefusal)) {
                notices.accept("the door refused serve: " + e.getMessage());
                lastRefusal = e.getMessage();
            }
        }
    }

    private void oversee() {
        final List<SinkRunner> required =
                runners.stream().filter(runner -> runner.status().required()).toList();
        if (!required.isEmpty()) {
            overseer = new Overseer(
                    directory,
                    required,
                    released,
                    client.monitor("serve"),
                    client::nowNs,
                    config.control().health().componentTtlNs(),
                    config.serve().lagDegradeNs(),
                    config.serve().lagSafeNs());
            told = overseer;
        }
    }

    private final class Listener implements ClientListener {
        @Override
        public void onAttached(final boolean isAgain, final long startSequence) {
            final Overseer hearing = told;
            if (isAgain) {
                notices.accept("attached again");
            }
            if (hearing != null) {
                hearing.onAttached();
            }
        }

        @Override
        public void onLost(final String why) {
            notices.accept("the engine was lost: " + why);
        }
    }

    private void letGo() {
        if (overseer != null) {
            overseer.close();
        }
        overseer = null;
        told = null;
        if (client != null) {
            client.close();
        }
        client = null;
    }

    @Override
    public void close() {
        runners.forEach(SinkRunner::close);
        board.write(sinks());
        letGo();
    }
}
