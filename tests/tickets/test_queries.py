"""Walks, pages and counts of the inbox, against what a plain query says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from aiuto.customers.models import Customer
from aiuto.files.models import Blob
from aiuto.people.models import Desk, Role, Team, User
from aiuto.people.queries import desks_of
from aiuto.tickets.errors import NotFound
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Message, Tag, Ticket
from aiuto.tickets.queries import conversation, counts, inbox, listing, reachable_by, visible_to, walks
from aiuto.tickets.queries.inbox import View
from aiuto.tickets.queries.pages import message_for
from aiuto.tickets.queries.walks import Place, parse_place
from aiuto.tickets.references import new_reference
from aiuto.tickets.seeing import mark_seen

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def desks(db) -> list[Desk]:
    return [Desk.objects.create(name=name) for name in ("Interni", "Esterni", "Chiuso")]


@pytest.fixture
def agent(desks) -> User:
    """Serves the first two desks."""
    user = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=NOW)
    team = Team.objects.create(name="Luci")
    team.desks.set(desks[:2])
    team.members.add(user)
    return user


def make(desk: Desk, minute: int, *, state: str = "open", waits: bool = True, **fields: object) -> Ticket:
    at = NOW - timedelta(minutes=minute)
    turn = at + timedelta(hours=4) if waits else None
    return Ticket.objects.create(
        reference=new_reference(),
        desk=desk,
        state=state,
        created_at=at,
        last_message_at=at,
        waiting_since=at if waits else None,
        turn_at=turn,
        **fields,
    )


def walked(user: User, view: View, size: int) -> list[int]:
    """Every ticket of a view, page by page, through what an address would carry."""
    seen: list[int] = []
    behind: Place | None = None
    while True:
        page = inbox.page(user, view, behind=behind, size=size)
        seen += [ticket.pk for ticket in page.tickets]
        if page.older is None:
            return seen
        behind = parse_place(str(page.older))


def test_page_orders_by_turn_and_puts_those_who_do_not_wait_last(agent, desks):
    idle = make(desks[0], 500, waits=False)
    late, soon = make(desks[1], 90), make(desks[0], 5)
    middle = make(desks[0], 40)
    assert walked(agent, View.OPEN, 2) == [late.pk, middle.pk, soon.pk, idle.pk]


def test_page_of_every_view_holds_what_a_plain_query_says(agent, desks):
    states = ("new", "open", "waiting", "hold", "solved", "closed")
    teams = [Team.objects.create(name=name) for name in ("Lumi", "Fari")]
    for number in range(90):
        state = states[number % 6]
        make(
            desks[number % 3],
            number,
            state=state,
            waits=state in ("new", "open") and number % 4 > 0,
            owner=agent if number % 5 == 0 else None,
            spam=number % 31 == 0,
            team=teams[number % 2] if number % 7 else None,
            snoozed_until=NOW + timedelta(hours=number) if number % 11 == 0 else None,
        )
    agent.teams.add(teams[0])
    for ticket in Ticket.objects.order_by("pk")[::4]:
        ticket.followers.add(agent)
    mine = visible_to(agent).filter(spam=False)
    awake = mine.filter(snoozed_until=None)
    expected = {
        View.MINE: awake.filter(owner=agent, state__in=states[:4]),
        View.UNASSIGNED: awake.filter(owner=None, state__in=states[:2]),
        View.TEAM: awake.filter(team=teams[0], state__in=states[:2]),
        View.OPEN: awake.filter(state__in=states[:2]),
        View.WAITING: awake.filter(state__in=states[2:4]),
        View.SNOOZED: mine.exclude(snoozed_until=None),
        View.FOLLOWED: Ticket.objects.filter(followers=agent, spam=False),
        View.SOLVED: mine.filter(state__in=states[4:]),
    }
    assert set(expected) == set(View)
    for view, tickets in expected.items():
        found = walked(agent, view, 7)
        assert len(found) == len(set(found))
        assert set(found) == set(tickets.values_list("pk", flat=True)), view


def test_page_newest_first_where_nobody_waits(agent, desks):
    old, new = make(desks[0], 60, state="solved", waits=False), make(desks[1], 1, state="closed", waits=False)
    assert walked(agent, View.SOLVED, 5) == [new.pk, old.pk]


def test_page_with_equal_moments_loses_nothing(agent, desks):
    made = {make(desks[0], 30).pk for _ in range(11)}
    assert walked(agent, View.OPEN, 3) == sorted(made)


def test_page_full_of_hidden_rows_offers_to_look_further_back(agent, desks):
    shown = make(desks[0], 900, state="closed", waits=False)
    for minute in range(inbox.READ + 5):
        make(desks[0], minute, state="closed", waits=False, spam=True)
    page = inbox.page(agent, View.SOLVED)
    assert (page.tickets, page.full) == ([], False)
    assert [t.pk for t in inbox.page(agent, View.SOLVED, behind=page.older).tickets] == [shown.pk]


def test_page_without_desks_is_empty(desks):
    nobody = User.objects.create(email="n@lumiera.example", name="N", created_at=NOW)
    make(desks[0], 5)
    assert inbox.page(nobody, View.OPEN).tickets == []
    assert set(counts.counts(nobody).values()) == {0}


def test_page_reads_a_bounded_number_of_rows_by_index(agent, desks):
    for minute in range(40):
        make(desks[0], minute)
    with CaptureQueriesContext(connection) as asked:
        for view in View:
            inbox.page(agent, view)
        counts.counts(agent)
    walked = [query["sql"] for query in asked if "segment" in query["sql"]]
    assert len(walked) == len(View) + 1
    if connection.vendor == "sqlite":
        plans = {sql: _plan(sql) for sql in walked}
        assert not [sql for sql, plan in plans.items() if "SCAN tickets_ticket" in plan]
        sorted_by_hand = [sql for sql, plan in plans.items() if "B-TREE" in plan]
        assert [sql for sql in sorted_by_hand if "tickets_ticket_followers" not in sql] == []


def _plan(statement: str) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + statement.replace("%", "%%"))
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_counts_stop_at_the_cap(agent, desks):
    Ticket.objects.bulk_create(
        Ticket(
            reference=f"{number:08d}",
            desk=desks[number % 2],
            state="new",
            created_at=NOW,
            last_message_at=NOW,
            turn_at=NOW,
        )
        for number in range(counts.CAP + 20)
    )
    found = counts.counts(agent)
    assert (found["unassigned"], found["open"]) == (counts.CAP, counts.CAP)
    assert {found[name] for name in ("mine", "team", "waiting", "snoozed", "quarantine", "troubles")} == {0}


def test_counts_are_of_the_desks_and_teams_that_one_has_now(agent, desks):
    make(desks[0], 1)
    make(desks[2], 2)
    before = counts.counts(agent)
    agent.teams.get().desks.add(desks[2])
    after = counts.counts(User.objects.get(pk=agent.pk))
    stranger = User.objects.create(email="carlo@lumiera.example", name="Carlo", created_at=NOW)
    assert (before["open"], after["open"], counts.counts(stranger)["open"]) == (1, 2, 0)


def test_listed_names_customer_address_and_files_for_each(agent, desks, django_assert_num_queries):
    customer = Customer.objects.create(name="", created_at=NOW)
    customer.contact_points.create(kind="email", value="a@customer.example", created_at=NOW)
    ticket = make(desks[0], 5, customer=customer)
    ticket.tags.add(Tag.objects.create(name="urgente"))
    desks_of(agent)
    with django_assert_num_queries(2):
        [found] = listing.listed(agent, [ticket.pk])
    assert (found.customer_address, found.has_files, found.tag_names) == (
        "a@customer.example",
        False,
        ["urgente"],
    )


def test_listed_keeps_the_order_and_leaves_out_what_one_may_not_see(agent, desks):
    tickets = [make(desk, 5) for desk in (desks[1], desks[0], desks[2])]
    ids = [ticket.pk for ticket in tickets] + [10**9]
    assert [one.pk for one in listing.listed(agent, ids)] == ids[:2]
    tickets[2].followers.add(agent)
    assert [one.pk for one in listing.listed(agent, ids)] == ids[:3]


def test_listed_many_are_all_there(agent, desks):
    ids = [make(desks[0], minute).pk for minute in range(300)]
    assert [one.pk for one in listing.listed(agent, ids)] == ids


def test_unread_until_seen_and_again_when_something_is_said(agent, desks):
    ticket, over = make(desks[0], 5), make(desks[0], 5, state="solved", waits=False)

    def unread(pk: int) -> bool:
        return listing.listed(agent, [pk])[0].unread

    assert (unread(ticket.pk), unread(over.pk)) == (True, False)
    mark_seen(ticket, user=agent, now=NOW)
    assert not unread(ticket.pk)
    Ticket.objects.filter(pk=ticket.pk).update(last_message_at=NOW + timedelta(seconds=1))
    assert unread(ticket.pk)


def test_page_until_a_place_holds_all_rows_up_to_there(agent, desks):
    for minute in range(70):
        make(desks[minute % 2], minute)
    first = inbox.page(agent, View.OPEN)
    second = inbox.page(agent, View.OPEN, behind=first.older)
    both = inbox.page(agent, View.OPEN, until=second.last)
    assert [one.pk for one in both.tickets] == [one.pk for one in first.tickets + second.tickets]
    assert both.older == second.older


def test_page_of_many_arms_skips_nothing(agent, desks, monkeypatch):
    """Where an arm breaks off, what it would still give is not jumped over."""
    monkeypatch.setattr(walks, "MOST_ROWS", 12)
    made = [make(desks[0], minute).pk for minute in range(40)] + [
        make(desks[1], 100 + n).pk for n in range(9)
    ]
    assert sorted(walked(agent, View.OPEN, 5)) == sorted(made)


def test_longest_wait_is_found_behind_what_is_due_sooner(agent, desks):
    for minute in range(30):
        make(desks[0], minute)
    longest = make(desks[1], 500)
    Ticket.objects.filter(pk=longest.pk).update(turn_at=NOW + timedelta(days=9))
    page = inbox.page(agent, View.OPEN)
    assert longest.pk not in [one.pk for one in page.tickets]
    assert page.longest.pk == longest.pk
    assert inbox.longest_of(agent, View.OPEN).pk == longest.pk


@given(st.text(max_size=40))
def test_parse_place_refuses_or_reads_any_text(text):
    place = parse_place(text)
    assert place is None or parse_place(str(place)) == place


def test_visible_to_and_reachable_by_agree_with_the_rule(agent, desks):
    admin = User.objects.create(email="r@lumiera.example", name="R", role=Role.ADMIN, created_at=NOW)
    Desk.objects.filter(pk=desks[2].pk).update(private=True)
    ours, secret = make(desks[0], 1), make(desks[2], 2)
    assert set(visible_to(agent)) == set(visible_to(admin)) == {ours}
    assert set(reachable_by(agent)) == set(reachable_by(admin)) == {ours}
    secret.followers.add(admin, agent)
    assert set(visible_to(admin)) == {ours}
    assert set(reachable_by(admin)) == {ours, secret}
    assert conversation.ticket(admin, secret.reference) == secret


def test_ticket_missing_and_forbidden_are_the_same(agent, desks):
    secret = make(desks[2], 1)
    for reference in (secret.reference, "00000000", "nonsense", ""):
        with pytest.raises(NotFound):
            conversation.ticket(agent, reference)


@pytest.mark.sqlite_only
def test_opening_one_thing_never_reads_all_tickets(agent, desks):
    ticket = make(desks[0], 1)
    message = ticket.messages.create(direction="in", text="x", at=NOW, stored_at=NOW)
    blob = Blob.objects.create(sha256="0" * 64, size=1, data=b"x", stored_at=NOW)
    file = message.attachments.create(blob=blob, name="a", content_type="text/plain", size=1)
    with CaptureQueriesContext(connection) as asked:
        conversation.ticket(agent, ticket.reference)
        conversation.message(agent, message.pk)
        conversation.attachment(agent, file.pk)
        conversation.links(ticket, agent)
        conversation.stretch(ticket)
        message_for(agent, message.pk)
        lock_for(agent, ticket.reference)
    plans = {query["sql"]: _plan(query["sql"]) for query in asked}
    assert [sql for sql, plan in plans.items() if "SCAN" in plan] == []


def test_ticket_takes_a_reference_as_people_read_it(agent, desks):
    ticket = make(desks[0], 1)
    Ticket.objects.filter(pk=ticket.pk).update(reference="A1B0C2D3")
    assert conversation.ticket(agent, " aib0c2d3 ").pk == ticket.pk


def test_stretch_of_many_messages_shows_the_newest(agent, desks, django_assert_num_queries):
    ticket = make(desks[0], 1)
    Message.objects.bulk_create(
        Message(ticket=ticket, direction="in", text="ciao", reply_text="ciao", at=NOW, stored_at=NOW)
        for _ in range(50)
    )
    everything = list(ticket.messages.order_by("id").values_list("pk", flat=True))
    with django_assert_num_queries(2):
        stretch = conversation.stretch(ticket)
    assert [m.pk for m in stretch.messages] == everything[-20:]
    assert stretch.older.pk == everything[-21]
    earlier = conversation.stretch(ticket, before=stretch.first, size=40)
    assert [m.pk for m in earlier.messages] == everything[:30]
    assert earlier.older is None
    behind = conversation.stretch(ticket, behind=everything[-21], size=100)
    assert [m.pk for m in behind.messages] == everything[-20:]
    assert behind.older == stretch.older


def test_stretch_cuts_what_is_too_long_to_show(agent, desks):
    ticket = make(desks[0], 1)
    long = "parola " * 10_000
    ticket.messages.create(direction="in", text=long, reply_text=long, html="<p>", at=NOW, stored_at=NOW)
    [message] = conversation.stretch(ticket).messages
    assert len(message.shown_text) == conversation.SHOWN + 1
    assert (message.has_html, message.has_more) == (True, False)


@pytest.mark.parametrize(("letters", "shown"), [([900, 400, 400], 2), ([1, 400, 4000], 1), ([1, 2, 3], 3)])
def test_stretch_with_long_letters_is_shorter_and_goes_on_from_there(agent, desks, letters, shown):
    ticket = make(desks[0], 1)
    for size in letters:
        ticket.messages.create(direction="in", reply_text="x" * size, at=NOW, stored_at=NOW)
    everything = list(ticket.messages.order_by("id").values_list("pk", flat=True))
    stretch = conversation.stretch(ticket, heaviest=1000 + 3 * conversation.AROUND)
    assert [message.pk for message in stretch.messages] == everything[-shown:]
    rest = conversation.stretch(ticket, before=stretch.first)
    assert [message.pk for message in (*rest.messages, *stretch.messages)] == everything
    behind = stretch.older and stretch.older.pk
    assert conversation.stretch(ticket, behind=behind).messages == stretch.messages


def test_links_hide_what_one_may_not_open(agent, desks):
    ticket, open_, secret = make(desks[0], 1), make(desks[1], 2), make(desks[2], 3)
    ticket.links_earlier.create(earlier=open_, kind="maybe_same")
    ticket.links_later.create(later=secret, kind="split")
    assert [other for _, other in conversation.links(ticket, agent)] == [open_]
