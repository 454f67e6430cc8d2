"""Hands one delivery to the company's webhook, signed, and reads whether it was taken, refused, or not yet."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from aiuto.channels.http.client import Answer, Headers, Refused, post
from aiuto.channels.http.network import IP, is_public
from aiuto.outbox.errors import SendFailed
from aiuto.outbox.queries import Parts, Receipt
from aiuto.recovery.errors import SecretUnreadable
from aiuto.recovery.queries.payers import Payer, payer_for

ASK_AGAIN = {408, 409, 425, 429}
"""Not now, or not yet: every other answer from 300 to 499 is final."""
LONGEST_REFERENCE, LONGEST_WORDS = 200, 300


def send(parts: Parts, *, recipient: str, **_where: object) -> Receipt:
    """POST the text, which is JSON. Whatever is sent again has the same bytes and key. Raises SendFailed.

    `recipient` is the host that was asked first: another one cannot know what that has paid.
    """
    payer = _payer(parts.message_id, recipient)
    body, seconds = parts.text.encode(), settings.ENVIRONMENT.aiuto_payout_seconds
    try:
        headers = signed(body, secret=payer.secret, key=parts.message_id, at=int(timezone.now().timestamp()))
        answer = post(payer.url, body, headers, seconds=seconds, may_reach=_may_reach)
    except SecretUnreadable as problem:
        raise SendFailed(str(problem), permanent=True) from None
    except Refused as problem:
        raise SendFailed(_("The payment system could not be reached: %(why)s") % {"why": problem}) from None
    return _read(answer)


def _payer(key: str, host: str) -> Payer:
    payer = payer_for(key)
    if payer is None:
        words = _("No payment system is set: pay it out by hand, or set one in the settings of the desk.")
        raise SendFailed(words, permanent=True)
    if payer.host != host:
        words = _("The desk pays out by %(now)s now. Look at %(host)s first whether it was paid out.")
        raise SendFailed(words % {"now": payer.host, "host": host}, permanent=True)
    return payer


def signed(body: bytes, *, secret: str, key: str, at: int) -> Headers:
    """`t` are seconds since 1970, `v1` the HMAC-SHA256 of "t.body" in hexadecimal digits."""
    proof = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return [
        ("Content-Type", "application/json"),
        ("Idempotency-Key", key),
        ("Aiuto-Signature", f"t={at},v1={proof}"),
    ]


def _may_reach(address: IP) -> bool:
    """The public internet, and the company's own networks that its administrator names."""
    own = settings.ENVIRONMENT.payout_networks
    return is_public(address) or any(address in network for network in own)


def _read(answer: Answer) -> Receipt:
    if 200 <= answer.status < 300:
        return _receipt(answer.body)
    permanent = 300 <= answer.status < 500 and answer.status not in ASK_AGAIN
    words = " ".join(answer.body.decode("utf-8", "replace").split())
    raise SendFailed(
        f"{answer.status} {words}"[:LONGEST_WORDS].strip(), permanent=permanent, code=answer.status
    )


def _receipt(body: bytes) -> Receipt:
    """`{"reference": "…", "done": true}`. A yes without a reference proves nothing."""
    try:
        told: Any = json.loads(body)
    except ValueError:
        told = None
    told = told if isinstance(told, dict) else {}
    reference = " ".join(str(told.get("reference") or "").split())[:LONGEST_REFERENCE]
    if not reference:
        words = _(
            "The payment system said yes without a reference: look there first whether it was paid out."
        )
        raise SendFailed(words, permanent=True)
    return Receipt(reference, done=told.get("done") is True)
