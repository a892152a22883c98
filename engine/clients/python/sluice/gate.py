"""What the engine shows of itself: whether it lives, and what its gate allows (SPEC G-6, G-7)."""

import enum
import time
from typing import FrozenSet, NamedTuple, Optional

from .enums import ActionType, RecoveryStage, SystemMode
from .messages import Attached, SignOfLife


class EngineState(enum.Enum):
    """What an engine is doing."""

    STARTING = 0
    RUNNING = 1
    STOPPING = 2
    STOPPED = 3
    FAILED = 4


class Permission(enum.Enum):
    """Whether an action is allowed now, without an intent (G-7)."""

    ALLOWED = "allowed"
    WARNED = "warned"
    REFUSED = "refused"
    ENGINE_LOST = "engine_lost"
    ENGINE_STOPPED = "engine_stopped"

    @property
    def is_allowed(self) -> bool:
        """Whether it may be tried."""
        return self in (Permission.ALLOWED, Permission.WARNED)


class Gate(NamedTuple):
    """What the gate allows, of one moment."""

    mode: SystemMode
    stage: Optional[RecoveryStage]
    is_emergency: bool
    allowed: FrozenSet[ActionType]
    warned: FrozenSet[ActionType]

    @classmethod
    def of(cls, word: int) -> "Gate":
        """From the word that the door tells: 8 bits allowed, 8 warned, 8 mode, 8 stage, 1 emergency."""
        stages = {each.value: each for each in RecoveryStage}
        return cls(
            SystemMode(word >> 16 & 0xFF),  # type: ignore[call-arg]
            stages.get(word >> 24 & 0xFF),
            bool(word >> 32 & 1),
            frozenset(each for each in ActionType if word >> each.value & 1),
            frozenset(each for each in ActionType if word >> 8 + each.value & 1),
        )


class Beacon:
    """The engine's last word, as the door told it. The client's thread writes, any thread reads."""

    def __init__(self) -> None:
        self.state = EngineState.RUNNING
        self.gate_word = 0
        self.beat_ns = 0
        self.start_sequence = 0
        self.last_sequence = 0
        self.last_time_ns = 0

    def attached(self, word: Attached) -> None:
        """The client attached."""
        self.start_sequence = word.start_sequence
        self.last_sequence = word.last_sequence
        self.gate_word = word.gate
        self.beat_ns = time.monotonic_ns()
        self.state = EngineState.RUNNING

    def show(self, sign: SignOfLife) -> None:
        """The door gave a sign of life."""
        self.last_time_ns = sign.last_time_ns
        self.last_sequence = sign.last_sequence
        self.gate_word = sign.gate
        self.beat_ns = sign.engine_beat_ns
        self.state = EngineState(sign.engine_state) if 0 <= sign.engine_state <= 4 else EngineState.FAILED

    def lost(self) -> None:
        """Nothing is known of it any more: it counts as lost until the next word."""
        self.beat_ns = 0
        self.state = EngineState.RUNNING

    def closed(self) -> None:
        """The client was closed."""
        self.state = EngineState.STOPPED

    def is_lost(self, engine_timeout_ns: int) -> bool:
        """Whether an engine that runs gave no sign of life for so long (G-6)."""
        silence = time.monotonic_ns() - self.beat_ns
        return self.state is EngineState.RUNNING and not 0 <= silence <= engine_timeout_ns

    def permission(self, action: ActionType, engine_timeout_ns: int) -> Permission:
        """Whether an action is allowed now; sends no question."""
        if self.state is not EngineState.RUNNING:
            return Permission.ENGINE_STOPPED
        if self.is_lost(engine_timeout_ns):
            return Permission.ENGINE_LOST
        word = self.gate_word
        if not word >> action.value & 1:
            return Permission.REFUSED
        return Permission.WARNED if word >> 8 + action.value & 1 else Permission.ALLOWED
