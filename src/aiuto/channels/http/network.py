"""Connections to public addresses only: each name is looked up once, and what was checked is what is connected to."""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from time import monotonic
from typing import Any

from httpcore2 import ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout, SyncBackend

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

# All of them spelled out: what `is_global` knows differs between the Python versions we run on.
NOT_PUBLIC = [
    ipaddress.ip_network(net)
    for net in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24
    192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
    2001::/23 2001:db8::/32 2002::/16 3fff::/20
    """.split()
]
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
LOOK_UPS = ThreadPoolExecutor(4, "look-up")


class Forbidden(ConnectError):
    """The address is not on the public internet."""


def is_public(address: IP) -> bool:
    """May a stranger's link lead us there?"""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address not in GLOBAL_UNICAST:
            return False
    return address.is_global and not any(address in net for net in NOT_PUBLIC)


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PublicNetwork(NetworkBackend):
    """httpcore's network, with one look-up a connection, a check of each address, and a deadline over all of it."""

    def __init__(
        self, *, seconds: float, resolve: Resolve = resolve, may_reach: Callable[[IP], bool] = is_public
    ) -> None:
        self._deadline = monotonic() + seconds
        self._resolve = resolve
        self._may_reach = may_reach
        self._plain = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        address = self._checked(host, port)
        left = _left(self._deadline, ConnectTimeout)
        return Hurried(
            self._plain.connect_tcp(address, port, left, local_address, socket_options), self._deadline
        )

    def _checked(self, host: str, port: int) -> str:
        """Every address of the name has to be public: a name that leads to both is a trap."""
        try:
            looking = LOOK_UPS.submit(self._resolve, host, port)
            found = looking.result(_left(self._deadline, ConnectTimeout))
            forbidden = [address for address in found if not self._may_reach(ipaddress.ip_address(address))]
        except (FutureTimeout, OSError, ValueError) as problem:
            raise ConnectError(f"{host} could not be looked up") from problem
        if forbidden or not found:
            raise Forbidden(f"{host} is not on the public internet")
        return found[0]


class Hurried(NetworkStream):
    """A stream whose every step ends by the deadline, however slowly the other side drips."""

    def __init__(self, stream: NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, ReadTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        left = _left(self._deadline, ConnectTimeout)
        return Hurried(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, late: type[Exception]) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise late("out of time")
    return left
