"""Every method of every door, and the message that it sends."""

import unittest
from decimal import Decimal
from typing import Any, Callable, List, Tuple
from uuid import UUID

import sluice
from sluice import MalformedError, Role, Side, TradingMode, codec, messages
from sluice.enums import (
    ApprovalAnswer,
    Channel,
    ComponentSource,
    EventType,
    ExecutionStatus,
    LockoutType,
    ReasonCode,
    RecoveryStage,
    Severity,
    SystemMode,
)
from sluice.messages import Message

from .fake_door import Asking, FakeDoor

LIVE = TradingMode.LIVE
ONE = Decimal(1)
HASH = bytes(range(1, 33))
Rows = List[Tuple[Callable[[Any], object], Message]]

OF_ALL: Rows = [
    (lambda d: d.event(
        EventType.RECOVERED, ComponentSource.DB, Severity.INFO, ReasonCode.ALL_HEALTHY, UUID(int=5), "x", 3),
     messages.SystemEvent(
         EventType.RECOVERED, ComponentSource.DB, Severity.INFO, ReasonCode.ALL_HEALTHY, UUID(int=5), 3, "x")),
]
OF_BROKER: Rows = OF_ALL + [
    (lambda d: d.execution(5, ExecutionStatus.PARTIAL, "btc", Side.BUY, 2, exec_id="e", last_quantity="1",
                           last_price="-1.5", cum_quantity=1, command_id=9, mode=LIVE),
     messages.ExecutionReport(5, ExecutionStatus.PARTIAL, "BTC", Side.BUY, ONE, Decimal("-1.5"), Decimal(2), ONE, 9,
                              LIVE, "e")),
    (lambda d: d.execution(5, ExecutionStatus.NEW, "A", Side.SELL, "1"),
     messages.ExecutionReport(5, ExecutionStatus.NEW, "A", Side.SELL, Decimal(0), Decimal(0), ONE)),
    (lambda d: d.position(3, "a", "-1", False, 1), messages.PositionReport(3, Decimal(-1), False, "A", ONE)),
    (lambda d: d.flat(3), messages.PositionReport(3, Decimal(0), True)),
    (lambda d: d.open_order(3, "a", 1, True, trade_id=5, side=Side.BUY, command_id=7, mode=LIVE, order_ref="r"),
     messages.OpenOrder(3, 5, True, "A", Side.BUY, ONE, 7, LIVE, "r")),
    (lambda d: d.no_open_orders(3), messages.OpenOrder(3, 0, True)),
    (lambda d: d.equity("1"), messages.EquityUpdate(ONE)),
    (lambda d: d.cash_flow("f", -1, 1), messages.CashFlow(Decimal(-1), "f", ONE)),
    (lambda d: d.trade_closed(5, 1), messages.TradeClosed(5, ONE)),
    (lambda d: d.trade_settled(5), messages.TradeSettled(5)),
    (lambda d: d.quote("a", 1, 1), messages.Quote("A", ONE, ONE)),
    (lambda d: d.heartbeat(), messages.Heartbeat(ComponentSource.BROKER)),
    (lambda d: d.probe(True, 3), messages.ProbeResult(ComponentSource.BROKER, True, 3)),
    (lambda d: d.stage_result(RecoveryStage.READY, True, "x"),
     messages.RecoveryStageResult(RecoveryStage.READY, True, detail="x")),
]
OF_MARKET: Rows = OF_ALL + [
    (lambda d: d.quote("a", 1, 1, 3, True), messages.Quote("A", ONE, ONE, 3, True)),
    (lambda d: d.heartbeat(9), messages.Heartbeat(ComponentSource.MARKET_DATA, 9)),
    (lambda d: d.probe(False), messages.ProbeResult(ComponentSource.MARKET_DATA, False)),
    (lambda d: d.create_lockout("a", 60, "x"), messages.LockoutCreate("A", 60, "x", LockoutType.NEWS_SHOCK)),
]
OF_RISK: Rows = OF_ALL + [
    (lambda d: d.heartbeat(), messages.Heartbeat(ComponentSource.RISK)),
    (lambda d: d.probe(True), messages.ProbeResult(ComponentSource.RISK, True)),
    (lambda d: d.equity(1), messages.EquityUpdate(ONE)),
    (lambda d: d.trade_closed(5), messages.TradeClosed(5)),
    (lambda d: d.trade_settled(5), messages.TradeSettled(5)),
    (lambda d: d.stage_result(RecoveryStage.READY, False), messages.RecoveryStageResult(RecoveryStage.READY, False)),
    (lambda d: d.emergency_stop("x"), messages.EmergencyStop("x")),
    (lambda d: d.guardian_lock("x"), messages.GuardianLock("x")),
    (lambda d: d.create_lockout("a", 60, "x"), messages.LockoutCreate("A", 60, "x")),
    (lambda d: d.disable_strategy(7, "x"), messages.StrategyDisable(7, "x")),
    (lambda d: d.promote_model("m", "2"), messages.ModelPromoted("m", "2")),
    (lambda d: d.acknowledge_model("c", "m", "2"), messages.ModelAck("c", "m", "2")),
]
OF_MONITOR: Rows = OF_ALL + [
    (lambda d: d.heartbeat(ComponentSource.DB, 9), messages.Heartbeat(ComponentSource.DB, 9)),
    (lambda d: d.probe(ComponentSource.DB, True, 3), messages.ProbeResult(ComponentSource.DB, True, 3)),
    (lambda d: d.emergency_stop("x"), messages.EmergencyStop("x")),
    (lambda d: d.guardian_lock("x", "check"), messages.GuardianLock("x", "check")),
    (lambda d: d.integrity_violation(5, HASH, HASH[::-1], "db"),
     messages.IntegrityViolation(5, HASH, HASH[::-1], "db")),
]
OF_OPERATOR: Rows = OF_ALL + [
    (lambda d: d.approve(5, "c", price=1, row_hash=HASH),
     messages.ApprovalDecision(5, ApprovalAnswer.APPROVE, Channel.CLI, "al", ONE, HASH, comment="c")),
    (lambda d: d.reject(5, "x"), messages.ApprovalDecision(5, ApprovalAnswer.REJECT, Channel.CLI, "al", reason="x")),
    (lambda d: d.cancel_request(5, "x"),
     messages.ApprovalDecision(5, ApprovalAnswer.CANCEL, Channel.CLI, "al", reason="x")),
    (lambda d: d.force_mode(SystemMode.HALT, 60, "x"), messages.ForceMode(SystemMode.HALT, 60, "al", "x")),
    (lambda d: d.release_override(), messages.ReleaseOverride("al")),
    (lambda d: d.emergency_stop("x"), messages.EmergencyStop("x", "al")),
    (lambda d: d.emergency_reset("x", True), messages.EmergencyReset("al", "x", True)),
    (lambda d: d.guardian_lock("x"), messages.GuardianLock("x")),
    (lambda d: d.guardian_unlock("x"), messages.GuardianUnlock("al", "x")),
    (lambda d: d.update_policy(allow_new_trades=False, hitl_enabled=True, auto_approve_paper=False,
                               require_approval_for_live=True, approval_timeout_seconds=9, slippage_max_percent="1",
                               trading_mode=LIVE),
     messages.PolicyUpdate("al", False, True, False, True, 9, ONE, LIVE)),
    (lambda d: d.create_lockout("a", 60, "x", LockoutType.MANUAL),
     messages.LockoutCreate("A", 60, "x", LockoutType.MANUAL, "al")),
    (lambda d: d.delete_lockout(5), messages.LockoutDelete(5, "al")),
    (lambda d: d.enable_strategy(7, "x"), messages.StrategyEnable(7, "al", "x")),
    (lambda d: d.disable_strategy(7, "x"), messages.StrategyDisable(7, "x", "al")),
    (lambda d: d.cancel_order(5, "x"), messages.OrderCancel(5, "al", "x")),
    (lambda d: d.close_position("a", LIVE, "x"), messages.PositionClose("A", LIVE, "al", "x")),
    (lambda d: d.watch_symbol("a", False, "x"), messages.SymbolWatch("A", False, "al", "x")),
    (lambda d: d.cash_flow("f", 1, "x", 1), messages.CashFlow(ONE, "f", ONE, "al", "x")),
    (lambda d: d.start_recovery("r", True), messages.StartRecovery("r", "al", True)),
    (lambda d: d.stage_result(RecoveryStage.READY, True, "r", "x"),
     messages.RecoveryStageResult(RecoveryStage.READY, True, "r", "al", "x")),
    (lambda d: d.reset_drawdown("x"), messages.DrawdownReset("al", "x")),
    (lambda d: d.confirm(5), messages.ConfirmCommand(5, "al")),
    (lambda d: d.withdraw(5), messages.WithdrawCommand(5, "al")),
    (lambda d: d.promote_model("m", "2", "1"), messages.ModelPromoted("m", "2", "1", "al")),
]
OF_STRATEGY: Rows = [
    (lambda d: d.heartbeat(), messages.StrategyHeartbeat(7)),
    (lambda d: d.acknowledge_model("c", "m", "2"), messages.ModelAck("c", "m", "2")),
]


class DoorsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.door = FakeDoor()
        self.addCleanup(self.door.close)
        asking = Asking(lambda: sluice.connect(
            self.door.path, strategy=7, broker=LIVE, operator="al", roles=[Role.MARKET, Role.RISK, Role.MONITOR],
            channel=Channel.CLI))
        self.session = self.door.session()
        self.session.attached(principal="al")
        self.client: sluice.Client = asking.result()
        self.addCleanup(self.client.close)

    def check(self, door: sluice.Door, role: Role, principal: str, rows: Rows) -> None:
        for call, expected in rows:
            with self.subTest(role=role.name, message=type(expected).__name__):
                result = call(door)
                sent = self.session.hear(messages.Input)
                self.assertEqual(codec.decode(sent.input or b""), expected)
                self.assertEqual((sent.role, sent.principal), (role, principal))
                self.assertEqual(sent.answer, isinstance(result, sluice.Sent))
                if isinstance(result, sluice.Sent):
                    self.assertEqual(sent.correlation_id, result.correlation_id)

    def test_should_send_what_each_method_says(self) -> None:
        client = self.client
        self.check(client.broker("b"), Role.BROKER, "b", OF_BROKER)
        self.check(client.market("m"), Role.MARKET, "m", OF_MARKET)
        self.check(client.risk("r"), Role.RISK, "r", OF_RISK)
        self.check(client.monitor("w"), Role.MONITOR, "w", OF_MONITOR)
        self.check(client.operator(), Role.OPERATOR, "al", OF_OPERATOR)
        self.check(client.strategy(), Role.STRATEGY, "7", OF_STRATEGY)

    def test_should_say_when_the_broker_is_gone_and_back(self) -> None:
        for call, event_type, reason in [
            (self.client.broker().disconnected, EventType.FAIL_CRIT, ReasonCode.BROKER_DISCONNECT),
            (self.client.broker().reconnected, EventType.RECOVERED, ReasonCode.BROKER_RECONNECTED),
        ]:
            call("why")
            event = codec.decode(self.session.hear(messages.Input).input or b"")
            assert isinstance(event, messages.SystemEvent)
            self.assertEqual((event.event_type, event.reason_code, event.details), (event_type, reason, "why"))
            self.assertIsNotNone(event.event_id)

    def test_should_have_a_row_for_every_method(self) -> None:
        for kind, rows in [
            (sluice.Broker, OF_BROKER), (sluice.Market, OF_MARKET), (sluice.Risk, OF_RISK),
            (sluice.Monitor, OF_MONITOR), (sluice.Operator, OF_OPERATOR),
        ]:
            asked = set()
            for call, _ in rows:
                asked |= set(call.__code__.co_names)
            other = {"offer", "send", "disconnected", "reconnected"}
            methods = {name for name in dir(kind) if not name.startswith("_") and callable(getattr(kind, name))}
            self.assertEqual(methods - other - asked, set(), kind.__name__)

    def test_should_name_the_field_that_cannot_be_as_it_is(self) -> None:
        broker, operator = self.client.broker(), self.client.operator()
        rows: List[Tuple[Callable[[], object], str, str]] = [
            (lambda: broker.execution(1, ExecutionStatus.NEW, "A" * 25, Side.BUY, 1), "ExecutionReport", "symbol"),
            (lambda: broker.execution(1, ExecutionStatus.NEW, "A", Side.BUY, 0.5), "ExecutionReport",  # type: ignore
             "leaves_quantity"),
            (lambda: broker.open_order(1, "", 1, True), "OpenOrder", "symbol"),
            (lambda: broker.quote("A", 1, "x"), "Quote", "ask"),
            (lambda: broker.cash_flow("f" * 37, 1), "CashFlow", "flow_id"),
            (lambda: operator.emergency_stop(""), "EmergencyStop", "reason"),
            (lambda: operator.approve(5, row_hash=b"short"), "ApprovalDecision", "row_hash"),
            (lambda: operator.force_mode(SystemMode.HALT, 2**31, "x"), "ForceMode", "ttl_seconds"),
            (lambda: operator.reject(5, "x" * 257), "ApprovalDecision", "reason"),
        ]
        for call, message, field in rows:
            with self.subTest(message=message, field=field):
                with self.assertRaises(MalformedError) as caught:
                    call()
                self.assertEqual((caught.exception.message, caught.exception.field), (message, field))


if __name__ == "__main__":
    unittest.main()
