"""Manners: one request at a time, time between two to one host, robots.txt, patience when a site asks for it.

A host that failed several times in a row, or that still says `429 Too Many Requests` after a wait, is asked nothing
more in the same build.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from onrecord.read.fetch import robots
from onrecord.read.fetch.client import AGENT, Answer, Client, Sizes
from onrecord.read.fetch.guard import Unanswered
from onrecord.settings import WebSettings

__all__ = ["Clock", "Sites", "Time", "moment"]

Follow = Callable[[httpx.URL, Answer], httpx.URL]

PATIENCE = (429, 503)
"""Answers that ask to come back later: too many requests, service unavailable."""


class Clock:
    """The time, and how to let it pass. Fetching is the one thing that depends on it."""

    def seconds(self) -> float:
        """A time in seconds that only ever grows."""
        return time.monotonic()

    def now(self) -> datetime:
        """The date and time, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Returns `seconds` later."""
        time.sleep(seconds)


@dataclass(slots=True)
class Time:
    """The seconds that an address may still take. Counts down."""

    seconds: float


@dataclass(slots=True)
class _Host:
    """What is known of a host: when it may be asked again, its failures in a row, why it is asked no more."""

    gap: float
    free_at: float = 0.0
    failures: int = 0
    closed: str | None = None


@dataclass(slots=True)
class Sites:
    """The sites that a build asks, and what is known of each."""

    client: Client
    clock: Clock
    web: WebSettings
    _hosts: dict[bytes, _Host] = field(default_factory=dict, init=False)
    _rules: dict[str, robots.Rules | Unanswered] = field(default_factory=dict, init=False)

    def ask(self, url: httpx.URL, sizes: Sizes, left: Time) -> Answer:
        """What lies at `url`, after a due wait, and after one more if the site asks for it. Raises `Unanswered`."""
        answer = self._once(url, sizes, left)
        if answer.status not in PATIENCE:
            return answer
        wait = self._asked_to_wait(answer)
        if wait <= self.web.longest_retry_seconds:
            self.clock.sleep(wait)
            answer = self._once(url, sizes, left)
            if answer.status not in PATIENCE:
                return answer
            why = f"answered {answer.shown} twice"
        else:
            why = f"answered {answer.shown} and asks to wait {wait:,.0f} seconds"
        if answer.status == 429:
            self._host(url).closed = "was not asked: its host had answered 429 Too Many Requests"
        raise Unanswered(why)

    def _once(self, url: httpx.URL, sizes: Sizes, left: Time) -> Answer:
        host = self._host(url)
        if host.closed:
            raise Unanswered(host.closed)
        if (wait := host.free_at - self.clock.seconds()) > 0:
            self.clock.sleep(wait)
        began = self.clock.seconds()
        try:
            answer = self.client.get(url, sizes, left.seconds)
        except Unanswered as error:
            self._count(host, error.failed)
            raise
        else:
            self._count(host, answer.status >= 500)
            return answer
        finally:
            now = self.clock.seconds()
            left.seconds -= now - began
            host.free_at = now + host.gap

    def _count(self, host: _Host, failed: bool) -> None:
        host.failures = host.failures + 1 if failed else 0
        if host.failures >= self.web.max_failures:
            host.closed = f"was not asked: its host had failed {host.failures} times in a row"

    def _asked_to_wait(self, answer: Answer) -> float:
        """The seconds that a server asks to wait, as a number or a date; ours where it does not say."""
        said = (answer.retry_after or "").strip()
        if said.isdecimal() and len(said) < 10:
            return float(said)
        if until := moment(said):
            return max(0.0, (until - self.clock.now()).total_seconds())
        return self.web.retry_seconds

    def _host(self, url: httpx.URL) -> _Host:
        return self._hosts.setdefault(url.raw_host, _Host(self.web.gap_seconds))

    # ------------------------------------------------------------ robots.txt
    def keep_to_robots(self, url: httpx.URL, left: Time, follow: Follow) -> None:
        """Raises `Unanswered` when the site's robots.txt keeps us from asking for `url`, or cannot be had.

        `follow` gives the URL that a redirection leads to.
        """
        site = str(url.copy_with(raw_path=b"/"))
        if site not in self._rules:
            try:
                self._rules[site] = self._read_rules(url, left, follow)
            except Unanswered as error:
                self._rules[site] = error
        rules = self._rules[site]
        if isinstance(rules, Unanswered):
            raise Unanswered(rules.why)
        host = self._host(url)
        host.gap = max(host.gap, min(rules.delay or 0.0, self.web.longest_gap_seconds))
        if not rules.allow(url.raw_path.decode("ascii", "replace")):
            raise Unanswered("may not be fetched: the site's robots.txt says so")

    def _read_rules(self, url: httpx.URL, left: Time, follow: Follow) -> robots.Rules:
        """What the site allows. RFC 9309: everything if it has no such file, nothing while it is in trouble."""
        at = url.copy_with(raw_path=b"/robots.txt")
        sizes = Sizes(robots.MAX_BYTES, robots.MAX_BYTES, cut=True)
        for _ in range(self.web.max_redirects + 1):
            answer = self._once(at, sizes, left)
            if answer.redirected:
                at = follow(at, answer)
            elif answer.good:
                return robots.parse(answer.data, AGENT)
            elif answer.status == 429 or answer.status >= 500:
                raise Unanswered(f"may not be fetched: the site's robots.txt answered {answer.shown}")
            else:
                break
        return robots.ALL


def moment(date: str | None) -> datetime | None:
    """The time that a header states, in UTC; None if it states none."""
    try:
        return parsedate_to_datetime(date or "").astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
