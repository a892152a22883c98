"""How the messages of a session travel (SPEC X-3): the slow road, frames on the socket. The fast one is ``fast.py``."""

import select
import socket
import time
from pathlib import Path
from typing import Callable, List, Optional

from . import _handshake, messages
from ._frames import BrokenFrameError, FrameReader, frame_of
from .codec import encode
from .messages import Attach, Attached

# Most bytes that wait here before an input is told that there is no room.
_ROOM = 64 * 1024
_SIGN_OF_LIFE = encode(messages.SignOfLife(0, 0, 0, 0, 0, 0))


class RoadLostError(Exception):
    """The session is over; the sentence says why."""


class Road:
    """One session after the other. The caller holds the link's lock, but for ``open``, ``pause`` and ``wake``."""

    def open(self, attach: Attach, is_closed: Callable[[], bool]) -> Attached:
        """Attaches; waits a few seconds at most.

        Raises:
            SluiceError: the door refuses.
            OSError: none is there, or it does not answer.
        """
        raise NotImplementedError

    def put(self, message: bytes, is_input: bool) -> bool:
        """Sends a message; False if there is no room and nothing was sent.

        Raises:
            RoadLostError: nothing was sent.
        """
        raise NotImplementedError

    def work(self) -> List[bytes]:
        """The messages that came; meanwhile it writes what waits and gives the signs of life that are due.

        Raises:
            RoadLostError: there will be none any more.
        """
        raise NotImplementedError

    def pause(self) -> None:
        """Until there is work, or a sign of life is due."""
        raise NotImplementedError

    def wake(self) -> None:
        """Ends a pause."""
        raise NotImplementedError

    def close(self, farewell: Optional[bytes]) -> None:
        """Ends the session; says good-bye as far as there is room."""
        raise NotImplementedError

    def end(self) -> None:
        """Ends for good."""
        raise NotImplementedError


class SlowRoad(Road):
    """Frames on the socket, both ways."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: Optional[socket.socket] = None
        self._out = bytearray()
        self._reader = FrameReader()
        self._heartbeat = 0.25
        self._silence = 5.0
        self._heard = self._beat = 0.0
        self._is_broken = False
        self._wake_in, self._wake_out = socket.socketpair()
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)

    def open(self, attach: Attach, is_closed: Callable[[], bool]) -> Attached:
        self._reader = FrameReader()
        self._out.clear()
        self._is_broken = False
        self._socket = _handshake.connect(self._path)
        word = _handshake.ask(self._socket, attach, self._reader, is_closed)
        self._heartbeat, self._silence = word.heartbeat_ns / 1e9, word.silence_ns / 1e9
        self._heard = self._beat = time.monotonic()
        return word

    def put(self, message: bytes, is_input: bool) -> bool:
        if is_input and len(self._out) > _ROOM:
            return False
        before = len(self._out)
        self._out += frame_of(message)
        try:
            if self._flush() and not before:
                # The link's thread has the rest, and does not look for room to write until it is told.
                self.wake()
        except RoadLostError:
            # Its thread finds the same and attaches again; what was not written never arrives.
            self.wake()
            raise
        return True

    def _flush(self) -> int:
        """Writes what the socket takes; returns how many bytes wait."""
        if self._is_broken or self._socket is None:
            raise RoadLostError("the connection ended")
        try:
            while self._out:
                sent = self._socket.send(self._out)
                del self._out[:sent]
        except BlockingIOError:
            return len(self._out)
        except OSError as why:
            self._is_broken = True
            raise RoadLostError("the connection ended: %s" % why) from None
        return 0

    def work(self) -> List[bytes]:
        assert self._socket is not None
        now = time.monotonic()
        try:
            received = self._socket.recv(1 << 18)
            if not received:
                raise RoadLostError("the connection ended")
            self._reader.feed(received)
            self._heard = now
        except BlockingIOError:
            if now - self._heard > self._silence:
                raise RoadLostError("no word of the door for %d ms" % ((now - self._heard) * 1000)) from None
        except OSError as why:
            raise RoadLostError("the connection ended: %s" % why) from None
        try:
            found = list(iter(self._reader.next, None))
        except BrokenFrameError as why:
            raise RoadLostError(str(why)) from None
        if now - self._beat >= self._heartbeat and len(self._out) <= _ROOM:
            self._beat = now
            self._out += frame_of(_SIGN_OF_LIFE)
        try:
            self._flush()
        except RoadLostError:
            # What the door said before it went is heard all the same.
            if not found:
                raise
        return found

    def pause(self) -> None:
        assert self._socket is not None
        poll = select.poll()
        poll.register(self._socket, select.POLLIN | (select.POLLOUT if self._out and not self._is_broken else 0))
        poll.register(self._wake_in, select.POLLIN)
        poll.poll(max(1, int(self._heartbeat * 500)))
        try:
            self._wake_in.recv(4096)
        except BlockingIOError:
            return

    def wake(self) -> None:
        try:
            self._wake_out.send(b"x")
        except OSError:
            return  # It has enough to wake up for, or is gone.

    def close(self, farewell: Optional[bytes]) -> None:
        if self._socket is None:
            return
        try:
            if farewell is not None:
                self._out += frame_of(farewell)
                self._flush()
        except RoadLostError:
            pass  # It is gone already.
        finally:
            self._socket.close()
            self._socket = None

    def end(self) -> None:
        self._wake_in.close()
        self._wake_out.close()
