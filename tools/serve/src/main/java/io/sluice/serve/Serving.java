package io.sluice.serve;

import io.sluice.client.ClientListener;
import io.sluice.config.LoadedConfig;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.sink.Overseer;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sink.SinkStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The parts of {@code serve}, put together: a runner for each sink, and who speaks for the required ones at the
 * door. The engine need not be there: sinks read what there is, and the gateway attaches when it can.
 */
final class Serving implements AutoCloseable {
    private static final long SHOW_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final UUID journalId;
    private final LoadedConfig config;
    private final LongSupplier released;
    private final List<SinkRunner> runners = new CopyOnWriteArrayList<>();
    private final SinkBoard board;
    private final Consumer<String> notices;
    private final Gateway gateway;
    private Api api;
    private Metering metering;
    private volatile Notifying notifying;
    private Overseer overseer;
    private volatile Overseer told;
    private long showNs = System.nanoTime();

    /** @param gateway is closed with the rest. */
    Serving(
            final Path directory,
            final Gateway gateway,
            final UUID journalId,
            final LoadedConfig config,
            final LongSupplier released,
            final SinkBoard board,
            final Consumer<String> notices) {
        this.directory = directory;
        this.gateway = gateway;
        this.journalId = journalId;
        this.config = config;
        this.released = released;
        this.board = board;
        this.notices = notices;
        gateway.listen(new Listener());
    }

    /** Once everything was added. */
    void start() {
        runners.forEach(SinkRunner::start);
    }

    /** The sink is started and closed with the rest. */
    void add(final SinkRunner runner) {
        runners.add(runner);
    }

    /** The runners of the sinks; that of the mirror first. */
    List<SinkRunner> runners() {
        return runners;
    }

    /** The metrics are closed with the rest. */
    void add(final Metering made) {
        metering = made;
    }

    /** The API is looked after and closed with the rest. */
    void add(final Api made) {
        api = made;
        notices.accept("listens at " + made.address());
    }

    /** The API; null where there is none. */
    Api api() {
        return api;
    }

    /** The notifier is looked after and closed with the rest; so is its runner. */
    void add(final Notifying made) {
        notifying = made;
        add(made.runner());
        notices.accept("tells people by " + made.channels());
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
        if (gateway.turn()) {
            oversee();
            if (notifying != null) {
                notifying.speakBy(gateway);
            }
        }
        if (gateway.journalId() != null && !journalId.equals(gateway.journalId())) {
            notices.accept("the engine writes another journal now, " + gateway.journalId());
            return false;
        }
        if (overseer != null) {
            overseer.turn();
        }
        if (notifying != null) {
            notifying.turn(sinks());
        }
        if (api != null) {
            api.turn();
        }
        if (now - showNs >= 0) {
            showNs = now + SHOW_NS;
            board.write(sinks());
        }
        return true;
    }

    private void oversee() {
        if (overseer != null) {
            overseer.close();
        }
        overseer = null;
        final List<SinkRunner> required =
                runners.stream().filter(runner -> runner.status().required()).toList();
        if (!required.isEmpty()) {
            overseer = new Overseer(
                    directory,
                    required,
                    released,
                    gateway.monitor("serve"),
                    gateway::nowNs,
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
            if (hearing != null) {
                hearing.onAttached();
            }
            if (notifying != null) {
                notifying.onAttached();
            }
        }
    }

    @Override
    public void close() {
        if (api != null) {
            api.close();
        }
        runners.forEach(SinkRunner::close);
        if (notifying != null) {
            notifying.close();
        }
        if (metering != null) {
            metering.close();
        }
        board.write(sinks());
        if (overseer != null) {
            overseer.close();
        }
        gateway.close();
    }
}
