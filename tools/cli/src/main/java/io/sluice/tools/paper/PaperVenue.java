package io.sluice.tools.paper;

import io.sluice.client.ClientOptions;
import io.sluice.client.E8;
import io.sluice.client.MarketDoor;
import io.sluice.client.RiskDoor;
import io.sluice.codec.TradingMode;
import io.sluice.control.view.View;
import io.sluice.engine.StateView;
import io.sluice.state.StateMapException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The paper brokers of both trading modes, the feed and the risk service of one engine. One thread. */
public final class PaperVenue implements AutoCloseable {
    /** Time between two turns, in milliseconds. */
    public static final long TURN_MS = 20;

    private static final int QUOTE_TURNS = 10;
    private static final int BEAT_TURNS = 50;
    private static final int REPORT_TURNS = 150;

    private final PaperFeed feed;
    private final PaperAccount live;
    private final PaperAccount paper;
    private final PaperAdapter liveAdapter;
    private final PaperAdapter paperAdapter;
    private final MarketDoor market;
    private final RiskDoor risk;
    private Map<String, Long> midsE8;
    private long turn;

    /**
     * Attaches; it holds what the engine's book holds.
     *
     * @param equity    of each account.
     * @param directory of the engine's data.
     * @throws io.sluice.client.EngineException as {@link io.sluice.client.SluiceClient#connect}.
     */
    public PaperVenue(final ClientOptions attach, final PaperFeed feed, final BigDecimal equity, final Path directory) {
        this.feed = feed;
        live = new PaperAccount(equity);
        paper = new PaperAccount(equity);
        move();
        liveAdapter = new PaperAdapter(attach, TradingMode.LIVE, live);
        paperAdapter = new PaperAdapter(attach.name("sluice paper, paper orders"), TradingMode.PAPER, paper);
        market = liveAdapter.client().market("paper");
        risk = liveAdapter.client().risk("paper");
        hold(directory);
    }

    /** What it quotes. */
    public Set<String> symbols() {
        return midsE8.keySet();
    }

    /** The middle of bid and ask of a symbol that it quotes, see {@link E8}. */
    public long midE8(final String symbol) {
        return midsE8.get(symbol);
    }

    /** Whether it is attached, or attaches again. */
    public boolean isOpen() {
        return liveAdapter.client().isOpen();
    }

    /** Does what is due; to be called every {@link #TURN_MS}. */
    public void turn() {
        if (turn % QUOTE_TURNS == 0) {
            move();
            symbols().forEach(symbol -> market.quote(symbol, live.bid(symbol), live.ask(symbol)));
        }
        if (turn % BEAT_TURNS == 0) {
            liveAdapter.beat();
            risk.heartbeat();
            market.heartbeat();
            risk.equity(live.equityE8());
        }
        if (turn % REPORT_TURNS == 1) {
            liveAdapter.report();
        }
        liveAdapter.work();
        paperAdapter.work();
        turn++;
    }

    private void move() {
        midsE8 = feed.midsE8();
        midsE8.forEach((symbol, midE8) -> {
            live.mid(symbol, midE8);
            paper.mid(symbol, midE8);
        });
    }

    private void hold(final Path directory) {
        try (StateView state = StateView.open(directory)) {
            for (final Map<String, String> row : state.read(View.POSITIONS).rows(View.POSITIONS)) {
                final PaperAccount account = "paper".equals(row.get("tradingMode")) ? paper : live;
                account.holds(row.get("symbol"), E8.of(row.get("quantity")));
            }
        } catch (final StateMapException e) {
            // A journal that has only begun holds nothing.
            return;
        }
    }

    @Override
    public void close() {
        liveAdapter.close();
        paperAdapter.close();
    }
}
