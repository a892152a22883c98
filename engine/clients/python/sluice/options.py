"""How a client attaches."""

import os
from pathlib import Path
from typing import FrozenSet, Iterable, NamedTuple, Optional, Union

from ._hearing import Heard
from ._spec import spec_named
from .enums import Channel, Role, RoleSet, Road, TradingMode
from .errors import RoleError
from .messages import Attach

_PROTOCOL = 1
_FIRST_OUTCOME, _FIRST_VIEW = 200, 300


class Listener:
    """Hears how a client gets on, on the client's own thread: it must return soon and must not wait for an answer.

    Overwrite what you want to hear. What a method raises is logged and goes no further.
    """

    def on_attached(self, is_again: bool, start_sequence: int) -> None:
        """Attached, for the first time or again. A broker's adapter now reports its orders, then its positions.

        Args:
            is_again: whether it was attached before.
            start_sequence: record of the engine's start; another one than before: the engine started again.
        """

    def on_lost(self, why: str) -> None:
        """The connection was lost; the client attaches again by itself."""

    def on_outcome(self, heard: Heard) -> None:
        """An outcome that was subscribed to. Overwritten, it takes the place of ``Client.next_outcome``."""


class Options(NamedTuple):
    """As :func:`sluice.connect` explains them."""

    socket: Path
    roles: FrozenSet[Role]
    strategy: Optional[int]
    mode: Optional[TradingMode]
    principal: str
    name: str
    take_over: bool
    patience: float
    channel: Channel
    types: int
    from_record: int
    road: Road
    listener: Listener

    def attach(self) -> Attach:
        """The first frame."""
        roles = RoleSet(0)
        for role in self.roles:
            roles |= RoleSet[role.name]
        return Attach(
            protocol=_PROTOCOL, roles=roles, road=self.road, take_over=self.take_over, strategy_id=self.strategy,
            trading_mode=self.mode, name=self.name, principal=self.principal or None,
        )


def socket_of(path: Union[str, "os.PathLike[str]"]) -> Path:
    """The socket itself, or ``door.sock`` in the data directory that was named."""
    given = Path(path)
    return given / "door.sock" if given.is_dir() else given


def type_bits(outcomes: Optional[Iterable[str]]) -> int:
    """Which outcomes a client wants to hear, a bit each; all where none is named, none for None.

    Raises:
        RoleError: no outcome is called that.
    """
    if outcomes is None:
        return 0
    bits = 0
    names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
    for name in names:
        spec = spec_named(name)
        if spec is None or not _FIRST_OUTCOME <= spec.template_id < _FIRST_VIEW:
            raise RoleError("no outcome is called %s" % name)
        bits |= 1 << spec.template_id - _FIRST_OUTCOME
    # Bit 63 is the sign on the wire.
    return (bits if bits < 1 << 63 else bits - (1 << 64)) if names else -1


def own_name() -> str:
    """What a client is called that gives no name."""
    return "python pid %d" % os.getpid()


def cut(text: str, most: int) -> str:
    """At most so many bytes of UTF-8."""
    return text.encode("utf-8")[:most].decode("utf-8", "ignore")
