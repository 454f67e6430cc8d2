"""Merged tickets become what they were: messages, people, repeats, tags and the clock go back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.bulk import Step, check_unchanged, take_back
from aiuto.tickets.lasting import bearing_on
from aiuto.tickets.messages import last_words
from aiuto.tickets.models import Link, Message, Participant, SearchEntry, Ticket

Belongings = dict[int, dict[str, Any]]
_A_STATEMENT = 500


def belongings(ticket_ids: Iterable[int]) -> Belongings:
    """The messages, participants and repeats of each ticket, by id, before they move. Three statements."""
    ids = list(ticket_ids)
    found: Belongings = {pk: {"messages": [], "participants": [], "repeats": []} for pk in ids}
    for message, ticket in Message.objects.filter(ticket__in=ids).order_by("id").values_list("pk", "ticket"):
        found[ticket]["messages"].append(message)
    for part in Participant.objects.filter(ticket__in=ids).order_by("id"):
        found[part.ticket_id]["participants"].append([part.pk, part.role, part.sees_from.isoformat()])
    for link in bearing_on(ids):
        for pk in {link.earlier_id, link.later_id} & found.keys():
            found[pk]["repeats"].append([link.pk, link.earlier_id, link.later_id])
    return found


@transaction.atomic(savepoint=False)
def unmerge(tickets: Sequence[Ticket], *, steps: Sequence[Step], by: Actor, now: datetime) -> list[Ticket]:
    """Part the (locked) tickets of one merge again, the target among them: all, or none when one changed since.

    Raises ChangedSince. Tokens stay as they are, so mail finds its way as before the merge.
    """
    by_id = {ticket.pk: ticket for ticket in tickets}
    pairs = [(by_id[step["ticket"]], step) for step in steps]
    for ticket, step in pairs:
        check_unchanged(ticket, step)
    for ticket, step in pairs:
        if "merged_into_id" in step["was"]:
            into = ticket.merged_into_id
            _give_back(ticket, step)
            record(
                "ticket.unmerged", by=by, now=now, ticket=into, customer=ticket.customer_id, merged=ticket.pk
            )
    for ticket, step in pairs:
        if "merged_into_id" not in step["was"]:
            ticket.excerpt = last_words(ticket)
        take_back(ticket, step=step, act="merge", by=by, now=now)
    return [ticket for ticket, _step in pairs]


def _give_back(ticket: Ticket, step: Step) -> None:
    messages = step["messages"]
    for start in range(0, len(messages), _A_STATEMENT):
        some = messages[start : start + _A_STATEMENT]
        Message.objects.filter(pk__in=some, ticket=ticket.merged_into_id).update(ticket=ticket)
        SearchEntry.objects.filter(message__in=some).update(ticket=ticket)
    for pk, role, sees_from in step["participants"]:
        seen = datetime.fromisoformat(sees_from)
        Participant.objects.filter(pk=pk).update(ticket=ticket, role=role, sees_from=seen)
    for pk, earlier, later in step["repeats"]:
        Link.objects.filter(pk=pk).update(earlier=earlier, later=later)
