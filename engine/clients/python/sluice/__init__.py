"""A client of Sluice: strategies, broker adapters, feeds, risk services and operators in processes of their own.

    import sluice
    from sluice import Side, TradingMode

    with sluice.connect("sluice-data", strategy=7) as engine:
        strategy = engine.strategy()
        intent = strategy.open("BTCUSD", Side.BUY, "0.5", "64000", mode=TradingMode.LIVE)
        decision = strategy.wait(intent, timeout=60, final=True)
        if decision.is_allowed:
            print("send", decision.order)

No call blocks without a bound, and each raises what happened: see ``sluice.errors``. ``sluice.messages`` has every
message of the schema, ``sluice.codec`` their bytes.
"""

from . import codec, messages, times
from ._hearing import Command, Heard
from .answers import CommandAnswer, Sent
from .broker import Broker
from .client import Client, connect
from .decision import AllowedOrder, Decision, Kind
from .doors import Door
from .enums import (
    ActionType,
    Channel,
    Code,
    ComponentSource,
    EventType,
    ExecutionStatus,
    LockoutType,
    ReasonCode,
    RecoveryStage,
    Road,
    Role,
    Severity,
    Side,
    SystemMode,
    TradingMode,
    Verdict,
    VolatilityRegime,
    WarningSet,
)
from .errors import (
    AccessRefusedError,
    BackPressuredError,
    CommandRefusedError,
    EngineLostError,
    EngineStoppedError,
    FastRoadError,
    MalformedError,
    NoDecisionError,
    NoEngineError,
    NotAllowedError,
    OfferError,
    OutcomeUnknownError,
    RoleError,
    SluiceError,
    StrategyTakenError,
    UnknownMessageError,
)
from .feeds import Market, Monitor, Risk
from .gate import EngineState, Gate, Permission
from .messages import CancelOrder, ClosePosition
from .operators import Operator
from .options import Listener
from .strategy import MARKET, Strategy

__version__ = "0.1.0.dev0"

__all__ = [
    "MARKET", "AccessRefusedError", "ActionType", "AllowedOrder", "BackPressuredError", "Broker", "CancelOrder",
    "Channel", "Client", "ClosePosition", "Code", "Command", "CommandAnswer", "CommandRefusedError",
    "ComponentSource", "Decision", "Door", "EngineLostError", "EngineState", "EngineStoppedError", "EventType",
    "ExecutionStatus", "FastRoadError", "Gate", "Heard", "Kind", "Listener", "LockoutType", "MalformedError",
    "Market", "Monitor", "NoDecisionError", "NoEngineError", "NotAllowedError", "OfferError", "Operator",
    "OutcomeUnknownError", "Permission", "ReasonCode", "RecoveryStage", "Risk", "Road", "Role", "RoleError", "Sent",
    "Severity", "Side", "SluiceError", "Strategy", "StrategyTakenError", "SystemMode", "TradingMode",
    "UnknownMessageError", "Verdict", "VolatilityRegime", "WarningSet", "codec", "connect", "messages", "times",
]
