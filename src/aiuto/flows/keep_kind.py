"""A lead adds a kind of promise, or gives one other names."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.promises import kinds
from aiuto.promises.kinds import Named as Named
from aiuto.promises.models import OwnKind


@transaction.atomic
def keep_kind(kind: OwnKind | None, named: Named, *, by: User, now: datetime) -> OwnKind:
    """A new one where `kind` is None. Raises BadKind, NotAllowed."""
    check_leads(by)
    if kind is None:
        return kinds.create_kind(named, by=person(by.pk), now=now)
    return kinds.change_kind(kind, named, by=person(by.pk), now=now)
