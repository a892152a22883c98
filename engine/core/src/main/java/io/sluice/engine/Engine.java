package io.sluice.engine;

import io.sluice.client.Beacon;
import io.sluice.client.Door;
import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.client.Sender;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import io.sluice.config.EngineConfig;
import io.sluice.config.EngineConfig.Sync;
import io.sluice.control.ControlMachine;
import io.sluice.engine.follow.Follower;
import io.sluice.engine.follow.RetentionTask;
import io.sluice.engine.follow.Sealer;
import io.sluice.engine.follow.Shadow;
import io.sluice.engine.follow.StateProjection;
import io.sluice.engine.follow.Syncer;
import io.sluice.engine.line.Alarm;
import io.sluice.engine.line.Clients;
import io.sluice.engine.line.EngineLoop;
import io.sluice.engine.line.FallbackLog;
import io.sluice.engine.line.InputRing;
import io.sluice.engine.line.Intake;
import io.sluice.engine.line.Mailboxes;
import io.sluice.engine.line.OwnBeacon;
import io.sluice.engine.line.Release;
import io.sluice.engine.line.WaitStrategies;
import io.sluice.engine.start.Launch;
import io.sluice.engine.start.PreparedStart;
import io.sluice.engine.start.Recovery;
import io.sluice.engine.start.StartMessage;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalException;
import io.sluice.record.RecordEncoder;
import io.sluice.replay.Replay;
import io.sluice.replay.Stepper;
import io.sluice.seal.Seal;
import io.sluice.seal.SealSigner;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A running engine: one journal, one machine, one thread. Opening it recovers from what the directory holds and
 * journals the start before any door opens (SPEC W-5, J-2, J-4); closing it ends what it was given and syncs.
 *
 * <pre>{@code
 *  try (Engine engine = Engine.open(EngineOptions.of(config).in(directory));
 *          StrategyClient strategy = engine.strategy(1)) {
 *      strategy.intent(id, ActionType.OPEN, TradingMode.LIVE).symbol("BTCUSD").side(Side.BUY).quantity(quantityE8);
 *      Offer offer = strategy.offer();
 *      strategy.poll(handler, 16);
 *  }
 * }</pre>
 */
public final class Engine implements AutoCloseable {
    private static final long CLOSE_MS = TimeUnit.SECONDS.toMillis(10);

    private final Path directory;
    private final EngineClock clock;
    private final EngineConfig config;
    private final OwnBeacon beacon;
    private final Journal journal;
    private final FallbackLog fallback;
    private final InputRing ring;
    private final Intake intake;
    private final Clients clients = new Clients();
    private final Release release;
    private final EngineLoop loop;
    private final Thread thread;
    private final Alarm alarm = new Alarm();
    private final Syncer syncer;
    private final Shadow shadow;
    private final Follower follower;
    private final Thread followerThread;
    private final long startSequence;
    private boolean closed;

    /** Journals the start; nothing runs yet, see {@link #start()}. */
    private Engine(final EngineOptions options, final PreparedStart prepared) {
        final ControlMachine machine = prepared.machine();
        final Recovery found = prepared.found();
        final StartMessage start = prepared.message();
        directory = options.directory();
        clock = options.clock();
        config = options.config().engine();
        beacon = prepared.beacon();
        journal = prepared.journal();
        final int largestRecord = Launch.largestRecord(options);
        release =
                new Release(journal, machine, beacon, clients, config.journal().sync(), largestRecord);
        final Supplier<Replay> second = found.replay().copy();
        final RecordEncoder record = new RecordEncoder(largestRecord);
        final Stepper stepper = new Stepper(machine, record, release, found.lastSequence(), found.lastTimeNs());
        clock.start(found.lastTimeNs());
        stepper.start(start.buffer(), 0, start.length(), Math.max(clock.nowNs(), found.lastTimeNs()), clock.wallNs());
        release.force();
        journal.saidWhatWasDropped();
        journal.warmUp();
        startSequence = stepper.lastSequence();
        ring = new InputRing(config.pipeline().ringSize());
        fallback = new FallbackLog(directory, config.pipeline().fallbackLogMaxBytes());
        final Mailboxes mailboxes = new Mailboxes();
        intake = new Intake(ring, mailboxes, beacon, fallback, clock);
        loop = new EngineLoop(
                ring,
                mailboxes,
                stepper,
                release,
                config.journal().sync().mode(),
                this::alarmReason,
                why -> fallback.stopped(why.toString(), clock.wallNs()),
                clock,
                beacon,
                WaitStrategies.of(config.pipeline()));
        thread = new Thread(loop, "sluice-engine");
        syncer = new Syncer(
                journal,
                release::lastOfNote,
                startSequence,
                config.journal().sync().mode(),
                config.journal().syncIntervalNs(),
                sender(Role.ENGINE, ""),
                alarm);
        shadow = new Shadow(
                directory, journal::force, second, found.from(), config.snapshot(), sender(Role.ENGINE, ""), alarm);
        follower = new Follower(
                directory, startSequence, beacon::lastSequence, followers(found.lastSeal(), prepared.signer()), alarm);
        followerThread = new Thread(follower, "sluice-follower");
        followerThread.setDaemon(true);
    }

    /**
     * What reads the journal behind the engine, in the order in which it hears a record; the sealer has the last word.
     */
    private List<Follower.Task> followers(final Seal lastSeal, final SealSigner signer) {
        final long keptNs = TimeUnit.DAYS.toNanos(config.journal().retentionDays());
        return List.of(
                shadow,
                new StateProjection(directory, shadow),
                new RetentionTask(directory, keptNs, shadow::olderSnapshot, () -> Long.MAX_VALUE, clock),
                new Sealer(directory, sender(Role.ENGINE, ""), config.seal(), lastSeal, signer));
    }

