"""What the ways in of all roles have in common."""

import dataclasses
import time
import uuid
from decimal import Decimal
from typing import Callable, Optional, Union
from uuid import UUID

from . import codec, messages
from ._link import Link
from ._spec import SPECS
from .answers import Sent
from .decimals import from_e8, to_e8
from .enums import ComponentSource, EventType, ReasonCode, Role, Severity
from .errors import BackPressuredError, EngineLostError, MalformedError, OfferError
from .messages import Message

Number = Union[Decimal, int, str]
"""A decimal that comes in: a Decimal, an int, or text as ``"0.5"``. A float is refused: it is not what it shows."""

_SHORT_PAUSE, _LONG_PAUSE = 0.0005, 0.05


def decimal(message: str, field: str, value: Number) -> Decimal:
    """A value as the schema's fixed point has it.

    Raises:
        MalformedError: it does not fit; nothing is rounded.
    """
    try:
        return from_e8(to_e8(value))
    except ValueError as why:
        raise MalformedError(message, field, str(why)) from None


def optional_decimal(message: str, field: str, value: Optional[Number]) -> Optional[Decimal]:
    """The same, of one that may be absent."""
    return None if value is None else decimal(message, field, value)


def raised(symbol: str) -> str:
    """Doors raise the ASCII letters of a symbol; what else is wrong with it is refused later."""
    return symbol.upper() if isinstance(symbol, str) and symbol.isascii() else symbol


class Door:
    """The raw way in of one role and name: any input that the role may send. Use it from one thread at a time.

    Nothing is assumed and nothing is cut. Each method returns when the input was handed to the connection, or raises
    and nothing happened: :class:`~sluice.MalformedError` names the field, :class:`~sluice.BackPressuredError` and
    :class:`~sluice.EngineLostError` say that the same may be offered again.

    Args:
        patience: seconds for which an offer that finds no room, or no engine, is tried again before it raises.
    """

    def __init__(self, link: Link, role: Role, principal: str, patience: float = 0.0) -> None:
        self._link = link
        self.role = role
        self.principal = principal
        self.patience = patience

    def offer(self, message: Message, correlation_id: Optional[UUID] = None) -> None:
        """Offers an input.

        Args:
            correlation_id: that its outcomes bear (W-4).

        Raises:
            OfferError, MalformedError: nothing happened.
        """
        wrapped = self._wrap(message, correlation_id, wants_answer=False)
        self._patiently(lambda: self._link.offer(wrapped))

    def send(self, message: Message) -> Sent:
        """Offers an input under an id of its own, for its answer.

        Raises:
            OfferError, MalformedError: nothing happened.
        """
        correlation_id = uuid.uuid4()
        wrapped = self._wrap(message, correlation_id, wants_answer=True)
        answers = self._link.hearing.answers
        sent = answers.expect(correlation_id)
        try:
            self._patiently(lambda: self._link.offer(wrapped))
        except OfferError:
            answers.forget(correlation_id)
            raise
        return sent

    def _wrap(self, message: Message, correlation_id: Optional[UUID], wants_answer: bool) -> messages.Input:
        spec = SPECS[message.TEMPLATE_ID]
        if not spec.is_offered:
            raise MalformedError(spec.name, None, "no input that a sender offers")
        if spec.has_symbol:
            symbol = getattr(message, "symbol")
            if symbol is not None and symbol != raised(symbol):
                message = dataclasses.replace(message, symbol=raised(symbol))  # type: ignore[type-var]
        return messages.Input(
            role=self.role, answer=wants_answer, correlation_id=correlation_id, principal=self.principal or None,
            input=codec.encode(message),
        )

    def _patiently(self, offering: Callable[[], None]) -> None:
        until = time.monotonic() + self.patience
        pause = _SHORT_PAUSE
        while True:
            try:
                return offering()
            except (BackPressuredError, EngineLostError):
                if time.monotonic() + pause > until:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, _LONG_PAUSE)


class ReportingDoor(Door):
    """A door of those who watch components."""

    def event(
        self,
        event_type: EventType,
        source: ComponentSource,
        severity: Severity,
        reason_code: Optional[ReasonCode] = None,
        event_id: Optional[UUID] = None,
        details: Optional[str] = None,
        ttl_seconds: Optional[int] = None,
    ) -> None:
        """What happened to a component (M-4). An event with an id counts once."""
        self.offer(messages.SystemEvent(
            event_type=event_type, source=source, severity=severity, reason_code=reason_code, event_id=event_id,
            details=details, ttl_seconds=ttl_seconds,
        ))

    def _beat(self, source: ComponentSource, ttl_seconds: Optional[int]) -> None:
        self.offer(messages.Heartbeat(source=source, ttl_seconds=ttl_seconds))

    def _probed(self, source: ComponentSource, ok: bool, latency_ms: Optional[int]) -> None:
        self.offer(messages.ProbeResult(source=source, ok=ok, latency_ms=latency_ms))
