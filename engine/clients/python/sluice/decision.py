"""The answer to an intent."""

import enum
from decimal import Decimal
from typing import FrozenSet, NamedTuple, Optional
from uuid import UUID

from . import _spec, messages
from ._hearing import Heard
from ._link import Link
from .enums import ActionType, Code, RecoveryStage, Side, SystemMode, TradingMode, Verdict, WarningSet
from .errors import NotAllowedError


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
        field = None if number is None else _spec.SPECS[messages.OrderIntent.TEMPLATE_ID].field(number)
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
