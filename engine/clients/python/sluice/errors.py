"""What can go wrong, and how the caller is told. Every error has a ``code`` that a program can compare."""

from typing import Optional
from uuid import UUID


class SluiceError(Exception):
    """Any error of this package.

    Attributes:
        code: which kind; the same words as the Java client has.
    """

    code = "SLUICE"

    def __init__(self, sentence: str, code: Optional[str] = None) -> None:
        super().__init__(sentence)
        if code is not None:
            self.code = code


class MalformedError(SluiceError, ValueError):
    """A value that no message can hold, or a required one that is missing. Nothing was sent.

    Attributes:
        message: name of the message, as ``OrderIntent``.
        field: name of the field, as ``quantity``; None where it is the whole message.
    """

    code = "MALFORMED"

    def __init__(self, message: Optional[str], field: Optional[str], what: str) -> None:
        place = ".".join(part for part in (message, field) if part)
        super().__init__("%s: %s" % (place, what) if place else what)
        self.message = message
        self.field = field


class UnknownMessageError(MalformedError):
    """Bytes of a message that this version of the package does not know."""

    code = "UNKNOWN_MESSAGE"


class OfferError(SluiceError):
    """An input was not taken, and nothing happened."""


class BackPressuredError(OfferError):
    """There is no room now: offer the same again after a moment, an intent under the same id."""

    code = "BACK_PRESSURED"


class EngineLostError(OfferError):
    """The engine gave no sign of life for too long, or the connection is being made again (G-6)."""

    code = "ENGINE_LOST"


class EngineStoppedError(OfferError):
    """The engine takes no inputs, or this client was closed or sent away for good."""

    code = "ENGINE_STOPPED"


class NoEngineError(SluiceError):
    """No engine listens there, or it did not answer in time."""

    code = "NO_ENGINE"


class AccessRefusedError(SluiceError):
    """The door refuses this user, or what it wants.

    Attributes:
        code: ``SEC-001``, ``VERSION`` or ``FRAME``.
    """

    code = "SEC-001"


class StrategyTakenError(SluiceError):
    """The strategy has a client already; ``take_over=True`` sends that one away."""

    code = "STRATEGY_TAKEN"


class RoleError(SluiceError, ValueError):
    """The client did not attach for what is asked of it."""

    code = "BAD_PRINCIPAL"


class NoDecisionError(SluiceError, TimeoutError):
    """An intent has no decision yet. It keeps its id: wait again, or ask again under it.

    Attributes:
        intent_id: of that intent.
    """

    code = "NO_DECISION"

    def __init__(self, intent_id: int, seconds: float) -> None:
        super().__init__("intent %d has no decision after %g s; it may still have one" % (intent_id, seconds))
        self.intent_id = intent_id


class NotAllowedError(SluiceError):
    """A decision that must not be acted on: refused, held, sent before, or too late."""

    code = "NOT_ALLOWED"


class OutcomeUnknownError(SluiceError):
    """A command was sent and its answer did not come. It may have been carried out; it is never sent again by itself.

    Attributes:
        correlation_id: what to look for in the journal before the command is sent again.
    """

    code = "OUTCOME_UNKNOWN"

    def __init__(self, correlation_id: UUID, why: str) -> None:
        super().__init__(
            "the outcome of command %s is not known: %s; look for the id in the journal before it is sent again"
            % (correlation_id, why)
        )
        self.correlation_id = correlation_id


class CommandRefusedError(SluiceError):
    """A command was answered, and refused. ``code`` is the engine's own, as ``SEC-090``."""

    code = "REFUSED"


class FastRoadError(SluiceError):
    """The fast road cannot be used here; the sentence says what is missing."""

    code = "FAST_ROAD"
