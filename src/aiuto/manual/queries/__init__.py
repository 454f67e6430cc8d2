"""Reading saved replies: those that a person may use, by words, the customer's language first."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from aiuto.coach.templates import made_from
from aiuto.manual.errors import NotFound
from aiuto.manual.filling import NAMES as PLACEHOLDERS
from aiuto.manual.filling import values_for as values_for
from aiuto.manual.models import SavedReply
from aiuto.people.models import User
from aiuto.tickets.placeholders import filled as filled
from aiuto.tickets.placeholders import left_in as left_in
from aiuto.tickets.placeholders import without
from aiuto.ui.beginnings import begins

__all__ = ["PLACEHOLDERS", "SavedReply", "filled", "left_in", "values_for"]

OFFERED = 12
_READ = 1_000


def visible_to(user: User) -> QuerySet[SavedReply]:
    """A person's own, those of their teams, and everybody's."""
    everybodys = Q(user=None, team=None)
    teams = user.teams.values("pk")
    return SavedReply.objects.filter(Q(user=user) | Q(team__in=teams) | everybodys)


def replies_for(user: User, *, language: str = "", words: str = "", limit: int = OFFERED) -> list[SavedReply]:
    """What fits the words: in the customer's language first, titles before texts, the last used first.

    Of a family of translations only the first that fits is offered.
    """
    known = visible_to(user).order_by(F("used_at").desc(nulls_last=True), "title", "id")
    found = [reply for reply in known[:_READ] if _says(reply, words)]
    found.sort(key=lambda reply: (reply.language != language, not begins(words, reply.title)))
    return _one_of_each_family(found)[:limit]


def register(user: User, *, words: str = "", limit: int = 200) -> list[SavedReply]:
    """The replies on a person's page, by title."""
    known = visible_to(user).select_related("team").order_by("title", "language", "id")
    return [reply for reply in known[:_READ] if _says(reply, words)][:limit]


def _says(reply: SavedReply, words: str) -> bool:
    return begins(words, f"{reply.title} {reply.text}")


def saved_reply(user: User, reply_id: int) -> SavedReply:
    """One that this person may use. Raises NotFound for missing and forbidden alike."""
    found = visible_to(user).filter(pk=reply_id).first()
    if found is None:
        raise NotFound
    return found


def template_of(text: str) -> int | None:
    """The saved reply that this text was made from, whoever keeps it: one number for all languages. One statement."""
    known = SavedReply.objects.order_by("id").values_list("pk", "family", "text")
    return next((family or pk for pk, family, said in known if made_from(without(said), text)), None)


def family_of(user: User, reply: SavedReply) -> list[SavedReply]:
    """The same in other languages."""
    if reply.family is None:
        return []
    return list(visible_to(user).filter(family=reply.family).exclude(pk=reply.pk).order_by("language"))


def _one_of_each_family(replies: Iterable[SavedReply]) -> list[SavedReply]:
    first: dict[tuple[str, int], SavedReply] = {}
    for reply in replies:
        key = ("family", reply.family) if reply.family else ("alone", reply.pk)
        first.setdefault(key, reply)
    return list(first.values())
