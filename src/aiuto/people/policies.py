"""Who may do what by role. `x` asks, `check_x` raises NotAllowed."""

from aiuto.people.errors import NotAllowed
from aiuto.people.models import Role, User
from aiuto.people.queries import desks_of


def manages_people(user: User) -> bool:
    """Accounts, roles, teams, desks and mailboxes."""
    return user.is_active and user.role == Role.ADMIN


def check_manages_people(user: User) -> None:
    _check(manages_people(user))


def leads(user: User) -> bool:
    """What a lead decides for everybody: work that gave up, and mail of no request."""
    return user.is_active and user.role in (Role.LEAD, Role.ADMIN)


def check_leads(user: User) -> None:
    _check(leads(user))


def sees_settings(user: User) -> bool:
    """People, tags and reasons at least."""
    return leads(user)


def check_notes_absences_of(user: User, person: int) -> None:
    """Everybody their own, leads everybody's."""
    _check(user.is_active and (user.pk == person or leads(user)))


def serves(user: User, desk: int) -> bool:
    """Works at this desk: its requests are in the person's lists."""
    return user.is_active and desk in desks_of(user)


def _check(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed
