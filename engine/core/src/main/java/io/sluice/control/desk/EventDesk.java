package io.sluice.control.desk;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.HeartbeatDecoder;
import io.sluice.codec.ProbeResultDecoder;
import io.sluice.codec.QuoteDecoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.SystemEventDecoder;
import io.sluice.control.drawdown.DrawdownBreaker;
import io.sluice.control.health.EventMemory;
import io.sluice.control.health.HealthMonitor;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.Reasons;
import io.sluice.control.mode.RecoveryDebt;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.BookState;
import io.sluice.schema.SymbolForm;

/** Takes health signals in: heartbeats, probes, events, quotes (C-1 to C-3, M-4). */
public final class EventDesk {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;

    private final Step step;
    private final CauseBook causes;
    private final RecoveryDebt debt;
    private final HealthMonitor health;
    private final QuoteMonitor quotes;
    private final DrawdownBreaker drawdown;
    private final BookState book;
    private final InstrumentBook instruments;
    private final EventMemory events = new EventMemory();

    /** @param book learns when the link came up. */
    public EventDesk(
            final Step step,
            final CauseBook causes,
            final RecoveryDebt debt,
            final HealthMonitor health,
            final QuoteMonitor quotes,
            final DrawdownBreaker drawdown,
            final BookState book,
            final InstrumentBook instruments) {
        this.step = step;
        this.causes = causes;
        this.debt = debt;
        this.health = health;
        this.quotes = quotes;
        this.drawdown = drawdown;
        this.book = book;
        this.instruments = instruments;
    }

    /** A heartbeat. */
    public Code onHeartbeat(final HeartbeatDecoder in) {
        if (isBadTtl(in.ttlSeconds())) {
            return Code.OUT_OF_RANGE;
        }
        signOfLife(in.source(), ttlNs(in.ttlSeconds()));
        return Code.OK;
    }

    /** A probe's result. */
    public Code onProbe(final ProbeResultDecoder in) {
        final long latencyMs = in.latencyMs() == ProbeResultDecoder.latencyMsNullValue() ? 0 : in.latencyMs();
        if (isBadTtl(in.ttlSeconds()) || latencyMs < 0 || latencyMs > Long.MAX_VALUE / NS_PER_MS) {
            return Code.OUT_OF_RANGE;
        }
        health.onProbe(in.source(), in.ok() == Bool.TRUE, latencyMs * NS_PER_MS, ttlNs(in.ttlSeconds()));
        heard(in.source());
        return Code.OK;
    }

    /** A quote. */
    public Code onQuote(final QuoteDecoder in) {
        final int symbolOffset = in.offset() + QuoteDecoder.symbolEncodingOffset();
        if (!SymbolForm.isSound(in.buffer(), symbolOffset)) {
            return step.malformed(QuoteDecoder.symbolId());
        }
        final Instrument instrument = instruments.findOrAdd(in.buffer(), symbolOffset);
        if (instrument == null) {
            return Code.CAPACITY;
        }
        quotes.onQuote(instrument, in.bid(), in.ask(), in.lowQuality() == Bool.TRUE);
        return Code.OK;
    }

    /** A system event. */
    public Code onEvent(final SystemEventDecoder in) {
        final ReasonCode reason = in.reasonCode();
        if (isBadTtl(in.ttlSeconds())) {
            return Code.OUT_OF_RANGE;
        }
        if (reason != ReasonCode.NULL_VAL && !Reasons.agree(in.eventType(), reason)) {
            return Code.REASON_MISMATCH;
        }
        final long msb = in.eventId().msb();
        final long lsb = in.eventId().lsb();
        if ((msb != 0 || lsb != 0) && !events.add(msb, lsb)) {
            step.noEffect();
            return Code.OK;
        }
        apply(in.eventType(), in.source(), reason, ttlNs(in.ttlSeconds()));
        return Code.OK;
    }

    private void apply(final EventType type, final ComponentSource source, final ReasonCode reason, final long ttlNs) {
        switch (type) {
            case FAIL_CRIT, FAIL_SUPP -> {
                if (reason == ReasonCode.NULL_VAL) {
                    health.onFailure(source);
                } else {
                    health.onReason(reason, false);
                }
            }
            case QUALITY_DEGRADED -> health.onReason(ReasonCode.MARKET_DATA_QUALITY_LOW, true);
            case HEARTBEAT -> {
                if (reason == ReasonCode.ALL_HEALTHY) {
                    recovered(source, ttlNs);
                } else {
                    signOfLife(source, ttlNs);
                }
            }
            case RECOVERED -> {
                final boolean reconnected = reason == ReasonCode.BROKER_RECONNECTED;
                // whoever says so, it is the broker that is awaited anew
                recovered(reconnected ? ComponentSource.BROKER : source, ttlNs);
                if (reconnected) {
                    causes.noteEased(reason);
                    book.bounced();
                    debt.owe(reason);
                }
            }
            case NULL_VAL -> step.refuse(step.malformed(SystemEventDecoder.eventTypeId()));
        }
    }

    private void signOfLife(final ComponentSource source, final long ttlNs) {
        health.onSignOfLife(source, ttlNs);
        heard(source);
    }

    /** All live causes of a source are resolved, and what is still silent is awaited anew (M-4). */
    private void recovered(final ComponentSource source, final long ttlNs) {
        health.onSuccess(source, ttlNs);
        heard(source);
        if (source == ComponentSource.MARKET_DATA) {
            quotes.await();
        } else if (source == ComponentSource.RISK) {
            drawdown.awaitAnew();
        }
    }

    private void heard(final ComponentSource source) {
        if (source == ComponentSource.MARKET_DATA && health.component(source).isWatched()) {
            quotes.watch();
        }
    }

    private static boolean isBadTtl(final int ttlSeconds) {
        return ttlSeconds != HeartbeatDecoder.ttlSecondsNullValue() && ttlSeconds <= 0;
    }

    private static long ttlNs(final int ttlSeconds) {
        return ttlSeconds == HeartbeatDecoder.ttlSecondsNullValue() ? 0 : ttlSeconds * NS_PER_SECOND;
    }

    /** Images which events were seen. */
    public void image(final Image image) {
        events.image(image);
    }
}
