"""The client against a door that does as the test tells it (SPEC X-2, X-6, X-7)."""

import os
import time
import unittest
from decimal import Decimal
from typing import Any, Callable, Dict, List, Tuple
from uuid import UUID

import sluice
from sluice import ActionType, Kind, Permission, Role, Side, TradingMode, Verdict, codec, messages
from sluice._spec import SPECS
from sluice.enums import AttachRefusal, Code, DetachReason, MessageType, ReasonSet, RoleSet, ToldSet

from .fake_door import ALL_ALLOWED, JOURNAL, PATIENCE, Asking, FakeDoor, Session, decision

LIVE = TradingMode.LIVE


class ClientTest(unittest.TestCase):
    def setUp(self) -> None:
        self.door = FakeDoor()
        self.addCleanup(self.door.close)

    def connect(self, **options: Any) -> Tuple[sluice.Client, Session]:
        asking = Asking(lambda: sluice.connect(self.door.path, **options))
        session = self.door.session()
        self.listen = session.attached()
        client = asking.result()
        self.addCleanup(client.close)
        return client, session

    def strategy(self, patience: float = 0.0, **options: Any) -> Tuple[sluice.Strategy, Session]:
        client, session = self.connect(strategy=7, **options)
        return client.strategy(patience), session

    def again(self, **changes: Any) -> Session:
        """The client comes back."""
        session = self.door.session()
        self.listen = session.attached(**changes)
        return session

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), end, "it did not come in time")
            time.sleep(0.001)

    # --- attaching -----------------------------------------------------------------------------------------------

    def test_should_say_what_it_wants(self) -> None:
        asking = Asking(lambda: sluice.connect(
            self.door.path, strategy=7, operator="alice", roles=[Role.MARKET], name="n" * 80, take_over=True,
            outcomes=["Decision"], from_record=5))
        session = self.door.session()
        attach = session.hear(messages.Attach)
        self.assertEqual(attach.roles, RoleSet.STRATEGY | RoleSet.OPERATOR | RoleSet.MARKET)
        self.assertEqual((attach.strategy_id, attach.trading_mode, attach.principal), (7, None, "alice"))
        self.assertEqual((attach.name, attach.take_over, attach.protocol), ("n" * 64, True, 1))
        session.say(messages.AttachRefused(AttachRefusal.SEC_001, "no"))
        with self.assertRaises(sluice.AccessRefusedError) as caught:
            asking.result()
        self.assertEqual((caught.exception.code, str(caught.exception)), ("SEC-001", "SEC-001: no"))

    def test_should_tell_each_refusal_from_the_others(self) -> None:
        for refusal, error, code in [
            (AttachRefusal.STRATEGY_TAKEN, sluice.StrategyTakenError, "STRATEGY_TAKEN"),
            (AttachRefusal.TOO_MANY, sluice.NoEngineError, "TOO_MANY"),
            (AttachRefusal.VERSION, sluice.AccessRefusedError, "VERSION"),
            (AttachRefusal.FRAME, sluice.AccessRefusedError, "FRAME"),
        ]:
            with self.subTest(refusal=refusal):
                asking = Asking(lambda: sluice.connect(self.door.path))
                session = self.door.session()
                session.hear(messages.Attach)
                session.say(messages.AttachRefused(refusal))
                with self.assertRaises(error) as caught:
                    asking.result()
                self.assertEqual(caught.exception.code, code)

    def test_should_wait_for_an_engine_as_long_as_its_patience(self) -> None:
        nowhere = self.door.path + "-not-yet"
        began = time.monotonic()
        with self.assertRaises(sluice.NoEngineError):
            sluice.connect(nowhere)
        with self.assertRaises(sluice.NoEngineError):
            sluice.connect(nowhere, patience=0.3)
        self.assertGreater(time.monotonic() - began, 0.3)
        asking = Asking(lambda: sluice.connect(nowhere, patience=PATIENCE))
        time.sleep(0.1)
        os.rename(self.door.path, nowhere)
        self.door.session().attached()
        asking.result().close()

    def test_should_take_a_data_directory_for_its_socket(self) -> None:
        asking = Asking(lambda: sluice.connect(os.path.dirname(self.door.path)))
        self.door.session().attached()
        client = asking.result()
        client.close()
        self.assertFalse(client.is_open)

    def test_should_refuse_what_it_did_not_attach_for(self) -> None:
        client, _ = self.connect(roles=[Role.MARKET])
        calls: List[Callable[[], object]] = [
            client.strategy, client.broker, client.risk, client.monitor, client.operator, client.next_command,
            client.next_outcome, lambda: sluice.connect(self.door.path, outcomes=["Nonsense"]),
            lambda: sluice.connect(self.door.path, outcomes=["OrderIntent"]),
            lambda: sluice.connect(self.door.path, roles=[Role.ENGINE])]
        for call in calls:
            with self.assertRaises(sluice.RoleError):
                call()

    def test_should_give_signs_of_life_and_say_good_bye(self) -> None:
        client, session = self.connect()
        for _ in range(3):
            session.hear(messages.SignOfLife)
        client.close()
        self.assertEqual(session.hear(messages.Detached).reason, DetachReason.LEFT)

    # --- strategies ----------------------------------------------------------------------------------------------

    def test_should_send_an_intent_and_hear_its_decision(self) -> None:
        strategy, session = self.strategy()
        intent = strategy.open("btcusd", Side.BUY, "0.5", 64000, mode=LIVE)
        heard = session.hear_intent()
        self.assertEqual((intent, heard.symbol, heard.quantity, heard.price), (1, "BTCUSD", Decimal("0.5"), 64000))
        session.tell(11, decision(1, Verdict.HOLD, final=False, trade_id=9), ToldSet.DECISION)
        held = strategy.wait(1, PATIENCE)
        self.assertEqual((held.kind, held.trade_id, held.is_final, held.sequence), (Kind.HELD, 9, False, 11))
        until = held._link.now_ns() + 10**11
        allowed = decision(
            1, Verdict.ALLOW, actionable=True, valid_until=until, symbol="BTCUSD", side=Side.BUY,
            quantity=Decimal("0.5"), price=Decimal(64000), trade_id=9)
        session.tell(12, allowed, ToldSet.DECISION)
        order = strategy.wait(1, PATIENCE, final=True).order
        self.assertEqual((order.symbol, order.quantity, order.trade_id), ("BTCUSD", Decimal("0.5"), 9))

    def test_should_give_an_order_only_while_it_may_be_sent(self) -> None:
        strategy, session = self.strategy()
        now = strategy._link.now_ns()
        rows: List[Tuple[Dict[str, Any], Kind]] = [
            (dict(actionable=True, valid_until=now - 1), Kind.LAPSED),
            (dict(actionable=False, valid_until=now + 10**12), Kind.LAPSED),
            (dict(verdict=Verdict.REJECT, code=Code.CAPACITY), Kind.REFUSED),
            (dict(verdict=Verdict.HOLD), Kind.HELD),
        ]
        for number, (change, kind) in enumerate(rows):
            session.tell(11 + number, decision(1, **{"verdict": Verdict.ALLOW, **change}), ToldSet.DECISION)
            told = strategy.next(PATIENCE)
            assert told is not None
            self.assertEqual(told.kind, kind)
            self.assertFalse(hasattr(told, "quantity"))
            with self.assertRaises(sluice.NotAllowedError):
                print(told.order)

    def test_should_name_the_field_of_a_malformed_intent(self) -> None:
        strategy, _ = self.strategy()
        good: Dict[str, Any] = dict(
            action=ActionType.OPEN, symbol="A", side=Side.BUY, quantity=1, price=1, mode=LIVE)
        rows: List[Tuple[Dict[str, Any], str]] = [
            (dict(quantity=0.1), "quantity"), (dict(quantity=None), "quantity"), (dict(price=None), "price"),
            (dict(side=None), "side"), (dict(side="BUY"), "side"), (dict(symbol=None), "symbol"),
            (dict(symbol=" A"), "symbol"), (dict(symbol="A!"), "symbol"), (dict(symbol="A" * 25), "symbol"),
            (dict(intent_id=0), "intent_id"), (dict(intent_id=2**53), "intent_id"), (dict(action=None), "action"),
            (dict(mode=None), "trading_mode"), (dict(confidence="x"), "confidence"),
            (dict(reasoning="r" * 513), "reasoning"), (dict(price="0.123456789"), "price"),
        ]
        for change, field in rows:
            with self.subTest(change=change):
                with self.assertRaises(sluice.MalformedError) as caught:
                    strategy.intent(**{**good, **change})
                self.assertEqual((caught.exception.message, caught.exception.field), ("OrderIntent", field))
        self.assertEqual(strategy.highest_intent_id, 0)

    def test_should_go_on_after_the_highest_id_on_record(self) -> None:
        asking = Asking(lambda: sluice.connect(self.door.path, strategy=7))
        session = self.door.session()
        session.attached(highest_intent_id=41)
        with asking.result() as client:
            self.assertEqual(client.strategy().cancel(5, "A", mode=LIVE), 42)
            self.assertEqual(session.hear_intent().trade_id, 5)

    def test_should_keep_what_is_told_of_other_intents(self) -> None:
        strategy, session = self.strategy()
        for number in (1, 2, 3):
            session.tell(10 + number, decision(number), ToldSet.DECISION)
        self.assertEqual(strategy.wait(3, PATIENCE).intent_id, 3)
        self.assertEqual(strategy.wait(1, PATIENCE).intent_id, 1)
        self.assertEqual([each.intent_id for each in strategy.poll()], [2])
        self.assertEqual(strategy.poll(), [])
        with self.assertRaises(sluice.NoDecisionError) as caught:
            strategy.wait(4, 0.01)
        self.assertEqual(caught.exception.intent_id, 4)

    def test_should_answer_permissions_from_the_last_word(self) -> None:
        strategy, session = self.strategy()
        self.assertEqual(strategy.permission(ActionType.OPEN), Permission.ALLOWED)
        session.sign(gate=ALL_ALLOWED | 1 << 8)
        self.until(lambda: strategy.permission(ActionType.OPEN) is Permission.WARNED)
        session.sign(gate=ALL_ALLOWED - 1)
        self.until(lambda: strategy.permission(ActionType.OPEN) is Permission.REFUSED)
        session.sign(engine_beat_ns=time.monotonic_ns() - 10**13)
        self.until(lambda: strategy.permission(ActionType.OPEN) is Permission.ENGINE_LOST)
        with self.assertRaises(sluice.EngineLostError):
            strategy.open("A", Side.BUY, 1, 1, mode=LIVE)
        session.sign(engine_state=3)
        self.until(lambda: strategy.permission(ActionType.OPEN) is Permission.ENGINE_STOPPED)

    # --- lost and back -------------------------------------------------------------------------------------------

    def test_should_ask_an_intent_again_once_everything_before_was_told(self) -> None:
        strategy, session = self.strategy()
        for number in (1, 2):
            strategy.open("A", Side.BUY, number, 1, mode=LIVE)
            session.hear_intent()
        session.sign(told=10)
        session.close()
        back = self.again(last_sequence=12)
        self.assertEqual(self.listen.from_, 11)
        with self.assertRaises(sluice.BackPressuredError):
            strategy.open("A", Side.BUY, 3, 1, mode=LIVE)
        back.tell(12, decision(1), ToldSet.DECISION)
        back.sign(told=12)
        asked = back.hear_intent()
        self.assertEqual((asked.intent_id, asked.quantity), (2, 2))
        back.tell(13, decision(2), ToldSet.DECISION)
        self.assertEqual([strategy.wait(n, PATIENCE).sequence for n in (1, 2)], [12, 13])
        self.until(lambda: not strategy._link.hearing.unanswered.before(99))

    def test_should_pass_over_what_was_told_of_a_record_in_part(self) -> None:
        strategy, session = self.strategy()
        session.tell(11, decision(1), ToldSet.DECISION)
        session.tell(11, decision(2), ToldSet.DECISION)
        self.assertEqual(strategy.wait(2, PATIENCE).sequence, 11)
        session.close()
        back = self.again()
        self.assertEqual(self.listen.from_, 11)
        for number in (1, 2, 3):
            back.tell(11, decision(number), ToldSet.DECISION)
        strategy.wait(3, PATIENCE)
        self.assertEqual([each.intent_id for each in strategy.poll()], [1])

    def test_should_say_that_the_engine_is_lost_until_it_is_back(self) -> None:
        strategy, session = self.strategy()
        session.close()
        self.until(lambda: strategy.permission(ActionType.OPEN) is Permission.ENGINE_LOST)
        with self.assertRaises(sluice.EngineLostError):
            strategy.open("A", Side.BUY, 1, 1, mode=LIVE)
        patient = sluice.Strategy(strategy._link, 7, PATIENCE)
        asking = Asking(lambda: patient.open("A", Side.BUY, 1, 1, mode=LIVE))
        back = self.again()
        self.assertEqual(asking.result(), 1)
        self.assertEqual(back.hear_intent().intent_id, 1)

    def test_should_give_a_door_up_that_says_nothing(self) -> None:
        asking = Asking(lambda: sluice.connect(self.door.path))
        self.door.session().attached(silence_ns=200_000_000)
        self.again()
        with asking.result() as client:
            self.until(lambda: client.session >= 2)

    def test_should_not_come_back_when_it_was_sent_away_for_another(self) -> None:
        strategy, session = self.strategy()
        session.say(messages.Detached(DetachReason.TAKEN_OVER, "another took it"))
        self.until(lambda: not strategy._link.is_open)
        with self.assertRaises(sluice.EngineStoppedError):
            strategy.open("A", Side.BUY, 1, 1, mode=LIVE)

    def test_should_come_back_from_a_frame_that_cannot_be_read(self) -> None:
        client, session = self.connect()
        session.connection.sendall(b"\xff\xff\xff\xff")
        self.again().close()
        self.again()

    def test_should_begin_again_with_another_journal(self) -> None:
        client, session = self.connect(operator="alice")
        sent = client.operator("alice").guardian_lock("x")
        session.hear(messages.Input)
        session.close()
        self.again(journal_id=UUID(int=78), last_sequence=3)
        self.assertEqual(self.listen.from_, 4)
        with self.assertRaises(sluice.OutcomeUnknownError):
            sent.wait(PATIENCE)

    # --- commands ------------------------------------------------------------------------------------------------

    def result(self, code: Code = Code.OK, **changes: Any) -> messages.CommandResult:
        return messages.CommandResult(MessageType.LOCKOUT_CREATE, code is Code.OK, code, ReasonSet(0), **changes)

    def answer(self, session: Session, id_: Any, code: Code, *outcomes: messages.Message) -> None:
        for outcome in outcomes:
            session.tell(11, outcome, ToldSet.ANSWER, id_)
        session.say(messages.Answer(id_, 11, 5, code in (Code.OK, Code.REQUESTED), code, len(outcomes)))

    def test_should_wait_for_the_answer_of_a_command(self) -> None:
        client, session = self.connect(operator="alice")
        sent = client.operator("alice").create_lockout("btc", 60, "news")
        asked = session.hear(messages.Input)
        self.assertTrue(asked.answer)
        self.assertEqual(
            codec.decode(asked.input or b""), messages.LockoutCreate("BTC", 60, "news", operator_id="alice"))
        self.answer(session, asked.correlation_id, Code.OK, self.result())
        answer = sent.wait(PATIENCE)
        self.assertEqual((answer.accepted, answer.sequence, answer.outcomes), (True, 11, (self.result(),)))
        self.assertIs(answer.check(), answer)

    def test_should_name_code_and_field_of_a_refused_command(self) -> None:
        client, session = self.connect(operator="alice")
        sent = client.operator("alice").create_lockout("btc", 0, "news")
        number = next(f.number for f in SPECS[116].fields if f.name == "duration_seconds")
        self.answer(
            session, session.hear(messages.Input).correlation_id, Code.MALFORMED,
            self.result(Code.MALFORMED, field=number))
        answer = sent.wait(PATIENCE)
        self.assertEqual((answer.accepted, answer.field), (False, "duration_seconds"))
        with self.assertRaises(sluice.CommandRefusedError) as caught:
            answer.check()
        self.assertEqual(caught.exception.code, "MALFORMED")

    def test_should_name_the_request_that_a_second_operator_confirms(self) -> None:
        client, session = self.connect(operator="alice")
        sent = client.operator("alice").force_mode(sluice.SystemMode.NORMAL, 60, "sure")
        requested = messages.CommandRequested(5, MessageType.FORCE_MODE, 99, "alice")
        self.answer(session, session.hear(messages.Input).correlation_id, Code.REQUESTED, requested)
        answer = sent.wait(PATIENCE).check()
        self.assertEqual((answer.is_waiting, answer.request_id, answer.accepted), (True, 5, False))

    def test_should_never_send_a_command_again(self) -> None:
        client, session = self.connect(operator="alice")
        sent = client.operator("alice").emergency_stop("drill")
        asked = session.hear(messages.Input)
        session.close()
        back = self.door.session()
        back.hear(messages.Attach)
        back.say(messages.Attached(1, JOURNAL, 1, 20, 0, 10**12, 10**8, 10**12, 16384, 0))
        self.assertEqual(back.hear(messages.AnswerWanted).correlation_id, asked.correlation_id)
        back.hear(messages.Listen)
        back.sign(told=20)
        with self.assertRaises(sluice.OutcomeUnknownError) as caught:
            sent.wait(0.2)
        self.assertEqual(caught.exception.correlation_id, asked.correlation_id)
        # Whatever comes now, it is no input.
        client.close()
        back.hear(messages.Detached)

    def test_should_find_the_answer_after_it_came_back(self) -> None:
        client, session = self.connect(operator="alice")
        sent = client.operator("alice").emergency_stop("drill")
        asked = session.hear(messages.Input)
        session.tell(11, self.result(), ToldSet.ANSWER, asked.correlation_id)
        session.close()
        back = self.door.session()
        back.hear(messages.Attach)
        back.say(messages.Attached(1, JOURNAL, 1, 20, 0, 10**12, 10**8, 10**12, 16384, 0))
        back.hear(messages.AnswerWanted)
        back.hear(messages.Listen)
        self.answer(back, asked.correlation_id, Code.OK, self.result())
        self.assertEqual(sent.wait(PATIENCE).outcomes, (self.result(),))

    def test_should_leave_no_wait_open_when_it_is_closed(self) -> None:
        client, session = self.connect(operator="alice")
        sent = client.operator("alice").emergency_stop("drill")
        waiting = Asking(lambda: sent.wait(PATIENCE))
        client.close()
        with self.assertRaises(sluice.OutcomeUnknownError):
            waiting.result()

    # --- brokers and listeners -----------------------------------------------------------------------------------

    def test_should_hand_over_commands_in_order(self) -> None:
        client, session = self.connect(broker=LIVE)
        self.assertEqual(self.listen.from_, 0)
        close = messages.ClosePosition(1, "A", Side.SELL, Decimal(2), LIVE, True, 1)
        cancel = messages.CancelOrder(2, 5, "A", LIVE, 1)
        session.tell(5, close, ToldSet.COMMAND)
        session.tell(5, cancel, ToldSet.COMMAND)
        self.assertEqual([client.next_command(PATIENCE), client.next_command(PATIENCE)], [close, cancel])
        self.assertIsNone(client.next_command(0))

    def test_should_hear_outcomes_and_the_life_of_the_connection(self) -> None:
        heard: List[str] = []

        class Ear(sluice.Listener):
            def on_attached(self, is_again: bool, start_sequence: int) -> None:
                heard.append("attached %s %d" % (is_again, start_sequence))

            def on_lost(self, why: str) -> None:
                heard.append("lost")

            def on_outcome(self, outcome: sluice.Heard) -> None:
                heard.append("outcome %d" % outcome.sequence)
                raise ValueError("the listener's own fault")

        with self.assertLogs("sluice", "ERROR"):
            client, session = self.connect(outcomes=[], listener=Ear())
            self.assertEqual(self.listen.types, -1)
            session.tell(11, self.result(), ToldSet.SUBSCRIBED)
            self.until(lambda: "outcome 11" in heard)
            session.close()
            self.again(start_sequence=30)
            self.until(lambda: len(heard) == 4)
        self.assertEqual(heard, ["attached False 1", "outcome 11", "lost", "attached True 30"])

    def test_should_say_that_there_is_no_room_when_the_door_does_not_read(self) -> None:
        client, session = self.connect(roles=[Role.MARKET])
        market = client.market("feed")
        with self.assertRaises(sluice.BackPressuredError):
            for _ in range(1_000_000):
                market.quote("A", 1, 2)
        for _ in range(100):
            session.hear(messages.Input)
        sluice.Market(client._link, Role.MARKET, "feed", PATIENCE).quote("A", 1, 2)

    def test_should_refuse_what_no_sender_offers(self) -> None:
        client, _ = self.connect(roles=[Role.MONITOR])
        with self.assertRaises(sluice.MalformedError):
            client.door(Role.MONITOR).offer(messages.Tick())


if __name__ == "__main__":
    unittest.main()
