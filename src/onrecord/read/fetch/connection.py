"""Connections to checked IP addresses, that end when the time is up; and httpx's requests over them.

httpcore, which httpx sends its requests with, takes a backend that opens connections. Ours asks `guard` for the
addresses of a host and connects to one of these, so that there is no second look-up between check and connection.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

__all__ = ["Backend", "Transport", "Vet"]

Vet = Callable[[str, int], list[str]]
"""The IP addresses of a host that may be connected to, all checked; raises when it may not be."""


class Backend(httpcore.NetworkBackend):
    """Opens connections to checked IP addresses only, and until `deadline` only."""

    def __init__(self, vet: Vet, clock: Callable[[], float]) -> None:
        self._vet, self._clock = vet, clock
        self._plain = httpcore.SyncBackend()
        self.deadline = 0.0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that takes one."""
        failed: Exception = httpcore.ConnectError("no address")
        for address in self._vet(host, port):
            left = min(timeout or 3600.0, self.deadline - self._clock())
            if left <= 0:
                raise httpcore.ConnectTimeout("no time left")
            try:
                stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self.deadline, self._clock)
        raise failed


class _Stream(httpcore.NetworkStream):
    """A connection that ends at `deadline`, however little each read takes."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float, clock: Callable[[], float]) -> None:
        self._stream, self._deadline, self._clock = stream, deadline, clock

    def _left(self, timeout: float | None) -> float:
        left = min(timeout or 3600.0, self._deadline - self._clock())
        if left <= 0:
            raise httpcore.ReadTimeout("no time left")
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _Stream(inner, self._deadline, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """httpx's requests over our connections, one each: none is kept open, since those to a host are seconds apart."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), max_keepalive_connections=0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends the request; the body of the response is read as it is asked for."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=b"",
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Closes what is open."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
