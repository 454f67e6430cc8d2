"""The tags themselves: renamed, merged, deleted. `tagging` puts them on requests."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadTag
from aiuto.tickets.models import Tag, Ticket
from aiuto.tickets.tagging import checked_name

ON_TICKETS = Ticket.tags.through


@transaction.atomic(savepoint=False)
def rename_tag(tag: Tag, *, name: str, by: Actor, now: datetime) -> Tag:
    """The same tag under another word. With the word of another tag the two become one. Raises BadTag."""
    name = checked_name(name)
    if other := Tag.objects.filter(name=name).exclude(pk=tag.pk).first():
        return merge_tags(tag, into=other, by=by, now=now)
    [own] = _locked(tag)
    if own.name != name:
        before, own.name = own.name, name
        own.save(update_fields=["name"])
        record("tag.changed", by=by, now=now, tag=own.pk, changed={"name": [before, name]})
    return own


@transaction.atomic(savepoint=False)
def merge_tags(tag: Tag, *, into: Tag, by: Actor, now: datetime) -> Tag:
    """Requests with this tag have the other one from now on. Raises BadTag where the two are one."""
    if tag.pk == into.pk:
        raise BadTag
    own, other = _locked(tag, into)
    both = ON_TICKETS.objects.filter(tag=other).values("ticket")
    ON_TICKETS.objects.filter(tag=own).exclude(ticket__in=both).update(tag=other)
    ON_TICKETS.objects.filter(tag=own).delete()
    record("tag.merged", by=by, now=now, tag=own.pk, name=own.name, into=other.pk)
    own.delete()
    return other


@transaction.atomic(savepoint=False)
def delete_tag(tag: Tag, *, by: Actor, now: datetime) -> None:
    """The requests stay, without it. Raises BadTag when it is gone already."""
    [own] = _locked(tag)
    record("tag.deleted", by=by, now=now, tag=own.pk, name=own.name)
    ON_TICKETS.objects.filter(tag=own).delete()
    own.delete()


def _locked(*tags: Tag) -> list[Tag]:
    """All of them, or BadTag; locked in one order, so that two who merge both ways do not wait in a circle."""
    wanted = [tag.pk for tag in tags]
    found = {
        tag.pk: tag for tag in Tag.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    }
    if len(found) < len(wanted):
        raise BadTag
    return [found[pk] for pk in wanted]
