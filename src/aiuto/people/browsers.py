"""Where one is signed in: any of one's own browsers can be signed out from another."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import User


@transaction.atomic(savepoint=False)
def sign_out(user: User, *, browsers: list[int], by: Actor, now: datetime) -> int:
    """End these sessions, as far as they are this person's own; how many."""
    own = UserSession.objects.filter(user=user, pk__in=browsers)
    keys = list(own.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    own.delete()
    if keys:
        record("person.signed_out", by=by, now=now, person=user.pk, browsers=len(keys))
    return len(keys)
