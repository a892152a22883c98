package io.sluice.control.health;

import static io.sluice.control.mode.CauseBook.SILENCE;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.ReasonCode;
import io.sluice.control.config.ControlConfig.Instruments;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.step.Step;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import org.agrona.concurrent.UnsafeBuffer;

/** Quotes: how fresh, how good, and the silence of the feed as a whole and of each symbol in use (C-3, C-4). */
public final class QuoteMonitor {
    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final HealthMonitor health;
    private final InstrumentBook instruments;
    private final Timer silence = new Timer(TimerKind.MARKET_SILENT, 0);
    private final UnsafeBuffer name = new UnsafeBuffer(new byte[Instrument.LENGTH]);
    private Instruments read;
    private InstrumentBook signed;
    private boolean watching;
    private long lastQuoteNs = Long.MIN_VALUE;

    /** @param instruments symbols with their quotes. */
    public QuoteMonitor(
            final Settings settings,
            final Step step,
            final TimerBook timers,
            final CauseBook causes,
            final HealthMonitor health,
            final InstrumentBook instruments) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.causes = causes;
        this.health = health;
        this.instruments = instruments;
    }

    /** A start: no quote is fresh until it comes again, no silence counts until the feed is heard (W-6). */
    public void onStarted() {
        lastQuoteNs = Long.MIN_VALUE;
        watching = false;
        timers.cancel(silence);
        for (int i = 0; i < instruments.size(); i++) {
            instruments.at(i).unheard();
            timers.cancel(instruments.at(i).silence());
        }
    }

    /** A quote (C-3). An invalid one refreshes nothing. */
    public void onQuote(final Instrument instrument, final long bidE8, final long askE8, final boolean lowQuality) {
        final boolean valid = bidE8 <= askE8 && (bidE8 > 0 || isSigned(instrument));
        quality(instrument, lowQuality || !valid);
        if (!valid) {
            return;
        }
        instrument.quote(bidE8, askE8, step.nowNs());
        lastQuoteNs = step.nowNs();
        health.onSignOfLife(ComponentSource.MARKET_DATA, 0);
        watch();
        timers.set(silence, step.nowNs() + settings.get().health().marketDataStaleNs());
        causes.resolve(ReasonCode.MARKET_DATA_STALE, SILENCE);
        heard(instrument);
        if (instrument.isAwaited()) {
            timers.set(
                    instrument.silence(), step.nowNs() + settings.get().health().marketDataStaleNs());
        }
    }

    /** Market data gave a sign of life: from the first one on silence is watched (C-3). */
    public void watch() {
        if (!watching) {
            watching = true;
            setTimers();
        }
    }

    /** Silence is counted anew: the feed has said that it is back (M-4). */
    public void await() {
        causes.resolve(ReasonCode.MARKET_DATA_STALE, SILENCE);
        for (int i = 0; i < instruments.size(); i++) {
            heard(instruments.at(i));
        }
        setTimers();
    }

    /** What is silent already stays so until its next quote. */
    private void setTimers() {
        final long endNs = step.nowNs() + settings.get().health().marketDataStaleNs();
        if (!causes.isRaised(ReasonCode.MARKET_DATA_STALE, SILENCE)) {
            timers.set(silence, endNs);
        }
        for (int i = 0; i < instruments.size(); i++) {
            final Instrument instrument = instruments.at(i);
            if (instrument.isAwaited() && !instrument.isSilent()) {
                timers.set(instrument.silence(), endNs);
            }
        }
    }

    /** A symbol came into use, or is no longer in use and so no longer awaited (C-3). */
    public void onUseChanged(final Instrument instrument) {
        if (!instrument.isAwaited()) {
            timers.cancel(instrument.silence());
            heard(instrument);
        } else if (watching && !instrument.silence().isSet() && !instrument.isSilent()) {
            final long limitNs = settings.get().health().marketDataStaleNs();
            final boolean quoted = isFresh(instrument) && instrument.quotedNs() + limitNs > step.nowNs();
            timers.set(instrument.silence(), (quoted ? instrument.quotedNs() : step.nowNs()) + limitNs);
        }
    }

    /** A symbol left the freshness rules, which resolves what it raised (C-7), or is back in them. */
    public void onWatchChanged(final Instrument instrument) {
        if (!instrument.isWatched()) {
            quality(instrument, false);
        }
        onUseChanged(instrument);
    }

    /** No quote at all for too long (C-3). */
    public void onSilent() {
        causes.raise(ReasonCode.MARKET_DATA_STALE, SILENCE);
    }

    /** No quote of a symbol in use for too long (C-3). */
    public void onSymbolSilent(final int index) {
        final Instrument instrument = instruments.at(index);
        instrument.silent(true);
        causes.raiseSymbol(ReasonCode.MARKET_DATA_STALE);
    }

    /** Whether the last valid quote may be relied on: young enough and received since the start (C-4). */
    public boolean isFresh(final Instrument instrument) {
        return instrument.isHeard() && !isStale(instrument);
    }

    /** Whether the last valid quote is older than its limit (C-4). */
    public boolean isStale(final Instrument instrument) {
        return step.nowNs() - instrument.quotedNs() > settings.get().health().quoteStaleNs();
    }

    /** Evidence of catchup_marketdata: fresh quotes of every symbol in use, or one of any symbol. */
    public boolean isCaughtUp() {
        boolean anyInUse = false;
        for (int i = 0; i < instruments.size(); i++) {
            final Instrument instrument = instruments.at(i);
            if (instrument.isAwaited()) {
                anyInUse = true;
                if (!isFresh(instrument)) {
                    return false;
                }
            }
        }
        return anyInUse
                || lastQuoteNs != Long.MIN_VALUE
                        && step.nowNs() - lastQuoteNs <= settings.get().health().quoteStaleNs();
    }

    private void heard(final Instrument instrument) {
        if (instrument.isSilent()) {
            instrument.silent(false);
            causes.resolveSymbol(ReasonCode.MARKET_DATA_STALE);
        }
    }

    /** Whether prices of a symbol may be 0 or negative: asked only of such prices. */
    private boolean isSigned(final Instrument instrument) {
        if (settings.get().instruments() != read) {
            read = settings.get().instruments();
            signed = InstrumentBook.of(read.signed());
        }
        instrument.putSymbol(name, 0);
        return signed.find(name, 0) != null;
    }

    private void quality(final Instrument instrument, final boolean isPoor) {
        final boolean poor = isPoor && instrument.isWatched();
        if (poor && !instrument.isLowQuality()) {
            causes.raiseSymbol(ReasonCode.MARKET_DATA_QUALITY_LOW);
        } else if (poor) {
            causes.raise(ReasonCode.MARKET_DATA_QUALITY_LOW, 0);
        } else if (instrument.isLowQuality()) {
            causes.resolveSymbol(ReasonCode.MARKET_DATA_QUALITY_LOW);
        }
        instrument.lowQuality(poor);
    }

    /** Images what is watched; the quotes are imaged with their symbols. */
    public void image(final Image image) {
        timers.image(image, silence);
        watching = image.bool(watching);
        lastQuoteNs = image.int64(lastQuoteNs);
    }
}
