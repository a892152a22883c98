"""What a strategy holds: intents out, decisions in."""

from collections import deque
from decimal import Decimal
from typing import Deque, List, Optional
from uuid import UUID

from . import messages
from ._link import Link
from .decision import Decision
from .doors import Door, Number, optional_decimal, raised
from .enums import ActionType, Role, Side, TradingMode, VolatilityRegime
from .errors import EngineLostError, EngineStoppedError, MalformedError, NoDecisionError
from .gate import Permission

MARKET = Decimal(0)
"""The price of a market order."""

_INTENT = "OrderIntent"
_MOST_ID = 2**53 - 1
_SYMBOL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/-&=+^@# ")
_WITHOUT_AMOUNTS = (ActionType.CANCEL, ActionType.QUERY)


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
            EngineStoppedError: the client was closed or sent away meanwhile.
        """
        until = self._link.now_ns() + int(timeout * 1e9)
        for kept in list(self._aside):
            if kept.intent_id == intent_id:
                self._aside.remove(kept)
                if kept.is_final or not final:
                    return kept
        while True:
            heard = self._link.hearing.decisions.take(max(0.0, (until - self._link.now_ns()) / 1e9))
            if heard is None and not self._link.is_open:
                raise EngineStoppedError("the client was closed; intent %d may still have a decision" % intent_id)
            if heard is None:
                raise NoDecisionError(intent_id, timeout)
            decision = Decision(heard, self._link)
            if decision.intent_id != intent_id:
                self._aside.append(decision)
            elif decision.is_final or not final:
                return decision

    def poll(self, limit: int = 256) -> List[Decision]:
        """Takes the decisions that are there, at most ``limit``; never waits."""
        found = [self._aside.popleft() for _ in range(min(limit, len(self._aside)))]
        rest = self._link.hearing.decisions.drain(limit - len(found))
        return found + [Decision(each, self._link) for each in rest]

    def next(self, timeout: float = 5.0) -> Optional[Decision]:
        """The next decision of any intent; None if none came within ``timeout`` seconds."""
        if self._aside:
            return self._aside.popleft()
        heard = self._link.hearing.decisions.take(timeout)
        return None if heard is None else Decision(heard, self._link)

    def permission(self, action: ActionType) -> Permission:
        """Whether an action is allowed now, without an intent (G-7); sends no question."""
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
