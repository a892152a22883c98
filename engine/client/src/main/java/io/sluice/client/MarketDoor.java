package io.sluice.client;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.LockoutCreateEncoder;
import io.sluice.codec.LockoutType;
import io.sluice.codec.QuoteEncoder;

/** What a feed of market data says. A quote that finds no room is DROPPED and need not be offered again. */
public final class MarketDoor extends RoleDoor {
    private final QuoteEncoder quote = new QuoteEncoder();
    private final LockoutCreateEncoder lockout = new LockoutCreateEncoder();

    /** For an engine, which hands it out. */
    public MarketDoor(final Sender sender, final Answers answers) {
        super(sender, answers);
    }

    /**
     * A quote; decimals, see {@link E8}. Allocates nothing.
     *
     * @param symbol 1 to 24 characters.
     */
    public Offer quote(final CharSequence symbol, final long bidE8, final long askE8) {
        sender.begin(quote).bid(bidE8).ask(askE8);
        return sender.symbol(symbol) ? offer(quote) : turnedAway(quote, SYMBOL);
    }

    /**
     * A quote with what is known of its quality.
     *
     * @param latencyMs  age of it, in milliseconds.
     * @param lowQuality whether the feed itself does not trust it.
     */
    public Offer quote(
            final CharSequence symbol,
            final long bidE8,
            final long askE8,
            final long latencyMs,
            final boolean lowQuality) {
        sender.begin(quote).bid(bidE8).ask(askE8).latencyMs(latencyMs).lowQuality(bool(lowQuality));
        return sender.symbol(symbol) ? offer(quote) : turnedAway(quote, SYMBOL);
    }

    /** The feed works. */
    public Offer heartbeat() {
        return beat(ComponentSource.MARKET_DATA);
    }

    /**
     * A probe of the feed came back, or did not.
     *
     * @param latencyMs below 0 if it was not measured.
     */
    public Offer probe(final boolean ok, final long latencyMs) {
        return probed(ComponentSource.MARKET_DATA, ok, latencyMs);
    }

    /**
     * Locks a symbol out after a shock.
     *
     * @param durationSeconds above 0.
     * @param reason          1 to 256 bytes.
     */
    public Sent createLockout(final CharSequence symbol, final int durationSeconds, final CharSequence reason) {
        sender.begin(lockout).durationSeconds(durationSeconds).lockoutType(LockoutType.NEWS_SHOCK);
        return sender.symbol(symbol) ? send(lockout, reason) : malformed(lockout, SYMBOL);
    }
}
