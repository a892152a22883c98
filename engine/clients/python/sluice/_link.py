"""A client's connection to a door, and the thread that reads it.

Any thread offers: what it offers is written at once, as far as the road takes it. A connection that is lost is made
again, with pauses that grow and vary (SPEC X-7).
"""

import logging
import os
import random
import threading
import time
from typing import Optional
from uuid import UUID

from . import _handshake, messages
from ._hearing import Hearing, call_listener
from ._road import Road, RoadLostError
from .codec import encode
from .enums import DetachReason
from .errors import (
    AccessRefusedError,
    BackPressuredError,
    EngineLostError,
    EngineStoppedError,
    FastRoadError,
    MalformedError,
    NoEngineError,
    SluiceError,
)
from .options import Options

_log = logging.getLogger("sluice")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 2.0
_CLOSE = 2.0


class Link:
    """One session after the other. ``offer`` is for any thread, the rest of what changes is the link's thread's."""

    def __init__(self, options: Options, hearing: Hearing, road: Road) -> None:
        self.options = options
        self.hearing = hearing
        self.highest_intent_id = 0
        self.principal = ""
        self.session = 0
        self.engine_timeout_ns = 1_000_000_000
        self.is_attached = False
        self._road = road
        self._clock_offset_ns = 0
        self._pid = os.getpid()
        self._sending = threading.Lock()
        self._is_caught_up = False
        self._closing = threading.Event()
        self._first = threading.Event()
        self._first_error: Optional[SluiceError] = None
        self._journal: Optional[UUID] = None
        self._attached_at = 0
        self._max_frame = 0
        self._thread = threading.Thread(target=self._run, name="sluice-client", daemon=True)

    # --- for callers ---------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Attaches for the first time, within the patience of the options."""
        self._thread.start()
        self._first.wait(self.options.patience + 2 * _handshake.LIMIT)
        if not self._first.is_set():
            self.close()
            raise NoEngineError("the engine at %s does not answer" % self.options.socket)
        if self._first_error is not None:
            self.close()
            raise self._first_error

    @property
    def is_open(self) -> bool:
        """Whether it is attached or attaches again."""
        return not self._closing.is_set()

    def now_ns(self) -> int:
        """Engine time, nanoseconds since the epoch."""
        return self._clock_offset_ns + time.monotonic_ns()

    def offer(self, input_: messages.Input, intent_id: int = 0) -> None:
        """Offers an input; nothing waits.

        Raises:
            MalformedError, BackPressuredError, EngineLostError, EngineStoppedError: nothing happened.
        """
        if self._closing.is_set():
            raise EngineStoppedError("the client was closed")
        if os.getpid() != self._pid:
            raise EngineStoppedError("another process opened this client: connect after a fork, not before")
        data = encode(input_)
        with self._sending:
            if not self.is_attached:
                raise EngineLostError("the connection to the engine is being made again")
            if len(data) > self._max_frame:
                raise MalformedError("Input", None, "%d bytes, and the door takes %d" % (len(data), self._max_frame))
            # Intents of the session before go first: ids have to rise.
            if intent_id and not self._is_caught_up:
                raise BackPressuredError("what was decided before the engine was lost is still being told")
            # Before it is sent: its decision may come at once.
            known = self.hearing.unanswered.sent(intent_id, data, self.session) if intent_id else None
            is_sent = False
            try:
                is_sent = self._road.put(data, is_input=True)
            except RoadLostError as why:
                self.is_attached = False
                raise EngineLostError(str(why)) from None
            finally:
                if intent_id and not is_sent:
                    self.hearing.unanswered.not_sent(intent_id, known)
            if not is_sent:
                raise BackPressuredError("no room: offer it again after a moment")

    def close(self) -> None:
        """Detaches; what was not written by then is not sent."""
        self._closing.set()
        if os.getpid() != self._pid:
            return
        self.hearing.beacon.closed()
        self._road.wake()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE)

    # --- the link's thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        until = time.monotonic() + self.options.patience
        pause = _FIRST_PAUSE
        while not self._closing.is_set():
            lost: Optional[str] = None
            try:
                self._attached(self._road.open(self.options.attach(), self._closing.is_set))
                pause = _FIRST_PAUSE
                lost = self._converse()
            except RoadLostError as why:
                lost = str(why)
            except OSError as why:
                lost = "%s: %s" % (self.options.socket, why.strerror or why)
                if time.monotonic() >= until:
                    self._fail_first(NoEngineError(
                        "no engine listens at %s: start one with sluice run, or name its directory or socket" % lost))
            except SluiceError as why:
                lost = str(why)
                if isinstance(why, AccessRefusedError) and self._first.is_set():
                    self._give_up(lost)
                if isinstance(why, (AccessRefusedError, FastRoadError)) or time.monotonic() >= until:
                    self._fail_first(why)
            except Exception as why:  # A fault of ours must not end the thread: callers would wait for it.
                _log.exception("a fault of the client")
                lost = "a fault of the client: %s" % why
            finally:
                self._disconnect(lost)
            self._closing.wait(random.uniform(pause / 2, pause))
            pause = min(2 * pause, _LONGEST_PAUSE)
        self.hearing.answers.fail_all("the client was closed")
        for box in (self.hearing.decisions, self.hearing.commands, self.hearing.outcomes):
            box.close()
        self._road.end()

    def _fail_first(self, why: SluiceError) -> None:
        if not self._first.is_set():
            self._first_error = why
            self._first.set()

    def _give_up(self, why: str) -> None:
        _log.error("the client does not attach again: %s", why)
        self._closing.set()
        self.hearing.beacon.closed()

    def _attached(self, word: messages.Attached) -> None:
        is_again = self._journal is not None
        is_other = is_again and word.journal_id != self._journal
        self._journal = word.journal_id
        self._attached_at = word.last_sequence
        self._max_frame = word.max_frame
        self.engine_timeout_ns = word.engine_timeout_ns
        self._clock_offset_ns = word.clock_offset_ns
        self.principal = word.principal or ""
        self.highest_intent_id = max(self.highest_intent_id, word.highest_intent_id or 0)
        self.hearing.beacon.attached(word)
        # An adapter begins with its first open command, anybody else with what happens from now on.
        from_now = 0 if self.options.mode is not None else word.last_sequence + 1
        self.hearing.begin(is_other, self.options.from_record or from_now)
        with self._sending:
            self.session += 1
            for correlation_id in self.hearing.answers.ids():
                self._road.put(encode(messages.AnswerWanted(correlation_id)), is_input=False)
            self._road.put(encode(messages.Listen(self.hearing.first, self.options.types)), is_input=False)
            self._is_caught_up = not self.hearing.unanswered.before(self.session)
            self.is_attached = True
        self._first.set()
        call_listener(self.options.listener.on_attached, is_again, word.start_sequence)

    def _converse(self) -> Optional[str]:
        """Reads until the connection ends; says why it did."""
        while not self._closing.is_set():
            with self._sending:
                found = self._road.work()
            for data in found:
                gone = self.hearing.take(data)
                if gone is not None:
                    if self.hearing.is_taken_over:
                        self._give_up(gone)
                    return gone
            with self._sending:
                self._ask_again()
            if not found:
                self._road.pause()
        return None

    def _ask_again(self) -> None:
        """Once everything of the time before was told, the intents that have no decision are asked again."""
        if self._is_caught_up or not self.hearing.is_past(self._attached_at):
            return
        for intent_id, data in self.hearing.unanswered.before(self.session):
            if not self._road.put(data, is_input=True):
                return
            self.hearing.unanswered.sent(intent_id, data, self.session)
        self._is_caught_up = True

    def _disconnect(self, why: Optional[str]) -> None:
        with self._sending:
            was_attached = self._first.is_set() and self._first_error is None
            self.is_attached = False
            is_leaving = self._closing.is_set() and was_attached
            self._road.close(encode(messages.Detached(DetachReason.LEFT)) if is_leaving else None)
        if not self._closing.is_set():
            self.hearing.beacon.lost()
            if was_attached and why is not None:
                _log.info("the connection was lost: %s", why)
                call_listener(self.options.listener.on_lost, why)
