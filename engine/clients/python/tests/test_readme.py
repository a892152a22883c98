"""The README shows code that runs."""

import re
import unittest
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, List

from sluice import Side, Verdict
from sluice.enums import ToldSet

from .fake_door import Asking, FakeDoor, decision

README = Path(__file__).resolve().parents[1] / "README.md"


class ReadmeTest(unittest.TestCase):
    def setUp(self) -> None:
        found = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
        assert found
        self.code = found.group(1)
        self.door = FakeDoor()
        self.addCleanup(self.door.close)

    def trade(self, verdicts: List[Verdict], sent: List[Any]) -> str:
        names: Dict[str, Any] = {"__name__": "readme"}
        exec(compile(self.code, str(README), "exec"), names)
        asking = Asking(lambda: names["trade"](self.door.path, sent.append))
        session = self.door.session()
        session.attached()
        intent = session.hear_intent()
        for number, verdict in enumerate(verdicts):
            session.tell(11 + number, decision(
                intent.intent_id, verdict, final=verdict is not Verdict.HOLD, actionable=True, valid_until=2**62,
                symbol=intent.symbol, side=intent.side, quantity=intent.quantity), ToldSet.DECISION)
        result = asking.result()
        assert isinstance(result, str)
        return result

    def test_should_show_a_strategy_of_thirty_lines(self) -> None:
        self.assertLessEqual(len(self.code.splitlines()), 30)

    def test_should_send_what_a_person_approved(self) -> None:
        sent: List[Any] = []
        self.assertEqual(self.trade([Verdict.HOLD, Verdict.ALLOW], sent), "sent")
        self.assertEqual([(order.side, order.quantity) for order in sent], [(Side.BUY, Decimal("0.5"))])

    def test_should_send_nothing_that_was_refused(self) -> None:
        sent: List[Any] = []
        self.assertEqual(self.trade([Verdict.REJECT], sent), "refused: OK")
        self.assertEqual(sent, [])


if __name__ == "__main__":
    unittest.main()
