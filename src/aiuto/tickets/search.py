"""Full-text search: what is kept of a message, and finding it again, newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet
from django.db.models.functions import Substr

from aiuto.rows.inserting import insert
from aiuto.rows.together import together
from aiuto.tickets.direct import direct
from aiuto.tickets.excerpts import READ, Piece, excerpt
from aiuto.tickets.models import Message, SearchEntry, Ticket
from aiuto.tickets.stems import query_terms, stems_of
from aiuto.tickets.walks import Pair, Terms, walk

Among = Callable[[Sequence[int]], set[int]]

FIRST = 2**62
MARGIN = 4
DEEP = 1_000
SEEN_BEFORE = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A ticket, its newest message that matches (None when the ticket itself was named), and where."""

    ticket: Ticket
    message: int | None
    excerpt: list[Piece]


@dataclass(frozen=True, slots=True)
class Found:
    """One page. `further` is where to look on; `paused`: so much was read that the rest waits to be asked for."""

    hits: list[Hit]
    further: int | None = None
    paused: bool = False


def index_message(message: Message, *, language: str) -> None:
    """Make one message findable by its words, its sender and its codes. One statement."""
    insert(SearchEntry(message_id=message.pk, ticket_id=message.ticket_id, stems=_stems(message, language)))


def forget(message: Message) -> None:
    """This message is found no more."""
    SearchEntry.objects.filter(pk=message.pk).delete()


def look_up(
    text: str,
    *,
    visible: QuerySet[Ticket],
    desks: Sequence[int],
    before: int | None = None,
    limit: int = 25,
    among: Among | None = None,
) -> Found:
    """The newest tickets among `visible` that match, those named outright first. `desks` are where `visible` looks.

    Every word must match, by its Italian or its English stem; one row a ticket. `among` picks, of up to DEEP tickets,
    those that are wanted. Of each ticket as much is fetched as `visible` says: its `excerpt` at least.
    """
    named = _wanted_of(direct(text, visible) if before is None else [], among)
    terms = query_terms(text)
    count = DEEP if among else MARGIN * limit
    found = walk(terms, desks=desks, before=before or FIRST, count=count) if terms and desks else None
    pairs = _pairs(found.pairs if found else [], among)
    newest = _one_a_ticket(pairs, terms, before, limit)
    named_ids = {ticket.pk for ticket in named}
    matches = [(message, ticket) for message, ticket in newest if ticket not in named_ids]
    hits = [Hit(ticket, None, [(ticket.excerpt, False)]) for ticket in named] + _hits(matches, visible, terms)
    if found is None:
        return Found(hits)
    if len(newest) == limit:
        return Found(hits, newest[-1][0] if found.further or pairs[-1] != newest[-1] else None)
    return Found(hits, found.further, paused=found.further is not None)


def _wanted_of(tickets: list[Ticket], among: Among | None) -> list[Ticket]:
    wanted = among([ticket.pk for ticket in tickets]) if among else set()
    return [ticket for ticket in tickets if among is None or ticket.pk in wanted]


def _pairs(pairs: list[Pair], among: Among | None) -> list[Pair]:
    wanted = among([ticket for _, ticket in pairs]) if among else set()
    return [pair for pair in pairs if among is None or pair[1] in wanted]


def _one_a_ticket(pairs: list[Pair], terms: Terms, before: int | None, limit: int) -> list[Pair]:
    newest: dict[int, int] = {}
    for message, ticket in pairs:
        newest.setdefault(ticket, message)
    shown = _shown_already(list(newest), terms, before) if before else set()
    return list(
        islice(((message, ticket) for ticket, message in newest.items() if ticket not in shown), limit)
    )


def _shown_already(tickets: list[int], terms: Terms, before: int) -> set[int]:
    """Tickets with a newer match stood on an earlier page."""
    newer = SearchEntry.objects.filter(ticket__in=tickets, message__gte=before).order_by("-message")
    kept = newer.values_list("ticket_id", "stems")[:SEEN_BEFORE]
    return {ticket for ticket, stems in kept if _matches(set(stems.split()), terms)}


def _matches(stems: set[str], terms: Terms) -> bool:
    return all(not stems.isdisjoint(term) for term in terms)


def _hits(pairs: list[Pair], visible: QuerySet[Ticket], terms: Terms) -> list[Hit]:
    found, texts = together(
        visible.filter(pk__in=[ticket for _, ticket in pairs]),
        Message.objects.filter(pk__in=[message for message, _ in pairs])
        .annotate(beginning=Substr("text", 1, READ))
        .values_list("pk", "beginning"),
    )
    tickets, beginnings = {ticket.pk: ticket for ticket in found}, dict(texts)
    return [
        Hit(tickets[ticket], message, excerpt(beginnings.get(message, ""), terms))
        for message, ticket in pairs
        if ticket in tickets
    ]


def _stems(message: Message, language: str) -> str:
    said = (message.subject, message.from_name, message.sender, message.text)
    return stems_of("\n".join(said), language)
