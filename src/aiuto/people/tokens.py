"""Signed tokens: what a link may do, for whom and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

SALT = "aiuto.signed page"
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Signed:
    """`purpose` names the one page that a token is for; `value` is what that page needs, as JSON."""

    purpose: str
    value: Any


def issue(purpose: str, value: Any, *, until: datetime) -> str:
    """A token of that purpose alone, good until that moment."""
    return Signer(salt=SALT).sign_object([purpose, value, int(until.timestamp())])


def read(token: str, *, now: datetime) -> Signed | None:
    """What the token says; None for one that is forged, damaged or over, without saying which."""
    try:
        purpose, value, until = Signer(salt=SALT).unsign_object(token[:LONGEST])
    except (BadSignature, ValueError):
        return None
    return Signed(purpose, value) if now < datetime.fromtimestamp(until, tz=UTC) else None


def path_of(token: str) -> str:
    """Its page's address on this site."""
    return reverse("portal:page", args=[token])


def address_of(token: str) -> str:
    """Its page's whole address, as a mail says it."""
    return f"{settings.PUBLIC_URL}{path_of(token)}"
