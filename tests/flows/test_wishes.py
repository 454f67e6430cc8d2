"""The customer's own day: kept, minded when something is promised, and said once when it has passed."""

from datetime import date, timedelta

import pytest

from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.miss_wishes import miss_wishes
from aiuto.flows.set_wish import set_wish
from aiuto.flows.solve import solve
from aiuto.journal.models import Event
from aiuto.promises.errors import AfterTheirDate
from aiuto.promises.models import Promise
from aiuto.tickets.errors import BadDate
from aiuto.tickets.models import Ticket

DAY = timedelta(days=1)
SATURDAY = date(2026, 3, 7)


@pytest.fixture
def wished(ticket, agent, now) -> Ticket:
    return set_wish(
        ticket.reference, wish="Che funzioni\n per sabato", wanted_by=SATURDAY, user=agent, now=now
    )


def test_wish_is_kept_in_their_words_with_their_day(wished):
    kept = Ticket.objects.get()
    assert (kept.wish, kept.wanted_by) == ("Che funzioni per sabato", SATURDAY)
    event = Event.objects.get(kind="ticket.wish_set")
    assert event.data == {"was": None, "wanted_by": "2026-03-07"}


def test_day_that_has_been_is_refused(ticket, agent, now):
    with pytest.raises(BadDate):
        set_wish(ticket.reference, wanted_by=(now - DAY).date(), user=agent, now=now)


def test_later_promise_is_questioned_and_made_when_it_is_meant(wished, agent, now):
    late = {"kind": "delivery", "what": "Consegna", "due": now + 6 * DAY}
    with pytest.raises(AfterTheirDate):
        make_promise(wished.reference, Word(**late), user=agent, now=now)
    assert not Promise.objects.filter(kind="delivery").exists()

    make_promise(wished.reference, Word(**late, knowingly=True), user=agent, now=now)
    make_promise(wished.reference, Word(**late | {"due": now + 5 * DAY}), user=agent, now=now)
    assert Promise.objects.filter(kind="delivery").count() == 2


def test_missed_day_is_said_once(wished, now):
    assert miss_wishes(now=now + 5 * DAY) == 0
    assert miss_wishes(now=now + 6 * DAY) == 1
    assert miss_wishes(now=now + 7 * DAY) == 0
    assert Event.objects.filter(kind="ticket.wish_missed").count() == 1


def test_another_day_may_be_missed_again(wished, agent, now):
    miss_wishes(now=now + 6 * DAY)
    set_wish(wished.reference, wanted_by=SATURDAY + 3 * DAY, user=agent, now=now + 6 * DAY)
    assert miss_wishes(now=now + 10 * DAY) == 1


def test_solved_request_misses_nothing(wished, agent, now):
    solve(wished.reference, user=agent, now=now + DAY)
    assert miss_wishes(now=now + 6 * DAY) == 0
