"""Keeping, changing and dropping saved replies."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.manual.errors import BadReply
from aiuto.manual.models import SavedReply

LONGEST_TITLE, LONGEST_TEXT = 80, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a reply says and for whom: `owner`'s alone, a `team`'s, or, with neither, everybody's."""

    title: str
    text: str
    language: str
    owner: int | None = None
    team: int | None = None


@transaction.atomic(savepoint=False)
def keep(
    wording: Wording, *, reply: SavedReply | None, same_as: SavedReply | None, by: Actor, now: datetime
) -> SavedReply:
    """Keep a new reply, or change one (locked). `same_as`: the one that says the same in another language.

    Raises BadReply.
    """
    _check(wording)
    kept = reply or SavedReply(created_at=now)
    kept.title, kept.text, kept.language = wording.title.strip(), wording.text.strip(), wording.language
    kept.user_id, kept.team_id, kept.updated_at = wording.owner, wording.team, now
    if same_as is not None:
        kept.family = _family_of(same_as)
    kept.save()
    record("reply.saved", by=by, now=now, reply=kept.pk, owner=kept.user_id, team=kept.team_id)
    return kept


@transaction.atomic(savepoint=False)
def drop(reply: SavedReply, *, by: Actor, now: datetime) -> None:
    """Nobody uses it any more."""
    record("reply.dropped", by=by, now=now, reply=reply.pk, owner=reply.user_id, team=reply.team_id)
    reply.delete()


def note_use(reply: SavedReply, *, now: datetime) -> None:
    """It was put into an answer: next time it stands nearer."""
    SavedReply.objects.filter(pk=reply.pk).update(used_at=now)


def _check(wording: Wording) -> None:
    if (
        not 0 < len(wording.title.strip()) <= LONGEST_TITLE
        or not 0 < len(wording.text.strip()) <= LONGEST_TEXT
    ):
        raise BadReply
    if wording.language not in dict(settings.LANGUAGES) or (wording.owner and wording.team):
        raise BadReply


def _family_of(reply: SavedReply) -> int:
    """A family is named by its first member."""
    if reply.family is None:
        reply.family = reply.pk
        SavedReply.objects.filter(pk=reply.pk).update(family=reply.pk)
    return reply.family
