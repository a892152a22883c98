"""An engine in another process on this host, over the Unix socket of its door (SPEC X-9)."""

import os
from types import TracebackType
from typing import Iterable, List, Optional, Type, Union

from . import _road
from ._hearing import Command, Heard, Hearing
from ._link import Link
from ._road import SlowRoad
from .broker import Broker
from .doors import Door
from .enums import ActionType, Channel, Role, Road, TradingMode
from .errors import RoleError
from .feeds import Market, Monitor, Risk
from .gate import Gate, Permission
from .operators import Operator
from .options import Listener, Options, cut, own_name, socket_of, type_bits
from .strategy import Strategy

_MOST_NAME = 64


def connect(
    path: Union[str, "os.PathLike[str]"],
    *,
    strategy: Optional[int] = None,
    broker: Optional[TradingMode] = None,
    operator: Optional[str] = None,
    roles: Iterable[Role] = (),
    outcomes: Optional[Iterable[str]] = None,
    from_record: int = 0,
    name: Optional[str] = None,
    take_over: bool = False,
    patience: float = 0.0,
    channel: Channel = Channel.API,
    listener: Optional[Listener] = None,
    road: Road = Road.SLOW,
    library: Optional[Union[str, "os.PathLike[str]"]] = None,
) -> "Client":
    """Attaches to a running engine.

    A background thread of the client reads, gives the signs of life, and attaches again when the engine was lost; until
    then offers raise :class:`~sluice.EngineLostError`. It is a daemon thread: it does not keep the process. Code that
    holds the interpreter's lock for longer than ``door.silence`` (5 s) makes the client look hung, and it is sent away.

    Args:
        path: the engine's data directory, or its socket.
        strategy: attaches as the one client of this strategy.
        broker: attaches as the broker's adapter of this trading mode, which carries out its commands.
        operator: attaches as this operator; ``""``: the user's own name, or the only one that he may speak as.
        roles: more roles, as ``Role.MARKET``. None at all: a reader.
        outcomes: hears outcomes of anyone: their names in the schema, ``["ModeChanged"]``; an empty list: all.
        from_record: of which to hear first; 0: from now on.
        name: for people, at most 64 bytes.
        take_over: takes the strategy from the client that has it, which is sent away.
        patience: seconds to wait for an engine, or for its strategy to be free; with 0 a missing one is an error.
        channel: by which this operator's answers to requests come (H-5).
        listener: hears how the connection gets on.
        road: ``Road.FAST`` takes rings in shared memory, through the client in C; see ``sluice.fast``.
        library: where the client in C is; None: where the variable SLUICE_LIBRARY says.

    Raises:
        NoEngineError: none is there within the patience.
        AccessRefusedError: the door refuses this user, or what it wants.
        StrategyTakenError: the strategy has a client.
        FastRoadError: the library is missing, or the rings cannot be reached from here.
    """
    wanted = set(roles)
    wanted |= {Role.STRATEGY} if strategy is not None else set()
    wanted |= {Role.BROKER} if broker is not None else set()
    wanted |= {Role.OPERATOR} if operator is not None else set()
    if Role.ENGINE in wanted:
        raise RoleError("only the engine itself speaks as the engine")
    options = Options(
        socket=socket_of(path), roles=frozenset(wanted), strategy=strategy, mode=broker, principal=operator or "",
        name=cut(name or own_name(), _MOST_NAME), take_over=take_over, patience=patience, channel=channel,
        types=type_bits(outcomes), from_record=from_record, road=road, listener=listener or Listener(),
    )
    client = Client(options, _road_of(options, library))
    client._link.open()
    return client


def _road_of(options: Options, library: Optional[Union[str, "os.PathLike[str]"]]) -> _road.Road:
    if options.road is Road.SLOW:
        return SlowRoad(options.socket)
    from .fast import FastRoad  # Only here: the slow road needs no library.

    return FastRoad(options.socket, library)


