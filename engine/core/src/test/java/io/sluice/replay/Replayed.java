package io.sluice.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.ControlMachine;
import io.sluice.control.view.View;
import io.sluice.control.view.ViewSink;
import io.sluice.engine.StateSnapshot;
import io.sluice.journal.JournalReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** The journal executed again up to a record, to compare what was shown of it. */
public final class Replayed {
    private final JournalReader reader;
    private final Replay replay = new Replay();

    private Replayed(final Path directory) {
        reader = new JournalReader(directory);
    }

    public static Replayed to(final Path directory, final long sequence) {
        return new Replayed(directory).on(sequence);
    }

    /** On to a later record. */
    public Replayed on(final long sequence) {
        while (replay.lastSequence() < sequence) {
            final int count = (int) Math.min(1024, sequence - replay.lastSequence());
            reader.poll((record, position) -> assertThat(replay.next(record)).isNull(), count);
        }
        return this;
    }

    /** Byte for byte, ages and all. */
    public void assertSame(final StateSnapshot shown, final View... views) {
        final ControlMachine machine = replay.machine();
        for (final View view : views.length == 0 ? View.values() : views) {
            if (shown.sequence(view) == replay.lastSequence()) {
                assertThat(rows(sink -> shown.view(view, sink)))
                        .as("%s at %d", view, shown.sequence())
                        .isEqualTo(rows(sink -> machine.view(view, sink)));
            }
        }
    }

    private static List<String> rows(final Consumer<ViewSink> source) {
        final List<String> rows = new ArrayList<>();
        source.accept((final DirectBuffer buffer, final int offset, final int length) -> {
            final byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            rows.add(java.util.HexFormat.of().formatHex(bytes));
        });
        return rows;
    }
}
