"""What a broker's adapter reports."""

import uuid
from typing import Optional

from . import messages
from .doors import Number, ReportingDoor, decimal, optional_decimal
from .enums import ComponentSource, EventType, ExecutionStatus, ReasonCode, RecoveryStage, Severity, Side, TradingMode
from .errors import MalformedError


class Broker(ReportingDoor):
    """What a broker's adapter reports. Facts may be reported again, late and out of order: each one counts once.

    A report that raises :class:`~sluice.BackPressuredError` or :class:`~sluice.EngineLostError` has to be offered
    again. After each attach, report the working orders, then the positions (R-4).
    """

    def execution(
        self,
        trade_id: int,
        status: ExecutionStatus,
        symbol: str,
        side: Side,
        leaves_quantity: Number,
        *,
        exec_id: str = "",
        last_quantity: Number = 0,
        last_price: Number = 0,
        cum_quantity: Optional[Number] = None,
        command_id: Optional[int] = None,
        mode: Optional[TradingMode] = None,
    ) -> None:
        """What the broker did with an order or a command (H-3a).

        Args:
            trade_id: 0 for an order that Sluice did not see.
            leaves_quantity: what is left of the order.
            exec_id: names the fill, at most 64 bytes: it counts once. Of no meaning without a fill.
            last_quantity: of this fill alone.
            cum_quantity: everything that was filled of the order so far.
            command_id: the ClosePosition or CancelOrder that this answers.
            mode: of an order that Sluice did not see; None for live.
        """
        name = "ExecutionReport"
        self.offer(messages.ExecutionReport(
            trade_id=trade_id, status=status, symbol=symbol, side=side,
            last_quantity=decimal(name, "last_quantity", last_quantity),
            last_price=decimal(name, "last_price", last_price),
            leaves_quantity=decimal(name, "leaves_quantity", leaves_quantity),
            cum_quantity=optional_decimal(name, "cum_quantity", cum_quantity),
            command_id=command_id, trading_mode=mode, exec_id=exec_id,
        ))

    def position(
        self,
        report_id: int,
        symbol: Optional[str],
        quantity: Number,
        last: bool,
        average_price: Optional[Number] = None,
    ) -> None:
        """One line of a full report of positions.

        Args:
            report_id: the same for each line of the report, above that of the report before.
            symbol: None in the one line of a flat account.
            quantity: below 0 for a short position.
            last: whether it ends the report.
        """
        self.offer(messages.PositionReport(
            report_id=report_id, symbol=symbol, quantity=decimal("PositionReport", "quantity", quantity), last=last,
            average_price=optional_decimal("PositionReport", "average_price", average_price),
        ))

    def flat(self, report_id: int) -> None:
        """The whole report of an account that holds nothing."""
        self.position(report_id, None, 0, True)

    def open_order(
        self,
        report_id: int,
        symbol: str,
        leaves_quantity: Number,
        last: bool,
        *,
        trade_id: int = 0,
        side: Optional[Side] = None,
        command_id: Optional[int] = None,
        mode: Optional[TradingMode] = None,
        order_ref: Optional[str] = None,
    ) -> None:
        """One line of a full report of working orders.

        Args:
            trade_id: 0 if the order is not Sluice's, or a close.
            command_id: of the ClosePosition that still works.
            mode: None for live.
            order_ref: the venue's id of the order, by which a foreign one is cancelled.
        """
        if not symbol:
            # Without a symbol the line would be that of an account in which no order works.
            raise MalformedError("OpenOrder", "symbol", "missing")
        self.offer(messages.OpenOrder(
            report_id=report_id, trade_id=trade_id, last=last, symbol=symbol, side=side,
            leaves_quantity=decimal("OpenOrder", "leaves_quantity", leaves_quantity), command_id=command_id,
            trading_mode=mode, order_ref=order_ref,
        ))

    def no_open_orders(self, report_id: int) -> None:
        """The whole report of an account in which no order works."""
        self.offer(messages.OpenOrder(report_id=report_id, trade_id=0, last=True))

    def equity(self, equity: Number) -> None:
        """The account's equity, in money."""
        self.offer(messages.EquityUpdate(decimal("EquityUpdate", "equity", equity)))

    def cash_flow(self, flow_id: str, amount: Number, equity_after: Optional[Number] = None) -> None:
        """Money came in, or left with an amount below 0 (D-5). The id is at most 36 bytes, and counts once."""
        self.offer(messages.CashFlow(
            flow_id=flow_id, amount=decimal("CashFlow", "amount", amount),
            equity_after=optional_decimal("CashFlow", "equity_after", equity_after),
        ))

    def trade_closed(self, trade_id: int, realized_pnl: Optional[Number] = None) -> None:
        """The position of a trade is closed."""
        self.offer(messages.TradeClosed(trade_id, optional_decimal("TradeClosed", "realized_pnl", realized_pnl)))

    def trade_settled(self, trade_id: int) -> None:
        """A trade is settled."""
        self.offer(messages.TradeSettled(trade_id))

    def quote(self, symbol: str, bid: Number, ask: Number) -> None:
        """A quote of the broker's own."""
        self.offer(messages.Quote(symbol, decimal("Quote", "bid", bid), decimal("Quote", "ask", ask)))

    def heartbeat(self, ttl_seconds: Optional[int] = None) -> None:
        """The link to the broker works: to be said more often than ``health.broker-timeout``."""
        self._beat(ComponentSource.BROKER, ttl_seconds)

    def probe(self, ok: bool, latency_ms: Optional[int] = None) -> None:
        """A probe of the broker came back, or did not."""
        self._probed(ComponentSource.BROKER, ok, latency_ms)

    def disconnected(self, details: Optional[str] = None) -> None:
        """The link to the broker is gone."""
        self.event(
            EventType.FAIL_CRIT, ComponentSource.BROKER, Severity.CRITICAL, ReasonCode.BROKER_DISCONNECT,
            uuid.uuid4(), details)

    def reconnected(self, details: Optional[str] = None) -> None:
        """The link to the broker is back."""
        self.event(
            EventType.RECOVERED, ComponentSource.BROKER, Severity.INFO, ReasonCode.BROKER_RECONNECTED,
            uuid.uuid4(), details)

    def stage_result(self, stage: RecoveryStage, ok: bool, detail: Optional[str] = None) -> None:
        """How a stage of the recovery went."""
        self.offer(messages.RecoveryStageResult(stage=stage, ok=ok, detail=detail))
