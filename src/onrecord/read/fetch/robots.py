"""What a site's `robots.txt` allows: the Robots Exclusion Protocol (RFC 9309), and `Crawl-delay` besides.

The group that names the program counts, else that of `*`. Of the rules that fit, the longest one decides, and an
`Allow` among equals. The standard library's parser takes the first rule that fits and knows no `*` in paths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["ALL", "NOTHING", "Rules", "parse"]

MAX_BYTES = 500 * 1024
"""How much of a robots.txt is read: the least that RFC 9309 asks for."""


@dataclass(frozen=True, slots=True)
class _Rule:
    allow: bool
    path: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What one program may ask of one site; `delay` are the seconds between two requests, if the site asks for some."""

    rules: tuple[_Rule, ...] = ()
    delay: float | None = None

    def allow(self, path: str) -> bool:
        """Whether this path, with its query, may be asked."""
        path = _normal(path or "/")
        if path == "/robots.txt":
            return True
        fitting = [rule for rule in self.rules if _fits(rule.path, path)]
        best = max(fitting, key=lambda rule: (len(rule.path), rule.allow), default=None)
        return best is None or best.allow


ALL = Rules()
NOTHING = Rules((_Rule(False, "/"),))


def parse(data: bytes, agent: str) -> Rules:
    """The rules for the program called `agent` in a robots.txt. Lines that say nothing known are passed over."""
    text = data[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    open_for_names = False
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent" and colon:
            names = [*(names if open_for_names else ()), _token(value)]
            groups.setdefault(names[-1], [])
            open_for_names = True
        elif key in ("allow", "disallow", "crawl-delay") and colon:
            open_for_names = False
            for name in names:
                groups[name].append((key, value))
    return _rules(groups.get(agent.lower(), groups.get("*", [])))


def _rules(lines: list[tuple[str, str]]) -> Rules:
    rules = tuple(_Rule(key == "allow", _normal(value)) for key, value in lines if key != "crawl-delay" and value)
    delays = [
        float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value)
    ]
    return Rules(rules, max(delays, default=None))


def _token(value: str) -> str:
    """The product's name in a `User-agent` line: `onrecord/1.0` names onrecord."""
    found = re.match(r"[A-Za-z_-]+", value)
    return found[0].lower() if found else value


_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))


def _normal(path: str) -> str:
    """`path` with everything outside ASCII escaped, and nothing escaped that need not be."""
    escaped = quote(path, safe=_ASCII + " ")
    return _PERCENT.sub(lambda m: c if (c := chr(int(m[1], 16))) in _UNRESERVED else m[0].upper(), escaped)


def _fits(pattern: str, path: str) -> bool:
    """Whether a rule's pattern fits the beginning of a path: `*` is anything, `$` at the end is the path's end."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = others.pop() if ends and others else None
    for piece in others:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return not ends or at == len(path)
