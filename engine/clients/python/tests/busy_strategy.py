"""Asks for order after order, each once the one before was decided, until it is killed. The tests in Java run it.

    python3 busy_strategy.py DIRECTORY STRATEGY [ROAD]
"""

import sys

import sluice
from sluice import Road, Side, TradingMode


def main(directory: str, strategy_id: str, road: str = "slow") -> None:
    with sluice.connect(
        directory, strategy=int(strategy_id), patience=180, take_over=True, road=Road.parse(road)
    ) as engine:
        strategy = engine.strategy(patience=180)
        while True:
            intent = strategy.open("BTCUSD", Side.BUY, "0.00000001", "64000", mode=TradingMode.PAPER)
            decision = strategy.wait(intent, timeout=180)
            print(intent, decision.verdict, decision.code, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
