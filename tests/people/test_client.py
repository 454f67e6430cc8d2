"""Where a request comes from."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from aiuto.people.client import client_ip, client_network


@pytest.fixture
def behind(settings):
    """So many proxies of our own stand in front."""

    def proxies(count):
        settings.ENVIRONMENT = SimpleNamespace(aiuto_trusted_proxies=count)

    return proxies


def asked(remote="192.0.2.7", forwarded=None):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.1", "192.0.2.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1, 198.51.100.1, 203.0.113.5", "198.51.100.1"),
        (2, "198.51.100.1", "192.0.2.7"),
        (1, None, "192.0.2.7"),
        (1, "198.51.100.1:4711", "198.51.100.1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "nonsense", "0.0.0.0"),
        (1, "", "192.0.2.7"),
    ],
)
def test_client_ip_believes_only_our_own_proxies(behind, proxies, forwarded, expected):
    behind(proxies)
    assert client_ip(asked(forwarded=forwarded)) == expected


@pytest.mark.parametrize(
    ("remote", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::"),
        ("", "0.0.0.0"),
        ("unix:", "0.0.0.0"),
    ],
)
def test_client_network_is_the_address_or_its_64(behind, remote, network):
    behind(0)
    assert client_network(asked(remote)) == network
