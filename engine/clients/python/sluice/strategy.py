"""What a strategy holds: intents out, decisions in."""

import enum
from collections import deque
from decimal import Decimal
from typing import Deque, FrozenSet, List, NamedTuple, Optional
from uuid import UUID

from . import codec, messages
from ._hearing import Heard
from ._link import Link
from .doors import Door, Number, decimal, optional_decimal, raised
from .enums import (
    ActionType,
    Code,
    RecoveryStage,
    Role,
    Side,
    SystemMode,
    TradingMode,
    Verdict,
    VolatilityRegime,
    WarningSet,
)
from .errors import EngineLostError, MalformedError, NoDecisionError, NotAllowedError
from .gate import Permission

MARKET = Decimal(0)
"""The price of a market order."""

_INTENT = "OrderIntent"
_MOST_ID = 2**53 - 1
_SYMBOL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/-&=+^@# ")
_WITHOUT_AMOUNTS = (ActionType.CANCEL, ActionType.QUERY)


class Kind(enum.Enum):
    """What to do with a decision."""

    ALLOWED = "allowed"
    """The order may go out now, and only now."""
    HELD = "held"
    """A person is asked; the final decision comes later."""
    REFUSED = "refused"
    """``code`` says why. A new intent needs a new id."""
    LAPSED = "lapsed"
    """It was allowed and must not be sent now: sent before, or too late."""


class AllowedOrder(NamedTuple):
    """What was allowed, as it was allowed: the only thing that holds what is needed to act on it (G-4a).

    Attributes:
        trade_id: send it as the client's order id.
        valid_until_ns: engine time until which it may be sent, inclusive.
    """

    trade_id: int
    action: Optional[ActionType]
    symbol: Optional[str]
    side: Optional[Side]
    trading_mode: Optional[TradingMode]
    quantity: Optional[Decimal]
    price: Optional[Decimal]
    leverage: Optional[Decimal]
    valid_until_ns: int


class Decision:
    """The answer to an intent. What is needed to act on it is in :attr:`order` alone, while it may be acted on."""

    def __init__(self, heard: Heard, link: Link) -> None:
        outcome = heard.outcome
        assert isinstance(outcome, messages.Decision)
        self._of = outcome
        self._link = link
        self.sequence: int = heard.sequence
        self.time_ns: int = heard.time_ns
        self.correlation_id: Optional[UUID] = heard.correlation_id

    @classmethod
    def of(cls, heard: Heard, link: Link) -> "Decision":
        """For a client, which hands it out."""
        return cls(heard, link)

    @property
    def intent_id(self) -> int:
        """Intent that is answered."""
        return self._of.intent_id

    @property
    def trade_id(self) -> int:
        """Its trade; 0 if there is none."""
        return self._of.trade_id

    @property
    def action(self) -> Optional[ActionType]:
        """What was wanted."""
        return self._of.action

    @property
    def verdict(self) -> Verdict:
        """The verdict; an ALLOW is to be acted on only while :attr:`is_allowed`."""
        return self._of.verdict

    @property
    def code(self) -> Code:
        """Why the answer is what it is; ``str(code)`` is its spelling everywhere, as ``SEC-050``."""
        return self._of.code

    @property
    def field(self) -> Optional[str]:
        """Which field of the intent is malformed; None if none is."""
        number = self._of.field
        field = None if number is None else codec.SPECS[messages.OrderIntent.TEMPLATE_ID].field(number)
        return field.name if field else None

    @property
    def mode(self) -> SystemMode:
        """Mode in which it was given."""
        return self._of.mode

    @property
    def stage(self) -> Optional[RecoveryStage]:
        """Stage of the recovery owed then."""
        return self._of.stage

    @property
    def is_final(self) -> bool:
        """Whether no other decision of this intent follows."""
        return self._of.final

    @property
    def is_repeat(self) -> bool:
        """Whether it was given before (G-4)."""
        return self._of.repeat

    @property
    def warnings(self) -> FrozenSet[WarningSet]:
        """What it warns of."""
        return frozenset(each for each in WarningSet if self._of.warnings & each)

    @property
    def blocked_by(self) -> Optional[int]:
        """Id of what refused it, where that has one."""
        return self._of.blocked_by

    @property
    def blocked_until_ns(self) -> Optional[int]:
        """End of what refused it."""
        return self._of.blocked_until

    @property
    def held(self) -> Optional[Decimal]:
        """Of ``NOT_REDUCING``: the position."""
        return self._of.held

    @property
    def working(self) -> Optional[Decimal]:
        """Of ``NOT_REDUCING``: what already works against it."""
        return self._of.working

    @property
    def kind(self) -> Kind:
        """What to do with it, at this moment: what is allowed lapses."""
        if self._of.verdict is Verdict.HOLD:
            return Kind.HELD
        if self._of.verdict is not Verdict.ALLOW:
            return Kind.REFUSED
        until = self._of.valid_until
        in_time = self._of.actionable and until is not None and self._link.now_ns() <= until
        return Kind.ALLOWED if in_time else Kind.LAPSED

    @property
    def is_allowed(self) -> bool:
        """Whether the order may go out now."""
        return self.kind is Kind.ALLOWED

    @property
    def order(self) -> AllowedOrder:
        """What to send to the broker, now.

        Raises:
            NotAllowedError: it must not be sent.
        """
        if not self.is_allowed:
            raise NotAllowedError(str(self))
        of = self._of
        return AllowedOrder(
            of.trade_id, of.action, of.symbol, of.side, of.trading_mode, of.quantity, of.price, of.leverage,
            of.valid_until or 0,
        )

    def __str__(self) -> str:
        trade = ", trade %d" % self.trade_id if self.trade_id else ""
        wrong = " in field " + self.field if self.field else ""
        return "intent %d is %s (%s)%s%s, in record %d" % (
            self.intent_id, self.kind.value, self.code, wrong, trade, self.sequence)

    __repr__ = __str__


