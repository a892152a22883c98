package io.sluice.engine;

import io.sluice.client.CommandHandler;
import io.sluice.client.CommandSource;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The commands to the broker adapter of one trading mode (SPEC E-2, P-3), read from the journal, so that none is ever
 * dropped however slow the adapter is. A start issues every open command again, so the feed begins there. Not thread
 * safe; one adapter, one feed.
 */
public final class CommandFeed implements CommandSource {
    private final ReleasedFeed feed;
    private final TradingMode mode;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ClosePositionDecoder close = new ClosePositionDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private CommandHandler handler;

    /**
     * @param from     sequence to begin with.
     * @param released last record that may be seen: what waits for the device is in the file already (J-5).
     */
    CommandFeed(final Path directory, final long from, final TradingMode mode, final LongSupplier released) {
        this.mode = mode;
        feed = new ReleasedFeed(directory, from, released);
    }

    /**
     * Hands over the commands that are there.
     *
     * @param limit most records of the journal to look at.
     * @return records looked at; 0 if there is nothing new.
     * @throws io.sluice.client.EngineException   OVERTAKEN if the adapter was away for longer than retention keeps
     * records.
     * @throws io.sluice.journal.JournalException if the journal cannot be read on.
     */
    @Override
    public int poll(final CommandHandler newHandler, final int limit) {
        handler = newHandler;
        return feed.poll(this::onRecord, limit);
    }

    /**
     * As {@link #poll}, and waits where there is nothing new.
     *
     * @param limitNs longest wait.
     */
    @Override
    public int await(final CommandHandler newHandler, final int limit, final long limitNs) {
        handler = newHandler;
        return feed.await(this::onRecord, limit, limitNs);
    }

    /** Sequence of the last record looked at. */
    public long sequence() {
        return feed.sequence();
    }

    @Override
    public void close() {
        feed.close();
    }

    private void onRecord(final RecordDecoder record, final long position) {
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
}
