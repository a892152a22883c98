package io.sluice.control.command;

import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.trade.CloseBook;
import io.sluice.control.trade.TradeBook;

/**
 * Everything that is held or works at the broker, table by table: rooms that follow orders go over all of them.
 *
 * @param instruments symbols with their positions.
 * @param trades      orders of strategies.
 * @param closes      closes that were commanded.
 * @param commands    commands that are not answered yet.
 * @param foreigns    orders that are not ours.
 */
public record Orders(
        InstrumentBook instruments, TradeBook trades, CloseBook closes, CommandBook commands, ForeignBook foreigns) {}
