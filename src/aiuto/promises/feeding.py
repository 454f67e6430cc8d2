"""The secret address at which a colleague's calendar program reads what they owe."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.promises.models import Feed


@transaction.atomic(savepoint=False)
def open_feed(user: User, *, by: Actor, now: datetime) -> str:
    """A new secret, which is told once and never again; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    kept = {"digest": digest_of(secret), "made_at": now}
    Feed.objects.update_or_create(user=user, defaults=kept)
    record("person.calendar_opened", by=by, now=now, person=user.pk)
    return secret


@transaction.atomic(savepoint=False)
def close_feed(user: User, *, by: Actor, now: datetime) -> bool:
    """The address opens nothing any more; whether there was one."""
    gone, _each = Feed.objects.filter(user=user).delete()
    if gone:
        record("person.calendar_closed", by=by, now=now, person=user.pk)
    return bool(gone)


def digest_of(secret: str) -> str:
    """What is kept of a secret: it is long and random, so no salt and no slow hash are needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
