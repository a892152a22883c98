"""Asks for the intents of a file, one after the other, and says what was decided of each. The tests in Java run it.

    python3 scenario.py DIRECTORY STRATEGY FILE [ROAD]

A line of the file has the words of an intent, `-` where one is absent: id, action, mode, symbol, side, quantity, price,
trade id, leverage, confidence; the rest of the line is the reasoning.
"""

import sys
from typing import Optional

import sluice
from sluice import ActionType, Road, Side, TradingMode


def main(directory: str, strategy_id: str, file: str, road: str = "slow") -> None:
    with sluice.connect(directory, strategy=int(strategy_id), patience=60, road=Road.parse(road)) as engine:
        strategy = engine.strategy(patience=60)
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                ask(strategy, line.rstrip("\n"))


def ask(strategy: sluice.Strategy, line: str) -> None:
    words = [None if word == "-" else word for word in line.split(" ", 10)]
    intent_id, action, mode, symbol, side, quantity, price, trade_id, leverage, confidence, reasoning = words
    asked = strategy.intent(
        ActionType.parse(action or ""), symbol, Side[side] if side else None, quantity, price,
        mode=TradingMode.parse(mode or ""), intent_id=number(intent_id), trade_id=number(trade_id), leverage=leverage,
        confidence=confidence, reasoning=reasoning,
    )
    decision = strategy.wait(asked, timeout=60)
    print(asked, decision.verdict, decision.code, flush=True)


def number(word: Optional[str]) -> Optional[int]:
    return None if word is None else int(word)


if __name__ == "__main__":
    main(*sys.argv[1:])
