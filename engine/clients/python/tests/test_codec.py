"""What the codec refuses, and that it says where."""

import dataclasses
import decimal
import random
import unittest
from decimal import Decimal
from typing import Any, Dict, List, Tuple
from uuid import UUID

from sluice import codec, decimals, messages
from sluice._spec import SPECS, Field
from sluice._table import SCHEMA_ID
from sluice.enums import ActionType, Channel, Role, RoleSet, Side, ToldSet, TradingMode
from sluice.errors import MalformedError, UnknownMessageError

INTENT = messages.OrderIntent(
    strategy_id=7, intent_id=1, action=ActionType.OPEN, trading_mode=TradingMode.PAPER, symbol="BTCUSD", side=Side.BUY,
    quantity=Decimal("0.5"), price=Decimal(64000),
)


class DecimalTest(unittest.TestCase):
    def test_should_take_decimals_ints_and_text_exactly(self) -> None:
        rows: List[Tuple[Any, int]] = [
            (Decimal("0.5"), 50_000_000), ("0.5", 50_000_000), (2, 200_000_000), ("-0.00000001", -1),
            ("9999999999.99999999", decimals.LIMIT), ("-9999999999.99999999", -decimals.LIMIT),
            ("1E+3", 100_000_000_000), ("1.500000000000", 150_000_000), ("0E-20", 0), ("0E+99", 0), (0, 0),
            (Decimal("-0"), 0),
        ]
        for value, scaled in rows:
            with self.subTest(value=value):
                self.assertEqual(decimals.to_e8(value), scaled)
                self.assertEqual(decimals.from_e8(scaled), Decimal(value))

    def test_should_refuse_what_does_not_fit(self) -> None:
        for value, why in [
            (0.5, "float"), ("0.123456789", "more than 8 decimals"), ("1E-9", "more than 8 decimals"),
            ("10000000000", "10^10"), ("1E+300000", "10^10"), ("1E-300000", "more than 8"), ("NaN", "no number"),
            ("Infinity", "no number"), ("half", "no decimal"), (True, "no decimal"), (None, "no decimal"),
            (Decimal("sNaN"), "no number"),
        ]:
            with self.subTest(value=value):
                with self.assertRaises(ValueError) as caught:
                    decimals.to_e8(value)
                self.assertIn(why, str(caught.exception))

    def test_should_not_depend_on_the_callers_context(self) -> None:
        with decimal.localcontext() as context:
            context.prec = 3
            self.assertEqual(decimals.to_e8("1234567890.12345678"), 123456789012345678)
            self.assertEqual(str(decimals.from_e8(123456789012345678)), "1234567890.12345678")

    def test_should_come_back_as_it_went(self) -> None:
        chance = random.Random(7)
        for _ in range(2000):
            scaled = chance.randint(-decimals.LIMIT, decimals.LIMIT) // 10 ** chance.randint(0, 17)
            self.assertEqual(decimals.to_e8(decimals.from_e8(scaled)), scaled)
            self.assertEqual(decimals.from_e8(scaled), Decimal(scaled) / Decimal(10**8))


class RefusalTest(unittest.TestCase):
    def refused(self, message: messages.Message) -> MalformedError:
        with self.assertRaises(MalformedError) as caught:
            codec.encode(message)
        return caught.exception

    def test_should_name_the_required_field_that_is_missing(self) -> None:
        for spec in SPECS.values():
            whole = {field.name: _some(field) for field in spec.fields}
            codec.encode(spec.type(**whole))
            for field in spec.fields:
                if not field.optional and not field.may_be_empty:
                    with self.subTest(message=spec.name, field=field.name):
                        error = self.refused(spec.type(**{**whole, field.name: None}))
                        self.assertEqual((error.message, error.field), (spec.name, field.name))
                        self.assertEqual(str(error), "%s.%s: missing" % (spec.name, field.name))
                        self.assertEqual(error.code, "MALFORMED")

    def test_should_name_the_field_whose_value_does_not_fit(self) -> None:
        rows: List[Tuple[Dict[str, Any], str]] = [
            ({"strategy_id": -1}, "not within 0"), ({"strategy_id": 2**31}, "not within"),
            ({"strategy_id": "7"}, "no whole number"), ({"strategy_id": True}, "no whole number"),
            ({"intent_id": 2**53}, "not within"), ({"action": Side.BUY}, "no ActionType"),
            ({"action": 0}, "no ActionType"),
            ({"quantity": 0.5}, "float"), ({"quantity": Decimal("0.000000001")}, "more than 8 decimals"),
            ({"symbol": "A" * 25}, "longer than 24"), ({"symbol": "BTC\u20ac"}, "no symbol"),
            ({"symbol": "BT\0C"}, "no symbol"), ({"model_name": "x" * 33}, "at most 32"),
            ({"model_name": "\u4e2d" * 11}, "33 bytes"), ({"reasoning": "two\nlines"}, "control character"),
            ({"reasoning": "\u202eright to left"}, "bidirectional"), ({"reasoning": "\ud800"}, "half of a pair"),
            ({"reasoning": b"bytes"}, "no text"),
        ]
        for change, why in rows:
            with self.subTest(change=change):
                error = self.refused(dataclasses.replace(INTENT, **change))
                self.assertEqual(error.field, next(iter(change)))
                self.assertIn(why, str(error))

    def test_should_refuse_what_would_read_as_absent(self) -> None:
        answer = messages.AnswerWanted(UUID(int=0))
        self.assertEqual(self.refused(answer).field, "correlation_id")
        lock = messages.DeepLinkUse(token_hash=bytes(32), channel=Channel.CLI)
        self.assertEqual(self.refused(lock).field, "token_hash")

    def test_should_leave_absent_what_is_empty(self) -> None:
        empty = dataclasses.replace(INTENT, reasoning="", model_name="")
        self.assertEqual(codec.decode(codec.encode(empty)), INTENT)


