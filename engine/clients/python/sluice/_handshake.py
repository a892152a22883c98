"""How a client gets in: it connects, says who it is, and hears whether it may (SPEC X-2)."""

import select
import socket
import time
from pathlib import Path
from typing import Callable

from . import codec
from ._frames import BrokenFrameError, FrameReader, frame
from .enums import AttachRefusal
from .errors import AccessRefusedError, MalformedError, NoEngineError, SluiceError, StrategyTakenError
from .messages import Attach, Attached, AttachRefused

# Longest wait for the door's answer, in seconds.
LIMIT = 5.0


def connect(path: Path) -> socket.socket:
    """A connection that never blocks.

    Raises:
        OSError: none listens there.
    """
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        made.setblocking(False)
        made.connect(str(path))
        return made
    except BaseException:
        made.close()
        raise


def ask(connection: socket.socket, wanted: Attach, reader: FrameReader, is_closed: Callable[[], bool]) -> Attached:
    """Asks to be let in, and waits for the answer.

    Raises:
        SluiceError: the door refuses; the kind says what.
        OSError: there is no answer.
    """
    connection.send(frame(wanted))
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    until = time.monotonic() + LIMIT
    while True:
        try:
            data = reader.next()
            answer = None if data is None else codec.decode(data)
        except (BrokenFrameError, MalformedError) as why:
            raise OSError("what answers is no door: %s" % why) from None
        if isinstance(answer, Attached):
            return answer
        if isinstance(answer, AttachRefused):
            raise refused(answer)
        if answer is not None:
            raise OSError("what answers is no door")
        left = until - time.monotonic()
        if left <= 0 or is_closed():
            raise OSError("the door does not answer")
        if poll.poll(min(left, 0.1) * 1000):
            received = connection.recv(1 << 16)
            if not received:
                raise OSError("the door closed the connection")
            reader.feed(received)


def refused(answer: AttachRefused) -> SluiceError:
    """A strategy that is taken by the session before may soon be free; the rest stays as it is."""
    sentence = "%s: %s" % (answer.refusal, answer.sentence or "")
    if answer.refusal is AttachRefusal.STRATEGY_TAKEN:
        return StrategyTakenError(sentence)
    if answer.refusal is AttachRefusal.TOO_MANY:
        return NoEngineError(sentence, "TOO_MANY")
    return AccessRefusedError(sentence, answer.refusal.spelling)
