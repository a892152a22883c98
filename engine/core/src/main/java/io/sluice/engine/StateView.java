package io.sluice.engine;

import io.sluice.client.Beacon;
import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.client.ViewImage;
import io.sluice.control.view.View;
import io.sluice.journal.Threads;
import io.sluice.state.Section;
import io.sluice.state.StateImage;
import io.sluice.state.StateMapException;
import io.sluice.state.StateReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads the views of an engine (SPEC J-6), in any process, while the engine runs, after it stopped, and after it was
 * killed. Costs the engine nothing, wherever the reader stops or dies. A process that may write to the data directory's
 * files reads the state map (a reader's lock is a word in it); the first reading loads Chronicle Map, which takes a
 * moment. One that may only read them, or finds the map broken, reads the image beside it, see {@link ViewImage}: that
 * is some tens of milliseconds older.
 *
 * <pre>{@code
 *  try (StateView state = StateView.open(directory)) {
 *      StateSnapshot now = state.read(View.POSITIONS, View.PENDING);
 *      PositionViewDecoder position = new PositionViewDecoder();
 *      now.view(View.POSITIONS, (buffer, offset, length) ->
 *              position.wrapAndApplyHeader(buffer, offset, header) ...);
 *      System.out.println(now.rows(View.PENDING) + " as of record " + now.sequence());
 *  }
 * }</pre>
 *
 * <p>All views of one reading are of one moment, to the record; but a view that takes long to make (a full history) may
 * lag behind the others and says so, see {@link StateSnapshot#sequence(View)}. One thread at a time.
 */
public final class StateView implements AutoCloseable {
    /** Longest that a reading waits, unless told otherwise. */
    public static final Duration LIMIT = Duration.ofMillis(250);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final View[] ALL = View.values();

    private final Path directory;
    private final StateReader reader;
    private Beacon beacon;
    private boolean isMapClosed;
    private long knownNs;

    private StateView(final Path directory, final Duration limit) {
        this.directory = directory;
        reader = new StateReader(directory, limit.toNanos());
    }

    /** For a data directory, which need not hold a state map yet. */
    public static StateView open(final Path directory) {
        return open(directory, LIMIT);
    }

    /** Of the images alone, as for a reader who may not use the map. */
    static StateView ofImages(final Path directory) {
        final StateView view = open(directory);
        view.isMapClosed = true;
        return view;
    }

    /** With another limit. */
    public static StateView open(final Path directory, final Duration limit) {
        return new StateView(directory, limit);
    }

    /**
     * Reads views, all of one moment.
     *
     * @param views none for all.
     * @throws StateMapException NO_MAP if no engine wrote one yet; NOT_READ if it could not be read within the limit:
     *                           try again, or have it from the journal.
     */
    public StateSnapshot read(final View... views) {
        final View[] wanted = views.length == 0 ? ALL : views;
        final StateImage image = image(wanted);
        return new StateSnapshot(image, List.of(wanted), lag(image.sequence()), ageNs(image));
    }

    /**
     * Sequence of the record that the map reflects now.
     *
     * @throws StateMapException as {@link #read}.
     */
    public long sequence() {
        return image().sequence();
    }

    /** From the map, or where that cannot be had from the image. */
    private StateImage image(final View... wanted) {
        StateMapException trouble = null;
        if (!isMapClosed) {
            try {
                final StateImage image = reader.read(
                        Arrays.stream(wanted).mapToInt(View::ordinal).toArray());
                knownNs = reader.knownNs();
                return image;
            } catch (final StateMapException e) {
                trouble = e;
                isMapClosed = e.code() == StateMapException.Code.IO;
            }
        }
        try {
            return plain(ViewImage.read(directory), wanted);
        } catch (final EngineException e) {
            if (trouble == null) {
                throw new StateMapException(StateMapException.Code.NOT_READ, e.getMessage(), e);
            }
            trouble.addSuppressed(e);
            throw trouble;
        }
    }

    private StateImage plain(final ViewImage image, final View... wanted) {
        knownNs = image.knownNs();
        return new StateImage(
                image.sequence(),
                image.timeNs(),
                Stream.of(wanted)
                        .map(View::spelling)
                        .map(view -> new Section(
                                image.sequence(view), image.timeNs(view), image.rows(view), image.bytes(view)))
                        .toList());
    }

    /**
     * Waits until the map reflects a record: right after a start it is missing, or shows the state before.
     *
     * @param sequence for instance {@link Engine#startSequence()}, or that of an answer.
     * @param limit    longest wait.
     * @return whether it does; false also while there is no map.
     */
    public boolean awaitSequence(final long sequence, final Duration limit) {
        return Threads.await(() -> reflects(sequence), limit.toNanos(), PAUSE_NS);
    }

    private boolean reflects(final long sequence) {
        try {
            return sequence() >= sequence;
        } catch (final StateMapException e) {
            return false;
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    private long lag(final long sequence) {
        return beacon() == null ? 0 : Math.max(0, beacon().lastSequence() - sequence);
    }

    /** The monotonic clock of a host that was started since says nothing: then engine time has to do. */
    private long ageNs(final StateImage image) {
        final long ageNs = System.nanoTime() - knownNs;
        final long silenceNs = beacon() == null ? ageNs : beacon().silenceNs();
        return knownNs != 0 && ageNs >= 0 && silenceNs >= 0
                ? Math.max(ageNs, silenceNs)
                : Math.max(0, EngineClock.system().wallNs() - image.timeNs());
    }

    private Beacon beacon() {
        if (beacon == null && Files.exists(directory.resolve(Beacon.FILE))) {
            try {
                beacon = Beacon.look(directory);
            } catch (final EngineException e) {
                // As where there is none: how far behind the state is cannot be said then.
                return null;
            }
        }
        return beacon;
    }
}
