package io.sluice.control.recovery;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemLevel;
import io.sluice.control.drawdown.DrawdownBreaker;
import io.sluice.control.equity.Equity;
import io.sluice.control.health.HealthMonitor;
import io.sluice.control.health.QuoteMonitor;
import io.sluice.control.trade.BookState;

/** What ends a stage of a recovery, and what speaks against its end. It asks, and changes nothing. */
public final class Evidence {
    private final HealthMonitor health;
    private final QuoteMonitor quotes;
    private final BookState book;
    private final Equity equity;
    private final DrawdownBreaker drawdown;

    /** @param book how far the live book is known to be the broker's. */
    public Evidence(
            final HealthMonitor health,
            final QuoteMonitor quotes,
            final BookState book,
            final Equity equity,
            final DrawdownBreaker drawdown) {
        this.health = health;
        this.quotes = quotes;
        this.book = book;
        this.equity = equity;
        this.drawdown = drawdown;
    }

    /** Whether the broker is healthy. */
    public boolean isBrokerUp() {
        return health.isHealthy(ComponentSource.BROKER);
    }

    /** Whether risk is healthy. */
    public boolean isRiskUp() {
        return health.isHealthy(ComponentSource.RISK);
    }

    /** Whether equity is fresh, or none was ever seen. */
    public boolean isEquityKnown() {
        return equity.updatedNs() == Long.MIN_VALUE || drawdown.isFresh();
    }

    /** Whether every required component gave a sign of life. */
    boolean isHeard() {
        return health.allRequiredHeard();
    }

    /** Whether it is there; that of {@code ready} is time alone, which the run knows. */
    boolean isThere(final RecoveryStage stage) {
        return switch (stage) {
            case CONNECT_BROKER -> isBrokerUp();
            case CATCHUP_MARKETDATA -> quotes.isCaughtUp();
            case VERIFY_RISK -> isRiskUp() && book.isReconciled() && isEquityKnown();
            case READY, NULL_VAL -> false;
        };
    }

    /** Whether it is bad, which no result can stand in for. */
    boolean isBad(final RecoveryStage stage) {
        return switch (stage) {
            case CONNECT_BROKER -> isTripped(ComponentSource.BROKER);
            case CATCHUP_MARKETDATA -> isTripped(ComponentSource.MARKET_DATA);
            case VERIFY_RISK -> isTripped(ComponentSource.RISK) || book.hasDifference() || drawdown.isAtHardLimit();
            case READY -> !isHeard();
            case NULL_VAL -> true;
        };
    }

    private boolean isTripped(final ComponentSource source) {
        return health.component(source).level() == SystemLevel.TRIPPED;
    }
}
