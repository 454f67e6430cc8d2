"""The addresses we listen on: opened, or found to be taken, before anything else starts."""

import errno
import socket
from collections.abc import Iterator

Address = tuple[object, ...]

# Whatever a machine's own table of names says of it, both are answered.
LOCALHOST = ("127.0.0.1", "::1")


class Taken(Exception):
    """An address cannot be used; the text says which, and what to do."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets for the web pages on every address of `host`. Raises Taken."""
    try:
        return _listen(host, port)
    except OSError as problem:
        raise Taken(
            f"Port {port} cannot be used ({_why(problem)}). "
            f"Stop what uses it, or choose another: PORT={port + 1}"
        ) from None


def check_mail_addresses(smtp: str, lmtp: str) -> None:
    """Whether mail servers will be able to reach us there; "" is off. Raises Taken."""
    for name, given in (("AIUTO_SMTP_LISTEN", smtp), ("AIUTO_LMTP_LISTEN", lmtp)):
        close(hold(name, given) if given else [])


def free_port(wanted: int) -> int:
    """This port of 127.0.0.1 when nobody uses it, else any other."""
    try:
        sockets = _listen("127.0.0.1", wanted)
    except OSError:
        sockets = _listen("127.0.0.1", 0)
    port: int = sockets[0].getsockname()[1]
    close(sockets)
    return port


def close(sockets: list[socket.socket]) -> None:
    for one in sockets:
        one.close()


def hold(name: str, given: str) -> list[socket.socket]:
    """Keep the address that the setting `name` gives for the process that will listen there. Raises Taken."""
    host, _, port = given.rpartition(":")
    if not port.isdigit():
        raise Taken(f"{name}={given} is no address. Write it as 127.0.0.1:8025, or leave it empty.")
    try:
        return _listen(host.strip("[]"), int(port))
    except OSError as problem:
        raise Taken(
            f"Mail cannot come in at {given} ({_why(problem)}). "
            f"Stop what uses it, or choose another: {name}={host}:{int(port) + 1}"
        ) from None


def _listen(host: str, port: int) -> list[socket.socket]:
    sockets: list[socket.socket] = []
    try:
        for family, address in _addresses(host, port):
            opened = _open(family, address)
            sockets += [opened] if opened else []
    except OSError:
        close(sockets)
        raise
    if not sockets:
        raise OSError(errno.EADDRNOTAVAIL, "no address of this machine")
    return sockets


def _addresses(host: str, port: int) -> Iterator[tuple[int, Address]]:
    for name in LOCALHOST if host == "localhost" else (host,):
        for family, _kind, _protocol, _name, address in socket.getaddrinfo(
            name, port, type=socket.SOCK_STREAM
        ):
            yield family, address


def _open(family: int, address: Address) -> socket.socket | None:
    """None where this machine has no such address (no IPv6). Raises OSError when it is taken."""
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        return None
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
        one.listen(512)
    except OSError as problem:
        one.close()
        if problem.errno == errno.EADDRNOTAVAIL:
            return None
        raise
    one.set_inheritable(True)
    return one


def _why(problem: OSError) -> str:
    return problem.strerror or str(problem)
