"""A client's connection to a door, and the thread that reads it.

Any thread offers: what it offers is written at once, as far as the socket takes it. A connection that is lost is made
again, with pauses that grow and vary (SPEC X-7).
"""

import logging
import os
import random
import select
import socket
import threading
import time
from typing import Optional
from uuid import UUID

from . import _handshake, messages
from ._frames import BrokenFrameError, FrameReader, frame
from ._hearing import Hearing, call_listener
from .enums import DetachReason
from .errors import (
    AccessRefusedError,
    BackPressuredError,
    EngineLostError,
    EngineStoppedError,
    MalformedError,
    NoEngineError,
    SluiceError,
)
from .options import Options

_log = logging.getLogger("sluice")
# Most bytes that wait here before offers are told that there is no room.
_ROOM = 64 * 1024
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 2.0
_CLOSE = 2.0


class Link:
    """One connection after the other. ``offer`` is for any thread, the rest of what changes is the link's thread's."""

    def __init__(self, options: Options, hearing: Hearing) -> None:
        self.options = options
        self.hearing = hearing
        self.highest_intent_id = 0
        self.principal = ""
        self.session = 0
        self.engine_timeout_ns = 1_000_000_000
        self._clock_offset_ns = 0
        self._pid = os.getpid()
        self._sending = threading.Lock()
        self._out = bytearray()
        self._socket: Optional[socket.socket] = None
        self._is_attached = False
        self._is_caught_up = False
        self._closing = threading.Event()
        self._wake_in, self._wake_out = socket.socketpair()
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        self._first = threading.Event()
        self._first_error: Optional[SluiceError] = None
        self._journal: Optional[UUID] = None
        self._attached_at = 0
        self._heartbeat = 0.25
        self._silence = 5.0
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

    @property
    def is_attached(self) -> bool:
        """Whether it is attached now."""
        return self._is_attached

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
        data = frame(input_)
        with self._sending:
            if not self._is_attached:
                raise EngineLostError("the connection to the engine is being made again")
            if len(data) - 4 > self._max_frame:
                raise MalformedError("Input", None, "%d bytes, and the door takes %d" % (len(data), self._max_frame))
            # Intents of the session before go first: ids have to rise.
            if len(self._out) > _ROOM or intent_id and not self._is_caught_up:
                raise BackPressuredError("no room: offer it again after a moment")
            if intent_id:
                self.hearing.unanswered.sent(intent_id, data, self.session)
            self._out += data
            if not self._flush():
                self.hearing.unanswered.decided(intent_id)
                raise EngineLostError("the connection to the engine ended")

    def close(self) -> None:
        """Detaches; what was not written by then is not sent."""
        self._closing.set()
        if os.getpid() != self._pid:
            return
        self.hearing.beacon.closed()
        self._wake()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE)

    # --- the connection ------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        try:
            self._wake_out.send(b"x")
        except OSError:
            return  # It has enough to wake up for, or is gone.

    def _flush(self, is_own: bool = False) -> bool:
        """Writes what the socket takes; the link's own thread has the rest. False if the connection is gone."""
        try:
            while self._out and self._socket is not None:
                sent = self._socket.send(self._out)
                del self._out[:sent]
        except BlockingIOError:
            if not is_own:
                self._wake()
        except OSError:
            # Its own thread finds the same and attaches again; what was not written never arrives.
            self._is_attached = False
            self._wake()
            return False
        return True

    def _run(self) -> None:
        until = time.monotonic() + self.options.patience
        pause = _FIRST_PAUSE
        while not self._closing.is_set():
            lost: Optional[str] = None
            reader = FrameReader()
            try:
                self._connect(reader)
                pause = _FIRST_PAUSE
                lost = self._converse(reader)
            except (OSError, BrokenFrameError) as why:
                lost = "%s: %s" % (self.options.socket, why)
                if time.monotonic() >= until:
                    self._fail_first(NoEngineError(
                        "no engine listens at %s: start one with sluice run, or name its directory or socket"
                        % self.options.socket))
            except SluiceError as why:
                lost = str(why)
                if isinstance(why, AccessRefusedError) and self._first.is_set():
                    self._give_up(lost)
                if isinstance(why, AccessRefusedError) or time.monotonic() >= until:
                    self._fail_first(why)
            finally:
                self._disconnect(lost)
            self._closing.wait(random.uniform(pause / 2, pause))
            pause = min(2 * pause, _LONGEST_PAUSE)
        self.hearing.answers.fail_all("the client was closed")
        for box in (self.hearing.decisions, self.hearing.commands, self.hearing.outcomes):
            box.close()
        self._wake_in.close()
        self._wake_out.close()

    def _fail_first(self, why: SluiceError) -> None:
        if not self._first.is_set():
            self._first_error = why
            self._first.set()

    def _give_up(self, why: str) -> None:
        _log.error("the client does not attach again: %s", why)
        self._closing.set()
        self.hearing.beacon.closed()

    def _connect(self, reader: FrameReader) -> None:
        connection = _handshake.connect(self.options.socket)
        with self._sending:
            self._socket = connection
            self._out.clear()
        self._attached(_handshake.ask(connection, self.options.attach(), reader, self._closing.is_set))

    def _attached(self, word: messages.Attached) -> None:
        is_again = self._journal is not None
        is_other = is_again and word.journal_id != self._journal
        self._journal = word.journal_id
        self._attached_at = word.last_sequence
        self._heartbeat = word.heartbeat_ns / 1e9
        self._silence = word.silence_ns / 1e9
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
                self._out += frame(messages.AnswerWanted(correlation_id))
            self._out += frame(messages.Listen(from_=self.hearing.first, types=self.options.types))
            self._is_caught_up = not self.hearing.unanswered.before(self.session)
            self._is_attached = True
            self._flush()
        self._first.set()
        call_listener(self.options.listener.on_attached, is_again, word.start_sequence)

    def _converse(self, reader: FrameReader) -> Optional[str]:
        """Reads until the connection ends; says why it did."""
        connection = self._socket
        assert connection is not None
        heard = beat = time.monotonic()
        sign = frame(messages.SignOfLife(0, 0, 0, 0, 0, 0))
        while not self._closing.is_set():
            for data in iter(reader.next, None):
                gone = self.hearing.take(data)
                if gone is not None:
                    if self.hearing.is_taken_over:
                        self._give_up(gone)
                    return gone
            now = time.monotonic()
            if now - heard > self._silence:
                return "no word of the door for %d ms" % ((now - heard) * 1000)
            with self._sending:
                if not self._is_attached:
                    return "the connection ended"
                if now - beat >= self._heartbeat and len(self._out) <= _ROOM:
                    beat = now
                    self._out += sign
                self._send_again()
                self._flush(is_own=True)
                pending = bool(self._out)
            self._pause(connection, pending)
            try:
                received = connection.recv(1 << 18)
            except BlockingIOError:
                continue
            if not received:
                return "the connection ended"
            reader.feed(received)
            heard = time.monotonic()
        return None

    def _pause(self, connection: socket.socket, pending: bool) -> None:
        """Until something comes, there is something to write, or a sign of life is due."""
        poll = select.poll()
        poll.register(connection, select.POLLIN | (select.POLLOUT if pending else 0))
        poll.register(self._wake_in, select.POLLIN)
        poll.poll(max(1, int(self._heartbeat * 500)))
        try:
            self._wake_in.recv(4096)
        except BlockingIOError:
            return

    def _send_again(self) -> None:
        """Once everything of the time before was told, the intents that have no decision are asked again."""
        if self._is_caught_up or not self.hearing.is_past(self._attached_at):
            return
        for intent_id, data in self.hearing.unanswered.before(self.session):
            self.hearing.unanswered.sent(intent_id, data, self.session)
            self._out += data
        self._is_caught_up = True

    def _disconnect(self, why: Optional[str]) -> None:
        with self._sending:
            was_attached = self._is_attached or self._first.is_set() and self._first_error is None
            self._is_attached = False
            if self._closing.is_set() and was_attached:
                self._farewell()
            if self._socket is not None:
                self._socket.close()
                self._socket = None
        if not self._closing.is_set():
            self.hearing.beacon.lost()
            if was_attached and why is not None:
                _log.info("the connection was lost: %s", why)
                call_listener(self.options.listener.on_lost, why)

    def _farewell(self) -> None:
        self._out += frame(messages.Detached(reason=DetachReason.LEFT))
        self._flush()
