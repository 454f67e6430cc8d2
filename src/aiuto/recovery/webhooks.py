"""By what a desk pays out: a webhook of its own, else the installation's, else a colleague."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.people import secrets
from aiuto.people.models import Desk
from aiuto.recovery.errors import BadWebhook, SecretUnreadable
from aiuto.recovery.models import Good, Webhook

PURPOSE = "secrets of webhooks, 1"
SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class Payer:
    """Where it is asked, for which kinds, and the concealed secret of a desk's own; "" is the installation's."""

    url: str
    kinds: frozenset[str]
    kept: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def secret(self) -> str:
        """In clear, for signing at that moment. Raises SecretUnreadable when the key was changed since."""
        if not self.kept:
            return str(settings.ENVIRONMENT.aiuto_payout_secret.get_secret_value())
        try:
            return secrets.reveal(self.kept, purpose=PURPOSE)
        except InvalidToken:
            raise SecretUnreadable from None


def payer_of(desk: int | None) -> Payer | None:
    """None: a colleague pays out. One statement."""
    own = Webhook.objects.filter(desk=desk).first()
    return Payer(own.url, frozenset(own.kinds), own.secret) if own else _installation()


def _installation() -> Payer | None:
    known = settings.ENVIRONMENT
    if known.aiuto_payout_url is None:
        return None
    kinds = (kind.strip() for kind in known.aiuto_payout_kinds.split(","))
    return Payer(str(known.aiuto_payout_url), frozenset(kinds))


@transaction.atomic(savepoint=False)
def keep_webhook(
    desk: Desk, *, url: str, secret: str, kinds: Collection[str], by: Actor, now: datetime
) -> Webhook:
    """From now on the desk pays out by this one; an empty secret stays as it was. Raises BadWebhook."""
    url = url.strip()
    own = Webhook.objects.select_for_update(no_key=True).filter(desk=desk).first() or Webhook(desk=desk)
    if not (urlsplit(url).scheme == "https" and urlsplit(url).hostname):
        raise BadWebhook
    if len(secret) < SHORTEST_SECRET and (secret or not own.secret):
        raise BadWebhook
    given = {"url": url, "kinds": sorted(Good(kind).value for kind in kinds)}
    if secret:
        given["secret"] = secrets.conceal(secret, purpose=PURPOSE)
    if changed := differences(own, given, unsaid={"secret"}):
        for name, value in given.items():
            setattr(own, name, value)
        own.save()
        record("desk.webhook_changed", by=by, now=now, desk=desk.pk, changed=changed)
    return own


@transaction.atomic(savepoint=False)
def drop_webhook(desk: Desk, *, by: Actor, now: datetime) -> None:
    """From now on the installation's holds."""
    gone, _each = Webhook.objects.filter(desk=desk).delete()
    if gone:
        record("desk.webhook_dropped", by=by, now=now, desk=desk.pk)
