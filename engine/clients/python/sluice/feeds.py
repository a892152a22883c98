"""What market feeds, risk services and monitors report."""

from typing import Optional

from . import messages
from .answers import Sent
from .doors import Number, ReportingDoor, decimal, optional_decimal
from .enums import ComponentSource, LockoutType, RecoveryStage


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
