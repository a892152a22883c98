"""A bounded queue between the client's thread, which puts, and the caller's, which takes."""

import threading
import time
from collections import deque
from typing import Deque, Generic, List, Optional, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Bounded both ways: putting never waits, taking waits no longer than it is told to."""

    def __init__(self, most: int = 1 << 16) -> None:
        self._most = most
        self._items: Deque[T] = deque()
        self._changed = threading.Condition()
        self._is_closed = False
        self.dropped = 0

    def put(self, item: T) -> bool:
        """Adds one; False, and counted, if there is no room."""
        with self._changed:
            if len(self._items) >= self._most:
                self.dropped += 1
                return False
            self._items.append(item)
            self._changed.notify()
            return True

    def take(self, timeout: float) -> Optional[T]:
        """The oldest; None if none came within ``timeout`` seconds, or the client was closed."""
        until = time.monotonic() + timeout
        with self._changed:
            while not self._items:
                left = until - time.monotonic()
                if left <= 0 or self._is_closed:
                    return None
                self._changed.wait(left)
            return self._items.popleft()

    def drain(self, limit: int) -> List[T]:
        """What is there, at most ``limit``."""
        with self._changed:
            return [self._items.popleft() for _ in range(min(limit, len(self._items)))]

    def clear(self) -> None:
        """Forgets what is there."""
        with self._changed:
            self._items.clear()

    def close(self) -> None:
        """No caller waits any more; what is there can still be taken."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
