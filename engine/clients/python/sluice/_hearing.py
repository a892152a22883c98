"""What a client hears over its door, and up to which record: where it goes on after the connection was lost.

What it was told in part is told again then, and passed over as far as it is known. The client's thread only.
"""

import logging
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple, Union
from uuid import UUID

from . import codec, messages
from ._mailbox import Mailbox
from .answers import Answers
from .enums import DetachReason, Role, ToldSet
from .errors import MalformedError, UnknownMessageError
from .gate import Beacon

_log = logging.getLogger("sluice")
_NO_PLACE = -1
_MOST_INTENTS = 4096


class Heard(NamedTuple):
    """An outcome, and the record that it is of.

    Attributes:
        sequence: the record.
        time_ns: its engine time.
        correlation_id: of the record (W-4).
        role: of the sender of its input.
        principal: name of that sender.
        outcome: as the schema has it.
    """

    sequence: int
    time_ns: int
    correlation_id: Optional[UUID]
    role: Role
    principal: Optional[str]
    outcome: messages.Message


Command = Union[messages.ClosePosition, messages.CancelOrder]


class Unanswered:
    """Intents that have no decision yet: an engine that is back is asked again for them, under their ids (X-7).

    It keeps the newest few thousand. Guarded by the link's lock, but for ``decided``, which is one operation.
    """

    def __init__(self) -> None:
        self._intents: Dict[int, Tuple[bytes, int]] = {}

    def sent(self, intent_id: int, message: bytes, session: int) -> Optional[Tuple[bytes, int]]:
        """One is sent, or sent again, in a session; returns what was known of it."""
        before = self._intents.pop(intent_id, None)
        self._intents[intent_id] = (message, session)
        if len(self._intents) > _MOST_INTENTS:
            self._intents.pop(next(iter(self._intents)), None)
        return before

    def not_sent(self, intent_id: int, before: Optional[Tuple[bytes, int]]) -> None:
        """It was not sent after all: what was known of it holds again."""
        self._intents.pop(intent_id, None)
        if before is not None:
            self._intents[intent_id] = before

    def decided(self, intent_id: int) -> None:
        """It has a decision."""
        self._intents.pop(intent_id, None)

    def before(self, session: int) -> List[Tuple[int, bytes]]:
        """Those that were sent before a session, the lowest id first."""
        return sorted((id_, message) for id_, (message, sent_in) in list(self._intents.items()) if sent_in < session)


class Hearing:
    """What was heard, in the places where callers look for it."""

    def __init__(self, on_outcome: Optional[Callable[[Heard], None]]) -> None:
        self.beacon = Beacon()
        self.answers = Answers()
        self.decisions: Mailbox[Heard] = Mailbox()
        self.commands: Mailbox[Command] = Mailbox()
        self.outcomes: Mailbox[Heard] = Mailbox()
        self.unanswered = Unanswered()
        self.is_taken_over = False
        self._on_outcome = on_outcome
        # Everything up to this record was told.
        self._told_up_to = _NO_PLACE
        # Record that was told last, perhaps in part, and how many of its outcomes; the same since it attached last.
        self._last_told = 0
        self._last_count = 0
        self._now_told = 0
        self._now_count = 0
        # What was told in the session before, and is passed over in this one.
        self._skip_before = 0
        self._skip_count = 0

    def begin(self, is_other_journal: bool, first: int) -> None:
        """A session begins; ``first`` is the record to begin with where nothing was told yet, 0: the door decides."""
        if is_other_journal:
            self._forget_place()
            self.answers.fail_all("another journal was begun before a record bore the id")
        if self._told_up_to == _NO_PLACE:
            self._told_up_to = first - 1
        self._skip_before = self._last_told if self._last_told > self._told_up_to else 0
        self._skip_count = self._last_count
        self._now_told = 0
        self.answers.lost()

    def _forget_place(self) -> None:
        self._told_up_to = _NO_PLACE
        self._last_told = 0

    @property
    def first(self) -> int:
        """First record to be told of; 0 while there is no place to go on from."""
        return self._told_up_to + 1

    def is_past(self, sequence: int) -> bool:
        """Whether everything up to a record was told."""
        return self._told_up_to >= sequence

    def take(self, data: bytes) -> Optional[str]:
        """Takes one frame; why the session ends, or None."""
        try:
            message = codec.decode(data)
        except UnknownMessageError:
            return None  # A door of a later version may say more.
        except MalformedError as why:
            return "what the door said cannot be read: %s" % why
        if isinstance(message, messages.Told):
            return self._told(message)
        if isinstance(message, messages.Answer):
            self._up_to(message.sequence)
            self.answers.answer(message)
        elif isinstance(message, messages.SignOfLife):
            self.beacon.show(message)
            self._up_to(message.told_sequence)
        elif isinstance(message, messages.Detached):
            return self._sent_away(message)
        return None

    def _up_to(self, sequence: int) -> None:
        """0 says nothing of a place."""
        if sequence > 0:
            self._told_up_to = max(self._told_up_to, sequence)

    def _sent_away(self, word: messages.Detached) -> str:
        self.is_taken_over = word.reason is DetachReason.TAKEN_OVER
        if word.reason is DetachReason.SLOW:
            # What it missed may be gone for good: it begins again with what is.
            self._forget_place()
        return "%s: %s" % (word.reason, word.sentence or "")

    def _told(self, told: messages.Told) -> Optional[str]:
        sequence = told.sequence
        self._up_to(sequence - 1)
        self._now_count = self._now_count + 1 if sequence == self._now_told else 1
        self._now_told = sequence
        is_known = sequence < self._skip_before or (
            sequence == self._skip_before and self._now_count <= self._skip_count
        )
        try:
            outcome = codec.decode(told.outcome or b"")
        except MalformedError as why:
            _log.warning("an outcome of record %d cannot be read: %s", sequence, why)
            return None
        if told.why & ToldSet.ANSWER:
            self.answers.outcome(told.correlation_id, outcome)
        if is_known:
            return None
        heard = Heard(sequence, told.time_ns, told.correlation_id, told.role, told.principal, outcome)
        if told.why & ToldSet.DECISION and isinstance(outcome, messages.Decision):
            self.unanswered.decided(outcome.intent_id)
            self.decisions.put(heard)
        if told.why & ToldSet.COMMAND and isinstance(outcome, (messages.ClosePosition, messages.CancelOrder)):
            if not self.commands.put(outcome):
                return "the adapter does not take its commands"
        self._last_told, self._last_count = sequence, self._now_count
        if told.why & ToldSet.SUBSCRIBED:
            self._subscribed(heard)
        return None

    def _subscribed(self, heard: Heard) -> None:
        if self._on_outcome is None:
            self.outcomes.put(heard)
        else:
            call_listener(self._on_outcome, heard)


def call_listener(method: Callable[..., None], *arguments: object) -> None:
    """Calls a listener: what it raises is logged and goes no further."""
    try:
        method(*arguments)
    except Exception:
        _log.exception("the client's listener raised")
