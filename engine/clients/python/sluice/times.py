"""Times of the engine: ints of nanoseconds since the epoch, UTC. A datetime holds microseconds only."""

from datetime import datetime, timedelta, timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICRO = timedelta(microseconds=1)


def to_datetime(time_ns: int) -> datetime:
    """As a datetime in UTC; what is below a microsecond is left out."""
    return _EPOCH + timedelta(microseconds=time_ns // 1000)


def from_datetime(moment: datetime) -> int:
    """As the engine counts.

    Raises:
        ValueError: the datetime does not say in which zone it is.
    """
    if moment.tzinfo is None:
        raise ValueError("%s has no time zone" % moment)
    return (moment - _EPOCH) // _MICRO * 1000


def iso(time_ns: int) -> str:
    """As the journal's JSON form writes it: ISO-8601 in UTC, with all nine decimals."""
    seconds, rest = divmod(time_ns, 1_000_000_000)
    return (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S") + ".%09dZ" % rest
