"""Where a request comes from, believing only the proxies that are our own."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104 - a name for "not known", nothing listens there


def client_ip(request: HttpRequest) -> str:
    """The address of the client; `AIUTO_TRUSTED_PROXIES` proxies in front each added one hop to the header.

    What stands further left was written by the client and is never believed; too few hops is no header at all.
    """
    trusted: int = settings.ENVIRONMENT.aiuto_trusted_proxies
    hops = [hop for hop in request.headers.get("X-Forwarded-For", "").replace(" ", "").split(",") if hop]
    if trusted and len(hops) >= trusted:
        return _clean(hops[-trusted])
    return _clean(request.META.get("REMOTE_ADDR", ""))


def client_network(request: HttpRequest) -> str:
    """What limits count by: an IPv4 address, or the /64 that one IPv6 customer is given."""
    address = ipaddress.ip_address(client_ip(request))
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def _clean(text: str) -> str:
    """One canonical form of an address: no port, no zone, IPv4 not dressed as IPv6."""
    try:
        address = ipaddress.ip_address(_without_port(text).partition("%")[0])
    except ValueError:
        return NOWHERE
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
