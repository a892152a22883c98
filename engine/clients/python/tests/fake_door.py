"""A door that does as a test tells it. What a real one does is tested against a real engine."""

import os
import socket
import tempfile
import threading
import time
from typing import Any, List, Optional, Type, TypeVar
from uuid import UUID

from sluice import codec, messages
from sluice._frames import FrameReader, frame
from sluice.enums import ActionType, Code, Role, SystemMode, ToldSet, TradingMode, Verdict, WarningSet

M = TypeVar("M", bound=messages.Message)
PATIENCE = 20.0
JOURNAL = UUID(int=77)
ALL_ALLOWED = 0b111111 | SystemMode.NORMAL.value << 16 | 255 << 24


class Session:
    """One client at the door."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._reader = FrameReader()
        connection.settimeout(PATIENCE)

    def hear(self, kind: Type[M]) -> M:
        """The next frame that is no sign of life; it has to be of a kind."""
        while True:
            for data in iter(self._reader.next, None):
                message = codec.decode(data)
                if isinstance(message, messages.SignOfLife) and kind is not messages.SignOfLife:
                    continue
                assert isinstance(message, kind), message
                return message
            received = self.connection.recv(1 << 16)
            assert received, "the client went while a %s was awaited" % kind.__name__
            self._reader.feed(received)

    def hear_intent(self) -> messages.OrderIntent:
        """The next input, which has to be an intent."""
        intent = codec.decode(self.hear(messages.Input).input or b"")
        assert isinstance(intent, messages.OrderIntent)
        return intent

    def say(self, message: messages.Message) -> None:
        """Sends a frame."""
        self.connection.sendall(frame(message))

    def attached(self, **changes: Any) -> messages.Listen:
        """Lets the client in; returns what it listens to."""
        self.hear(messages.Attach)
        word = dict(
            client_id=1, journal_id=JOURNAL, start_sequence=1, last_sequence=10, clock_offset_ns=0,
            engine_timeout_ns=10**12, heartbeat_ns=50_000_000, silence_ns=10**12, max_frame=16384, gate=ALL_ALLOWED)
        self.say(messages.Attached(**{**word, **changes}))
        return self.hear(messages.Listen)

    def sign(self, told: int = 0, **changes: Any) -> None:
        """Gives a sign of life."""
        word = dict(
            engine_state=1, gate=ALL_ALLOWED, engine_beat_ns=time.monotonic_ns(), last_sequence=told, last_time_ns=1,
            told_sequence=told)
        self.say(messages.SignOfLife(**{**word, **changes}))

    def tell(self, sequence: int, outcome: messages.Message, why: ToldSet, id_: Optional[UUID] = None) -> None:
        """Tells an outcome of a record."""
        self.say(messages.Told(why, sequence, sequence, Role.STRATEGY, id_, None, codec.encode(outcome)))

    def close(self) -> None:
        """Ends the connection, as a death of the engine does."""
        self.connection.close()


def decision(intent_id: int, verdict: Verdict = Verdict.REJECT, **changes: Any) -> messages.Decision:
    """A decision."""
    word = dict(
        strategy_id=7, intent_id=intent_id, trade_id=0, verdict=verdict, code=Code.OK, mode=SystemMode.NORMAL,
        override=False, final=True, repeat=False, actionable=False, warnings=WarningSet(0),
        action=ActionType.OPEN, trading_mode=TradingMode.LIVE)
    return messages.Decision(**{**word, **changes})


class FakeDoor:
    """A socket that listens."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self._folder.name, "door.sock")
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(self.path)
        self._server.listen(8)
        self._server.settimeout(PATIENCE)
        self.sessions: List[Session] = []

    def session(self) -> Session:
        """The next client that comes."""
        made = Session(self._server.accept()[0])
        self.sessions.append(made)
        return made

    def close(self) -> None:
        """Lets everybody go."""
        for each in self.sessions:
            each.close()
        self._server.close()
        self._folder.cleanup()


class Asking(threading.Thread):
    """A call of the client on a thread of its own, while the test plays the door."""

    def __init__(self, call: Any) -> None:
        super().__init__(daemon=True)
        self._call = call
        self._result: Any = None
        self._error: Optional[BaseException] = None
        self.start()

    def run(self) -> None:
        try:
            self._result = self._call()
        except BaseException as error:
            self._error = error

    def result(self) -> Any:
        """What it returned, or raised."""
        self.join(PATIENCE)
        assert not self.is_alive(), "the call did not return"
        if self._error is not None:
            raise self._error
        return self._result
