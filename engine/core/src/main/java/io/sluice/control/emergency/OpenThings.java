package io.sluice.control.emergency;

import io.sluice.control.command.Command;
import io.sluice.control.command.CommandBook;
import io.sluice.control.command.ForeignBook;
import io.sluice.control.command.Orders;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.Trade;
import io.sluice.control.trade.TradeBook;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a stop still has to close, to cancel or to hear: counted after every record, listed when it is said. */
final class OpenThings {
    private static final int MOST = 512;
    private static final int LONGEST = 80;
    private static final byte[] REPORTS = {'r', 'e', 'p', 'o', 'r', 't', 's'};
    private static final byte[] COMMAND = {'c', 'o', 'm', 'm', 'a', 'n', 'd', ' '};
    private static final byte[] MORE = {'.', '.', '.'};

    private final InstrumentBook instruments;
    private final TradeBook trades;
    private final CloseBook closes;
    private final CommandBook commands;
    private final ForeignBook foreigns;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[MOST]);
    private final UnsafeBuffer symbol = new UnsafeBuffer(new byte[Instrument.LENGTH]);
    private final Text text = new Text(MOST);
    private int length;
    private boolean full;

    OpenThings(final Orders orders) {
        instruments = orders.instruments();
        trades = orders.trades();
        closes = orders.closes();
        commands = orders.commands();
        foreigns = orders.foreigns();
    }

    /** Whether anything is open. */
    boolean isAny() {
        return commands.open() > 0
                || closes.aliveEnded() > 0
                || foreigns.listed() > 0
                || working() > 0
                || positions() > 0;
    }

    /** Orders that work here or at the venue. */
    int working() {
        int count = trades.aliveEnded();
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            count += trade.works() ? 1 : 0;
        }
        return count;
    }

    /** Positions that are not flat. */
    int positions() {
        int count = 0;
        for (int i = 0; i < instruments.size(); i++) {
            count += instruments.at(i).live().isFlat() ? 0 : 1;
            count += instruments.at(i).paper().isFlat() ? 0 : 1;
        }
        return count;
    }

    /** Symbols, orders and commands that are open, as far as they find room; {@code reports} if none is. */
    Text list() {
        length = 0;
        full = false;
        for (int i = 0; i < instruments.size(); i++) {
            if (!instruments.at(i).live().isFlat() || !instruments.at(i).paper().isFlat()) {
                instruments.at(i).putSymbol(symbol, 0);
                name(symbol);
            }
        }
        for (Trade trade = trades.firstUnfinished(); trade != null; trade = trade.next()) {
            number(trade.works(), trade.id());
        }
        for (Trade trade = trades.firstEnded(); trades.aliveEnded() > 0 && trade != null; trade = trade.next()) {
            number(trade.isAlive(), trade.id());
        }
        for (int i = 0; i < foreigns.size(); i++) {
            if (foreigns.at(i).isListed() && begin()) {
                final Text ref = foreigns.at(i).orderRef();
                bytes.putBytes(length, ref.bytes(), 0, ref.length());
                length += ref.length();
                if (ref.isEmpty()) {
                    put(foreigns.at(i).symbol());
                }
            }
        }
        for (Command command = commands.first(); command != null; command = command.next()) {
            if (begin()) {
                bytes.putBytes(length, COMMAND);
                length += COMMAND.length;
                length += bytes.putLongAscii(length, command.id());
            }
        }
        if (length == 0) {
            bytes.putBytes(0, REPORTS);
            length = REPORTS.length;
        }
        text.set(bytes, 0, length);
        return text;
    }

    private void number(final boolean isOpen, final long id) {
        if (isOpen && begin()) {
            length += bytes.putLongAscii(length, id);
        }
    }

    private void name(final DirectBuffer name) {
        if (begin()) {
            put(name);
        }
    }

    private void put(final DirectBuffer name) {
        for (int i = 0; i < Instrument.LENGTH && name.getByte(i) != 0; i++) {
            bytes.putByte(length++, name.getByte(i));
        }
    }

    /** Room for one more. */
    private boolean begin() {
        if (full) {
            return false;
        }
        if (length > 0) {
            bytes.putByte(length++, (byte) ',');
            bytes.putByte(length++, (byte) ' ');
        }
        if (length + LONGEST > MOST) {
            full = true;
            bytes.putBytes(length, MORE);
            length += MORE.length;
        }
        return !full;
    }
}
