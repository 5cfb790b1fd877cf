"""Addresses of the web: what lies there, fetched with care. Only a build with `--fetch` comes here.

Care is owed to three. To the user: an address may only lead to the public internet (see `guard`), every redirection is
checked again, and time and size are bounded (see `client`). To the sites: `robots.txt` is kept to, one request at a
time, a second or more between two to one host, one more try at most when a site asks for patience (see `sites`). To
the record: what a server sent is kept byte for byte, with the address that was given as its key and the day on which
it was sent. The same address with the same bytes is the same article; other bytes are a new version of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO

import httpx

from onrecord.errors import Problem
from onrecord.read.fetch import guard
from onrecord.read.fetch.client import Answer, Client, Sizes
from onrecord.read.fetch.guard import Resolve, Unanswered
from onrecord.read.fetch.sites import Clock, Sites, Time, moment
from onrecord.read.found import Address, Found, one_line
from onrecord.settings import Settings, WebSettings

__all__ = ["Clock", "Web"]

OLDEST_ANSWER = timedelta(days=366)
"""Caches answer with the date on which a page was made for them; an older one is a clock that is wrong."""


@dataclass(slots=True)
class Web:
    """Fetches addresses: the `fetch` of `onrecord.build`.

    `allow_private` are the hosts (names or IP addresses, as they stand in the address) that may lie in a private
    network or on this computer, at any port. `resolve` and `clock` are there for tests. One `Web` serves one build: it
    remembers what it was asked, and asks nothing twice.
    """

    settings: WebSettings = field(default_factory=WebSettings)
    allow_private: frozenset[str] = frozenset()
    resolve: Resolve = guard.resolve
    clock: Clock = field(default_factory=Clock)
    _sites: Sites = field(init=False)
    _asked: dict[str, Problem | None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.allow_private = frozenset(host.strip("[]").lower() for host in self.allow_private)
        client = Client(self._addresses, self.clock.seconds, self.settings)
        self._sites = Sites(client, self.clock, self.settings)

    def __call__(self, address: Address, settings: Settings) -> Iterator[Found | Problem]:
        """What lies at `address`, or why it cannot be had; nothing when it was given before. Never raises."""
        url = address.url.split("#", 1)[0]  # a fragment is a place in the page, and is not sent
        if url in self._asked:
            problem = self._asked[url]
        elif len(self._asked) >= self.settings.max_addresses:
            most = self.settings.max_addresses
            problem = Problem("address", one_line(url), f"was not asked: one build asks for {most:,} addresses at most")
        else:
            found = self._fetched(url, Sizes(settings.max_page_bytes, settings.max_file_bytes))
            problem = self._asked[url] = found if isinstance(found, Problem) else None
            if isinstance(found, Found):
                yield found
        if problem is not None:
            yield problem

    def _fetched(self, url: str, sizes: Sizes) -> Found | Problem:
        at, left = url, Time(self.settings.total_seconds)
        try:
            for _ in range(self.settings.max_redirects + 1):
                asked = guard.checked_url(at, self.allow_private)
                self._sites.keep_to_robots(asked, left, self._follow)
                answer = self._sites.ask(asked, sizes, left)
                if answer.good:
                    return self._found(url, str(asked), answer)
                if not answer.redirected:
                    raise Unanswered(f"answered {answer.shown}")
                at = _target(asked, answer)
        except Unanswered as error:
            way = "" if at == url else f"is redirected to {one_line(at[:300])}, which "
            return Problem("address", one_line(url), way + error.why)
        return Problem("address", one_line(url), f"is redirected more than {self.settings.max_redirects} times")

    def _found(self, url: str, final: str, answer: Answer) -> Found:
        return Found(
            url, url, len(answer.data), lambda: BytesIO(answer.data), path=url, url=final,
            captured=_day(moment(answer.date), self.clock.now()), charset=answer.charset, media=answer.media or None,
        )  # fmt: skip

    def _follow(self, url: httpx.URL, answer: Answer) -> httpx.URL:
        return guard.checked_url(_target(url, answer), self.allow_private)

    def _addresses(self, host: str, port: int) -> list[str]:
        return guard.public_addresses(host, port, self.allow_private, self.resolve)


def _target(url: httpx.URL, answer: Answer) -> str:
    """The address that a redirection from `url` leads to, which may be any."""
    try:
        return str(url.join((answer.location or "").strip()))
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Unanswered("is redirected to what is no valid address") from None


def _day(sent: datetime | None, now: datetime) -> str:
    """The day (UTC) on which an answer was sent: by the server's clock, by ours where that one cannot be right.

    The one place where a clock belongs: on which day a page read so is a fact about it, and is kept with its bytes.
    """
    sane = sent is not None and now - OLDEST_ANSWER <= sent <= now + timedelta(days=1)
    return (sent if sent is not None and sane else now).date().isoformat()
