package io.sluice.engine.door;

import io.sluice.codec.CommandViewDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.control.step.Step;
import io.sluice.control.view.View;
import io.sluice.journal.Threads;
import io.sluice.state.StateImage;
import io.sluice.state.StateMapException;
import io.sluice.state.StateReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The commands to an adapter that had no final answer at a record: where its commands begin (SPEC X-6). A start gives
 * every open command again, so none is looked for before that.
 *
 * @param sequence record that it reflects.
 * @param ids      of the open commands.
 */
record OpenCommands(long sequence, Set<Long> ids) {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long FRESH_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long READ_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

    /**
     * Has them looked up beside the door's thread: the state image may be late.
     *
     * @param start of the engine: an older image says nothing.
     * @param now   last record; an image that is older than that gives more commands than need be.
     */
    static CompletableFuture<OpenCommands> find(
            final Path directory, final long start, final long now, final TradingMode mode) {
        return CompletableFuture.supplyAsync(() -> read(directory, start, now, mode), work -> {
            final Thread thread = new Thread(work, "sluice-door-lookup");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static OpenCommands read(final Path directory, final long start, final long now, final TradingMode mode) {
        final OpenCommands[] found = new OpenCommands[1];
        try (StateReader reader = new StateReader(directory, READ_NS)) {
            final boolean isFresh =
                    Threads.await(() -> (found[0] = read(reader, now, mode)) != null, FRESH_NS, PAUSE_NS);
            if (!isFresh) {
                Threads.await(() -> (found[0] = read(reader, start, mode)) != null, LIMIT_NS, PAUSE_NS);
            }
        }
        // Without an image each command since the start goes out again: an adapter passes over those that it knows.
        return found[0];
    }

    private static OpenCommands read(final StateReader reader, final long from, final TradingMode mode) {
        try {
            final StateImage image = reader.read(View.COMMANDS.ordinal());
            if (image.sections().get(0).sequence() < from) {
                return null;
            }
            final Set<Long> ids = new HashSet<>();
            final CommandViewDecoder row = new CommandViewDecoder();
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            image.sections().get(0).forEach((buffer, offset, length) -> {
                row.wrapAndApplyHeader(buffer, offset, header);
                if (row.tradingMode() == mode) {
                    ids.add(row.commandId());
                }
            });
            return new OpenCommands(image.sections().get(0).sequence(), ids);
        } catch (final StateMapException e) {
            return null;
        }
    }

    /** Record to begin with. */
    long from(final long startSequence) {
        final long first =
                ids.stream().mapToLong(id -> id >> Step.ID_BITS).min().orElse(sequence + 1);
        return Math.max(startSequence, first);
    }

    /** Whether a command of a record is to be told. */
    boolean isDue(final long record, final long commandId) {
        return record > sequence || ids.contains(commandId);
    }
}
