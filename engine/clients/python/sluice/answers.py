"""Commands that were sent, and what became of them (SPEC X-6, X-7)."""

import threading
from typing import Dict, List, NamedTuple, Optional, Tuple
from uuid import UUID

from . import _spec, messages
from .enums import Code
from .errors import CommandRefusedError, OutcomeUnknownError
from .messages import Message


class CommandAnswer(NamedTuple):
    """What became of an input: the outcomes of its record, the CommandResult last where there is one (O-0).

    Attributes:
        correlation_id: that the input was sent with.
        sequence: of its record; 0 if it was not recorded and had no effect.
        time_ns: engine time of the record, nanoseconds since the epoch.
        accepted: whether it was carried out; one that waits for a second operator is not yet.
        code: why; ``Code.OK`` where nothing speaks against it.
        field: which field is malformed, as the message of this package names it; None if none is.
        outcomes: of the record, in their order.
    """

    correlation_id: UUID
    sequence: int
    time_ns: int
    accepted: bool
    code: Code
    field: Optional[str]
    outcomes: Tuple[Message, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether a second operator has to confirm it (O-1)."""
        return self.code is Code.REQUESTED

    @property
    def request_id(self) -> Optional[int]:
        """What the second operator confirms; None if there is no such request."""
        for outcome in self.outcomes:
            if isinstance(outcome, messages.CommandRequested):
                return outcome.request_id
        return None

    def check(self) -> "CommandAnswer":
        """This answer, if it was accepted or waits for a second operator.

        Raises:
            CommandRefusedError: it was refused; ``code`` says why.
        """
        if self.accepted or self.is_waiting:
            return self
        raise CommandRefusedError(str(self), self.code.spelling)

    def __str__(self) -> str:
        said = "accepted" if self.accepted else "waits for a second operator" if self.is_waiting else "refused"
        place = "in record %d" % self.sequence if self.sequence else "not recorded"
        return "%s (%s)%s, %s" % (said, self.code, " in field " + self.field if self.field else "", place)


class Sent:
    """A command that was offered, and the answer that it will have. Any thread may wait for it."""

    def __init__(self, correlation_id: UUID, answers: "Answers") -> None:
        self.correlation_id = correlation_id
        self._answers = answers
        self._done = threading.Event()
        self._answer: Optional[CommandAnswer] = None
        self._why_unknown: Optional[str] = None

    @property
    def is_done(self) -> bool:
        """Whether :meth:`wait` would return or raise at once."""
        return self._done.is_set()

    def wait(self, timeout: float = 5.0) -> CommandAnswer:
        """Waits for the answer, at most ``timeout`` seconds.

        Raises:
            OutcomeUnknownError: there is none by then. The command may have been carried out.
        """
        self._done.wait(timeout)
        answer, why = self._answer, self._why_unknown
        if answer is not None:
            return answer
        self._answers.forget(self.correlation_id)
        raise OutcomeUnknownError(self.correlation_id, why or "no answer within %g s" % timeout)

    def _complete(self, answer: Optional[CommandAnswer], why_unknown: Optional[str] = None) -> None:
        self._answer, self._why_unknown = answer, why_unknown
        self._done.set()


class Answers:
    """What is waited for. Callers expect and forget, the client's thread completes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._expected: Dict[UUID, Sent] = {}
        self._gathered: Dict[UUID, List[Message]] = {}

    def expect(self, correlation_id: UUID) -> Sent:
        """From now on an answer with that id is waited for."""
        sent = Sent(correlation_id, self)
        with self._lock:
            self._expected[correlation_id] = sent
        return sent

    def forget(self, correlation_id: UUID) -> None:
        """No caller waits any more."""
        with self._lock:
            self._expected.pop(correlation_id, None)
            self._gathered.pop(correlation_id, None)

    def ids(self) -> List[UUID]:
        """What is still waited for."""
        with self._lock:
            return list(self._expected)

    def outcome(self, correlation_id: Optional[UUID], outcome: Message) -> None:
        """One outcome of a record whose answer is yet to come."""
        with self._lock:
            if correlation_id is not None and correlation_id in self._expected:
                self._gathered.setdefault(correlation_id, []).append(outcome)

    def answer(self, word: messages.Answer) -> None:
        """The answer itself, after its outcomes."""
        with self._lock:
            sent = self._expected.pop(word.correlation_id, None)
            outcomes = tuple(self._gathered.pop(word.correlation_id, ()))
        if sent is not None:
            # What waits for a second operator was taken in, and is not carried out yet.
            accepted = word.accepted and word.code is not Code.REQUESTED
            sent._complete(CommandAnswer(
                word.correlation_id, word.sequence, word.time_ns, accepted, word.code, _field(outcomes), outcomes))

    def lost(self) -> None:
        """The connection was lost: what was told of a record in part is told again."""
        with self._lock:
            self._gathered.clear()

    def fail_all(self, why: str) -> None:
        """None of them will be answered."""
        with self._lock:
            waiting = list(self._expected.values())
            self._expected.clear()
            self._gathered.clear()
        for sent in waiting:
            sent._complete(None, why)


def _field(outcomes: Tuple[Message, ...]) -> Optional[str]:
    """Which field of the command is malformed."""
    for outcome in outcomes:
        if isinstance(outcome, messages.CommandResult) and outcome.field is not None:
            spec = _spec.SPECS.get(outcome.command.value)
            field = spec.field(outcome.field) if spec else None
            return field.name if field else None
    return None
