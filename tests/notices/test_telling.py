"""Who is told what, how often, and at what cost."""

import pytest

from aiuto.journal.actors import SYSTEM, customer, person
from aiuto.notices.choosing import Wishes, choose
from aiuto.notices.models import Choice, Kind, Notice
from aiuto.notices.reading import read
from aiuto.notices.telling import tell, tell_each, tell_of_many
from aiuto.notices.ways import DEFAULTS, Ways
from tests.notices.conftest import told

WROTE = Kind.CUSTOMER_WROTE


def test_every_kind_has_a_default():
    assert set(DEFAULTS) == set(Kind)
    assert DEFAULTS[Kind.MENTIONED] == DEFAULTS[WROTE] == Ways(in_app=True, in_browser=True, in_digest=False)


def test_notice_says_who_did_what_where(anna, bruno, now):
    tell([anna.pk], kind=Kind.ASSIGNED, ticket=7, by=person(bruno.pk), now=now)

    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.ticket, notice.actor) == (anna, "assigned", 7, bruno.pk)
    assert (notice.at, notice.in_app, notice.in_browser, notice.read_at) == (now, True, False, None)


def test_ones_own_act_is_not_told(anna, bruno, now):
    tell([anna.pk, bruno.pk], kind=Kind.FOLLOWED, ticket=7, by=person(anna.pk), now=now)

    assert (told(anna), told(bruno)) == ([], [("followed", 7)])


def test_customer_with_the_number_of_a_colleague_is_somebody_else(anna, now):
    tell([anna.pk], kind=WROTE, ticket=7, by=customer(anna.pk), now=now)

    assert told(anna) == [("customer_wrote", 7)]
    assert Notice.objects.get().actor is None


def test_three_mails_are_one_notice_on_top(anna, now):
    for ticket in (7, 8, 7, 7):
        tell([anna.pk], kind=WROTE, ticket=ticket, by=SYSTEM, now=now)

    assert told(anna) == [("customer_wrote", 7), ("customer_wrote", 8)]


def test_mention_stays_when_the_customer_writes(anna, bruno, now):
    tell([anna.pk], kind=Kind.MENTIONED, ticket=7, by=person(bruno.pk), now=now)
    tell([anna.pk], kind=WROTE, ticket=7, by=SYSTEM, now=now)

    assert told(anna) == [("customer_wrote", 7), ("mentioned", 7)]


def test_many_are_told_of_many_as_one_by_one(anna, bruno, now, django_assert_num_queries):
    """What is unread of the same kind makes way on the same request alone; who wants none of it gets none."""
    for ticket in (7, 8):
        tell([anna.pk, bruno.pk], kind=Kind.PROMISE_BROKEN, ticket=ticket, by=SYSTEM, now=now)
    batch = {(anna.pk, Kind.PROMISE_BROKEN, 7), (bruno.pk, Kind.PROMISE_DUE, 9), (anna.pk, Kind.TEAM_NEW, 9)}
    with django_assert_num_queries(4):
        tell_of_many(batch, by=SYSTEM, now=now)

    assert told(anna) == [("promise_broken", 7), ("promise_broken", 8)]
    assert told(bruno) == [("promise_due", 9), ("promise_broken", 8), ("promise_broken", 7)]


def test_what_was_read_comes_again(anna, now):
    tell([anna.pk], kind=WROTE, ticket=7, by=SYSTEM, now=now)
    read(anna, now=now)
    tell([anna.pk], kind=WROTE, ticket=7, by=SYSTEM, now=now)

    assert (told(anna), Notice.objects.count()) == ([("customer_wrote", 7)], 2)


def test_each_is_told_what_it_is_for_them(anna, bruno, now):
    tell_each({anna.pk: WROTE, bruno.pk: Kind.FOLLOWED}, ticket=7, by=SYSTEM, now=now)

    assert (told(anna), told(bruno)) == ([("customer_wrote", 7)], [("followed", 7)])


def test_choice_of_each_person_holds(anna, bruno, now):
    Choice.objects.create(user=anna, kind=WROTE, in_app=False, in_browser=False, in_digest=True)
    Choice.objects.create(user=bruno, kind=WROTE, in_app=False, in_browser=False, in_digest=False)
    tell([anna.pk, bruno.pk], kind=WROTE, ticket=7, by=SYSTEM, now=now)

    [notice] = Notice.objects.all()
    assert (notice.user, notice.in_app, notice.in_browser, notice.in_digest) == (anna, False, False, True)


def test_kind_that_is_off_unless_asked_for_is_told_to_who_asked(anna, bruno, now):
    choose(anna, Wishes({Kind.TEAM_NEW: Ways(True, False, False)}), by=person(anna.pk), now=now)
    tell([anna.pk, bruno.pk], kind=Kind.TEAM_NEW, ticket=7, by=SYSTEM, now=now)

    assert (told(anna), told(bruno)) == ([("team_new", 7)], [])


def test_who_left_is_told_nothing(person, now):
    gone = person("carlo", is_active=False)
    tell([gone.pk, gone.pk + 1000], kind=WROTE, ticket=7, by=SYSTEM, now=now)

    assert not Notice.objects.exists()


@pytest.mark.parametrize("number", [0, 1, 20])
def test_telling_costs_two_statements_however_many(person, now, number, django_assert_num_queries):
    people = [person(f"p{n}").pk for n in range(number)]
    with django_assert_num_queries(2 if number else 0):
        tell(people, kind=WROTE, ticket=7, by=SYSTEM, now=now)
    assert Notice.objects.count() == number


def test_notice_of_no_request_is_told(anna, now):
    tell([anna.pk], kind=Kind.NOT_SENT, ticket=None, by=SYSTEM, now=now)

    assert told(anna) == [("not_sent", None)]
