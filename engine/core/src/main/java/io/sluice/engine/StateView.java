package io.sluice.engine;

import io.sluice.client.Beacon;
import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.control.view.View;
import io.sluice.state.StateImage;
import io.sluice.state.StateMapException;
import io.sluice.state.StateReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the views of an engine from its state map (SPEC J-6), in any process that may write to the data directory's
 * files (a reader's lock is a word in them), while the engine runs, after it stopped, and after it was killed. Costs
 * the engine nothing, wherever the reader stops or dies. The first reading loads Chronicle Map, which takes a moment.
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

    private static final View[] ALL = View.values();

    private final Path directory;
    private final StateReader reader;
    private Beacon beacon;

    private StateView(final Path directory, final Duration limit) {
        this.directory = directory;
        reader = new StateReader(directory, limit.toNanos());
    }

    /** For a data directory, which need not hold a state map yet. */
    public static StateView open(final Path directory) {
        return open(directory, LIMIT);
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
        final StateImage image =
                reader.read(Arrays.stream(wanted).mapToInt(View::ordinal).toArray());
        return new StateSnapshot(image, List.of(wanted), lag(image.sequence()), ageNs(image));
    }

    /**
     * Sequence of the record that the map reflects now.
     *
     * @throws StateMapException as {@link #read}.
     */
    public long sequence() {
        return reader.read().sequence();
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
        final long knownNs = reader.knownNs();
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
