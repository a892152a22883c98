"""What broker adapters, market feeds, risk services and monitors report."""

import uuid
from typing import Optional

from . import messages
from .answers import Sent
from .doors import Number, ReportingDoor, decimal, optional_decimal
from .enums import (
    ComponentSource,
    EventType,
    ExecutionStatus,
    LockoutType,
    ReasonCode,
    RecoveryStage,
    Severity,
    Side,
    TradingMode,
)
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


class Market(ReportingDoor):
    """What a feed of market data says. A quote that raises need not be offered again: the next one says more."""

    def quote(
        self,
        symbol: str,
        bid: Number,
        ask: Number,
        latency_ms: Optional[int] = None,
        low_quality: Optional[bool] = None,
    ) -> None:
        """Best bid and ask.

        Args:
            latency_ms: age at the source.
            low_quality: whether the feed itself doubts it.
        """
        self.offer(messages.Quote(
            symbol, decimal("Quote", "bid", bid), decimal("Quote", "ask", ask), latency_ms, low_quality))

    def heartbeat(self, ttl_seconds: Optional[int] = None) -> None:
        """The feed works."""
        self._beat(ComponentSource.MARKET_DATA, ttl_seconds)

    def probe(self, ok: bool, latency_ms: Optional[int] = None) -> None:
        """A probe of the feed came back, or did not."""
        self._probed(ComponentSource.MARKET_DATA, ok, latency_ms)

    def create_lockout(self, symbol: str, duration_seconds: int, reason: str) -> Sent:
        """Locks a symbol out after a shock."""
        return self.send(messages.LockoutCreate(
            symbol=symbol, duration_seconds=duration_seconds, lockout_type=LockoutType.NEWS_SHOCK, reason=reason))


class Risk(ReportingDoor):
    """What a risk service reports and asks for: it may stop and lock, and loosens nothing."""

    def heartbeat(self, ttl_seconds: Optional[int] = None) -> None:
        """The risk service works."""
        self._beat(ComponentSource.RISK, ttl_seconds)

    def probe(self, ok: bool, latency_ms: Optional[int] = None) -> None:
        """A probe of the risk service came back, or did not."""
        self._probed(ComponentSource.RISK, ok, latency_ms)

    def equity(self, equity: Number) -> None:
        """The account's equity, in money."""
        self.offer(messages.EquityUpdate(decimal("EquityUpdate", "equity", equity)))

    def trade_closed(self, trade_id: int, realized_pnl: Optional[Number] = None) -> None:
        """The position of a trade is closed."""
        self.offer(messages.TradeClosed(trade_id, optional_decimal("TradeClosed", "realized_pnl", realized_pnl)))

    def trade_settled(self, trade_id: int) -> None:
        """A trade is settled."""
        self.offer(messages.TradeSettled(trade_id))

    def stage_result(self, stage: RecoveryStage, ok: bool, detail: Optional[str] = None) -> None:
        """How a stage of the recovery went."""
        self.offer(messages.RecoveryStageResult(stage=stage, ok=ok, detail=detail))

    def emergency_stop(self, reason: str) -> Sent:
        """Stops everything (E-1)."""
        return self.send(messages.EmergencyStop(reason=reason))

    def guardian_lock(self, reason: str) -> Sent:
        """Rejects what waits, blocks what comes (H-8)."""
        return self.send(messages.GuardianLock(reason=reason))

    def create_lockout(
        self, symbol: str, duration_seconds: int, reason: str, lockout_type: Optional[LockoutType] = None
    ) -> Sent:
        """Locks a symbol out (L-1)."""
        return self.send(messages.LockoutCreate(
            symbol=symbol, duration_seconds=duration_seconds, lockout_type=lockout_type, reason=reason))

    def disable_strategy(self, strategy_id: int, reason: str) -> Sent:
        """Takes no more intents of a strategy but those that reduce (B-3)."""
        return self.send(messages.StrategyDisable(strategy_id=strategy_id, reason=reason))

    def promote_model(self, model_name: str, new_version: str, old_version: str = "") -> Sent:
        """A version of a model becomes the one to use (S-2)."""
        return self.send(messages.ModelPromoted(
            model_name=model_name, new_version=new_version, old_version=old_version))

    def acknowledge_model(self, consumer: str, model_name: str, model_version: str) -> None:
        """A consumer uses a version of a model from now on (S-2)."""
        self.offer(messages.ModelAck(consumer, model_name, model_version))


class Monitor(ReportingDoor):
    """What a monitor reports: the health of components, and what its checks found. It may stop and lock."""

    def heartbeat(self, source: ComponentSource, ttl_seconds: Optional[int] = None) -> None:
        """A component works."""
        self._beat(source, ttl_seconds)

    def probe(self, source: ComponentSource, ok: bool, latency_ms: Optional[int] = None) -> None:
        """A probe of a component came back, or did not."""
        self._probed(source, ok, latency_ms)

    def emergency_stop(self, reason: str) -> Sent:
        """Stops everything (E-1)."""
        return self.send(messages.EmergencyStop(reason=reason))

    def guardian_lock(self, reason: str, source: Optional[str] = None) -> Sent:
        """Rejects what waits, blocks what comes (H-8).

        Args:
            source: what found the reason, at most 32 bytes.
        """
        return self.send(messages.GuardianLock(reason=reason, source=source))

    def integrity_violation(self, trade_id: int, expected_hash: bytes, found_hash: bytes, store: str) -> Sent:
        """A stored approval is not what was recorded (H-9); the hashes are SHA-256, 32 bytes each."""
        return self.send(messages.IntegrityViolation(
            trade_id=trade_id, expected_hash=expected_hash, found_hash=found_hash, store=store))