class Strategy(Door):
    """A strategy's way to the engine. One thread at a time."""

    def __init__(self, link: Link, strategy_id: int, patience: float) -> None:
        super().__init__(link, Role.STRATEGY, str(strategy_id), patience)
        self.strategy_id = strategy_id
        self._aside: Deque[Decision] = deque(maxlen=1 << 16)

    @property
    def highest_intent_id(self) -> int:
        """Highest intent id on record when it attached, or offered since. Ids go on after it."""
        return self._link.highest_intent_id

    @property
    def decisions_dropped(self) -> int:
        """Decisions that found no room because they were not taken; ask again for those intents (G-4)."""
        return self._link.hearing.decisions.dropped

    def intent(
        self,
        action: ActionType,
        symbol: Optional[str] = None,
        side: Optional[Side] = None,
        quantity: Optional[Number] = None,
        price: Optional[Number] = None,
        *,
        mode: TradingMode,
        intent_id: Optional[int] = None,
        trade_id: Optional[int] = None,
        risk_pct: Optional[Number] = None,
        confidence: Optional[Number] = None,
        leverage: Optional[Number] = None,
        volatility_regime: Optional[VolatilityRegime] = None,
        q_value: Optional[Number] = None,
        model_name: Optional[str] = None,
        model_version: Optional[str] = None,
        reasoning: Optional[str] = None,
        correlation_id: Optional[UUID] = None,
    ) -> int:
        """Asks for something; the decision comes by :meth:`wait` or :meth:`poll`.

        Args:
            quantity: above 0; of an amend the new total. Cancel and query may leave out side, quantity and price.
            price: limit price, :data:`MARKET` for a market order.
            mode: how real the order is.
            intent_id: above those used before; the same again with the same content asks again, without a second
                effect (G-4). None: the next one.
            trade_id: the trade that an amend or cancel means.
            risk_pct: share of the account at risk, 0 to 100.
            confidence: of the model, 0 to 1.
            reasoning: for the person who approves, at most 512 bytes.

        Returns:
            The intent's id.

        Raises:
            MalformedError: it names the field.
            OfferError: nothing happened; offer it again, under the same id.
        """
        number = self.highest_intent_id + 1 if intent_id is None else intent_id
        message = messages.OrderIntent(
            strategy_id=self.strategy_id,
            intent_id=number,
            action=action,
            trading_mode=mode,
            symbol=raised(symbol) if symbol else None,
            side=side,
            quantity=optional_decimal(_INTENT, "quantity", quantity),
            price=optional_decimal(_INTENT, "price", price),
            trade_id=trade_id,
            risk_pct=optional_decimal(_INTENT, "risk_pct", risk_pct),
            confidence=optional_decimal(_INTENT, "confidence", confidence),
            leverage=optional_decimal(_INTENT, "leverage", leverage),
            volatility_regime=volatility_regime,
            q_value=optional_decimal(_INTENT, "q_value", q_value),
            model_name=model_name,
            model_version=model_version,
            reasoning=reasoning,
        )
        check_intent(message)
        wrapped = self._wrap(message, correlation_id, wants_answer=False)
        self._patiently(lambda: self._offer_intent(wrapped, number))
        return number

    def open(self, symbol: str, side: Side, quantity: Number, price: Number, *, mode: TradingMode) -> int:
        """Asks to start or add to a position; :meth:`intent` with what is mostly needed."""
        return self.intent(ActionType.OPEN, symbol, side, quantity, price, mode=mode)

    def cancel(self, trade_id: int, symbol: str, *, mode: TradingMode) -> int:
        """Asks to take back the order of a trade."""
        return self.intent(ActionType.CANCEL, symbol, trade_id=trade_id, mode=mode)

    def _offer_intent(self, wrapped: messages.Input, intent_id: int) -> None:
        if self._link.hearing.beacon.is_lost(self._link.engine_timeout_ns):
            raise EngineLostError("no sign of life of the engine")
        self._link.offer(wrapped, intent_id)
        self._link.highest_intent_id = max(self._link.highest_intent_id, intent_id)

    def wait(self, intent_id: int, timeout: float = 5.0, final: bool = False) -> Decision:
        """Waits for the decision of an intent, at most ``timeout`` seconds.

        Decisions of other intents that come meanwhile are kept for :meth:`poll`, and for :meth:`wait` with their id.

        Args:
            final: passes over a HOLD, and waits for what a person decides.

        Raises:
            NoDecisionError: there is none by then.
        """
        until = self._link.now_ns() + int(timeout * 1e9)
        for kept in list(self._aside):
            if kept.intent_id == intent_id:
                self._aside.remove(kept)
                if kept.is_final or not final:
                    return kept
        while True:
            heard = self._link.hearing.decisions.take(max(0.0, (until - self._link.now_ns()) / 1e9))
            if heard is None:
                raise NoDecisionError(intent_id, timeout)
            decision = Decision.of(heard, self._link)
            if decision.intent_id != intent_id:
                self._aside.append(decision)
            elif decision.is_final or not final:
                return decision

    def poll(self, limit: int = 256) -> List[Decision]:
        """Takes the decisions that are there, at most ``limit``; never waits."""
        found = [self._aside.popleft() for _ in range(min(limit, len(self._aside)))]
        rest = self._link.hearing.decisions.drain(limit - len(found))
        return found + [Decision.of(each, self._link) for each in rest]

    def next(self, timeout: float = 5.0) -> Optional[Decision]:
        """The next decision of any intent; None if none came within ``timeout`` seconds."""
        if self._aside:
            return self._aside.popleft()
        heard = self._link.hearing.decisions.take(timeout)
        return None if heard is None else Decision.of(heard, self._link)

    def permission(self, action: ActionType) -> Permission:
        """Whether an action is allowed now, without an intent (G-7); asks nobody."""
        return self._link.hearing.beacon.permission(action, self._link.engine_timeout_ns)

    def heartbeat(self) -> None:
        """Says that the strategy lives (B-4): needed only where ``strategy.heartbeat-timeout`` is set."""
        self.offer(messages.StrategyHeartbeat(self.strategy_id))

    def acknowledge_model(self, consumer: str, model_name: str, model_version: str) -> None:
        """A consumer uses a version of a model from now on (S-2); each text is 1 to 32 bytes."""
        self.offer(messages.ModelAck(consumer, model_name, model_version))


def check_intent(message: messages.OrderIntent) -> None:
    """The form of an intent (G-3), as the engine checks it.

    Raises:
        MalformedError: a field is missing or cannot be as it is.
    """
    def wrong(field: str, what: str) -> MalformedError:
        return MalformedError(_INTENT, field, what)

    if not isinstance(message.intent_id, int) or not 1 <= message.intent_id <= _MOST_ID:
        raise wrong("intent_id", "must be from 1 to 2^53-1")
    has_amounts = message.action not in _WITHOUT_AMOUNTS
    symbol = message.symbol
    if symbol is not None:
        if not isinstance(symbol, str) or len(symbol) > 24 or not set(symbol) <= _SYMBOL or symbol != symbol.strip():
            raise wrong("symbol", "%r is no symbol: 1 to 24 of A-Z 0-9 . _ : / - & = + ^ @ #, inner spaces" % symbol)
    if not has_amounts:
        return
    for field in ("symbol", "side", "quantity", "price"):
        if getattr(message, field) is None:
            raise wrong(field, "missing; %s needs it" % message.action)
