"""Pages of a filter, against what a plain query says; how much they read."""

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from aiuto.customers.models import ContactKind, Customer
from aiuto.people.models import Desk, Team, User
from aiuto.tickets.models import Cause, Direction, Message, Reason, Seen, Tag, Ticket
from aiuto.tickets.queries import filtered, filters, visible_to, walks
from aiuto.tickets.queries.meaning import meaning_of
from aiuto.tickets.queries.walks import parse_place
from aiuto.tickets.references import new_reference
from aiuto.tickets.search import index_message

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STATES = ("new", "open", "waiting", "hold", "solved", "closed")


@pytest.fixture
def desks(db) -> list[Desk]:
    return [Desk.objects.create(name=name) for name in ("Interni", "Esterni", "Chiuso")]


@pytest.fixture
def team() -> Team:
    return Team.objects.create(name="Luci calde")


@pytest.fixture
def anna(desks, team) -> User:
    """Serves the first two desks."""
    user = User.objects.create(email="anna@lumiera.example", name="Anna Bassi", created_at=NOW)
    team.desks.set(desks[:2])
    team.members.add(user)
    return user


@pytest.fixture
def bruno(db) -> User:
    return User.objects.create(email="bruno@lumiera.example", name="Bruno Sala", created_at=NOW)


@pytest.fixture
def crowd(desks, team, anna, bruno) -> list[Ticket]:
    """A hundred and eighty requests, each its own mixture."""
    giulia = Customer.objects.create(name="Giulia Neri", name_key="giulia neri", created_at=NOW)
    giulia.contact_points.create(kind=ContactKind.EMAIL, value="giulia@posta.example", created_at=NOW)
    urgent, late = (Tag.objects.create(name=name) for name in ("urgente", "in-ritardo"))
    root = Cause.objects.get(given="late_delivery")
    own = Cause.objects.create(name="Corriere fermo", parent=root)
    broken = Reason.objects.create(name="Arrivato rotto")
    made = Ticket.objects.bulk_create(
        drawn(
            desks[n % 3],
            n,
            state=STATES[n % 6],
            owner=(None, anna, bruno)[n // 3 % 3],
            team=team if n % 4 == 0 else None,
            reason=broken if n % 7 == 0 else None,
            cause=(root if n % 2 else own) if n % 7 == 1 else None,
            customer=giulia if n % 5 == 0 else None,
            channel=("email", "phone")[n % 8 == 0],
            language=("it", "en", "")[n // 2 % 3],
            snoozed_until=NOW + timedelta(hours=n) if n % 11 == 0 else None,
            spam=n % 37 == 36,
        )
        for n in range(180)
    )
    tagged, followed = Ticket.tags.through, Ticket.followers.through
    tagged.objects.bulk_create(tagged(ticket=one, tag=urgent) for n, one in enumerate(made) if n % 3)
    tagged.objects.bulk_create(tagged(ticket=one, tag=late) for one in made[1::10])
    followed.objects.bulk_create(followed(ticket=one, user=anna) for one in made[2::9])
    Seen.objects.bulk_create(
        Seen(user=anna, ticket=ticket, at=ticket.last_message_at - timedelta(minutes=n % 2))
        for n, ticket in enumerate(made[::2])
    )
    return made


def make(desk: Desk, minute: int, *, state: str, **fields: object) -> Ticket:
    ticket = drawn(desk, minute, state=state, **fields)
    ticket.save()
    return ticket


def drawn(desk: Desk, minute: int, *, state: str, **fields: object) -> Ticket:
    """A request that is not in the database yet."""
    at = NOW - timedelta(minutes=minute * 40)
    waits = state in ("new", "open") and minute % 5 > 0
    return Ticket(
        reference=new_reference(),
        desk=desk,
        state=state,
        created_at=at,
        last_message_at=at,
        waiting_since=at if waits else None,
        turn_at=at + timedelta(hours=4) if waits else None,
        **fields,
    )


def walked(user: User, query: str, *, size: int = 7) -> list[int]:
    """Every request of a filter, page by page, through what an address would carry."""
    seen: list[int] = []
    behind = None
    for _ in range(400):
        page = filtered.page(user, filters.parse(query), behind=behind, size=size, now=NOW)
        seen += [ticket.pk for ticket in page.tickets]
        if page.older is None:
            return seen
        assert page.full or len(page.tickets) < size
        behind = parse_place(str(page.older))
    pytest.fail("the pages have no end")


OURS, UNSOLVED = Q(state__in=STATES[:2]), Q(state__in=STATES[:4])
AWAKE = Q(snoozed_until=None)
LATE = Ticket.objects.filter(tags__name="in-ritardo").values("pk")
GIULIA = Q(customer__name="Giulia Neri")
FILTERS = {
    "language:en": OURS & AWAKE & Q(language="en"),
    "state:any": Q(),
    "state:open": AWAKE & Q(state="open"),
    "state:open state:solved": Q(state__in=("open", "solved")) & AWAKE,
    "-state:open state:any": ~Q(state="open"),
    "state:sleepy": Q(pk=0),
    "-state:sleepy language:it": OURS & AWAKE & Q(language="it"),
    "state:waiting": AWAKE & Q(state="waiting"),
    "owner:me": UNSOLVED & AWAKE & Q(owner__name="Anna Bassi"),
    'owner:"bruno sala"': UNSOLVED & AWAKE & Q(owner__name="Bruno Sala"),
    "owner:bruno owner:me": UNSOLVED & AWAKE & Q(owner__isnull=False),
    "owner:bruno@lumiera.example state:any": Q(owner__name="Bruno Sala"),
    "owner:nobody": UNSOLVED & AWAKE & Q(owner=None),
    "owner:nobody state:new": AWAKE & Q(owner=None, state="new"),
    "owner:nobody owner:me state:any": Q(owner=None) | Q(owner__name="Anna Bassi"),
    "-owner:me": OURS & AWAKE & ~Q(owner__name="Anna Bassi"),
    "-owner:nobody": OURS & AWAKE & Q(owner__isnull=False),
    "owner:zeno": Q(pk=0),
    "-owner:zeno": OURS & AWAKE,
    "team:mine": OURS & AWAKE & Q(team__isnull=False),
    'team:"LUCI CALDE" state:any': Q(team__isnull=False),
    "-team:mine state:any": Q(team=None),
    "desk:interni": OURS & AWAKE & Q(desk__name="Interni"),
    "desk:chiuso state:any": Q(pk=0),
    "channel:phone state:any": Q(channel="phone"),
    "-channel:phone": OURS & AWAKE & ~Q(channel="phone"),
    "tag:in-ritardo": OURS & AWAKE & Q(tags__name="in-ritardo"),
    "tag:in-ritardo state:any": Q(tags__name="in-ritardo"),
    "tag:in-ritardo tag:urgente state:any": Q(tags__name="urgente", pk__in=LATE),
    "tag:urgente -tag:in-ritardo": OURS & AWAKE & Q(tags__name="urgente") & ~Q(pk__in=LATE),
    "tag:gone": Q(pk=0),
    "-tag:gone": OURS & AWAKE,
    'reason:"arrivato rotto" state:any': Q(reason__isnull=False),
    '-reason:"arrivato rotto"': OURS & AWAKE & Q(reason=None),
    'causa:"consegna in ritardo" state:any': Q(cause__isnull=False),
    'cause:"corriere fermo" state:any': Q(cause__name="Corriere fermo"),
    "-cause:late_delivery": OURS & AWAKE & Q(cause=None),
    "cause:staff state:any": Q(pk=0),
    "customer:giulia": GIULIA,
    "customer:giulia@posta.example state:solved": GIULIA & Q(state="solved"),
    "-customer:giulia": OURS & AWAKE & ~GIULIA,
    "after:2026-03-01 state:any": Q(last_message_at__gte=datetime(2026, 2, 28, 23, tzinfo=UTC)),
    "before:yesterday state:any": Q(last_message_at__lt=datetime(2026, 2, 28, 23, tzinfo=UTC)),
    "after:3d before:today": OURS
    & AWAKE
    & Q(
        last_message_at__gte=datetime(2026, 2, 26, 23, tzinfo=UTC),
        last_message_at__lt=datetime(2026, 3, 1, 23, tzinfo=UTC),
    ),
    "-after:2026-03-01 state:any": Q(last_message_at__lt=datetime(2026, 2, 28, 23, tzinfo=UTC)),
    "after:someday": Q(pk=0),
    "is:snoozed": UNSOLVED & Q(snoozed_until__isnull=False),
    "is:snoozed state:any": Q(snoozed_until__isnull=False),
    "-is:snoozed state:any": AWAKE,
    "is:followed state:any": Q(followers__name="Anna Bassi"),
    "-is:followed": OURS & AWAKE & ~Q(followers__name="Anna Bassi"),
    "is:shiny": Q(pk=0),
}


@pytest.mark.parametrize("most", [walks.MOST_ROWS, 60])
def test_pages_hold_what_a_plain_query_says(anna, crowd, monkeypatch, most):
    monkeypatch.setattr(walks, "MOST_ROWS", most)
    now = NOW.astimezone(ZoneInfo("Europe/Rome"))
    assert now.date() == NOW.date()
    monkeypatch.setattr(f"{__name__}.NOW", now)
    assert {query: sorted(walked(anna, query)) for query in FILTERS} == {
        query: plainly(anna, query) for query in FILTERS
    }


def plainly(user: User, query: str) -> list[int]:
    """Each request of a filter once, by number."""
    theirs = Ticket.objects.all() if query.startswith("is:followed") else visible_to(user)
    found = theirs.filter(FILTERS[query], spam=False)
    return sorted(set(found.values_list("pk", flat=True)))


def test_pages_of_unread_are_those_nobody_looked_at(anna, crowd):
    last_seen = dict(Seen.objects.filter(user=anna).values_list("ticket_id", "at"))
    shown = visible_to(anna).filter(spam=False)
    unread = {
        ticket.pk
        for ticket in shown.filter(state__in=STATES[:4], snoozed_until=None)
        if ticket.pk not in last_seen or last_seen[ticket.pk] < ticket.last_message_at
    }
    assert set(walked(anna, "is:unread")) == unread
    awake = set(shown.filter(OURS & AWAKE).values_list("pk", flat=True))
    assert set(walked(anna, "-is:unread state:new state:open")) == awake - unread


@pytest.mark.parametrize("query", ["language:en", "owner:me", "tag:in-ritardo", "team:mine"])
def test_what_waits_stands_in_the_order_of_its_turn(anna, crowd, query):
    seen = Ticket.objects.in_bulk(walked(anna, query))
    turns = [seen[pk].turn_at for pk in seen if seen[pk].turn_at]
    shown = [seen[pk].turn_at for pk in walked(anna, query)]
    assert [at for at in shown if at] == sorted(turns)
    assert all(at is None for at in shown[len(turns) :])


@pytest.mark.parametrize(
    "query", ["state:solved", "customer:giulia", "state:any language:it", "tag:urgente state:any"]
)
def test_other_pages_stand_newest_first(anna, crowd, query):
    seen = walked(anna, query)
    at = Ticket.objects.in_bulk(seen)
    assert [at[pk].last_message_at for pk in seen] == sorted(
        (at[pk].last_message_at for pk in seen), reverse=True
    )


def test_tag_that_many_have_is_found_while_walking(anna, crowd, monkeypatch):
    few = walked(anna, "tag:urgente")
    monkeypatch.setattr(filtered, "FEW", 3)
    assert walked(anna, "tag:urgente") == few != []


def test_words_find_what_passes_the_rest(anna, desks):
    tickets = [make(desks[0], n, state=STATES[n % 6], language=("it", "en")[n % 2]) for n in range(60)]
    for ticket in tickets:
        message = Message.objects.create(
            ticket=ticket, direction=Direction.IN, text="Lampada rotta", at=NOW, stored_at=NOW
        )
        index_message(message, language="it")
    expected = [ticket.pk for ticket in reversed(tickets)]
    assert walked(anna, "lampada") == expected
    assert walked(anna, "lampada language:en") == [pk for pk in expected if expected.index(pk) % 2 == 0]
    assert walked(anna, "lampada state:solved state:closed") == [
        t.pk for t in reversed(tickets) if t.state in STATES[4:]
    ]
    assert walked(anna, f"{tickets[7].reference} state:new") == []
    assert walked(anna, tickets[7].reference)[0] == tickets[7].pk


def test_gone_names_are_told(anna, crowd):
    asked = filters.parse(
        "owner:zeno tag:gone tag:urgente owner:nobody is:shiny after:someday state:open desk:chiuso"
    )
    gone = meaning_of(asked, anna, now=NOW).gone
    assert [str(term) for term in gone] == [
        "owner:zeno",
        "tag:gone",
        "is:shiny",
        "after:someday",
        "desk:chiuso",
    ]


def test_somebody_without_a_desk_finds_nothing(bruno, crowd):
    for query in ("state:any", "owner:me", "tag:urgente", "customer:giulia", "lampada"):
        assert walked(bruno, query) == []


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_statements(anna, desks, number, django_assert_num_queries):
    for n in range(number):
        make(desks[0], n, state="open", language="en")
    anna = User.objects.get(pk=anna.pk)
    with django_assert_num_queries(5):
        filtered.page(anna, filters.parse("language:en"), now=NOW)


QUERIES = (
    "language:en",
    "state:any language:en",
    "owner:me language:en",
    "tag:urgente",
    "team:mine",
    "is:snoozed",
)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "query", [*QUERIES, "customer:giulia", "state:solved is:unread", "owner:nobody state:new"]
)
def test_page_walks_indexes(anna, crowd, query):
    with CaptureQueriesContext(connection) as asked:
        filtered.page(anna, filters.parse(query), now=NOW)
    plans = [_plan(query["sql"]) for query in asked if "segment" in query["sql"]]
    assert plans
    if connection.vendor == "sqlite":
        # A stretch carries the table's name too; scanning that is what the sieve does.
        assert not [
            plan
            for plan in plans
            if plan.count("SCAN tickets_ticket") > plan.count("CO-ROUTINE tickets_ticket")
        ]
        few = query == "tag:urgente"
        assert few or not [plan for plan in plans if "B-TREE" in plan]


def test_page_reads_a_bounded_stretch(anna, desks, monkeypatch):
    """What is sought lies behind more rows than one look may read."""
    monkeypatch.setattr(walks, "MOST_ROWS", 40)
    sought = make(desks[0], 200, state="closed", language="en")
    for minute in range(100):
        make(desks[minute % 2], minute, state="closed", language="it")
    looks = list(itertools.islice(_looks(anna, "state:closed language:en"), 20))
    assert [pk for look in looks for pk in look] == [sought.pk]
    assert 3 <= len(looks) <= 8


def _looks(user: User, query: str):
    behind = None
    while True:
        page = filtered.page(user, filters.parse(query), behind=behind, now=NOW)
        yield [ticket.pk for ticket in page.tickets]
        if page.older is None:
            return
        behind = page.older


def _plan(statement: str) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + statement.replace("%", "%%"))
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
