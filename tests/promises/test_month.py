"""A month of a desk, by chance: customers, agents and the worker against an oracle that tells it all a second time.

The clock is changed on one night, runs wrong by an hour for a while, the worker is away for three days, a lead lets
rules speak of the desk, and the hours of work change. `MONTHS` says how many months are lived through.
"""

import os
from collections.abc import Callable
from random import Random

import pytest

from aiuto.journal.models import Event
from aiuto.people.models import Role, User
from aiuto.promises.models import Promise
from aiuto.promises.queries.covering import uncovered
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.inbox import View, page
from tests.promises.life import ACTS, BEGINS, DAY, HOUR, MINUTE, Life, hours
from tests.promises.oracle import Oracle

MONTHS = int(os.environ.get("MONTHS", "1"))
AWAY, WRONG = (8 * DAY, 11 * DAY), (15 * DAY, 16 * DAY)
RULED, CHANGE, END = 12 * DAY, 18 * DAY, 29 * DAY
"""From the beginning of the month."""


@pytest.fixture
def admin(db, now) -> User:
    return User.objects.create(email="ada@lumiera.example", name="Ada", role=Role.ADMIN, created_at=now)


@pytest.fixture
def life(desk, agent, lead, settings) -> Callable[[int], Life]:
    """Of two agents, of whom the other leads; the mail server says whose a mail is, so that they can be reminded."""
    server = {"aiuto_authserv_id": "mx.lumiera.example"}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=server)
    minutes = {
        "answer": desk.first_answer_minutes,
        "news": desk.update_minutes,
        "ceiling": desk.ceiling_minutes,
    }

    def life(seed: int) -> Life:
        begin = BEGINS[seed % len(BEGINS)]
        oracle = Oracle(hours("office", begin), **minutes)
        return Life(Random(seed), desk, [agent, lead], oracle, now=begin)

    return life


@pytest.mark.parametrize("seed", range(MONTHS))
def test_month_is_as_the_oracle_tells_it(life, admin, seed):
    lived = life(seed)
    true, changed, day = 0 * DAY, False, 0 * DAY
    while true < END:
        true += MINUTE * lived.chance.randint(5, 150)
        lived.now = lived.begin + true + HOUR * (WRONG[0] < true < WRONG[1])
        if true > RULED and not lived.oracle.rules:
            lived.keep_rules(admin)
        if true > CHANGE and not changed:
            lived.change_hours(admin)
            changed = True
        if lived.chance.random() < 0.4 and not AWAY[0] < true < AWAY[1]:
            lived.look()
        else:
            getattr(lived, lived.chance.choice(ACTS))()
        if true - day > DAY:
            day = true
            check_same(lived.oracle)
            check_order(lived)
            check_nobody_hears_nothing()
            check_absences(lived)
    lived.look()
    check_same(lived.oracle)
    check_once()


def check_same(oracle: Oracle) -> None:
    """Every promise, and every place in the lists."""
    rows = Promise.objects.values_list(
        "ticket__reference",
        "kind",
        "made_by",
        "made_at",
        "due_at",
        "until",
        "state",
        "closed_at",
        "broken_at",
        "responded_at",
    )
    ours: dict[str, list[tuple[object, ...]]] = {}
    for name, kind, by, *rest in rows:
        ours.setdefault(name, []).append((kind, by is None, *rest))
    said = ("state", "waiting_since", "next_due_at", "turn_at", "owner__name")
    places = Ticket.objects.values_list("reference", *said)
    tickets = {name: rest for name, *rest in places}
    for each in oracle.requests:
        assert sorted(ours[each.name], key=str) == sorted((one.shown() for one in each.promises), key=str)
        assert tickets[each.name] == [each.state, each.waiting, each.next_due, each.turn, each.owner], each


def check_order(lived: Life) -> None:
    """The inbox shows who needs help first; whoever came after another's turn is not before them."""
    shown = [each.reference for each in page(lived.agent, View.OPEN, size=200).tickets]
    order = lived.oracle.order()
    assert sorted(shown) == sorted(each.name for each in order)
    by_name = {each.name: each for each in order}
    assert [by_name[name].turn for name in shown] == [each.turn for each in order]
    for place, each in enumerate(order):
        for before in order[:place]:
            since = [one.made for one in before.owed] + [at for at in [before.waiting] if at]
            assert min(since) <= each.turn or each.turn > lived.now


def check_once() -> None:
    """Nothing is broken, or said to be, twice."""
    told = list(Event.objects.filter(kind="promise.broken").values_list("data__promise", flat=True))
    assert sorted(told) == sorted(
        Promise.objects.filter(broken_at__isnull=False).values_list("pk", flat=True)
    )
    assert told


def check_nobody_hears_nothing() -> None:
    """Whoever waits for us is promised something, whatever the oracle says."""
    waits = Ticket.objects.filter(state__in=["new", "open"], merged_into=None, spam=False)
    promised = Promise.objects.filter(state="open", to=None).exclude(kind="reminder")
    assert not waits.exclude(pk__in=promised.values("ticket")).exists()


def check_absences(lived: Life) -> None:
    """A lead sees what comes due while its owner is away, and who is there then could take it."""
    shown = uncovered(lived.people[1], now=lived.now)
    assert {each.ticket.reference for each in shown} == lived.oracle.uncovered(lived.now)
    for each in shown:
        at = max(lived.now, each.promises[0].due_at)
        there = {one.pk for one in lived.people if not lived.oracle.is_away(one.name, at)}
        assert (each.proposed and each.proposed.pk) in (there - {each.ticket.owner_id} or {None})
