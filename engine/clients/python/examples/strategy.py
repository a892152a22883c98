#!/usr/bin/env python3
"""A strategy in a process of its own: it waits until it may open, asks for an order, and hears the decision, of a held
order the final one too. Run `sluice run` first, and a broker's adapter beside it, as broker.py.

    python3 strategy.py sluice-data [fast]
"""

import sys
import time

import sluice
from sluice import ActionType, Kind, Permission, Road, Side, TradingMode

STRATEGY = 7


def main(directory: str, road: str = "slow") -> int:
    """Trades once; 0 if the order was allowed."""
    with sluice.connect(
        directory, strategy=STRATEGY, name="example strategy", patience=30, road=Road.parse(road)
    ) as engine:
        # Offers that find no room, or no engine, are tried again for 30 s, under the same id.
        strategy = engine.strategy(patience=30)
        while strategy.permission(ActionType.OPEN) is not Permission.ALLOWED:
            time.sleep(0.01)
        intent = strategy.open("BTCUSD", Side.BUY, "0.5", "64000", mode=TradingMode.LIVE)
        print("offered: intent", intent, flush=True)
        # If the engine dies now, the client asks again under the same id; there is one decision either way.
        decision = strategy.wait(intent, timeout=60)
        if decision.kind is Kind.HELD:
            print("held: a person is asked", flush=True)
            decision = strategy.wait(intent, timeout=600, final=True)
        if not decision.is_allowed:
            print("%s: %s" % (decision.kind.value, decision.code), flush=True)
            return 1
        # Hand it to the broker here, with order.trade_id as its own id; broker.py does so by itself.
        order = decision.order
        print("allowed: %s %s %s" % (order.side, order.quantity, order.symbol), flush=True)
        return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
