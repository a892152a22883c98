"""Frames of a door: int32 length, then a message (engine/DOOR.md)."""

import struct
from typing import Optional

from . import codec
from .messages import Message

MAX_FRAME = 1 << 20
_LENGTH = struct.Struct("<i")


class BrokenFrameError(ValueError):
    """What comes is no frame, and never will be."""


def frame_of(message: bytes) -> bytes:
    """A frame that holds an encoded message."""
    return _LENGTH.pack(len(message)) + message


def frame(message: Message) -> bytes:
    """A frame that holds a message."""
    return frame_of(codec.encode(message))


class FrameReader:
    """Cuts what comes into frames. Holds no more than the largest frame and what came with it."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._at = 0

    def feed(self, data: bytes) -> None:
        """Takes bytes that came."""
        if self._at:
            del self._buffer[: self._at]
            self._at = 0
        self._buffer += data

    def next(self) -> Optional[bytes]:
        """The next message, its header first; None until it is whole.

        Raises:
            BrokenFrameError: a length that no frame has.
        """
        if len(self._buffer) - self._at < _LENGTH.size:
            return None
        (size,) = _LENGTH.unpack_from(self._buffer, self._at)
        if not codec.HEADER_LENGTH <= size <= MAX_FRAME:
            raise BrokenFrameError("a frame of %d bytes; the limits are 8 and %d" % (size, MAX_FRAME))
        start = self._at + _LENGTH.size
        if len(self._buffer) < start + size:
            return None
        self._at = start + size
        return bytes(self._buffer[start : self._at])
