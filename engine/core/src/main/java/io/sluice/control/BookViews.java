package io.sluice.control;

import io.sluice.codec.ActionType;
import io.sluice.codec.CommandViewEncoder;
import io.sluice.codec.PositionViewEncoder;
import io.sluice.codec.QuoteViewEncoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradeViewEncoder;
import io.sluice.control.command.Command;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.Position;
import io.sluice.control.symbol.Reported;
import io.sluice.control.trade.Close;
import io.sluice.control.trade.Trade;

/** The views of what is traded: trades, positions, quotes, and the commands that the broker has not answered. */
final class BookViews {
    private static final long NEVER = Long.MIN_VALUE;
    private static final Text NOTHING = new Text(0);

    private final Rooms rooms;
    private final ViewRow row;

    BookViews(final Rooms rooms, final ViewRow row) {
        this.rooms = rooms;
        this.row = row;
    }

    void trades() {
        for (Trade trade = rooms.trades.firstEnded(); trade != null; trade = trade.next()) {
            trade(trade);
        }
        for (Trade trade = rooms.trades.firstUnfinished(); trade != null; trade = trade.next()) {
            trade(trade);
        }
    }

    private void trade(final Trade trade) {
        final TradeViewEncoder out = row.begin(new TradeViewEncoder())
                .seq(row.seq())
                .time(row.now())
                .tradeId(trade.id())
                .strategyId(trade.strategyId())
                .intentId(trade.intentId())
                .side(trade.side())
                .tradingMode(trade.mode())
                .quantity(trade.quantityE8())
                .filledQuantity(trade.filledE8())
                .averagePrice(trade.averagePriceE8())
                .state(trade.state())
                .since(trade.sinceNs());
        row.buffer()
                .putBytes(out.offset() + TradeViewEncoder.symbolEncodingOffset(), trade.symbol(), 0, Instrument.LENGTH);
        row.end(out);
    }

    void positions() {
        for (int i = 0; i < rooms.instruments.size(); i++) {
            position(rooms.instruments.at(i).live());
            position(rooms.instruments.at(i).paper());
        }
    }

    private void position(final Position position) {
        final Reported report = position.instrument().reported();
        final boolean live = position.isLive();
        final boolean shown = live && (report.isSaid() || report.timeNs() != NEVER && report.quantityE8() != 0);
        if (position.quantityE8() == 0 && !shown) {
            return;
        }
        final long reportedNs = rooms.book.reportedNs();
        final boolean reported = live && reportedNs != NEVER;
        final boolean named = live && report.timeNs() != NEVER;
        final boolean stale = live
                && (!reported
                        || row.now() - reportedNs
                                > rooms.settings.get().health().positionStaleNs());
        final PositionViewEncoder out = row.begin(new PositionViewEncoder())
                .seq(row.seq())
                .time(row.now())
                .tradingMode(position.mode())
                .quantity(position.quantityE8())
                .averagePrice(position.averagePriceE8())
                .reportedAgeMs(reported ? row.ageMs(reportedNs) : ViewRow.ABSENT)
                .stale(ViewRow.bool(stale))
                .reportedQuantity(named ? report.quantityE8() : ViewRow.ABSENT)
                .reportedAt(named ? report.timeNs() : ViewRow.ABSENT)
                .differs(ViewRow.bool(live && report.isSaid()));
        position.instrument().putSymbol(row.buffer(), out.offset() + PositionViewEncoder.symbolEncodingOffset());
        row.end(out);
    }

    void quotes() {
        for (int i = 0; i < rooms.instruments.size(); i++) {
            final Instrument instrument = rooms.instruments.at(i);
            if (!instrument.hasQuote() && instrument.isWatched()) {
                continue;
            }
            final QuoteViewEncoder out = row.begin(new QuoteViewEncoder())
                    .seq(row.seq())
                    .time(row.now())
                    .bid(instrument.bidE8())
                    .ask(instrument.askE8())
                    .ageMs(instrument.hasQuote() ? row.ageMs(instrument.quotedNs()) : 0)
                    .stale(ViewRow.bool(!instrument.hasQuote() || rooms.quotes.isStale(instrument)))
                    .watched(ViewRow.bool(instrument.isWatched()));
            instrument.putSymbol(row.buffer(), out.offset() + QuoteViewEncoder.symbolEncodingOffset());
            row.end(out);
        }
    }

    void commands() {
        for (Command command = rooms.commands.first(); command != null; command = command.next()) {
            final Close close = command.close();
            final CommandViewEncoder out = row.begin(new CommandViewEncoder())
                    .seq(row.seq())
                    .time(row.now())
                    .commandId(command.id())
                    .kind(command.isCancel() ? ActionType.CANCEL : ActionType.REDUCE_ONLY)
                    .tradeId(command.trade() == null ? 0 : command.trade().id())
                    .side(close == null ? Side.NULL_VAL : close.side())
                    .quantity(close == null ? ViewRow.ABSENT : close.quantityE8())
                    .tradingMode(command.mode())
                    .attempt(command.attempts().made())
                    .since(command.issuedNs());
            row.buffer()
                    .putBytes(
                            out.offset() + CommandViewEncoder.symbolEncodingOffset(),
                            command.symbol(),
                            0,
                            Instrument.LENGTH);
            final Text ref =
                    command.foreign() == null ? NOTHING : command.foreign().orderRef();
            row.end(out.putOrderRef(ref.bytes(), 0, ref.length()));
        }
    }
}
