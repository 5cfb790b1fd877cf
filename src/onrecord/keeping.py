"""Values kept in memory by key, the longest unused let go when there is no more room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Kept"]

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by key, as many as find `room` by their `size`. Several threads may use it at once."""

    def __init__(self, room: int, size: Callable[[V], int]) -> None:
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()
        self._room, self._size, self._used = room, size, 0

    @property
    def share(self) -> float:
        """The share of the room that is taken."""
        return self._used / self._room

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values

    def clear(self) -> None:
        """Lets all go."""
        with self._lock:
            self._values.clear()
            self._used = 0

    def get(self, key: Hashable) -> V | None:
        """The value kept for `key`."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def put(self, key: Hashable, value: V) -> None:
        """Keeps a value; not one larger than all the room, nor a second one of a key."""
        size = self._size(value)
        with self._lock:
            if size > self._room or key in self._values:
                return
            self._values[key] = value
            self._used += size
            while self._used > self._room:
                self._used -= self._size(self._values.popitem(last=False)[1])
