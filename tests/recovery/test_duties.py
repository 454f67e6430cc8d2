"""What the law owes: until which day, in whose words, and that the words we give are kind."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from aiuto.customers.models import Order
from aiuto.flows.check_texts import Kept, check_kept
from aiuto.flows.keep_duties import keep_duties
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.journal.models import Event
from aiuto.people.errors import NotAllowed
from aiuto.people.models import DeskKind, Role
from aiuto.recovery.duties import PRESETS, Terms, duties_of, last_day
from aiuto.recovery.errors import BadDuty
from aiuto.recovery.models import Duty, DutyKind
from aiuto.recovery.queries.duties import owed_by_law
from tests.flows.conftest import agent, arrive, desk, ticket  # noqa: F401 - fixtures
from tests.flows.test_recovery import order_of

WITHDRAWAL, CONFORMITY = DutyKind.WITHDRAWAL, DutyKind.CONFORMITY


@pytest.mark.parametrize(
    ("delivered", "country", "last"),
    [
        (date(2026, 2, 2), "IT", date(2026, 2, 16)),
        (date(2026, 2, 7), "IT", date(2026, 2, 23)),
        (date(2026, 12, 11), "IT", date(2026, 12, 28)),
        (date(2026, 12, 11), "", date(2026, 12, 25)),
    ],
)
def test_withdrawal_that_ends_on_a_free_day_ends_on_the_next_day_of_work(delivered, country, last):
    assert last_day(WITHDRAWAL, 14, delivered, country=country) == last


@pytest.mark.parametrize(
    ("delivered", "last"),
    [
        (date(2026, 2, 7), date(2028, 2, 7)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2025, 12, 31), date(2027, 12, 31)),
    ],
)
def test_conformity_ends_two_years_later_on_the_same_day(delivered, last):
    assert last_day(CONFORMITY, 24, delivered, country="IT") == last


@pytest.mark.parametrize("language", ["it", "en"])
def test_coach_has_nothing_to_say_about_the_words_that_are_given(db, language):
    for terms in PRESETS.values():
        text = terms.text(language)
        assert not check_kept(Kept("duty", 0, text, text, language)).hints, text


def test_what_is_owed_is_counted_from_the_delivery_as_it_is_known_now(ticket, agent, now):  # noqa: F811
    line = order_of(ticket.customer)
    failure = Failure(what="Rotta", lines=[line.pk])
    recovery = open_recovery(ticket.reference, failure, user=agent, now=now)

    def owed(at: datetime = now):
        [one] = owed_by_law(recovery.desk, recovery.lines.all(), language="it", now=at)
        return one.delivered, [(each.kind, each.until, each.over) for each in one.owed]

    assert owed() == (None, [("withdrawal", None, False), ("conformity", None, False)])
    Order.objects.update(delivered_on=date(2026, 2, 20))
    last, years = date(2026, 3, 6), date(2028, 2, 20)
    assert owed() == (date(2026, 2, 20), [("withdrawal", last, False), ("conformity", years, False)])
    late_that_day = datetime(2026, 3, 6, 22, 59, tzinfo=UTC)
    assert owed(late_that_day)[1][0] == ("withdrawal", last, False)
    assert owed(late_that_day.replace(hour=23))[1][0] == ("withdrawal", last, True)


def test_without_an_article_what_is_owed_is_said_without_a_day(desk, now):  # noqa: F811
    [one] = owed_by_law(desk, [], language="en", now=now)
    assert (one.line, one.delivered) == (None, None)
    assert [(each.length, each.until) for each in one.owed] == [(14, None), (24, None)]


def test_desk_has_its_own_words_and_days_and_what_is_empty_is_as_it_is_given(desk, agent, now):  # noqa: F811
    agent.role = Role.ADMIN
    given = {**PRESETS, WITHDRAWAL: Terms(30, "Trenta giorni per ripensarci, con calma.", " ")}
    keep_duties(desk, given, user=agent, now=now)
    own = duties_of(desk)
    assert own[WITHDRAWAL] == replace(given[WITHDRAWAL], text_en=PRESETS[WITHDRAWAL].text_en)
    assert own[CONFORMITY] == PRESETS[CONFORMITY]
    assert Duty.objects.count() == 1
    assert Event.objects.get(kind="desk.duties_changed").data == {"desk": desk.pk, "changed": ["withdrawal"]}
    keep_duties(desk, PRESETS, user=agent, now=now)
    assert not Duty.objects.exists()


def test_duty_that_does_not_hold_at_a_desk_is_not_shown(desk, agent, now):  # noqa: F811
    agent.role = Role.ADMIN
    none = {kind: replace(terms, length=0) for kind, terms in PRESETS.items()}
    keep_duties(desk, none, user=agent, now=now)
    assert owed_by_law(desk, [], language="it", now=now) == []


def test_desk_for_colleagues_owes_none_unless_somebody_says_so(desk, agent, now):  # noqa: F811
    agent.role, desk.kind = Role.ADMIN, DeskKind.COLLEAGUES
    assert owed_by_law(desk, [], language="it", now=now) == []
    keep_duties(desk, PRESETS, user=agent, now=now)
    assert len(owed_by_law(desk, [], language="it", now=now)[0].owed) == 2


def test_duties_are_an_administrators_and_no_slip(desk, agent, now):  # noqa: F811
    with pytest.raises(NotAllowed):
        keep_duties(desk, PRESETS, user=agent, now=now)
    agent.role = Role.ADMIN
    with pytest.raises(BadDuty):
        keep_duties(desk, {CONFORMITY: replace(PRESETS[CONFORMITY], length=2400)}, user=agent, now=now)
