"""The commands of an operator."""

from typing import Optional

from . import messages
from ._link import Link
from .answers import Sent
from .doors import Number, ReportingDoor, decimal, optional_decimal
from .enums import ApprovalAnswer, Channel, LockoutType, RecoveryStage, Role, SystemMode, TradingMode


class Operator(ReportingDoor):
    """The commands of one operator, whose name is the door's.

    Each returns at once with a :class:`~sluice.Sent`, whose ``wait`` gives the answer. A command is sent once: where
    its answer does not come, ``wait`` raises :class:`~sluice.OutcomeUnknownError` and the caller decides. With four
    eyes a command that loosens is answered ``REQUESTED``; another operator confirms its ``request_id``. Reasons are at
    most 256 bytes.
    """

    def __init__(self, link: Link, name: str, patience: float, channel: Channel) -> None:
        super().__init__(link, Role.OPERATOR, name, patience)
        self.channel = channel

    def approve(
        self,
        trade_id: int,
        comment: Optional[str] = None,
        *,
        price: Optional[Number] = None,
        row_hash: Optional[bytes] = None,
    ) -> Sent:
        """Approves a held order (H-5).

        Args:
            price: that the operator saw; checked where it is given.
            row_hash: of the request that the operator saw, 32 bytes: if it is another one by then, the answer is VOID.
        """
        return self._decide(trade_id, ApprovalAnswer.APPROVE, None, comment, price, row_hash)

    def reject(self, trade_id: int, reason: Optional[str] = None) -> Sent:
        """Rejects a held order."""
        return self._decide(trade_id, ApprovalAnswer.REJECT, reason)

    def cancel_request(self, trade_id: int, reason: Optional[str] = None) -> Sent:
        """Takes a held order back: it ends as cancelled."""
        return self._decide(trade_id, ApprovalAnswer.CANCEL, reason)

    def _decide(
        self,
        trade_id: int,
        answer: ApprovalAnswer,
        reason: Optional[str],
        comment: Optional[str] = None,
        price: Optional[Number] = None,
        row_hash: Optional[bytes] = None,
    ) -> Sent:
        return self.send(messages.ApprovalDecision(
            trade_id=trade_id, decision=answer, channel=self.channel, operator_id=self.principal,
            price=optional_decimal("ApprovalDecision", "price", price), row_hash=row_hash, reason=reason,
            comment=comment,
        ))

    def force_mode(self, mode: SystemMode, ttl_seconds: int, reason: str) -> Sent:
        """Forces a mode for a while, within ``override.min-ttl`` and ``override.max-ttl`` (M-5)."""
        return self.send(messages.ForceMode(
            mode=mode, ttl_seconds=ttl_seconds, operator_id=self.principal, reason=reason))

    def release_override(self) -> Sent:
        """Ends a forced mode before its time."""
        return self.send(messages.ReleaseOverride(operator_id=self.principal))

    def emergency_stop(self, reason: str) -> Sent:
        """Stops everything: cancels orders, closes positions, blocks new trades (E-1)."""
        return self.send(messages.EmergencyStop(operator_id=self.principal, reason=reason))

    def emergency_reset(self, reason: str, accept_open_positions: bool = False) -> Sent:
        """Ends an emergency (E-3)."""
        return self.send(messages.EmergencyReset(
            accept_open_positions=accept_open_positions, operator_id=self.principal, reason=reason))

    def guardian_lock(self, reason: str) -> Sent:
        """Locks: held orders are rejected, new ones blocked (H-8)."""
        return self.send(messages.GuardianLock(reason=reason))

    def guardian_unlock(self, reason: str) -> Sent:
        """Ends the lock."""
        return self.send(messages.GuardianUnlock(operator_id=self.principal, reason=reason))

    def update_policy(
        self,
        *,
        allow_new_trades: Optional[bool] = None,
        hitl_enabled: Optional[bool] = None,
        auto_approve_paper: Optional[bool] = None,
        require_approval_for_live: Optional[bool] = None,
        approval_timeout_seconds: Optional[int] = None,
        slippage_max_percent: Optional[Number] = None,
        trading_mode: Optional[TradingMode] = None,
    ) -> Sent:
        """Changes what is named, and nothing else (P-2)."""
        return self.send(messages.PolicyUpdate(
            operator_id=self.principal,
            allow_new_trades=allow_new_trades,
            hitl_enabled=hitl_enabled,
            auto_approve_paper=auto_approve_paper,
            require_approval_for_live=require_approval_for_live,
            approval_timeout_seconds=approval_timeout_seconds,
            slippage_max_percent=optional_decimal("PolicyUpdate", "slippage_max_percent", slippage_max_percent),
            trading_mode=trading_mode,
        ))

    def create_lockout(
        self, symbol: str, duration_seconds: int, reason: str, lockout_type: Optional[LockoutType] = None
    ) -> Sent:
        """Locks a symbol out (L-1); without a type it is a manual one."""
        return self.send(messages.LockoutCreate(
            symbol=symbol, duration_seconds=duration_seconds, lockout_type=lockout_type, reason=reason,
            operator_id=self.principal,
        ))

    def delete_lockout(self, lockout_id: int) -> Sent:
        """Ends a lockout before its time."""
        return self.send(messages.LockoutDelete(lockout_id=lockout_id, operator_id=self.principal))

    def enable_strategy(self, strategy_id: int, reason: str) -> Sent:
        """Takes a strategy's intents again."""
        return self.send(messages.StrategyEnable(
            strategy_id=strategy_id, operator_id=self.principal, reason=reason))

    def disable_strategy(self, strategy_id: int, reason: str) -> Sent:
        """Takes no more intents of a strategy but those that reduce."""
        return self.send(messages.StrategyDisable(
            strategy_id=strategy_id, operator_id=self.principal, reason=reason))

    def cancel_order(self, trade_id: int, reason: str) -> Sent:
        """Cancels the order of a trade (B-3)."""
        return self.send(messages.OrderCancel(trade_id=trade_id, operator_id=self.principal, reason=reason))

    def close_position(self, symbol: str, mode: TradingMode, reason: str) -> Sent:
        """Closes a position of that mode's book (B-3)."""
        return self.send(messages.PositionClose(
            symbol=symbol, trading_mode=mode, operator_id=self.principal, reason=reason))

    def watch_symbol(self, symbol: str, watched: bool, reason: str) -> Sent:
        """Takes a symbol out of the freshness rules, or puts it back (C-7)."""
        return self.send(messages.SymbolWatch(
            symbol=symbol, watched=watched, operator_id=self.principal, reason=reason))

    def cash_flow(
        self, flow_id: str, amount: Number, reason: Optional[str] = None, equity_after: Optional[Number] = None
    ) -> Sent:
        """Money came in, or left with an amount below 0 (D-5). The id is at most 36 bytes, and counts once."""
        return self.send(messages.CashFlow(
            flow_id=flow_id, amount=decimal("CashFlow", "amount", amount), reason=reason,
            equity_after=optional_decimal("CashFlow", "equity_after", equity_after), operator_id=self.principal,
        ))

    def start_recovery(self, run_id: str, adopt_positions: bool = False) -> Sent:
        """Starts a recovery (R-6).

        Args:
            run_id: unique name of the run, at most 36 bytes.
            adopt_positions: whether the next full position report becomes the book.
        """
        return self.send(messages.StartRecovery(
            run_id=run_id, operator_id=self.principal, adopt_positions=adopt_positions))

    def stage_result(
        self, stage: RecoveryStage, ok: bool, run_id: Optional[str] = None, detail: Optional[str] = None
    ) -> Sent:
        """Says how a stage of the recovery went; without a run id, of the current run."""
        return self.send(messages.RecoveryStageResult(
            stage=stage, ok=ok, run_id=run_id, operator_id=self.principal, detail=detail))

    def reset_drawdown(self, reason: str) -> Sent:
        """Lets the drawdown begin again at the present equity (D-3)."""
        return self.send(messages.DrawdownReset(operator_id=self.principal, reason=reason))

    def confirm(self, request_id: int) -> Sent:
        """Confirms another operator's command (O-1)."""
        return self.send(messages.ConfirmCommand(request_id=request_id, operator_id=self.principal))

    def withdraw(self, request_id: int) -> Sent:
        """Takes back a command that waits for a second operator."""
        return self.send(messages.WithdrawCommand(request_id=request_id, operator_id=self.principal))

    def promote_model(self, model_name: str, new_version: str, old_version: str = "") -> Sent:
        """A version of a model becomes the one to use (S-2); names and versions are at most 32 bytes."""
        return self.send(messages.ModelPromoted(
            model_name=model_name, new_version=new_version, old_version=old_version, operator_id=self.principal))
