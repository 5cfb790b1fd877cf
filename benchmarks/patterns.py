"""Every regular expression of the program, attacked with texts made for it: none may blow up.

All patterns are collected as they are compiled, constants and those made of `words/*.toml`, in a process that imports
every module, fills every word list and builds one file of each format. Each is taken apart, and for each repetition
in it texts are made that run through it many times and then fail: the way to the repetition, its body again and again,
and a character that nothing accepts. One try at 40,000 characters takes milliseconds if time grows with the length, a
second and more if it grows with its square.

    python benchmarks/patterns.py            # a line for each pattern whose one try grows with the square, at least
    python benchmarks/patterns.py --search   # the same where a try is made from every place: harmless on short texts
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import walk_packages
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from tempfile import TemporaryDirectory
from typing import Any

__all__ = ["LINES", "attacks", "collected", "seconds"]

LINES = {
    "spaces": " ", "quotes": "\"", "curly quotes": "“”", "apostrophes": "'", "digits": "1", "dots": ".", "dashes": "-",
    "capitals": "A", "brackets": "(", "square brackets": "[a]", "a.a.a.": "a.", "names": "Ab ", "commas": "a, ",
    "addresses": "a@a.", "slashes": "/", "tags": "<a ", "entities": "&#1", "stars": "*", "figures": "1,1",
    "no-breaks": "\xa0a",
}  # fmt: skip
"""What a long line is made of, by name."""

BAD = "\x00"
"""What no pattern accepts."""
BODIES = 24
"""Most texts tried for one pattern."""


def collected() -> list[tuple[str, int, str]]:
    """Every pattern with its flags and the file that compiles it. To be called before onrecord is imported."""
    assert not any(name.startswith("onrecord") for name in sys.modules), "too late"
    found: dict[tuple[str, int], str] = {}
    real = re._compile  # type: ignore[attr-defined]

    def watching(pattern: Any, flags: int) -> Any:
        frame, depth = sys._getframe(1), 0
        while frame and depth < 4:
            if "onrecord" in frame.f_code.co_filename and isinstance(pattern, str):
                found.setdefault((pattern, int(flags)), Path(frame.f_code.co_filename).name)
                break
            frame, depth = frame.f_back, depth + 1  # type: ignore[assignment]
        return real(pattern, flags)

    re._compile = watching  # type: ignore[attr-defined]
    try:
        import onrecord

        for module in walk_packages(onrecord.__path__, "onrecord."):
            if "__main__" not in module.name and ".extras" not in module.name:
                _filled(import_module(module.name))
        _used()
    finally:
        re._compile = real  # type: ignore[attr-defined]
    return sorted((pattern, flags, where) for (pattern, flags), where in found.items())


def _filled(module: Any) -> None:
    """Calls what a module keeps in a cache and needs nothing for: its word lists and patterns."""
    for function in list(vars(module).values()):
        if hasattr(function, "cache_info") and not signature(function).parameters:
            function()


def _used() -> None:
    from seeds import SEEDS, seed

    from onrecord import pipeline
    from onrecord.sample import story_folder

    with TemporaryDirectory() as name, story_folder() as story:
        for kind in SEEDS:
            file, data = seed(kind)
            (Path(name) / file).write_bytes(data)
        pipeline.build([Path(name), story], Path(name) / "s.record")


# ------------------------------------------------------------------ texts made for a pattern
def attacks(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """Pairs of what comes first and what is repeated, for each repetition without an end in the pattern."""
    yield from list(dict.fromkeys(_pumps(parser.parse(pattern, flags), "")))[:BODIES]


def _pumps(nodes: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    for op, value in nodes:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, inner = value
            if most == sre.MAXREPEAT or most > 1000:
                for body in _ways(inner):
                    if body:
                        yield before, body
                        yield "", body
            yield from _pumps(inner, before)
        elif op is sre.SUBPATTERN:
            yield from _pumps(value[-1], before)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(value[1], before)
        elif op is sre.ATOMIC_GROUP:
            yield from _pumps(value, before)
        before += _one([(op, value)])


def _ways(nodes: Sequence[Any]) -> Iterator[str]:
    """A few texts that the nodes match."""
    yield _one(nodes)
    if len(nodes) == 1:
        op, value = nodes[0]
        if op is sre.SUBPATTERN:
            yield from _ways(value[-1])
        elif op is sre.BRANCH:
            yield from map(_one, value[1][:4])
        elif op is sre.IN:
            yield from (c for c in "a A1.-,'\t\xa0" if re.fullmatch("[" + _class(value) + "]", c))


def _class(items: Sequence[Any]) -> str:
    out = ""
    for op, value in items:
        if op is sre.NEGATE:
            out = "^"
        elif op is sre.LITERAL:
            out += re.escape(chr(value))
        elif op is sre.RANGE:
            out += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        elif op is sre.CATEGORY:
            out += _CATEGORIES[str(value)]
    return out


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip


def _one(nodes: Sequence[Any]) -> str:
    """A short text that the nodes match, as far as can be told without trying."""
    out = ""
    for op, value in nodes:
        if op is sre.LITERAL:
            out += chr(value)
        elif op in (sre.ANY, sre.NOT_LITERAL):
            out += "a" if op is sre.ANY or value != ord("a") else "b"
        elif op is sre.IN:
            wanted = re.compile("[" + _class(value) + "]")
            out += next((c for c in "aA1 .,-'\"\n\xa0“(<é/&年" if wanted.fullmatch(c)), "")
            if value[0][0] is sre.LITERAL and not out:
                out = chr(value[0][1])
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            out += _one(value[2]) * max(value[0], 1 if value[1] == sre.MAXREPEAT else value[0])
        elif op is sre.SUBPATTERN:
            out += _one(value[-1])
        elif op is sre.BRANCH:
            out += _one(value[1][0])
        elif op is sre.ATOMIC_GROUP:
            out += _one(value)
    return out


# ------------------------------------------------------------------ time
class _LateError(Exception):
    """The bound of a search is over."""


def seconds(compiled: re.Pattern[str], text: str, *, once: bool, most: float = 1.0) -> float:
    """The processor time that a look at `text` takes, at most about `most` (where the system has timers).

    `once` looks at its beginning only, else the whole is gone through.
    """

    def ring(number: int, frame: object) -> None:
        raise _LateError

    timed = hasattr(signal, "setitimer")
    if timed:
        before = signal.signal(signal.SIGVTALRM, ring)
        signal.setitimer(signal.ITIMER_VIRTUAL, most)
    began = time.process_time()
    try:
        if once:
            compiled.match(text)
        else:
            for _ in compiled.finditer(text):
                pass
    except _LateError:
        pass
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - began


def slow(pattern: str, flags: int, size: int, most: float, *, once: bool) -> Iterator[tuple[str, float]]:
    """The texts of `size` characters that take the pattern more than `most` seconds, and how long."""
    compiled = re.compile(pattern, flags)
    lines = [("", body) for body in LINES.values()]
    for before, body in [*attacks(pattern, flags), *lines]:
        for tail in (BAD, ""):
            text = before + body * (size // len(body)) + tail
            if all((taken := seconds(compiled, text, once=once)) > most for _ in range(2)):  # twice: others run too
                yield f"{before!r} + {body!r} × {size // len(body)} + {tail!r}", taken
                break


def main() -> None:
    """Prints what grows with the square of the length or faster."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--search", action="store_true", help="go through the whole text, not from its start only")
    options.add_argument("--size", type=int, default=40_000)
    options.add_argument("--most", type=float, default=0.1)
    given = options.parse_args()
    patterns = collected()
    found = 0
    for pattern, flags, where in patterns:
        for text, taken in slow(pattern, flags, given.size, given.most, once=not given.search):
            print(f"{where}: {pattern[:300]!r}: {text}: {taken:.2f} s", flush=True)
            found += 1
            break
    print(f"{len(patterns)} patterns, {found} slow")


if __name__ == "__main__":
    main()
