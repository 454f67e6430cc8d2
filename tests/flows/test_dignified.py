"""Where nothing satisfies: attempts are recorded, a lead agrees, and the last message closes it with dignity."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from aiuto.approvals.errors import AskedAlready
from aiuto.approvals.models import Approval
from aiuto.coach.checking import check
from aiuto.customers.models import ContactPoint
from aiuto.flows.ask_helped import ask_helped
from aiuto.flows.decide import decide
from aiuto.flows.lapse_approvals import lapse_approvals
from aiuto.flows.note_attempt import note_attempt
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.propose_compensation import propose_compensation
from aiuto.flows.propose_ending import propose_ending
from aiuto.flows.undo_send import undo_send
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people.models import User
from aiuto.promises.models import Promise
from aiuto.promises.queries.kept import lateness, tallies, total
from aiuto.recovery import errors
from aiuto.recovery.giving import Offer
from aiuto.recovery.models import Attempt, Ending, Recovery, Step
from aiuto.recovery.queries.dignified import ended_tickets, is_ended, recourse
from aiuto.recovery.queries.export import export_recoveries
from aiuto.recovery.queries.figures import figures as figures_of
from aiuto.recovery.queries.figures import last_year
from aiuto.tickets.models import Helped, Message, State, Ticket
from aiuto.tickets.queries.helped import figures
from tests.flows.recovering import DAY, act, late

DONE = (
    "Gentile Giulia,\n\ngrazie della pazienza con cui ci ha scritto. Le abbiamo spedito una lampada nuova, Le abbiamo"
    " offerto il rimborso intero e un tecnico a casa Sua."
)
WHY = "Tre offerte oneste, nessuna accettata"
TEN = Decimal(10)
OFFERS = ("Una lampada nuova", "Il rimborso intero", "Un tecnico a casa")


@pytest.fixture
def tried(recovery, agent, now) -> Recovery:
    for number, offer in enumerate(OFFERS):
        attempt(recovery, agent, now + number * DAY, offer)
    return recovery


def attempt(recovery, user, now, offered=OFFERS[0], **other) -> Attempt:
    given = {"offered": offered, "answer": "Non mi basta", "at": now} | other
    return note_attempt(recovery.pk, **given, user=user, now=now)


def propose(recovery, user, now, **other) -> Ending:
    seen = Message.objects.filter(ticket=recovery.ticket).latest("pk").pk
    given = {"done": DONE, "remains": recourse("it"), "why": WHY, "cause": late(), "seen": seen} | other
    return propose_ending(recovery.pk, **given, user=user, now=now)


def agree(ending, lead, now) -> None:
    decide(ending.approval_id, approve=True, user=lead, now=now)


def state_of(recovery) -> str:
    return Recovery.objects.get(pk=recovery.pk).state


def test_last_message_leaves_and_the_recovery_is_closed_once_a_lead_agrees(tried, agent, lead, now):
    ending = propose(tried, agent, now + 3 * DAY)
    assert state_of(tried) == "open" and not Message.objects.filter(direction="out").exists()
    agree(ending, lead, now + 4 * DAY)
    ending.refresh_from_db()
    assert state_of(tried) == "closed" and ending.agreed_at == now + 4 * DAY
    assert ending.message.author == agent and ending.message.text == f"{DONE}\n\n{recourse('it')}"
    assert Delivery.objects.filter(message=ending.message_id).count() == 1
    assert {step.waiver_id for step in Step.objects.all()} == {ending.approval_id}
    assert Ticket.objects.get().state == State.SOLVED
    assert not Promise.objects.filter(closed_at__isnull=True).exists()


def test_what_was_done_stays_done(tried, agent, lead, now):
    act(tried, agent, now)
    agree(propose(tried, agent, now + 3 * DAY), lead, now + 3 * DAY)
    states = dict(Step.objects.values_list("kind", "state"))
    assert states.pop("act") == "done"
    assert set(states.values()) == {"waived"}


def test_fewer_attempts_than_needed_propose_nothing(recovery, agent, now):
    for number in range(2):
        attempt(recovery, agent, now + number * DAY)
    with pytest.raises(errors.TooFew):
        propose(recovery, agent, now + 3 * DAY)
    assert not Approval.objects.exists() and not Ending.objects.exists()
    assert Ticket.objects.get().cause_id is None


def test_attempt_says_what_was_offered_when_and_what_they_answered(recovery, agent, now):
    for missing in ({"offered": " "}, {"answer": " "}):
        with pytest.raises(errors.NothingSaid):
            attempt(recovery, agent, now, **missing)
    with pytest.raises(errors.NotYet):
        attempt(recovery, agent, now, at=now + timedelta(minutes=1))
    attempt(recovery, agent, now, at=now - DAY)
    kept = Attempt.objects.get()
    assert (kept.offered, kept.offered_at, kept.answer, kept.noted_by) == (
        OFFERS[0],
        now - DAY,
        "Non mi basta",
        agent,
    )
    told = str(list(Event.objects.filter(kind="recovery.attempted").values_list("data", flat=True)))
    assert OFFERS[0] not in told and "Non mi basta" not in told


@pytest.mark.parametrize(
    "reproach",
    [
        "Purtroppo la nostra politica aziendale non prevede altro.",
        "Come Le abbiamo già spiegato più volte, Lei ha torto.",
        "Deve rivolgersi al produttore.",
        "[NOME]",
    ],
)
def test_last_message_with_a_reproach_is_not_even_proposed(tried, agent, now, reproach):
    with pytest.raises(errors.Unkind) as refused:
        propose(tried, agent, now + 3 * DAY, done=f"{DONE} {reproach}")
    assert reproach.split()[-1].strip(".") in str(refused.value)
    assert not Approval.objects.exists()


def test_owner_or_a_lead_proposes(tried, lead, desk, now):
    other = User.objects.create(email="dora@lumiera.example", name="Dora", created_at=now)
    lead.teams.first().members.add(other)
    with pytest.raises(errors.NotYours):
        propose(tried, other, now + 3 * DAY)
    assert propose(tried, lead, now + 3 * DAY).approval.asked_by == lead


def test_cause_is_known_before(tried, agent, now):
    with pytest.raises(errors.NoCause):
        propose(tried, agent, now + 3 * DAY, cause=None)


def test_what_is_to_be_paid_out_is_paid_first(tried, agent, lead, now):
    ending = propose(tried, agent, now + 3 * DAY)
    offer = Offer(kind="voucher", amount=TEN, why="Gesto", other="gift", other_amount=TEN)
    propose_compensation(tried.pk, offer, user=agent, now=now + 3 * DAY)
    with pytest.raises(errors.NotPaid):
        agree(ending, lead, now + 4 * DAY)
    assert state_of(tried) == "open" and Approval.objects.get(pk=ending.approval_id).state == "asked"


def test_customer_who_wrote_since_is_read_first(tried, arrive, agent, lead, now):
    ending = propose(tried, agent, now + 3 * DAY)
    asked = Message.objects.get(direction="in")
    arrive(
        at=now + 4 * DAY,
        text="Va bene, accetto il rimborso.",
        references=asked.message_id,
        message_id="<seconda@customer.example>",
    )
    with pytest.raises(errors.WroteSince):
        agree(ending, lead, now + 5 * DAY)
    assert state_of(tried) == "open" and not Message.objects.filter(direction="out").exists()
    decide(ending.approval_id, approve=False, said="Ha accettato", user=lead, now=now + 5 * DAY)
    assert propose(tried, agent, now + 6 * DAY).seen > ending.seen


def test_one_is_proposed_at_a_time_and_a_no_changes_nothing(tried, agent, lead, now):
    ending = propose(tried, agent, now + 3 * DAY)
    with pytest.raises(AskedAlready):
        propose(tried, agent, now + 3 * DAY)
    decide(ending.approval_id, approve=False, said="Proviamo ancora", user=lead, now=now + 4 * DAY)
    assert state_of(tried) == "open" and not is_ended(tried.ticket_id)
    again = propose(tried, agent, now + 5 * DAY)
    lapse_approvals(now=now + 30 * DAY)
    assert Approval.objects.get(pk=again.approval_id).state == "lapsed" and state_of(tried) == "open"


def test_who_agrees_speaks_for_a_writer_who_has_left(tried, agent, lead, now):
    ending = propose(tried, agent, now + 3 * DAY)
    agent.is_active = False
    agent.save()
    agree(ending, lead, now + 4 * DAY)
    ending.refresh_from_db()
    assert ending.message.author == lead


def test_last_word_is_not_taken_back(tried, agent, lead, now):
    ending = propose(tried, agent, now + 3 * DAY)
    agree(ending, lead, now + 4 * DAY)
    ending.refresh_from_db()
    with pytest.raises(errors.LastWord):
        undo_send(ending.message_id, user=agent, now=now + 4 * DAY)
    assert Message.objects.get(pk=ending.message_id).withdrawn_at is None


def test_nobody_is_asked_afterwards_whether_it_helped(tried, agent, lead, now):
    agree(propose(tried, agent, now + 3 * DAY), lead, now + 4 * DAY)
    ticket = Ticket.objects.get()
    ContactPoint.objects.update(verified_at=now)
    planned = {"ask_at": now + 5 * DAY}
    Helped.objects.update_or_create(ticket=ticket, solved_at=ticket.solved_at, defaults=planned)
    assert ask_helped(now=now + 30 * DAY) == 0
    assert not Helped.objects.filter(asked_at__isnull=False).exists()


def test_it_weighs_on_no_figure_and_is_counted_apart(tried, agent, lead, now):
    """Its apology was late and its act broken; its customer once said no."""
    given = {"solved_at": now, "ask_at": now, "asked_at": now, "answer": "no", "answered_at": now}
    Helped.objects.create(ticket=tried.ticket, **given)
    time = {"since": now - DAY, "until": now + 30 * DAY}
    Promise.objects.filter(kind="apology").update(state="kept_late", closed_at=now + DAY)
    Promise.objects.filter(kind="action").update(state="broken", not_kept_at=now)
    agree(propose(tried, agent, now + 3 * DAY), lead, now + 4 * DAY)
    before = total(tallies(agent, by="kind", **time, apart=Ticket.objects.filter(pk=0).values("pk")))
    assert before.late + before.broken > 1 and before.denied == 1
    apart = ended_tickets()
    found = total(tallies(agent, by="team", **time, apart=apart))
    assert (found.due, found.denied, found.left_out) == (0, 0, before.due)
    assert lateness(agent, **time, apart=apart) is None
    said = figures(agent, **time, apart=apart)
    assert (said.no, said.lasted.of, said.left_out) == (0, 0, 1)


def test_no_said_before_is_left_out_of_how_recoveries_went(tried, agent, lead, now):
    act(tried, agent, now)
    note_follow_up(tried.pk, answer="not", user=agent, now=now + DAY)
    before = figures_of(tried.desk, last_year(tried.desk, now=now + 5 * DAY)).all
    assert (before.unhappy, before.left_out) == (1, 0)
    agree(propose(tried, agent, now + 3 * DAY), lead, now + 4 * DAY)
    after = figures_of(tried.desk, last_year(tried.desk, now=now + 5 * DAY)).all
    assert (after.unhappy, after.left_out, after.number) == (0, 1, 1)


def test_export_says_which_was_closed_so(tried, agent, lead, now):
    agree(propose(tried, agent, now + 3 * DAY), lead, now + 4 * DAY)
    [line] = export_recoveries()
    assert line["dignified"] is True and line["closed"]
    assert OFFERS[0] not in str(line)


@pytest.mark.parametrize("language", ["it", "en"])
def test_presets_of_what_stays_open_are_kind(language):
    text = recourse(language)
    assert check(text, context="reply", language=language).findings == ()
    assert text in (settings.ENVIRONMENT.aiuto_recourse_it, settings.ENVIRONMENT.aiuto_recourse_en)
