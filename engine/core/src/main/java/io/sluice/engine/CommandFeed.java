package io.sluice.engine;

import io.sluice.client.CommandHandler;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalReader;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The commands to the broker adapter of one trading mode (SPEC E-2, P-3), read from the journal, so that none is ever
 * dropped however slow the adapter is. A start issues every open command again, so the feed begins there. Not thread
 * safe; one adapter, one feed.
 */
public final class CommandFeed implements AutoCloseable {
    private final JournalReader reader;
    private final TradingMode mode;
    private final RecordListener listener = new Listener();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ClosePositionDecoder close = new ClosePositionDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private final long from;
    private final LongSupplier released;
    private CommandHandler handler;
    private boolean sought;
    private long sequence;

    /**
     * @param from     sequence to begin with.
     * @param released last record that may be seen: what waits for the device is in the file already (J-5).
     */
    CommandFeed(final Path directory, final long from, final TradingMode mode, final LongSupplier released) {
        this.from = from;
        this.mode = mode;
        this.released = released;
        reader = new JournalReader(directory);
    }

    /**
     * Hands over the commands that are there.
     *
     * @param limit most records of the journal to look at.
     * @return records looked at; 0 if there is nothing new.
     * @throws io.sluice.journal.JournalException if the journal cannot be read on.
     */
    public int poll(final CommandHandler newHandler, final int limit) {
        handler = newHandler;
        if (!sought) {
            reader.seek(from);
            sought = true;
        }
        final long left = released.getAsLong() - Math.max(sequence, from - 1);
        return left <= 0 ? 0 : reader.poll(listener, (int) Math.min(limit, left));
    }

    /** Sequence of the last record looked at. */
    public long sequence() {
        return sequence;
    }

    @Override
    public void close() {
        reader.close();
    }

    private final class Listener implements RecordListener {
        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            sequence = record.header().sequence();
            record.rewind();
            while (record.nextOutcome()) {
                final int templateId = record.templateId();
                if (templateId == ClosePositionDecoder.TEMPLATE_ID) {
                    close.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                    if (close.tradingMode() == mode) {
                        handler.onClosePosition(close);
                    }
                } else if (templateId == CancelOrderDecoder.TEMPLATE_ID) {
                    cancel.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                    if (cancel.tradingMode() == mode) {
                        handler.onCancelOrder(cancel);
                    }
                }
            }
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            if (fault.verdict() == JournalFault.Verdict.DAMAGE) {
                throw new io.sluice.journal.JournalException(
                        io.sluice.journal.JournalException.Code.DAMAGED, fault.describe());
            }
            return true;
        }
    }
}
