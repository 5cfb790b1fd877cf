"""How often Python looks for objects that hold each other and nothing else: less often while a record is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

__all__ = ["ALLOCATIONS", "NEVER", "briefly_collected", "rarely_collected"]

ALLOCATIONS = 50_000
"""Objects made, less those gone, before Python looks. What a build makes it keeps, and hardly any of it goes in
circles; with Python's 700 a tenth of the time went into looking (*measured*: benchmarks/speed.py)."""

NEVER = 0
"""For what makes millions of things and drops hardly any that hold each other: of 5,000 articles a join drops 940, and
a twelfth of its time went into looking for them."""
BRIEF = 1000, 10, 100
"""Objects before Python looks at those, looks of this kind before it looks at all since the last such, and those
before it looks at everything. A look at 50,000 takes 20 to 35 ms, in which nobody is answered: with four clients one in
80 pages was the 95th percentile of them (*measured*: benchmarks/app.py)."""


def rarely_collected(allocations: int = ALLOCATIONS) -> AbstractContextManager[None]:
    """Has Python look only after so many allocations within, with 0 never; afterwards it does as it did before."""
    return _collected(allocations)


def briefly_collected() -> AbstractContextManager[None]:
    """Has Python look often, and each time at little, while somebody may wait; afterwards it does as it did before."""
    return _collected(*BRIEF)


@contextmanager
def _collected(*thresholds: int) -> Iterator[None]:
    """Those that are not given stay as they are."""
    before = gc.get_threshold()
    gc.set_threshold(*thresholds)
    try:
        yield
    finally:
        gc.set_threshold(*before)