class Client:
    """A connection to an engine, and what it hands out. :func:`connect` makes one; close it, or use ``with``."""

    def __init__(self, options: Options, road: _road.Road) -> None:
        self._options = options
        listener = options.listener
        is_heard = type(listener).on_outcome is not Listener.on_outcome
        self._hearing = Hearing(listener.on_outcome if is_heard else None)
        self._link = Link(options, self._hearing, road)

    def strategy(self, patience: float = 0.0) -> Strategy:
        """The strategy that it attached as.

        Args:
            patience: seconds for which an offer that finds no room, or no engine, is tried again before it raises; the
                same for the other doors.
        """
        if self._options.strategy is None:
            raise RoleError("not attached as a strategy: connect(…, strategy=7) says which")
        return Strategy(self._link, self._options.strategy, patience)

    def operator(self, name: Optional[str] = None, patience: float = 0.0) -> Operator:
        """The commands of the operator that it attached as; of another one a gateway alone may send them."""
        self._check(Role.OPERATOR)
        return Operator(self._link, name or self._link.principal, patience, self._options.channel)

    def broker(self, name: str = "", patience: float = 0.0) -> Broker:
        """The way in for a broker's adapter; without a name it speaks as the client."""
        self._check(Role.BROKER)
        return Broker(self._link, Role.BROKER, name, patience)

    def market(self, name: str = "", patience: float = 0.0) -> Market:
        """The way in for a feed of market data."""
        self._check(Role.MARKET)
        return Market(self._link, Role.MARKET, name, patience)

    def risk(self, name: str = "", patience: float = 0.0) -> Risk:
        """The way in for a risk service."""
        self._check(Role.RISK)
        return Risk(self._link, Role.RISK, name, patience)

    def monitor(self, name: str = "", patience: float = 0.0) -> Monitor:
        """The way in for a monitor."""
        self._check(Role.MONITOR)
        return Monitor(self._link, Role.MONITOR, name, patience)

    def door(self, role: Role, name: str = "", patience: float = 0.0) -> Door:
        """The raw way in: any input that the role may send."""
        self._check(role)
        return Door(self._link, role, name, patience)

    def _check(self, role: Role) -> None:
        if role not in self._options.roles:
            raise RoleError("not attached as %s: connect(…, roles=[…]) says which" % role)

    # --- what comes back -----------------------------------------------------------------------------------------

    def next_command(self, timeout: float = 1.0) -> Optional[Command]:
        """The next command to the broker's adapter, a ``ClosePosition`` or ``CancelOrder``.

        They come in order, from the first without a terminal answer on, at least once: carry out the same
        ``command_id`` once, and report what became of it each time.

        Returns:
            None if none came within ``timeout`` seconds.
        """
        if self._options.mode is None:
            raise RoleError("not attached for commands: connect(…, broker=TradingMode.LIVE) says whose")
        return self._hearing.commands.take(timeout)

    def next_outcome(self, timeout: float = 1.0) -> Optional[Heard]:
        """The next outcome that it subscribed to; None if none came within ``timeout`` seconds."""
        if self._options.types == 0:
            raise RoleError("not subscribed: connect(…, outcomes=[…]) says to what")
        return self._hearing.outcomes.take(timeout)

    def outcomes(self, limit: int = 256) -> List[Heard]:
        """The outcomes that are there, at most ``limit``; never waits."""
        return self._hearing.outcomes.drain(limit)

    @property
    def outcomes_dropped(self) -> int:
        """Outcomes that found no room because they were not taken."""
        return self._hearing.outcomes.dropped

    # --- how it is -----------------------------------------------------------------------------------------------

    def permission(self, action: ActionType) -> Permission:
        """Whether an action is allowed now, without an intent (G-7); sends no question."""
        return self._hearing.beacon.permission(action, self._link.engine_timeout_ns)

    @property
    def gate(self) -> Gate:
        """What the gate allows, as of the door's last word."""
        return Gate.of(self._hearing.beacon.gate_word)

    @property
    def last_sequence(self) -> int:
        """Last record that the engine released, as of the door's last word."""
        return self._hearing.beacon.last_sequence

    @property
    def start_sequence(self) -> int:
        """Record of the engine's start: which run of it this is."""
        return self._hearing.beacon.start_sequence

    @property
    def session(self) -> int:
        """How often it has attached. An adapter reports its orders and positions each time that this rises."""
        return self._link.session

    @property
    def principal(self) -> str:
        """The operator or name that it speaks as."""
        return self._link.principal

    def now_ns(self) -> int:
        """Engine time, nanoseconds since the epoch."""
        return self._link.now_ns()

    @property
    def is_open(self) -> bool:
        """Whether it is attached or attaches again; False once it was closed, or sent away for good."""
        return self._link.is_open

    @property
    def is_attached(self) -> bool:
        """Whether it is attached at this moment."""
        return self._link.is_attached

    def close(self) -> None:
        """Detaches. What waits for an answer ends with :class:`~sluice.OutcomeUnknownError`."""
        self._link.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()
