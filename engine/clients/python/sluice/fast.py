"""The fast road (SPEC X-3): rings in shared memory, through the client in C. Optional; nothing else needs it.

Build the library once, and say where it is:

    cc -O2 -shared -fPIC -o libsluice.so engine/clients/c/sluice.c
    SLUICE_LIBRARY=$PWD/libsluice.so python3 strategy.py

    sluice.connect(directory, strategy=7, road=Road.FAST)

The client's thread looks for messages every 20 to 500 microseconds, so it takes a few percent of a core while nothing
comes. Everything else is as on the slow road.
"""

import ctypes
import os
import time
from pathlib import Path
from typing import Any, Callable, List, Optional, Union

from . import _handshake, codec
from ._road import Road, RoadLostError
from .enums import AttachRefusal, DetachReason
from .errors import FastRoadError
from .messages import Attach, Attached, AttachRefused, Detached

VARIABLE = "SLUICE_LIBRARY"
_NAME = "libsluice.so"
# What a call says; see sluice.h.
_OK, _MESSAGE, _FULL, _LOST, _REFUSED, _NO_RINGS = 0, 1, -1, -2, -5, -6
_WHY = 768
_SHORTEST_SLEEP, _LONGEST_SLEEP = 20e-6, 500e-6
_TURN = 256
_POINTER, _LENGTH, _BYTES, _TEXT = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_char_p


def load(library: Optional[Union[str, "os.PathLike[str]"]] = None) -> Any:
    """The client in C.

    Args:
        library: its file; None: what the variable SLUICE_LIBRARY names, else ``libsluice.so`` of the system.

    Raises:
        FastRoadError: it is not there, or is something else.
    """
    named = os.fspath(library or os.environ.get(VARIABLE, _NAME))
    try:
        loaded = ctypes.CDLL(named)
        for name, result, arguments in [
            ("sluice_open", ctypes.c_int, [_TEXT, _BYTES, _LENGTH, ctypes.c_int, _POINTER, _TEXT]),
            ("sluice_attached", _POINTER, [_POINTER, _POINTER]),
            ("sluice_send", ctypes.c_int, [_POINTER, _BYTES, _LENGTH]),
            ("sluice_poll", ctypes.c_int, [_POINTER, _POINTER, _POINTER]),
            ("sluice_why", ctypes.c_char_p, [_POINTER]),
            ("sluice_close", None, [_POINTER]),
        ]:
            function = getattr(loaded, name)
            function.restype, function.argtypes = result, arguments
        return loaded
    except (OSError, AttributeError) as why:
        raise FastRoadError(
            "the fast road needs the client in C: build it with "
            "'cc -O2 -shared -fPIC -o %s engine/clients/c/sluice.c' and name it with connect(…, library=…) or the "
            "variable %s, or take the slow road (%s)" % (_NAME, VARIABLE, why)
        ) from None


class FastRoad(Road):
    """One session after the other, each a handle of the library; the link's lock sees to one thread at a time."""

    def __init__(self, path: Path, library: Optional[Union[str, "os.PathLike[str]"]] = None) -> None:
        self._path = path
        self._library = load(library)
        self._handle: Optional[int] = None
        self._message = ctypes.c_void_p()
        self._length = ctypes.c_uint32()
        self._sleep = _SHORTEST_SLEEP

    def open(self, attach: Attach, is_closed: Callable[[], bool]) -> Attached:
        raw = codec.encode(attach)
        handle, why = ctypes.c_void_p(), ctypes.create_string_buffer(_WHY)
        result = self._library.sluice_open(
            os.fsencode(self._path), raw, len(raw), int(_handshake.LIMIT * 1000), ctypes.byref(handle), why)
        sentence = why.value.decode("utf-8", "replace")
        if result == _REFUSED:
            code, _, rest = sentence.partition(": ")
            raise _handshake.refused(AttachRefused(AttachRefusal.parse(code), rest or None))
        if result == _NO_RINGS:
            raise FastRoadError(sentence)
        if result != _OK:
            raise OSError(sentence or "the library says %d" % result)
        self._handle = handle.value
        data = self._library.sluice_attached(self._handle, ctypes.byref(self._length))
        answer = codec.decode(ctypes.string_at(data, self._length.value))
        assert isinstance(answer, Attached)
        return answer

    def _why(self) -> str:
        sentence: bytes = self._library.sluice_why(self._handle)
        return sentence.decode("utf-8", "replace")

    def put(self, message: bytes, is_input: bool) -> bool:
        why = self._why()
        if why:
            raise RoadLostError(why)
        result = self._library.sluice_send(self._handle, message, len(message))
        if result == _FULL:
            return False
        if result not in (_OK, _LOST):
            raise RoadLostError("the library says %d" % result)
        # Lost while it was sent: it may be in the ring, and the engine takes what is there. So it counts as sent, like
        # whatever was sent before the engine was lost.
        return True

    def work(self) -> List[bytes]:
        found: List[bytes] = []
        while len(found) < _TURN:
            result = self._library.sluice_poll(
                self._handle, ctypes.byref(self._message), ctypes.byref(self._length))
            if result != _MESSAGE:
                break
            found.append(ctypes.string_at(self._message.value or 0, self._length.value))
        else:
            return found
        if result == _LOST and not found:
            return [self._farewell_of(self._why())]
        if found:
            self._sleep = _SHORTEST_SLEEP
        return found

    @staticmethod
    def _farewell_of(why: str) -> bytes:
        """The library keeps what the door said last as a sentence: the reason, and the door's words."""
        code, _, rest = why.partition(": ")
        try:
            return codec.encode(Detached(DetachReason.parse(code), rest or None))
        except ValueError:
            raise RoadLostError(why) from None

    def pause(self) -> None:
        time.sleep(self._sleep)
        self._sleep = min(2 * self._sleep, _LONGEST_SLEEP)

    def wake(self) -> None:
        """Its pauses are short."""

    def close(self, farewell: Optional[bytes]) -> None:
        if self._handle is not None:
            self._library.sluice_close(self._handle)
            self._handle = None

    def end(self) -> None:
        """Nothing is left."""
