"""Who may change a saved reply: its own person, its team, leads for everybody's. Who may tune the coach: leads."""

from aiuto.manual.errors import NotAllowed, NotTuning
from aiuto.manual.models import SavedReply
from aiuto.people.models import User
from aiuto.people.policies import leads
from aiuto.people.queries import teams_of


def may_keep_for(user: User, *, owner: int | None, team: int | None) -> bool:
    """Whether the person may keep replies for this audience; neither owner nor team stands for everybody."""
    if owner is not None:
        return owner == user.pk and user.is_active
    if team is not None:
        return leads(user) or team in teams_of(user)
    return leads(user)


def may_change(user: User, reply: SavedReply) -> bool:
    return may_keep_for(user, owner=reply.user_id, team=reply.team_id)


def check_may_keep_for(user: User, *, owner: int | None, team: int | None) -> None:
    """Raises NotAllowed."""
    if not may_keep_for(user, owner=owner, team=team):
        raise NotAllowed


def check_change(user: User, reply: SavedReply) -> None:
    """Raises NotAllowed."""
    if not may_change(user, reply):
        raise NotAllowed


def may_tune(user: User) -> bool:
    """Whether the person may mute rules of the coach and add some."""
    return leads(user)


def check_tune(user: User) -> None:
    """Raises NotTuning."""
    if not may_tune(user):
        raise NotTuning
