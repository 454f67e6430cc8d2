"""Accounts: made by an administrator or the command line, changed by their owner, ended without erasing."""

import re
import zoneinfo
from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from aiuto.journal.actors import Actor, person
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.people.errors import (
    AddressTaken,
    BadAddress,
    BadName,
    BadPreference,
    LastAdministrator,
    NotAllowed,
    WeakPassword,
)
from aiuto.people.models import Role, Team, Theme, User
from aiuto.people.policies import check_manages_people

LONGEST_NAME = 120
LONGEST_SIGNATURE = 1000
OWN_WAYS = ("dense", "shortcuts", "quiet_events", "signature")
_LINK = re.compile(r"[\x00-\x1f<>]|://|www\.", re.IGNORECASE)


@transaction.atomic(savepoint=False)
def create_user(
    *,
    email: str,
    name: str,
    role: str,
    password: str | None,
    by: Actor,
    now: datetime,
    teams: Iterable[Team] = (),
    language: str = "",
) -> User:
    """An account; without a password it waits for its owner to choose one by the invitation's link.

    Raises BadAddress, AddressTaken, BadName, BadPreference (an unknown role), WeakPassword, NotAllowed.
    """
    _check_manager(by)
    user = User(email=_clean_email(email), name=_clean_name(name), role=_one_of(role, Role.values))
    user.created_at, user.language = now, _one_of(language, ["", *dict(settings.LANGUAGES)])
    if User.objects.filter(email=user.email).exists():
        raise AddressTaken
    _set_password(user, password)
    user.save()
    user.teams.set(teams)
    record("person.created", by=by, now=now, person=user.pk, role=user.role)
    return user


@transaction.atomic(savepoint=False)
def set_preferences(
    user: User, *, language: str, time_zone: str, theme: str, by: Actor, now: datetime, **own_ways: bool | str
) -> User:
    """What a person chose for their own screens; empty means the installation's. Raises BadPreference.

    `own_ways`: dense, shortcuts, quiet_events and signature; what is left out stays.
    """
    own = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    own.language = _one_of(language, ["", *dict(settings.LANGUAGES)])
    own.time_zone = _one_of(time_zone, ["", *zoneinfo.available_timezones()])
    own.theme = _one_of(theme, Theme.values)
    for name, value in own_ways.items():
        setattr(own, _one_of(name, OWN_WAYS), value)
    own.signature = own.signature.strip()[:LONGEST_SIGNATURE]
    own.save(update_fields=["language", "time_zone", "theme", *OWN_WAYS])
    record("person.preferences_changed", by=by, now=now, person=own.pk)
    return own


@transaction.atomic(savepoint=False)
def change_person(
    user: User, *, name: str, role: str, teams: Iterable[str], by: Actor, now: datetime
) -> User:
    """Name, role and teams of a colleague. Raises BadName, BadPreference, NotAllowed, LastAdministrator."""
    _check_manager(by)
    administrators = _administrators()
    own = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if administrators == [own] and role != Role.ADMIN:
        raise LastAdministrator
    before = SimpleNamespace(name=own.name, role=own.role, teams=_teams_of(own))
    own.name, own.role = _clean_name(name), _one_of(role, Role.values)
    own.save(update_fields=["name", "role"])
    own.teams.set(Team.objects.filter(name__in=[*teams]))
    after = {"name": own.name, "role": own.role, "teams": _teams_of(own)}
    if changed := differences(before, after, unsaid={"name"}):
        record("person.changed", by=by, now=now, person=own.pk, changed=changed)
    return own


@transaction.atomic(savepoint=False)
def deactivate(user: User, *, by: Actor, now: datetime) -> User:
    """The account can no longer sign in and its sessions are over, also if it comes back one day.

    Raises NotAllowed, and LastAdministrator for the only one left.
    """
    _check_manager(by)
    if _administrators() == [user]:
        raise LastAdministrator
    gone = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    gone.is_active = False
    gone.set_unusable_password()
    gone.save(update_fields=["is_active", "password"])
    record("person.deactivated", by=by, now=now, person=gone.pk)
    return gone


@transaction.atomic(savepoint=False)
def reactivate(user: User, *, by: Actor, now: datetime) -> User:
    """The account is back; its owner chooses a new password. Raises NotAllowed."""
    _check_manager(by)
    back = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not back.is_active:
        back.is_active = True
        back.save(update_fields=["is_active"])
        record("person.reactivated", by=by, now=now, person=back.pk)
    return back


def _administrators() -> list[User]:
    """Locked in one order, so that two who leave at once do not both go."""
    active = User.objects.select_for_update(no_key=True).filter(role=Role.ADMIN, is_active=True)
    return list(active.order_by("pk"))


def _teams_of(user: User) -> list[int]:
    return sorted(user.teams.values_list("pk", flat=True))


def _check_manager(by: Actor) -> None:
    """People need the role; the command line and an import are the house itself."""
    if by.kind != "person":
        return
    manager = User.objects.filter(pk=by.id or 0).first()
    if manager is None:
        raise NotAllowed
    check_manages_people(manager)


def _set_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(error.messages) from error
    user.set_password(password)


def _clean_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadAddress from error
    return email


def _clean_name(name: str) -> str:
    """Names stand in mail and pages: one line, and no link that a reader could take for ours."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or _LINK.search(name):
        raise BadName
    return name


def _one_of(value: str, known: Iterable[str]) -> str:
    if value not in known:
        raise BadPreference(value)
    return value


def oneself(user: User) -> Actor:
    """The actor of what people do to their own account."""
    return person(user.pk)