class ReadingTest(unittest.TestCase):
    def wrong(self, data: bytes) -> MalformedError:
        with self.assertRaises(MalformedError) as caught:
            codec.decode(data)
        return caught.exception

    def test_should_read_none_where_a_value_is_absent(self) -> None:
        read = codec.decode(codec.encode(INTENT))
        self.assertEqual(read, INTENT)
        absent = [name for name, value in vars(read).items() if value is None]
        self.assertEqual(len(absent), 9)

    def test_should_name_the_field_that_cannot_be_read(self) -> None:
        good = codec.encode(INTENT)
        at = codec.HEADER_LENGTH
        for offset, raw, field in [
            (0, b"\xff\xff\xff\xff", "strategy_id"), (4, b"\xff" * 7 + b"\x7f", "intent_id"), (12, b"\x09", "action"),
            (12, b"\xff", "action"), (14, b"BTC\0USD", "symbol"), (14, b"\xe4", "symbol"),
            (39, b"\xff" * 7 + b"\x7f", "quantity"),
        ]:
            with self.subTest(field=field):
                data = bytearray(good)
                data[at + offset : at + offset + len(raw)] = raw
                self.assertEqual(self.wrong(bytes(data)).field, field)

    def test_should_refuse_each_cut_and_each_addition(self) -> None:
        good = codec.encode(dataclasses.replace(INTENT, reasoning="because", model_name="m"))
        for length in range(len(good)):
            self.wrong(good[:length])
        self.wrong(good + b"\0")

    def test_should_never_fail_otherwise_whatever_the_bytes_are(self) -> None:
        chance = random.Random(7)
        good = codec.encode(dataclasses.replace(INTENT, reasoning="because"))
        for _ in range(5000):
            data = bytearray(good)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                codec.decode(bytes(data))
            except MalformedError:
                continue

    def test_should_tell_an_unknown_message_from_a_bad_one(self) -> None:
        self.assertIsInstance(self.wrong(codec.HEADER.pack(0, 99, SCHEMA_ID, 3)), UnknownMessageError)
        self.assertIsInstance(self.wrong(codec.HEADER.pack(0, 100, 1, 3)), UnknownMessageError)

    def test_should_read_an_earlier_version_without_its_later_fields(self) -> None:
        later = messages.OpenOrder(
            report_id=1, trade_id=2, last=True, symbol="A", command_id=3, trading_mode=TradingMode.LIVE, order_ref="x")
        data = codec.encode(later)
        # Version 2 ended before commandId, and had no text.
        block = data[codec.HEADER_LENGTH : codec.HEADER_LENGTH + 8 + 8 + 24 + 1 + 8 + 1]
        earlier = codec.HEADER.pack(len(block), 107, SCHEMA_ID, 2) + block
        self.assertEqual(
            codec.decode(earlier), dataclasses.replace(later, command_id=None, trading_mode=None, order_ref=None))

    def test_should_pass_over_what_a_later_version_added(self) -> None:
        beat = codec.encode(messages.StrategyHeartbeat(7))
        longer = codec.HEADER.pack(6, 101, SCHEMA_ID, 4) + beat[codec.HEADER_LENGTH :] + b"\1\2"
        self.assertEqual(codec.decode(longer), messages.StrategyHeartbeat(7))

    def test_should_keep_sets_as_flags(self) -> None:
        told = messages.Told(ToldSet.DECISION | ToldSet.ANSWER, 1, 2, Role.STRATEGY)
        read = codec.decode(codec.encode(told))
        assert isinstance(read, messages.Told)
        self.assertTrue(read.why & ToldSet.ANSWER)
        self.assertFalse(read.why & ToldSet.COMMAND)
        self.assertEqual(RoleSet(0), RoleSet.BROKER & RoleSet.RISK)


def _some(field: Field) -> Any:
    """Any value of a field."""
    from sluice import enums

    if field.kind in ("enum", "set"):
        return next(iter(getattr(enums, field.type)))
    return {
        "int": 1, "decimal": Decimal(1), "bool": True, "symbol": "A", "bytes": b"\1" * field.size, "uuid": UUID(int=1),
        "text": "x", "message": b"\1" * 8,
    }[field.kind]


if __name__ == "__main__":
    unittest.main()
