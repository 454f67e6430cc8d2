"""Reading people, teams and desks."""

from django.db.models import Q

from aiuto.people.models import Desk, Role, User


def desks_of(user: User) -> list[int]:
    """Ids of the desks this person may see; read once a request and kept on the user object."""
    kept: list[int] | None = user.__dict__.get("desks")
    if kept is None:
        rule = Q(teams__members=user)
        if user.role == Role.ADMIN:
            rule |= Q(private=False)
        kept = list(Desk.objects.filter(rule).values_list("id", flat=True).distinct())
        user.__dict__["desks"] = kept
    return kept


def default_desk() -> Desk:
    """The desk that takes what names no other."""
    return Desk.objects.get(is_default=True)


def desk_named(name: str) -> Desk | None:
    """The desk of this name, or None."""
    return Desk.objects.filter(name=name).first()


def desk_for(user: User, desk_id: int) -> Desk | None:
    """The desk with its schedule, when this person may see it."""
    if desk_id not in desks_of(user):
        return None
    return Desk.objects.select_related("schedule").get(pk=desk_id)


def colleague(user_id: int) -> User | None:
    """An active colleague."""
    return User.objects.filter(pk=user_id, is_active=True).first()
