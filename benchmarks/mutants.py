"""Broken files of every format: none may crash the reading, hang it, or leave anything half-written.

Of each format's file in `seeds.py`, `--number` mutants are made by a seeded generator: cut off, bits flipped, stretches
overwritten, doubled, dropped or blown up to 1 MB, in another encoding, wrapped into an archive or a JSON string, under
another format's name. Each is read and cleaned as a build would do it; every `--every`th is built into a record, which
must then pass `check` or not be there. Reported are the formats, articles, problems, the slowest mutant and every
failure: an exception, one over the time limit, a record that does not pass.
"""

from __future__ import annotations

import argparse
import faulthandler
import gzip
import json
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from seeds import SEEDS, seed

import onrecord
from onrecord.clean import clean
from onrecord.errors import InputError, Problem
from onrecord.model import Source
from onrecord.read import read_inputs
from onrecord.settings import Settings

__all__ = ["Outcome", "main", "mutants", "tried"]

LONGEST = 10.0
"""Seconds of computing that one mutant may take; nothing in reading a file waits, so other work on the machine is not
counted."""
HUGE = 2**20
"""Size that a stretch is blown up to, in bytes."""

Mutation = Callable[[bytes, random.Random], bytes]


@dataclass(slots=True)
class Outcome:
    """What came of the mutants of one format."""

    mutants: int = 0
    articles: int = 0
    problems: int = 0
    built: int = 0
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _head_gone(data: bytes, dice: random.Random) -> bytes:
    return data[dice.randrange(min(len(data), 64) + 1) :]


def _bits(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _stretch(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.choice((1, 4, 16, 64, 512)))


def _overwritten(data: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:start] + dice.randbytes(end - start) + data[end:]


def _dropped(data: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:start] + data[end:]


def _doubled(data: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:end] + data[start:end] * dice.choice((1, 2, 50)) + data[end:]


def _huge(data: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    piece = data[start:end] or b"("
    return data[:end] + piece * (HUGE // len(piece)) + data[end:]


_TROUBLE = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"<", b"&", b"&#x110000;", b"]]>", b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"{", b"[", b'"', b"\\u", b"\\ud800", b"(((((", b"-1",
    b"99999999999999999999", b"1e999", b"\n\n\n", b"\x1b[31m", "\u202e".encode(), "\u2028".encode(), b"%n%s",
    b"../" * 9,
)  # fmt: skip


def _inserted(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(_TROUBLE) * dice.choice((1, 1, 3, 2000)) + data[at:]


def _encoded(data: bytes, dice: random.Random) -> bytes:
    text = data.decode("latin-1") if dice.random() < 0.3 else data.decode("utf-8", "replace")
    return text.encode(
        dice.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp1252", "shift_jis", "cp037")), "replace"
    )


def _nested(data: bytes, dice: random.Random) -> bytes:
    shape = dice.choice(("gzip", "zip", "json", "html", "twice", "deep"))
    if shape == "gzip":
        return gzip.compress(data, mtime=0)
    if shape == "json":
        return json.dumps({"text": data.decode("latin-1"), "id": data[:50].decode("latin-1")}).encode()
    if shape == "html":
        return b"<html><body><article>" + data * 2 + b"</article></body></html>"
    if shape == "twice":
        return data + data
    if shape == "deep":
        opening, closing = dice.choice(((b"<div>", b"</div>"), (b"[", b"]"), (b'{"a":', b"}"), (b"{\\b ", b"}")))
        return opening * 20_000 + data + closing * 20_000
    for _ in range(dice.choice((1, 2, 6))):
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("inner"), data)
        data = file.getvalue()
    return data


MUTATIONS: tuple[Mutation, ...] = (
    _cut, _cut, _head_gone, _bits, _bits, _bits, _overwritten, _dropped, _doubled, _inserted, _inserted, _encoded,
    _nested, _huge,
)  # fmt: skip


def mutants(kind: str, number: int, start: int = 0) -> Iterator[tuple[str, bytes]]:
    """`number` mutants of the format `kind`, as file name and bytes; the same for the same `start`."""
    name, data = seed(kind)
    others = sorted({Path(n).suffix for n, _ in SEEDS.values()})
    for i in range(start, start + number):
        dice = random.Random(f"{kind} {i}")
        broken = data
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            broken = dice.choice(MUTATIONS)(broken, dice)[: 4 * HUGE]
        yield (f"mutant{dice.choice(others)}" if dice.random() < 0.1 else name), broken


def tried(kind: str, number: int, folder: Path, *, start: int = 0, every: int = 0) -> Outcome:
    """Reads and cleans the mutants of a format; every `every`th is built and checked. Never raises."""
    outcome, settings = Outcome(), Settings()
    for i, (name, data) in enumerate(mutants(kind, number, start), start):
        path = folder / name
        path.write_bytes(data)
        began = time.process_time()
        try:
            for item in read_inputs([path], settings):
                result = clean(item, settings) if isinstance(item, Source) else item
                outcome.articles += not isinstance(result, Problem)
                outcome.problems += isinstance(result, Problem)
                if isinstance(result, Problem) and "\n" in str(result):
                    outcome.failures.append(f"{kind} {i}: a problem of several lines: {result!r}")
            took = time.process_time() - began
            if every and i % every == 0:
                outcome.built += _builds(path, folder)
        except Exception as error:
            outcome.failures.append(f"{kind} {i}: {''.join(traceback.format_exception(error)[-3:])}")
            took = time.process_time() - began
        outcome.mutants += 1
        outcome.slowest = max(outcome.slowest, took)
        if took > LONGEST:
            outcome.failures.append(f"{kind} {i}: took {took:.1f} s")
        path.unlink()
    return outcome


def _builds(path: Path, folder: Path) -> bool:
    """Builds a record from one file; it must pass `check`, or not be there."""
    record = folder / "mutant.record"
    try:
        onrecord.build([path], record)
    except InputError:
        if record.exists():
            raise AssertionError("a record without an article was left behind") from None
        return False
    failures = onrecord.check(record).failures
    record.unlink()
    if failures:
        raise AssertionError(f"the record does not pass: {failures[:3]}")
    return True


def main() -> int:
    """Runs all formats; exits with 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--number", type=int, default=2000, help="mutants of each format")
    parser.add_argument("--start", type=int, default=0, help="the first one's number")
    parser.add_argument("--every", type=int, default=100, help="how often one is built and checked; 0: never")
    parser.add_argument("--format", choices=sorted(SEEDS), action="append", help="only this one")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.format or SEEDS:
            faulthandler.dump_traceback_later(options.number * LONGEST / 4 + 60, exit=True)
            began = time.perf_counter()
            found = tried(kind, options.number, Path(folder), start=options.start, every=options.every)
            faulthandler.cancel_dump_traceback_later()
            print(
                f"{kind:10} {found.mutants:5} mutants {found.articles:6} articles {found.problems:6} problems "
                f"{found.built:4} built  slowest {found.slowest:5.2f} s  {time.perf_counter() - began:6.0f} s  "
                f"{len(found.failures)} failures", flush=True,
            )  # fmt: skip
            for failure in found.failures[:20]:
                print("   ", failure.strip().replace("\n", "\n      "), flush=True)
            failed = failed or bool(found.failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
