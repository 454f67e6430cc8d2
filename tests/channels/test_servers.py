"""Where mail goes, and over which kind of line."""

import socket
import ssl

import pytest

from aiuto.channels.email.servers import NoServer, Server, from_url, is_loopback, told


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp://u%40l.example:p%3Aw@mail.example",
            Server("mail.example", 587, "starttls", "u@l.example", "p:w"),
        ),
        ("smtp://mail.example:2525", Server("mail.example", 2525, "starttls")),
        ("smtps://mail.example", Server("mail.example", 465, "tls")),
        ("smtp://localhost", Server("localhost", 25, "none")),
        ("smtp://[::1]:1025", Server("::1", 1025, "none")),
    ],
)
def test_url_says_where_and_how(url, server):
    assert from_url(url) == server


@pytest.mark.parametrize(
    "url", ["", "mail.example:25", "http://mail.example", "smtp://", "smtp://a:b:c", "smtp://[::1"]
)
def test_url_that_says_nothing_is_told_with_the_setting(url):
    with pytest.raises(NoServer, match="AIUTO_SMTP_URL"):
        from_url(url)


def test_open_line_is_for_this_machine_only():
    Server("127.0.0.1", 25, "none")
    with pytest.raises(NoServer):
        Server("192.0.2.1", 25, "none")


@pytest.mark.parametrize(
    ("host", "here"), [("127.0.0.9", True), ("::1", True), ("LOCALHOST", True), ("localhost.example", False)]
)
def test_loopback_is_known_without_asking(host, here):
    assert is_loopback(host) is here


def test_secrets_are_not_shown():
    assert "segreta" not in repr(Server("localhost", 25, "none", "u", "segreta", "print-segreta"))


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (socket.gaierror(-2, "Name or service not known"), "name is not known"),
        (TimeoutError(), "in time"),
        (ssl.SSLCertVerificationError(1, "x"), "not trusted"),
        (
            ConnectionRefusedError(111, "Connection refused"),
            "Nothing answers at this port of the mail server.",
        ),
        (NoServer("set it"), "set it"),
    ],
)
def test_trouble_is_told_in_a_sentence(problem, said):
    if isinstance(problem, ssl.SSLCertVerificationError):
        problem.verify_message = "self-signed"
    assert said in told(problem)
