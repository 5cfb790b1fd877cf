"""Parts of pages that were rendered, each for one thing: an event, a saying, a card. Pages are joined from them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final

from markupsafe import Markup

__all__ = ["Parts"]

ROOM: Final = 64 * 2**20
"""Characters kept: all events, sayings and cards of a record of some 3,000 articles."""


class Parts:
    """Rendered parts of one state of the record, the longest unused let go when there is no more room."""

    def __init__(self, room: int = ROOM) -> None:
        self._parts: OrderedDict[tuple[str, str, tuple[Any, ...]], Markup] = OrderedDict()
        self._lock = Lock()
        self._room, self._used = room, 0

    @property
    def full(self) -> bool:
        """Whether nearly all room is taken."""
        return self._used > self._room * 0.9

    def part(
        self, made: Callable[..., Markup], item: Any, more: tuple[Any, ...], ready: Callable[[Any], Any] | None = None
    ) -> Markup:
        """`item`, which has an id, as the macro `made` renders it with `more`: the kept part, else it is made.

        What is rendered is the item as `ready` makes it, when that is given.
        """
        key = (made.name, item.id, more)  # type: ignore[attr-defined]  # a macro of a template
        with self._lock:
            found = self._parts.get(key)
            if found is not None:
                self._parts.move_to_end(key)
                return found
        found = made(ready(item) if ready else item, *more)
        with self._lock:
            if key not in self._parts:
                self._parts[key] = found
                self._used += len(found)
            while self._used > self._room:
                self._used -= len(self._parts.popitem(last=False)[1])
        return found
