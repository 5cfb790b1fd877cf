"""Lists of addresses: a text file each of whose lines is an address of the web, blank, or a comment (`# …`).

The addresses are only named here; the dispatch has them fetched if that is wanted, each once.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.decode import decode
from onrecord.errors import Problem
from onrecord.model import Source
from onrecord.read.found import Address, Found, one_line
from onrecord.read.sniff import is_addresses
from onrecord.read.whole import read_bytes, read_whole
from onrecord.settings import Settings

__all__ = ["read"]


def read(found: Found, settings: Settings) -> Iterator[Address | Source | Problem]:
    """Each address in the list, in its order. A file with other lines further down is a text, and is read as one."""
    data = read_bytes(found, settings)
    if isinstance(data, Problem):
        yield data
        return
    if not is_addresses(data.removeprefix(b"\xef\xbb\xbf")):
        yield from read_whole(found, settings, "text")
        return
    for line in decode(data)[0].removeprefix("\ufeff").splitlines():
        url = line.strip()
        if url and not url.startswith("#"):
            yield Address(url, one_line(url), depth=found.depth + 1)
