package io.sluice.serve.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.EngineException;
import io.sluice.journal.JournalException;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.ViewName;
import io.sluice.serve.view.Views;
import io.sluice.serve.view.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Follows the journal and the image, and tells the readers (SPEC A-8). One thread of its own does all of that; what it
 * hands to a {@link Wire} never waits for a reader. Failures of the journal are said once, and tried again.
 */
public final class Hub implements Runnable, AutoCloseable {

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Without readers, once for the series of equity and the requests that were changed. */
    private static final long IDLE_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long PING_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long TRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_MS = 5_000;

    private final Views views;
    private final Consumer<Violation> violations;
    private final Consumer<String> notices;
    private final Thread thread = new Thread(this, "sluice-live");
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final EventLog log = new EventLog();
    private final Memory memory = new Memory();
    private final EquitySeries equity = new EquitySeries();
    private final EquityFile equityFile;
    private final Outcomes outcomes = new Outcomes(new Hearing());
    private final Watch watch;
    private final Follower follower;
    private final Decided decided;
    private final Welcome welcome;
    private long tryNs = System.nanoTime();
    private long lookNs = System.nanoTime();
    private long pingNs = System.nanoTime();
    private String lastNotice = "";
    private volatile boolean isStopping;

    private record Asked(Reader reader, String text) {}

    /**
     * @param folder     of {@code serve}, where equity over time is kept.
     * @param released   last record that may be told.
     * @param limits     of the risk channel, keys and decimals.
     * @param violations hears of each request in the image whose row hash is wrong, at every look.
     * @param notices    hears what went wrong, in a sentence.
     */
    public Hub(
            final Path directory,
            final Path folder,
            final LongSupplier released,
            final Views views,
            final Map<String, String> limits,
            final Consumer<Violation> violations,
            final Consumer<String> notices) {
        this.views = views;
        this.violations = violations;
        this.notices = notices;
        final ObjectNode shown = JsonNodeFactory.instance.objectNode();
        limits.forEach(shown::put);
        watch = new Watch(memory, shown, this::tell);
        follower = new Follower(directory, released, log, outcomes::take);
        decided = new Decided(follower);
        equityFile = new EquityFile(folder, notices);
        welcome = new Welcome(log, follower, watch, decided);
    }

