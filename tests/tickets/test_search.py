"""Search: stems of both languages, newest first, one row a ticket, bounded, within what one may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.customers.contacting import contact_point_for
from aiuto.customers.models import ContactKind, Order
from aiuto.journal.actors import SYSTEM
from aiuto.people.models import Desk, Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets import merging, walks
from aiuto.tickets.messages import Said, keep
from aiuto.tickets.models import Direction, Message, SearchEntry
from aiuto.tickets.opening import open_ticket
from aiuto.tickets.queries.search import search
from aiuto.tickets.search import forget

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return default_desk()


@pytest.fixture
def agent(desk, now):
    return _agent("agent@lamps.example", desk, now)


@pytest.fixture
def ask(desk, now):
    """Open a request that says this; each one minute after the other."""

    def ask(text, *, desk=desk, email="anna@posta.example", language="it"):
        ask.at += timedelta(minutes=1)
        point = contact_point_for(ContactKind.EMAIL, email, name="Anna Bassi", now=now)
        said = Said(direction=Direction.IN, at=ask.at, text=text, reply_text=text, sender=email)
        return open_ticket(desk, said, requester=point, language=language, by=SYSTEM, now=ask.at).ticket

    ask.at = now
    return ask


def _agent(email, desk, now):
    user = User.objects.create(email=email, name="Ada", role=Role.AGENT, created_at=now)
    team = Team.objects.create(name=email)
    team.desks.add(desk)
    team.members.add(user)
    return user


def _add(ticket, text, now):
    return keep(ticket, Said(direction=Direction.IN, at=now, text=text), now=now)


def _tickets(found):
    return [hit.ticket for hit in found.hits]


def test_search_finds_both_languages_newest_first(agent, ask):
    italian = ask("Due lampade rotte")
    english = ask("Three lamps arrived broken", language="en")
    ask("Tutt'altro argomento")
    assert _tickets(search(agent, "lampada")) == [italian]
    assert _tickets(search(agent, "lamp")) == [english]
    newer = ask("Ancora una lampada")
    assert _tickets(search(agent, "LAMPADE")) == [newer, italian]


def test_search_wants_every_word(agent, ask):
    both = ask("La lampada è in ritardo")
    ask("La lampada è bella")
    assert _tickets(search(agent, "ritardo lampade")) == [both]


def test_search_shows_a_ticket_once_with_its_newest_match(agent, ask, now):
    ticket = ask("La lampada non va")
    newest = _add(ticket, "Anche l'altra lampada adesso", now)
    _add(ticket, "Grazie", now)
    [hit] = search(agent, "lampada").hits
    assert hit.message == newest.pk
    assert ("lampada", True) in hit.excerpt


def test_search_pages_without_gap_or_repetition(agent, ask, now):
    tickets = [ask(f"Lampada numero {n}") for n in range(7)]
    _add(tickets[0], "Sollecito per la lampada", now)
    seen, before = [], None
    while True:
        page = search(agent, "lampada", before=before, limit=3)
        seen += _tickets(page)
        if page.further is None:
            break
        before = page.further
    assert seen == [tickets[0], *reversed(tickets[1:])]


def test_search_stays_on_the_desks_one_may_see(agent, ask, now):
    private = Desk.objects.create(name="Private", private=True)
    hidden = ask("La lampada segreta", desk=private)
    assert search(agent, "lampada").hits == []
    assert search(agent, hidden.reference).hits == []
    assert search(agent, f"#{hidden.number}").hits == []
    assert _tickets(search(_agent("b@lamps.example", private, now), "lampada")) == [hidden]


def test_search_of_somebody_without_a_desk_finds_nothing(ask, now):
    ask("Lampada")
    loner = User.objects.create(email="c@lamps.example", name="Carla", created_at=now)
    assert search(loner, "lampada").hits == []


@pytest.mark.parametrize("form", ["{0.reference}", "#{0.number}", "{0.number}"])
def test_search_opens_what_is_named(agent, ask, form):
    ticket = ask("Lampada")
    ask("Altra")
    assert _tickets(search(agent, form.format(ticket).lower()))[0] == ticket


def test_search_finds_by_address_telephone_and_order(agent, ask, now, desk):
    ask("Altro")
    ticket = ask("Buongiorno", email="bea@posta.example")
    customer = ticket.customer
    customer.contact_points.create(kind=ContactKind.PHONE, value="+390212345678", created_at=now)
    Order.objects.create(
        customer=customer, source="shop", number="LX-9", ordered_on=now.date(), imported_at=now
    )
    for text in ("Bea@Posta.example", "02 1234 5678", "LX-9"):
        assert _tickets(search(agent, text)) == [ticket], text


HOSTILE = [
    "",
    " ",
    "\0",
    "lamp\0ada",
    '"',
    "'",
    '" OR 1 --',
    "NEAR(a b)",
    "a* b^",
    "{stems}: x",
    "(((",
    "&|!:*",
    "\\",
    "🙂",
]
HOSTILE += [
    "a" * 10_000,
    "- " * 5_000,
    "\ud800",
    "#" + "9" * 30,
    "9" * 15,
    "@",
    "a@b",
    "%s",
    "\u202e",
    "stems:lamp",
    "<->",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_search_of_hostile_text_answers(agent, ask, text):
    ask("Lampada")
    search(agent, text)
    search(agent, f"lampada {text} lampada")


@pytest.mark.parametrize("text", ["'; --", "\\'", "漢字 Ω ñ", "a_b", "x" * 300, "e\u0301", "'" * 50])
def test_index_takes_any_text(agent, ask, text):
    ticket = ask(f"{text} Lampada")
    assert _tickets(search(agent, "lampada")) == [ticket]
    assert _tickets(search(agent, text)) in ([ticket], [])


def test_index_follows_a_merge(agent, ask, now):
    first, second = ask("Lampada gialla"), ask("Lampada verde")
    merging.merge(second, into=first, by=SYSTEM, now=now)
    assert _tickets(search(agent, "verde")) == [first]
    assert _tickets(search(agent, "lampada")) == [first]


def test_index_forgets(agent, ask):
    ticket = ask("Lampada scortese")
    forget(Message.objects.get(ticket=ticket))
    assert search(agent, "scortese").hits == []
    _assert_sound()


def test_index_follows_a_redaction(agent, ask):
    ticket = ask("Il mio codice segreto")
    SearchEntry.objects.filter(ticket=ticket).update(stems="codic")
    assert search(agent, "segreto").hits == []
    assert _tickets(search(agent, "codice")) == [ticket]
    _assert_sound()


def test_index_message_is_one_statement(ask, now):
    ticket = ask("Lampada")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        _add(ticket, "Ancora", now)
    assert sum("searchentry" in query["sql"] for query in queries) == 1


def test_search_takes_few_statements_whatever_it_finds(agent, ask, django_assert_max_num_queries):
    agent = User.objects.get(pk=agent.pk)
    for n in range(60):
        ask(f"Lampada numero {n}", email=f"c{n}@posta.example")
    with django_assert_max_num_queries(6):
        assert len(search(agent, "lampada").hits) == 25


def test_search_that_reads_enough_pauses_and_goes_on(agent, ask, monkeypatch, now):
    """A word that all use elsewhere, and one request of ours far back."""
    monkeypatch.setattr(walks, "NEWEST", 3)
    monkeypatch.setattr(walks, "BY_INDEX", 4)
    monkeypatch.setattr(walks, "FURTHEST", 10)
    other = Desk.objects.create(name="Other")
    ours = ask("Lampada nostra")
    for n in range(24):
        ask(f"Lampada {n}", desk=other)
    pages, before = [], None
    for _ in range(9):
        page = search(agent, "lampada", before=before)
        pages.append(page)
        if page.further is None:
            break
        before = page.further
    assert [_tickets(page) for page in pages if page.hits] == [[ours]]
    assert pages[0].paused
    assert pages[0].hits == []
    assert 2 <= len(pages) <= 4


def test_search_for_two_common_words_reads_a_span(agent, ask, monkeypatch):
    monkeypatch.setattr(walks, "FURTHEST", 3)
    monkeypatch.setattr(walks, "BY_INDEX", 2)
    monkeypatch.setattr(walks, "NEWEST", 2)
    monkeypatch.setattr(walks, "SPAN", 5)
    both = ask("rossa lampada")
    for n in range(6):
        ask("rossa" if n % 2 else "lampada")
    found, before = [], None
    for _ in range(9):
        page = search(agent, "lampada rossa", before=before)
        found += _tickets(page)
        if page.further is None:
            break
        before = page.further
    assert found == [both]


def _assert_sound():
    """FTS5 compares its index with the table it is built over."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO tickets_fts(tickets_fts, rank) VALUES('integrity-check', 1)")
