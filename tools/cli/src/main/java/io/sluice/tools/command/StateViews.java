package io.sluice.tools.command;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.codec.SafeguardState;
import io.sluice.codec.StatusViewEncoder;
import io.sluice.control.view.View;
import io.sluice.control.view.ViewSink;
import io.sluice.journal.DirectoryLock;
import io.sluice.json.HumanRow;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The views of a machine, and in the status what a machine cannot know: whether an engine buffers inputs for the
 * directory. That is looked up now, whatever record the rest is of.
 */
final class StateViews {
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final ViewSource source;
    private final SafeguardState eventBuffer;
    private final boolean isAll;
    private final Predicate<Map<String, String>> selected;
    private final int limit;
    private final HumanRow reader = new HumanRow();
    private final UnsafeBuffer copy = new UnsafeBuffer(0, 0);

    StateViews(final ViewSource source, final Path directory, final Selection selection) {
        this.source = source;
        isAll = selection == Selection.ALL;
        selected = selection.rows();
        limit = selection.limit();
        eventBuffer = eventBuffer(directory);
    }

    /** The rows of a view that are selected. */
    void rows(final View view, final ViewSink sink) {
        if (isAll) {
            every(view, sink);
            return;
        }
        final int[] left = new int[1];
        every(view, (buffer, offset, length) -> left[0] += isSelected(buffer, offset, length) ? 1 : 0);
        every(view, (buffer, offset, length) -> {
            if (isSelected(buffer, offset, length) && left[0]-- <= limit) {
                sink.onRow(buffer, offset, length);
            }
        });
    }

    /** Whether a view has a row that is selected. */
    boolean hasRows(final View view) {
        final boolean[] has = new boolean[1];
        rows(view, (buffer, offset, length) -> has[0] = true);
        return has[0];
    }

    private boolean isSelected(final DirectBuffer buffer, final int offset, final int length) {
        return selected.test(reader.of(buffer, offset, length));
    }

    private void every(final View view, final ViewSink sink) {
        if (view != View.STATUS) {
            source.view(view, sink);
            return;
        }
        source.view(view, (buffer, offset, length) -> {
            copy.wrap(new byte[length]);
            copy.putBytes(0, buffer, offset, length);
            copy.putByte(HEADER + StatusViewEncoder.eventBufferEncodingOffset(), (byte) eventBuffer.value());
            sink.onRow(copy, 0, length);
        });
    }

    /** Off where no engine runs; failed where one does that gives no sign of life or has stopped the line (M-6). */
    private static SafeguardState eventBuffer(final Path directory) {
        if (DirectoryLock.holder(directory) == null) {
            return SafeguardState.OFF;
        }
        try {
            return Beacon.look(directory).isLost(SILENCE_NS) ? SafeguardState.FAILED : SafeguardState.ACTIVE;
        } catch (final EngineException e) {
            // play holds the directory too, and has neither ring nor beacon
            return SafeguardState.OFF;
        }
    }
}
