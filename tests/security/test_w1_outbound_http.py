"""W1: what a stranger's link makes us fetch stays on the public internet, is small, and is over soon."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from aiuto.channels.http.client import Page, Refused, get
from aiuto.channels.http.network import is_public, resolve
from tests.channels import certificates

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\nbody"


@contextmanager
def https(certificate, answer: Callable[[ssl.SSLSocket], None]) -> Iterator[tuple[int, list[bytes]]]:
    """A TLS server that answers every request in its own way; its port and the requests it read."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_answer_all, args=(listening, context, requests, answer))
        thread.start()
        yield listening.getsockname()[1], requests
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(20)


def _answer_all(listening, context, requests, answer) -> None:
    with suppress(OSError):
        while True:
            plain, _ = listening.accept()
            with suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as line:
                requests.append(line.recv(10_000))
                answer(line)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return certificates.make(tmp_path_factory.mktemp("certificate"), "images.example")


@pytest.fixture
def fetch(certificate, monkeypatch):
    """`get` with a server of ours in the place of port 443 of `images.example`, whose name leads where we say."""
    trust = ssl.create_default_context(cafile=str(certificate[0]))

    def fetching(port: int, url: str = "https://images.example/a.png", **options) -> Page:
        connect = socket.create_connection
        monkeypatch.setattr(socket, "create_connection", lambda at, *a, **k: connect((at[0], port), *a, **k))
        given = {
            "trust": trust,
            "resolve": lambda *_: ["127.0.0.1"],
            "may_reach": lambda _: True,
            "seconds": 5,
        }
        return get(url, **given | options)

    return fetching


def say(*words: bytes) -> Callable[[ssl.SSLSocket], None]:
    return lambda line: [line.sendall(word) for word in words]


def test_page_is_fetched_with_the_right_host_and_certificate(certificate, fetch):
    with https(certificate, say(PAGE)) as (port, requests):
        assert fetch(port, "https://images.example/a.png?b=1") == Page("image/png", b"body")
    assert requests[0].startswith(b"GET /a.png?b=1 HTTP/1.1\r\n")
    assert b"Host: images.example\r\n" in requests[0]
    assert not {b"cookie", b"authorization", b"referer"} & {
        line.partition(b":")[0].lower() for line in requests[0].split(b"\r\n")
    }


def test_certificate_of_another_name_is_refused(certificate, fetch):
    with https(certificate, say(PAGE)) as (port, _), pytest.raises(Refused):
        fetch(port, "https://other.example/a.png")


def test_name_is_looked_up_once_so_that_rebinding_finds_no_gap(certificate, fetch):
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"]])
    looked_up = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return next(answers)

    with https(certificate, say(PAGE)) as (port, _):
        page = fetch(port, resolve=rebinding, may_reach=lambda address: str(address) == "127.0.0.1")
    assert page.body == b"body"
    assert looked_up == ["images.example"]


def test_name_that_leads_inside_is_never_connected_to(certificate, fetch):
    with https(certificate, say(PAGE)) as (port, requests):
        for addresses in (["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:127.0.0.1"], []):
            with pytest.raises(Refused):
                fetch(port, resolve=lambda *_, found=addresses: found, may_reach=is_public)
    assert not requests


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://localhost/",
    ],
)
def test_address_written_otherwise_is_recognised(url):
    with pytest.raises(Refused):
        get(url, seconds=2)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 404, 500, 204])
def test_redirects_are_not_followed(certificate, fetch, status):
    answer = (
        f"HTTP/1.1 {status} X\r\nLocation: https://images.example/b\r\nContent-Length: 0\r\n\r\n".encode()
    )
    with https(certificate, say(answer)) as (port, requests):
        with pytest.raises(Refused, match=str(status)):
            fetch(port)
        assert len(requests) == 1


def test_more_than_a_megabyte_is_given_up(certificate, fetch):
    endless = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
    with (
        https(certificate, say(endless, *[b"x" * 100_000] * 30)) as (port, _),
        pytest.raises(Refused, match="more than"),
    ):
        fetch(port)


def test_compressed_bytes_are_not_unpacked(certificate, fetch):
    with (
        https(certificate, say(PAGE.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"))) as (
            port,
            _,
        ),
        pytest.raises(Refused, match="compressed"),
    ):
        fetch(port)


@pytest.mark.parametrize(
    "beginning", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"]
)
def test_server_that_drips_is_left_after_the_time_for_all_of_it(certificate, fetch, beginning):
    over = threading.Event()

    def drip(line: ssl.SSLSocket) -> None:
        line.sendall(beginning)
        while not over.wait(0.1):
            line.sendall(b"y")

    with https(certificate, drip) as (port, _):
        began = time.monotonic()
        with pytest.raises(Refused):
            fetch(port, seconds=1)
        took = time.monotonic() - began
        over.set()
    assert took < 10  # dripping would go on for ever


def test_slow_name_server_is_left_too(fetch):
    over = threading.Event()
    with pytest.raises(Refused):
        fetch(1, seconds=0.2, resolve=lambda *_: over.wait(20) and [])
    over.set()


def test_proxies_of_the_environment_are_not_asked(certificate, fetch, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with https(certificate, say(PAGE)) as (port, _):
        assert fetch(port).body == b"body"


@pytest.mark.parametrize(
    "url",
    [
        "http://images.example/", "ftp://images.example/", "file:///etc/passwd", "//images.example/", "", "https://",
        "https://a:b@images.example/", "https://images.example:22/", "https://images.example/\r\nHost: x", "https:///a",
        "https://images.example/" + "a" * 3000, "javascript:x", "https://\0/", "https://[::1", "data:image/png,x",
    ],
)  # fmt: skip
def test_only_plain_https_addresses_are_fetched(url):
    def never(*_):
        raise AssertionError("looked up")

    with pytest.raises(Refused):
        get(url, resolve=never)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
        "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::",
        "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "3fff::1",
    ],
)  # fmt: skip
def test_address_inside_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_address_outside_is_public(address):
    assert is_public(ipaddress.ip_address(address))


def test_systems_resolver_gives_plain_addresses():
    assert "127.0.0.1" in resolve("127.0.0.1", 443)
