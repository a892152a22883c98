#!/usr/bin/env python3
"""A broker's adapter in a process of its own, with the smallest venue there is: it fills every order at once.

A real one hands orders and commands to its broker and reports what that says; its duties are in journal/MESSAGES.md. It
feeds quotes and signs of life too, so that a cold engine gets to normal.

    python3 broker.py sluice-data [fast]
"""

import sys
import time
from decimal import Decimal

import sluice
from sluice import ClosePosition, ExecutionStatus, Road, Role, Side, TradingMode, Verdict
from sluice.messages import Decision

SYMBOL, PRICE, LIVE = "BTCUSD", Decimal(64000), TradingMode.LIVE


class Adapter:
    """The venue is one number: what is held."""

    def __init__(self, directory: str, road: str = "slow") -> None:
        self.engine = sluice.connect(
            directory, broker=LIVE, roles=[Role.MARKET, Role.RISK], name="example adapter", outcomes=["Decision"],
            patience=30, road=Road.parse(road))
        # What finds no room is tried again for 30 s: a report must not be lost.
        self.broker = self.engine.broker("example", patience=30)
        self.held = Decimal(0)
        self.report = int(time.time() * 1000)

    def run(self) -> None:
        """Until it is killed."""
        while self.engine.is_open:
            self.feed()
            for heard in self.engine.outcomes():
                if isinstance(heard.outcome, Decision):
                    self.place(heard.outcome)
            command = self.engine.next_command(timeout=0.02)
            while command is not None:
                self.carry_out(command)
                command = self.engine.next_command(timeout=0)

    def feed(self) -> None:
        """Signs of life, a quote, the equity; orders first, then positions."""
        self.broker.heartbeat()
        self.engine.risk("example", patience=30).heartbeat()
        self.engine.risk("example", patience=30).equity(100_000)
        self.engine.market("example", patience=30).quote(SYMBOL, PRICE - 1, PRICE + 1)
        self.report += 2
        self.broker.no_open_orders(self.report - 1)
        self.broker.position(self.report, SYMBOL if self.held else None, self.held, last=True)

    def place(self, order: Decision) -> None:
        """What was allowed for good, and is not too late, goes to the venue with the trade id as its own id."""
        is_wanted = order.verdict is Verdict.ALLOW and order.final and order.actionable and order.trading_mode is LIVE
        if not is_wanted or order.valid_until is None or self.engine.now_ns() > order.valid_until:
            return
        assert order.quantity is not None and order.side is not None and order.symbol is not None
        self.held += order.quantity if order.side is Side.BUY else -order.quantity
        self.broker.execution(
            order.trade_id, ExecutionStatus.FILLED, order.symbol, order.side, 0, exec_id="fill-%d" % order.trade_id,
            last_quantity=order.quantity, last_price=PRICE, cum_quantity=order.quantity)

    def carry_out(self, command: sluice.Command) -> None:
        """Closes and cancels; each is answered under its command id."""
        if isinstance(command, ClosePosition):
            self.held = Decimal(0)
            self.broker.execution(
                0, ExecutionStatus.FILLED, command.symbol, command.side, 0, exec_id="close-%d" % command.command_id,
                last_quantity=command.quantity, last_price=PRICE, command_id=command.command_id, mode=LIVE)
        else:
            self.broker.execution(
                command.trade_id, ExecutionStatus.CANCELLED, SYMBOL, Side.BUY, 0, command_id=command.command_id)


if __name__ == "__main__":
    try:
        Adapter(*sys.argv[1:]).run()
    except KeyboardInterrupt:
        sys.exit(130)
