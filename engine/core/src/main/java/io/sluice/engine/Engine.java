package io.sluice.engine;

import io.sluice.client.Answers;
import io.sluice.client.Beacon;
import io.sluice.client.BrokerDoor;
import io.sluice.client.Door;
import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.client.MarketDoor;
import io.sluice.client.MonitorDoor;
import io.sluice.client.OperatorDoor;
import io.sluice.client.RiskDoor;
import io.sluice.client.Sender;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Channel;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.StrategyViewDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.config.EngineConfig;
import io.sluice.config.EngineConfig.Sync;
import io.sluice.control.ControlMachine;
import io.sluice.control.view.View;
import io.sluice.engine.door.DoorServer;
import io.sluice.engine.door.EngineSide;
import io.sluice.engine.follow.Follower;
import io.sluice.engine.follow.Listening;
import io.sluice.engine.follow.RequiredCursors;
import io.sluice.engine.follow.RetentionRecord;
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
import io.sluice.engine.line.KeepWarm;
import io.sluice.engine.line.Mailboxes;
import io.sluice.engine.line.OwnBeacon;
import io.sluice.engine.line.Release;
import io.sluice.engine.line.WaitStrategies;
import io.sluice.engine.line.Watch;
import io.sluice.engine.shm.ShmDirectory;
import io.sluice.engine.start.FirstRecord;
import io.sluice.engine.start.JournalReplay;
import io.sluice.engine.start.Launch;
import io.sluice.engine.start.PreparedStart;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalException;
import io.sluice.journal.Threads;
import io.sluice.metrics.Counters;
import io.sluice.record.RecordEncoder;
import io.sluice.replay.Replay;
import io.sluice.replay.Stepper;
import io.sluice.seal.Seal;
import io.sluice.seal.SealSigner;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long FOLLOWED_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Path directory;
    private final EngineClock clock;
    private final EngineConfig config;
    private final OwnBeacon beacon;
    private final ShmDirectory shm;
    private final Journal journal;
    private final FallbackLog fallback;
    private final InputRing ring;
    private final Intake intake;
    private final Clients clients = new Clients();
    private final Release release;
    /** Null for none. */
    private final TwinMaker twin;

    private final EngineLoop loop;
    private final Thread thread;
    private final Alarm alarm = new Alarm();
    private final Watch watch;
    private final Syncer syncer;
    private final Shadow shadow;
    private final StateProjection projection;
    private final Follower follower;
    private final Thread followerThread;
    private final Listening listening;
    private final EngineListener listener;
    private final Consumer<String> notices;
    private final List<String> operators;
    private final List<String> requiredSinks;
    private final long startSequence;
    private final Thread hook;
    private final UUID journalId;
    private final boolean opensDoor;
    private final boolean fourEyes;
    private volatile DoorServer door;
    private Counters counters;
    private volatile boolean closed;

    /** Journals the start; nothing runs yet, see {@link #start()}. */
    private Engine(final EngineOptions options, final PreparedStart prepared) {
        final ControlMachine machine = prepared.machine();
        final JournalReplay found = prepared.found();
        final FirstRecord start = prepared.message();
        directory = options.directory();
        clock = options.clock();
        config = options.config().engine();
        listener = options.listener();
        notices = options.notices();
        operators = options.config().control().hitl().allowedOperators();
        requiredSinks = options.config().control().outlets().requiredSinks();
        fourEyes = options.config().control().operators().fourEyes();
        opensDoor = options.door() && config.door().enabled();
        journalId = start.journalId();
        hook = options.closeOnShutdown() ? new Thread(this::close, "sluice-shutdown") : null;
        beacon = prepared.beacon();
        shm = prepared.shm();
        journal = prepared.journal();
        final int largestRecord = Launch.largestRecord(options);
        release =
                new Release(journal, machine, beacon, clients, config.journal().sync(), clock, largestRecord);
        final Supplier<Replay> second = found.replay().copy();
        final RecordEncoder record = new RecordEncoder(largestRecord);
        final Stepper stepper = new Stepper(machine, record, release, found.lastSequence(), found.lastTimeNs());
        stepper.start(start.buffer(), 0, start.length(), Math.max(clock.nowNs(), found.lastTimeNs()), clock.wallNs());
        release.force();
        journal.saidWhatWasDropped();
        journal.warmUp();
        startSequence = stepper.lastSequence();
        rememberIntentIds(machine);
        ring = new InputRing(config.pipeline().ringSize());
        fallback = new FallbackLog(directory, config.pipeline().fallbackLogMaxBytes(), notices);
        final Mailboxes mailboxes = new Mailboxes(this::merged);
        intake = new Intake(ring, mailboxes, beacon, fallback, clock);
        twin = config.pipeline().isKeptWarm() ? new TwinMaker(notices) : null;
        loop = new EngineLoop(
                ring,
                mailboxes,
                stepper,
                release,
                config.journal().sync().mode(),
                this::alarmReason,
                this::sayStopped,
                clock,
                beacon,
                WaitStrategies.of(config.pipeline().waitStrategy()),
                new KeepWarm(twin, config.pipeline().keepWarmNs(), notices));
        thread = new Thread(loop, "sluice-engine");
        watch = new Watch(journal::objection, beacon::renew, alarm);
        syncer = new Syncer(
                journal,
                release::lastOfNote,
                startSequence,
                config.journal().sync().mode(),
                config.journal().syncIntervalNs(),
                sender(Role.ENGINE, ""),
                alarm);
        shadow = new Shadow(
                directory,
                journal::force,
                second,
                found.from(),
                config.snapshot(),
                sender(Role.ENGINE, ""),
                alarm,
                notices);
        projection = new StateProjection(directory, shadow, notices);
        follower = new Follower(
                directory, startSequence, beacon::lastSequence, followers(found.lastSeal(), prepared.signer()), alarm);
        followerThread = new Thread(follower, "sluice-follower");
        followerThread.setDaemon(true);
        listening = new Listening(directory, beacon::lastSequence, listener, notices, loop::failure);
    }

    /** Steps that its twin took; 0 if it has none. For tests. */
    long twinSteps() {
        return twin == null ? 0 : twin.steps();
    }

    /** An input that must get through met one of its kind (SPEC M-6): one record answers both. */
    private void merged(final long msb, final long lsb, final long waitingMsb, final long waitingLsb) {
        listening.merged(new UUID(msb, lsb), new UUID(waitingMsb, waitingLsb));
    }

    /** A client that goes on has to know its highest id (SPEC G-4). Nothing runs yet, so the machine may be asked. */
    private void rememberIntentIds(final ControlMachine machine) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final StrategyViewDecoder strategy = new StrategyViewDecoder();
        machine.view(View.STRATEGIES, (buffer, offset, length) -> {
            strategy.wrapAndApplyHeader(buffer, offset, header);
            clients.highestIntentId(strategy.strategyId()).set(strategy.highestIntentId());
        });
    }

    /**
     * What reads the journal after the engine, in the order in which it hears a record. The sealer writes the final
     * record.
     */
    private List<Follower.Task> followers(final Seal lastSeal, final SealSigner signer) {
        final long keptNs = TimeUnit.DAYS.toNanos(config.journal().retentionDays());
        return List.of(
                shadow,
                projection,
                new RetentionTask(
                        directory,
                        keptNs,
                        shadow::olderSnapshot,
                        new RequiredCursors(directory, journalId, requiredSinks, notices)::least,
                        clock::wallNs,
                        new RetentionRecord(directory, sender(Role.ENGINE, "")),
                        journal::force,
                        alarm,
                        notices),
                new Sealer(directory, sender(Role.ENGINE, ""), config.seal(), lastSeal, signer));
    }

    private EngineMetrics metrics() {
        return new EngineMetrics(
                directory,
                startSequence,
                beacon,
                journal,
                ring,
                intake,
                loop,
                release.tally(),
                fallback,
                follower,
                () -> door);
    }

    /** Not in a directory that bears the name by now and is somebody else's. */
    private void sayStopped(final Throwable why) {
        if (journal.hasDirectory()) {
            fallback.stopped(why.toString(), clock.wallNs());
        }
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
            final boolean isWarmed =
                    !options.forceHalt() && WarmUp.run(options.config().engine(), options.notices());
            final Engine engine = new Engine(options, prepared);
            prepared.found().removeUnused(options.directory());
            engine.start();
            isRunning = true;
            engine.beacon.show();
            if (options.config().engine().pipeline().warmUpNs() != 0) {
                engine.awaitFollower();
            }
            if (isWarmed) {
                WarmUp.settle(options.config().engine());
            }
            engine.openDoor();
            return engine;
        } finally {
            if (!isRunning) {
                prepared.abandon();
            }
        }
    }

    /**
     * Makes the second machine, the twin and the state map now, not while the first decisions need the cores. Without a
     * warm-up the caller prefers an early start, and the engine does not wait.
     */
    private void awaitFollower() {
        Threads.await(
                () -> follower.heard() >= startSequence && projection.isBegun() && (twin == null || twin.isDone()),
                FOLLOWED_NS,
                PAUSE_NS);
    }

    /** Opens for business. */
    private void start() {
        beacon.startSequence(startSequence);
        beacon.heartbeat(System.nanoTime());
        beacon.state(Beacon.State.RUNNING);
        counters = metrics().open(shm, notices);
        thread.start();
        watch.start();
        followerThread.start();
        if (twin != null) {
            twin.start();
        }
        if (config.journal().sync() != Sync.NONE) {
            syncer.start();
        }
        if (listener != EngineListener.STDERR) {
            listening.start(startSequence);
        }
        if (hook != null) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /**
     * A client for a strategy; one at a time for each. Not thread safe itself.
     *
     * @param strategyId 0 or above.
     * @throws EngineException BAD_PRINCIPAL, CLIENT_EXISTS, CLOSED.
     */
    public StrategyClient strategy(final int strategyId) {
        if (strategyId < 0) {
            throw new EngineException(
                    EngineException.Code.BAD_PRINCIPAL, "no strategy has the id " + strategyId + ": it is below 0");
        }
        refuseIfClosed();
        return new StrategyClient(
                strategyId,
                sender(Role.STRATEGY, Integer.toString(strategyId)),
                clients.attach(strategyId),
                beacon,
                clock,
                config.clientEngineTimeoutNs(),
                clients.highestIntentId(strategyId));
    }

    /** The engine runs: if its door does not open, it stops as it does at any other time. */
    private void openDoor() {
        if (!opensDoor) {
            return;
        }
        boolean isOpen = false;
        try {
            door = DoorServer.open(engineSide());
            isOpen = true;
        } finally {
            if (!isOpen) {
                close();
            }
        }
    }

    private EngineSide engineSide() {
        return new EngineSide(
                directory,
                config.door(),
                operators,
                fourEyes,
                journalId,
                startSequence,
                config.clientEngineTimeoutNs(),
                beacon,
                clock,
                () -> ring.occupied() == 0,
                intake,
                clients,
                shm,
                notices);
    }

    /** Where other processes attach; null if no door is open. */
    public DoorServer door() {
        return door;
    }

    private Sender sender(final Role role, final String principal) {
        return new Sender(intake.open(role, principal), role, principal);
    }

    /**
     * The commands of an operator; his answers to requests come by the channel API. Open one door for each thread.
     *
     * @param name one of {@code sluice.hitl.allowed-operators}.
     * @throws EngineException BAD_PRINCIPAL, CLOSED; so do the other doors.
     */
    public OperatorDoor operator(final String name) {
        return operator(name, Channel.API);
    }

    /** The commands of an operator, by another channel. */
    public OperatorDoor operator(final String name, final Channel channel) {
        final OperatorDoor door = new OperatorDoor(checkedSender(Role.OPERATOR, name), channel, listening);
        // Now: the first command need not wait until there is a thread for its answer.
        listening.start(beacon.lastSequence() + 1);
        return door;
    }

    /** The way in for a broker's adapter. */
    public BrokerDoor broker(final String name) {
        return new BrokerDoor(checkedSender(Role.BROKER, name), listening);
    }

    /** The way in for a feed of market data. */
    public MarketDoor market(final String name) {
        return new MarketDoor(checkedSender(Role.MARKET, name), listening);
    }

    /** The way in for a risk service. */
    public RiskDoor risk(final String name) {
        return new RiskDoor(checkedSender(Role.RISK, name), listening);
    }

    /** The way in for a monitor. */
    public MonitorDoor monitor(final String name) {
        return new MonitorDoor(checkedSender(Role.MONITOR, name), listening);
    }

    /**
     * The raw way in for anyone but strategies (W-8): what the typed doors have no method for. Not thread safe itself;
     * open one for each thread.
     *
     * @param role      of the sender; a strategy has {@link #strategy}.
     * @param principal name of the sender; of an operator one of {@code sluice.hitl.allowed-operators}.
     * @throws EngineException BAD_PRINCIPAL, CLOSED.
     */
    public Door door(final Role role, final String principal) {
        return new Door(checkedSender(role, principal), role);
    }

    /** A door whose principal the machine has yet to refuse: for tests. */
    Door uncheckedDoor(final Role role, final String principal) {
        return new Door(sender(role, principal), role);
    }

    private Sender checkedSender(final Role role, final String principal) {
        Principals.check(role, principal, operators);
        refuseIfClosed();
        return sender(role, principal);
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new EngineException(
                    EngineException.Code.CLOSED, "the engine in " + directory + " was closed: it opens no doors");
        }
    }

    /** Where a sender waits for what became of an input that it gave a correlation id. */
    public Answers answers() {
        return listening;
    }

    /**
     * The state map, once it reflects this start.
     *
     * @param limit longest wait; the map may be late under load.
     * @throws EngineException STUCK if it does not by then.
     */
    public StateView awaitState(final Duration limit) {
        final StateView state = StateView.open(directory);
        if (state.awaitSequence(startSequence, limit)) {
            return state;
        }
        state.close();
        throw new EngineException(
                EngineException.Code.STUCK,
                "the state map in " + directory + " did not reflect record " + startSequence + " within "
                        + limit.toMillis() + " ms");
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
                release.tally().decisions(),
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
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        unhook();
        if (door != null) {
            door.close();
        }
        if (loop.failure() == null) {
            beacon.state(Beacon.State.STOPPING);
        }
        try {
            end();
        } catch (final InternalError e) {
            // What becomes of mapped memory whose file somebody cut short (SPEC J-7).
            notices.accept("the stop is not a clean one: " + e.getMessage());
            beacon.close(Beacon.State.FAILED);
        }
    }

    private void end() {
        watch.close();
        syncer.close();
        loop.stop();
        join(thread);
        follower.endAt(beacon.lastSequence());
        join(followerThread);
        final boolean isSaid = loop.failure() == null && writeFinalRecords();
        follower.close();
        listening.endAt(beacon.lastSequence());
        listening.close();
        fallback.close();
        if (counters != null) {
            counters.close();
        }
        if (shm != null) {
            // While the directory is locked: after that its name may be the next engine's.
            shm.close();
        }
        try {
            journal.close(isWell -> beacon.close(
                    isWell && isSaid && loop.failure() == null ? Beacon.State.STOPPED : Beacon.State.FAILED));
        } catch (final JournalException | InternalError e) {
            if (loop.failure() == null) {
                throw e;
            }
            // Why the line stopped was said; this is more of the same.
            loop.failure().addSuppressed(e);
        } finally {
            listening.stopped(loop.failure());
            if (twin != null) {
                twin.close();
            }
        }
    }

    private void unhook() {
        if (hook != null && Thread.currentThread() != hook) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (final IllegalStateException e) {
                // The JVM ends already; the hook waits for this call and finds nothing left to do.
                return;
            }
        }
    }

    /** Whatever goes wrong with what follows the journal, the journal itself is closed. */
    private boolean writeFinalRecords() {
        try {
            follower.writeFinalRecords(loop::appendFinal);
            return true;
        } catch (final JournalException | UncheckedIOException | IllegalStateException e) {
            notices.accept("the stop is not a clean one: " + e.getMessage());
            return false;
        }
    }

    /** A follower that is on its way is waited for again. */
    private void join(final Thread thread) {
        long heard;
        boolean isEnded;
        do {
            heard = follower.heard();
            isEnded = Threads.await(thread, CLOSE_NS);
        } while (!isEnded && thread == followerThread && heard != follower.heard());
        if (!isEnded) {
            beacon.state(Beacon.State.FAILED);
            throw new EngineException(
                    EngineException.Code.STUCK,
                    "the thread " + thread.getName() + " did not end within " + TimeUnit.NANOSECONDS.toMillis(CLOSE_NS)
                            + " ms");
        }
    }
}
