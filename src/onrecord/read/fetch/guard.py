"""Which addresses may be asked: the form of a URL, and the networks that its host may lie in.

Whoever writes a page, a feed or a list could name addresses that only this computer can reach: its own services, the
machines of its network, the metadata service of a cloud. So a host is asked only when every IP address that its name
resolves to is one of the public internet, and what is connected to is the address that was checked, not the name.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from onrecord.read.found import one_line

__all__ = ["Resolve", "Unanswered", "checked_url", "is_public", "public_addresses", "resolve"]

Resolve = Callable[[str, int], list[str]]
"""The IP addresses of a host's name, the one to try first in front; raises `OSError` when there are none."""

PORTS = frozenset({80, 443, 8080, 8443})
"""Ports of web servers. Any other is more likely to be a service that takes a request for something else."""

MAX_URL_CHARS = 4096
"""Longest address asked, in characters: servers take 2,000 to 8,000."""

NOT_PUBLIC = tuple(ip_network(n) for n in (
    "192.0.0.0/24",      # RFC 6890: protocol assignments, a cloud's metadata among them
    "192.88.99.0/24",    # RFC 7526: the way into 6to4, retired
    "168.63.129.16/32",  # the metadata service of Azure, under a public number
    "fec0::/10",         # RFC 3879: site-local
    "64:ff9b:1::/48",    # RFC 8215: translation within a network
    "2001::/23",         # RFC 2928: protocol assignments, tunnels (Teredo) among them
))  # fmt: skip
"""Networks that `ipaddress` calls global in some of its versions, and that are none of the public internet."""

_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
"""A name in the form that IDNA gives it, or an IP address; a zone (`fe80::1%eth0`) is for local networks only."""

_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")


class Unanswered(Exception):  # noqa: N818 - the name says what happened; it never leaves this package
    """An address that was not or could not be read; `why` is a sentence without its subject, the address.

    `failed` says that it was the network or the server that failed.
    """

    def __init__(self, why: str, *, failed: bool = False) -> None:
        super().__init__(why)
        self.why, self.failed = why, failed


def checked_url(address: str, private: Collection[str]) -> httpx.URL:
    """`address` as a URL that may be asked. Raises `Unanswered` otherwise.

    `private` are the hosts that may have any port.
    """
    if len(address) > MAX_URL_CHARS:
        raise Unanswered(f"is longer than {MAX_URL_CHARS:,} characters")
    try:
        url = httpx.URL(address)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):  # names that IDNA does not know are ValueErrors
        raise Unanswered("is no valid address") from None
    if url.scheme not in ("http", "https") or not host:
        raise Unanswered("is no address of the web")
    if not _HOST.fullmatch(host) or not 0 < (80 if url.port is None else url.port) < 65536:
        raise Unanswered("is no valid address")
    if url.userinfo:
        raise Unanswered("holds a user's name or password, which are not sent")
    if url.port is not None and url.port not in PORTS and host not in private:
        ports = ", ".join(map(str, sorted(PORTS)))
        raise Unanswered(f"is at port {url.port}: only {ports} are asked, unless --allow-private names its host")
    return url.copy_with(fragment=None)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also when it is an IPv4 address written as IPv6."""
    try:
        ip = ip_address(address)
    except ValueError:  # among others a zone: fe80::1%eth0
        return False
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    if ip.is_multicast or ip.is_unspecified or ip.is_link_local or ip.is_reserved or not ip.is_global:
        return False
    return not any(ip.version == network.version and ip in network for network in NOT_PUBLIC)


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, compatible, 6to4 or NAT64."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64 or ip in _COMPATIBLE:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return None


def public_addresses(host: str, port: int, private: Collection[str], resolve: Resolve) -> list[str]:
    """The IP addresses of `host`, all checked. Raises `Unanswered` when it has none or one that is not public.

    A host in `private` may lie anywhere.
    """
    try:
        found = list(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise Unanswered(f"names a host that is not known ({one_line(host)})")
    for address in found if host not in private else ():
        if not is_public(address):
            place = f"leads to a private or local network ({one_line(address)})"
            raise Unanswered(f"{place}; --allow-private {one_line(host)} would permit it")
    return found


def resolve(host: str, port: int) -> list[str]:
    """What the system's resolver knows of a name; it has time limits of its own."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