    private String alarmReason() {
        final String space = journal.spaceAlarmReason();
        return space == null ? alarm.reason() : "the next segment of the journal cannot be made: " + space;
    }

    /**
     * Opens an engine and starts its threads.
     *
     * @throws EngineException                    if the journal is of another kind, other capacities or does not
     *                                            re-execute.
     * @throws io.sluice.journal.JournalException if the directory is in use, the journal damaged, or space missing.
     */
    public static Engine open(final EngineOptions options) {
        return open(options, ControlMachine.BEHAVIOUR_VERSION);
    }

    /** As the other, by a machine that takes itself for another version. */
    public static Engine open(final EngineOptions options, final int behaviourVersion) {
        final PreparedStart prepared = new Launch(options, behaviourVersion).run();
        boolean isRunning = false;
        try {
            final Engine engine = new Engine(options, prepared);
            prepared.found().removeUnused(options.directory());
            engine.start();
            isRunning = true;
            return engine;
        } finally {
            if (!isRunning) {
                prepared.abandon();
            }
        }
    }

    /** Opens for business. */
    private void start() {
        beacon.startSequence(startSequence);
        beacon.heartbeat(System.nanoTime());
        beacon.state(Beacon.State.RUNNING);
        thread.start();
        followerThread.start();
        if (config.journal().sync() != Sync.NONE) {
            syncer.start();
        }
    }

    /** A client for a strategy; one at a time for each. Not thread safe itself. */
    public StrategyClient strategy(final int strategyId) {
        return new StrategyClient(
                strategyId,
                sender(Role.STRATEGY, Integer.toString(strategyId)),
                clients.attach(strategyId),
                beacon,
                clock,
                config.clientEngineTimeoutNs());
    }

    private Sender sender(final Role role, final String principal) {
        return new Sender(intake.open(role, principal), role, principal);
    }

    /**
     * A way in for anyone but strategies (W-8). Not thread safe itself; open one for each thread.
     *
     * @param role      of the sender.
     * @param principal name of the sender; of an operator the name that the configuration allows.
     */
    public Door door(final Role role, final String principal) {
        return new Door(sender(role, principal), role);
    }

    /** Commands to the broker adapter of one trading mode, from those that this start issued again on. */
    public CommandFeed commands(final TradingMode mode) {
        return new CommandFeed(directory, startSequence, mode, beacon::lastSequence);
    }

    /** Leaves the journal unfollowed until the engine is closed: for measurements on few cores. */
    public void holdFollower() {
        follower.hold();
    }

    /** What the engine shows of itself. */
    public Beacon beacon() {
        return beacon;
    }

    /** Sequence of this start's record. */
    public long startSequence() {
        return startSequence;
    }

    /** Why the line stopped; null while it runs, and after a clean stop. */
    public Throwable failure() {
        return loop.failure();
    }

    /** Inputs executed since it was opened; what came of them is in the journal. Allocates nothing. */
    public long inputs() {
        return loop.inputs();
    }

    /** Counters as they are now. */
    public EngineCounters counters() {
        return new EngineCounters(
                loop.inputs(),
                beacon.lastSequence(),
                release.decisions(),
                ring.occupied(),
                intake.dropped.get(),
                fallback.unsaid(),
                intake.merged.get(),
                intake.backPressured.sum());
    }

    /**
     * Stops: offers get ENGINE_STOPPED from now on, what was offered before is executed and recorded, as far as two
     * seconds allow; the journal is synced and closed. What is still in the ring then has no answer and no record.
     *
     * @throws EngineException STUCK if the engine thread does not end; the journal stays open then.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (loop.failure() == null) {
            beacon.state(Beacon.State.STOPPING);
        }
        syncer.close();
        loop.stop();
        join(thread);
        follower.endAt(beacon.lastSequence());
        join(followerThread);
        final boolean isSaid = loop.failure() == null && lastWords();
        follower.close();
        fallback.close();
        boolean isWell = false;
        try {
            journal.close();
            isWell = isSaid && loop.failure() == null;
        } catch (final JournalException e) {
            if (loop.failure() == null) {
                throw e;
            }
            // Why the line stopped was said; this is more of the same.
            loop.failure().addSuppressed(e);
        } finally {
            beacon.state(isWell ? Beacon.State.STOPPED : Beacon.State.FAILED);
        }
    }

    /** Whatever goes wrong with what follows the journal, the journal itself is closed. */
    private boolean lastWords() {
        try {
            follower.lastWords(loop::lastWord);
            return true;
        } catch (final JournalException | UncheckedIOException | IllegalStateException e) {
            System.err.println("sluice: the stop is not a clean one: " + e.getMessage());
            return false;
        }
    }

    private void join(final Thread thread) {
        boolean interrupted = false;
        long heard = follower.heard();
        long giveUpAtNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
        while (thread.isAlive() && System.nanoTime() - giveUpAtNs < 0) {
            try {
                thread.join(CLOSE_MS / 10);
                if (thread == followerThread && heard != follower.heard()) {
                    // It is behind and on its way.
                    heard = follower.heard();
                    giveUpAtNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
                }
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            beacon.state(Beacon.State.FAILED);
            throw new EngineException(
                    EngineException.Code.STUCK,
                    "the thread " + thread.getName() + " did not end within " + CLOSE_MS + " ms");
        }
    }
}
