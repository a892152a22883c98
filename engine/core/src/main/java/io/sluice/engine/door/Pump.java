package io.sluice.engine.door;

import io.sluice.codec.DetachReason;
import io.sluice.config.EngineConfig;
import io.sluice.engine.line.WaitStrategies;
import io.sluice.journal.Threads;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * The thread between the rings that clients can reach and the door (SPEC X-5): it moves bytes, and knows nothing of
 * what they mean. It alone touches that memory.
 *
 * <p>A client can cut the file of its rings short while they are mapped here. Then the system has no page to give: a
 * read gives a wrong value, and the {@link InternalError} comes later, perhaps in the middle of another client's turn,
 * or of anything else this thread does. So the thread holds nothing that an error at any point could spoil (see
 * {@link InMirror}); the checks and everything that has state are the door's, whose thread never sees such an error.
 * After one the pump looks at each client's file, and leaves the one that was cut.
 */
final class Pump implements AutoCloseable {
    /** After a message, how long it looks for the next one without a pause. */
    private static final long EAGER_NS = TimeUnit.MICROSECONDS.toNanos(200);
    /** A client that rings wakes it sooner; one that does not is heard after this. */
    private static final long SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Without a client it is woken by the first one. */
    private static final long ALONE_NS = TimeUnit.SECONDS.toNanos(1);

    private static final int RETRY = 64;
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(5);
    /** More than a thread has at hand, so that the request goes to the system, which delivers what is due. */
    private static final int LARGE = 1 << 21;

    private static volatile Object sink;

    private final int perTurn;
    private final Runnable wakeDoor;
    private final boolean sleeps;
    private final IdleStrategy idle;
    private final Queue<RingRoad> added = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "sluice-pump");
    private RingRoad[] roads = {};
    private boolean isCutSuspected;
    private long lastWorkNs;
    private volatile boolean isAsleep;
    private volatile long news;
    /** Changes whenever the door put something into a road. */
    private volatile long asked;

    private long lastAsked;
    private int turns;
    private volatile boolean isEnding;

    /**
     * @param wakeDoor tells the door that there is something to take, if it sleeps.
     */
    Pump(final EngineConfig.Door settings, final Runnable wakeDoor) {
        perTurn = settings.perTurn();
        this.wakeDoor = wakeDoor;
        sleeps = settings.waitStrategy() == EngineConfig.WaitStrategy.PARK;
        idle = WaitStrategies.of(sleeps ? EngineConfig.WaitStrategy.YIELD : settings.waitStrategy());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Serves a client from now on, until its road is closed. Any thread. */
    void add(final RingRoad road) {
        added.add(road);
        wake();
    }

    /** A client rang. Any thread. */
    void wake() {
        if (isAsleep) {
            LockSupport.unpark(thread);
        }
    }

    /** The door put something into a road. Its thread only. */
    void ask() {
        asked = asked + 1;
        wake();
    }

    /** Changes whenever the door should look at its roads. */
    long news() {
        return news;
    }

    void tellDoor() {
        news = news + 1;
        wakeDoor.run();
    }

    /** An error that is due may come between the two as well, hence both. */
    private void run() {
        while (!isEnding) {
            try {
                while (!isEnding) {
                    try {
                        turn();
                    } catch (final InternalError e) {
                        isCutSuspected = true;
                    }
                }
            } catch (final InternalError e) {
                isCutSuspected = true;
            }
        }
        for (final RingRoad road : roads) {
            road.unmap();
        }
    }

    private void turn() {
        if (isCutSuspected) {
            findCut();
            isCutSuspected = false;
        }
        join();
        final long now = asked;
        // Where a ring was full, the rest goes on its way a few turns later.
        final boolean isAsked = now != lastAsked || ++turns % RETRY == 0;
        int work = 0;
        for (final RingRoad road : roads) {
            if (!road.isOpen()) {
                leave(road);
                return;
            }
            work += road.move(perTurn, isAsked);
        }
        lastAsked = now;
        if (work > 0) {
            lastWorkNs = System.nanoTime();
            idle.reset();
            tellDoor();
        } else if (roads.length == 0 || sleeps && System.nanoTime() - lastWorkNs > EAGER_NS) {
            sleep();
        } else {
            idle.idle();
        }
    }

    /** Takes those who came; an error between the two steps has one taken twice, hence the look. */
    private void join() {
        final RingRoad road = added.peek();
        if (road != null) {
            if (Arrays.stream(roads).noneMatch(road::equals)) {
                final RingRoad[] more = Arrays.copyOf(roads, roads.length + 1);
                more[roads.length] = road;
                roads = more;
            }
            added.remove(road);
        }
    }

    private void leave(final RingRoad road) {
        roads = Arrays.stream(roads).filter(each -> each != road).toArray(RingRoad[]::new);
        road.unmap();
    }

    /** Says so first and looks once more after that: a client that writes meanwhile sees it, and rings. */
    private void sleep() {
        asleep(true);
        VarHandle.fullFence();
        boolean isQuiet = added.isEmpty() && !isEnding;
        for (final RingRoad road : roads) {
            isQuiet &= road.move(perTurn, true) == 0;
        }
        if (isQuiet) {
            LockSupport.parkNanos(roads.length == 0 ? ALONE_NS : SLEEP_NS);
        } else {
            lastWorkNs = System.nanoTime();
            tellDoor();
        }
        asleep(false);
    }

    private void asleep(final boolean asleep) {
        isAsleep = asleep;
        for (final RingRoad road : roads) {
            road.asleep(asleep);
        }
    }

    private void findCut() {
        for (final RingRoad road : roads) {
            if (road.isCut()) {
                road.fail(DetachReason.FILE_CUT);
            } else if (road.fault() == null) {
                probe(road);
            }
        }
    }

    /** A file of the right size may still lack pages: it was cut and grown, and the file system is full. */
    private static void probe(final RingRoad road) {
        try {
            sink = road.touch();
            sink = new byte[LARGE];
            sink = null;
        } catch (final InternalError e) {
            road.fail(DetachReason.FILE_CUT);
        }
    }

    @Override
    public void close() {
        isEnding = true;
        LockSupport.unpark(thread);
        Threads.await(thread, CLOSE_NS);
    }
}
