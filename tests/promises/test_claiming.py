"""What the house claims of itself, and how true it is."""

from datetime import timedelta

import pytest

from aiuto.flows.keep_claim import Claimed, keep_claim
from aiuto.flows.watch_claims import watch_claims
from aiuto.flows.withdraw_claim import withdraw_claim
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.people.errors import NotAllowed
from aiuto.people.models import Desk, Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.errors import BadClaim, WrongState
from aiuto.promises.models import Claim, OwnKind, Promise
from aiuto.promises.queries.claims import claims, measured
from aiuto.tickets.models import Ticket
from aiuto.tickets.references import new_reference

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
IN_A_DAY = Claimed(words="Consegna in 24 ore", kind="delivery", minutes=1440, working=False, floor=80)


@pytest.fixture
def lead(db, now) -> User:
    user = User.objects.create(email="rita@lumen.example", name="Rita", role=Role.LEAD, created_at=now)
    Team.objects.get(desks=default_desk()).members.add(user)
    return user


@pytest.fixture
def claim(lead, now) -> Claim:
    return keep_claim(None, IN_A_DAY, by=lead, now=now)


@pytest.fixture
def made(db, now):
    """`made(5, after=20)`: made five days ago and fulfilled twenty hours later, or never."""

    def made(days: float, *, after: float | None = None, desk: Desk | None = None, **given) -> Promise:
        desk, at = desk or default_desk(), now - days * DAY
        ticket = Ticket.objects.create(
            reference=new_reference(), desk=desk, created_at=at, last_message_at=at
        )
        given = {"kind": "delivery", "due_at": at + 2 * DAY, "state": "open"} | given
        if after is not None:
            given |= {"state": "kept", "closed_at": at + after * HOUR}
        return Promise.objects.create(ticket=ticket, desk=desk, made_at=at, **given)

    return made


def share(claim, now) -> tuple[int, int]:
    kept = measured(claim, now=now).kept
    return kept.number, kept.of


def test_kept_is_what_was_fulfilled_within_the_claimed_time(claim, made, now):
    made(5, after=24)
    made(5, after=24.1)
    made(5, state="broken")
    made(5, state="open", due_at=now + 5 * DAY)
    assert share(claim, now) == (1, 4)


def test_claimed_time_that_is_not_over_counts_nothing_yet(claim, made, now):
    made(0.5, after=1)
    made(0.5)
    assert share(claim, now) == (0, 0)


@pytest.mark.parametrize("state", ["renegotiated", "released", "moot"])
def test_what_was_agreed_on_anew_or_is_not_needed_says_nothing(claim, made, now, state):
    made(5, state=state, closed_at=now - 4 * DAY)
    assert share(claim, now) == (0, 0)


def test_other_kinds_and_older_promises_say_nothing(claim, made, now):
    made(5, kind="first_answer")
    made(31, after=1)
    made(5, after=1)
    assert share(claim, now) == (1, 1)


def test_own_kind_is_measured_by_its_own(lead, made, now):
    survey = OwnKind.objects.create(name_it="Sopralluogo", name_en="Survey")
    own = keep_claim(
        None,
        Claimed(words="x", kind="fix", own_kind_id=survey.pk, minutes=60, working=False, floor=1),
        by=lead,
        now=now,
    )
    made(5, kind="fix", after=0.5)
    made(5, kind="fix", own_kind=survey, after=2)
    assert share(own, now) == (0, 1)


def test_claimed_in_hours_of_work_is_counted_in_them(lead, made, now):
    given = {"words": "x", "kind": "delivery", "minutes": 60, "floor": 1}
    by_the_clock = keep_claim(None, Claimed(**given, working=False), by=lead, now=now)
    at_work = keep_claim(None, Claimed(**given), by=lead, now=now)
    made(2, after=10)  # a Saturday morning
    assert (share(by_the_clock, now), share(at_work, now)) == ((0, 1), (1, 1))


def test_claim_of_one_desk_is_measured_there(lead, made, now):
    other = Desk.objects.create(name="Altro")
    own = keep_claim(
        None,
        Claimed(words="x", kind="delivery", minutes=1440, working=False, floor=1, desk_id=default_desk().pk),
        by=lead,
        now=now,
    )
    made(5, after=1)
    made(5, after=1, desk=other)
    assert share(own, now) == (1, 1)
    assert claims(User.objects.create(email="x@y.example", role=Role.LEAD, created_at=now)) == []


@pytest.mark.parametrize(("kept", "told"), [(3, True), (4, False)])
def test_managers_are_told_below_the_floor_alone(claim, made, lead, now, kept, told):
    for number in range(5):
        made(5, after=1 if number < kept else 30)
    assert watch_claims(now=now) == told
    assert Notice.objects.filter(user=lead, kind="claim_untrue").exists() == told


def test_few_promises_tell_nobody(claim, made, now):
    for _ in range(4):
        made(5)
    assert watch_claims(now=now) == 0


def test_managers_are_told_once_a_period_and_anew_when_it_was_mended(claim, made, lead, now):
    for _ in range(5):
        made(5)
    assert watch_claims(now=now) == 1
    assert watch_claims(now=now + 5 * DAY) == 0
    assert Event.objects.get(kind="claim.untrue").data == {"claim": claim.pk, "kept": 0, "of": 5}

    mended = Claimed(words="Consegna in 36 ore", kind="delivery", minutes=2160, working=False, floor=80)
    keep_claim(claim, mended, by=lead, now=now + 5 * DAY)
    assert watch_claims(now=now + 5 * DAY) == 1


def test_what_is_untrue_still_is_told_in_the_next_period(claim, made, now):
    for _ in range(5):
        made(5)
    watch_claims(now=now)
    for _ in range(5):
        made(-25)
    assert watch_claims(now=now + 29 * DAY) == 0
    assert watch_claims(now=now + 30 * DAY) == 1


def test_withdrawn_claim_is_kept_and_measured_no_more(claim, made, lead, now):
    for _ in range(5):
        made(5)
    withdraw_claim(claim, by=lead, now=now)
    assert Event.objects.get(kind="claim.withdrawn").data == {"claim": claim.pk, "kept": 0, "of": 5}
    assert watch_claims(now=now) == 0
    assert [one.withdrawn_at for one in claims(lead)] == [now]
    for again in (
        lambda: withdraw_claim(claim, by=lead, now=now),
        lambda: keep_claim(claim, IN_A_DAY, by=lead, now=now),
    ):
        with pytest.raises(WrongState):
            again()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "x"},
        {"minutes": 0},
        {"minutes": 90 * 24 * 60 + 1},
        {"floor": 0},
        {"floor": 101},
        {"words": " "},
    ],
)
def test_claim_without_sense_is_refused(lead, now, wrong):
    given = {"words": "x", "kind": "delivery", "minutes": 60, "floor": 90} | wrong
    with pytest.raises(BadClaim):
        keep_claim(None, Claimed(**given), by=lead, now=now)


def test_agents_claim_nothing(claim, lead, now):
    User.objects.filter(pk=lead.pk).update(role=Role.AGENT)
    with pytest.raises(NotAllowed):
        withdraw_claim(claim, by=User.objects.get(pk=lead.pk), now=now)