    /** Begins. */
    public void start() {
        final List<EquitySeries.Point> kept = equityFile.read();
        if (!kept.isEmpty()) {
            equity.before(kept);
            equityFile.write(equity.since(Long.MIN_VALUE));
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a reader in. */
    public Reader attach(final Wire wire) {
        final Reader reader = new Reader(wire, (from, text) -> asked.add(new Asked(from, text)));
        readers.add(reader);
        return reader;
    }

    /** How many readers there are. */
    public int readers() {
        return readers.size();
    }

    /** What the image does not hold of the recent past. */
    public Memory memory() {
        return memory;
    }

    /** Equity over time. */
    public EquitySeries equity() {
        return equity;
    }

    @Override
    public void run() {
        while (!isStopping) {
            boolean isBusy = false;
            try {
                isBusy = turn(System.nanoTime());
            } catch (final EngineException e) {
                if (e.code() == EngineException.Code.OVERTAKEN) {
                    overtaken();
                }
                failed(e.getMessage());
            } catch (final JournalException e) {
                failed(e.getMessage());
            } catch (final RuntimeException e) {
                // Readers of one fault must not lose the rest; it must be seen.
                failed("a fault in Sluice itself; please report it: " + e);
            }
            if (!isBusy) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        readers.forEach(reader -> reader.close(1001, "serve stops"));
        follower.close();
    }

    private boolean turn(final long nowNs) {
        if (!follower.isOpen() && nowNs - tryNs >= 0) {
            tryNs = nowNs + TRY_NS;
            follower.open();
        }
        final boolean hasMore = follower.poll();
        // A reader hears what is new before what was before it; so the past is read first.
        final Snapshot now = follower.isUpToDate() ? state() : null;
        if (now != null) {
            lastNotice = "";
            look(now, nowNs);
            hear(now);
        }
        ping(nowNs);
        return hasMore;
    }

    /** Retention was faster: readers come back and are told of the gap. */
    private void overtaken() {
        readers.forEach(reader -> reader.close(Wire.TRY_AGAIN_LATER, "records were removed before they were read"));
    }

    private void failed(final String why) {
        if (!why.equals(lastNotice)) {
            notices.accept("live events fail and are tried again: " + why);
        }
        lastNotice = why;
        follower.close();
        tryNs = System.nanoTime() + TRY_NS;
    }

    /** Null until an engine wrote its state. */
    private Snapshot state() {
        try {
            return views.now();
        } catch (final EngineException e) {
            return null;
        }
    }

    private void look(final Snapshot now, final long nowNs) {
        final ObjectNode leftOut = decided.owed(nowNs);
        if (leftOut != null) {
            tell(Event.of(LiveChannel.DECISIONS, "decisions.left_out", follower.taken(), now.timeNs(), leftOut));
        }
        if (nowNs - lookNs < (readers.isEmpty() ? IDLE_LOOK_NS : LOOK_NS)) {
            return;
        }
        lookNs = nowNs;
        final Set<LiveChannel> heard = heard();
        watch.look(now, heard, nowNs);
        sample(now.row(ViewName.STATUS));
        now.violations(ViewName.PENDING).forEach(violations);
    }

    private Set<LiveChannel> heard() {
        final Set<LiveChannel> heard = EnumSet.noneOf(LiveChannel.class);
        readers.forEach(reader -> heard.addAll(reader.channels()));
        return heard;
    }

    private void sample(final ObjectNode status) {
        if (status != null && status.hasNonNull("equity")) {
            final EquitySeries.Point point = new EquitySeries.Point(
                    timeNs(status),
                    status.get("equity").textValue(),
                    status.path("peak").textValue(),
                    status.path("drawdown_pct").textValue());
            if (equity.add(point)) {
                equityFile.add(point, equity);
            }
        }
    }

    private static long timeNs(final ObjectNode row) {
        try {
            return Times.parse(row.get("time").textValue());
        } catch (final MalformedException e) {
            throw new IllegalStateException("a time was written that cannot be read", e);
        }
    }

    /** To all that subscribed, and into the log for those that come back. */
    private void tell(final Event event) {
        if (!event.channel().isLastValue()) {
            log.add(event);
        }
        for (final Reader reader : readers) {
            if (reader.channels().contains(event.channel())) {
                reader.send(event.text());
            }
        }
    }

    private void hear(final Snapshot now) {
        for (Asked next = asked.poll(); next != null; next = asked.poll()) {
            welcome.hear(next.reader, next.text, now);
        }
    }

    private void ping(final long nowNs) {
        if (nowNs - pingNs >= PING_NS) {
            pingNs = nowNs;
            new ArrayList<>(readers).forEach(Reader::ping);
        }
        readers.removeIf(Reader::isClosed);
    }

    private final class Hearing implements Outcomes.Hearer {
        @Override
        public boolean wantsDecision(final long seq) {
            return decided.wants(seq);
        }

        @Override
        public void onOutcome(
                final LiveChannel channel,
                final int templateId,
                final String event,
                final long seq,
                final long timeNs,
                final ObjectNode data) {
            memory.take(templateId, data);
            if (channel == LiveChannel.DECISIONS && !decided.take(seq, data)) {
                return;
            }
            tell(Event.of(channel, event, seq, timeNs, data));
            if (channel == LiveChannel.SYSTEM_STATUS) {
                tell(Event.of(LiveChannel.REGIME, event, seq, timeNs, data));
            }
        }
    }

    /** Stops; readers are closed. */
    @Override
    public void close() {
        isStopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
