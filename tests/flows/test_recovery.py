"""A failure carried to its end: five steps, their clocks, their evidence, and the second failure."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from aiuto.customers.models import Order, OrderLine
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.change_customer import change_customer
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.decide import decide
from aiuto.flows.dismiss_proposal import dismiss_proposal
from aiuto.flows.do_step import do_step
from aiuto.flows.drop_promise import drop_promise
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.merge import merge
from aiuto.flows.merge_customers import merge_customers
from aiuto.flows.note_asking import note_asking
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.release_promise import release_promise
from aiuto.flows.renegotiate import renegotiate
from aiuto.flows.solve import solve
from aiuto.flows.undo_send import undo_send
from aiuto.flows.watch_promises import watch_promises
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.people.models import Schedule
from aiuto.promises.errors import OfStep
from aiuto.promises.making import make_by_rule
from aiuto.promises.models import Kind, Promise
from aiuto.promises.ruling import Ruled
from aiuto.recovery import errors
from aiuto.recovery.models import Apology, Dismissal, Line, Recovery, Step
from aiuto.recovery.queries import past_of, standing
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import Message, Ticket
from tests.flows.conftest import ticket_of
from tests.flows.recovering import (
    DAY,
    IN_NEW_WORDS,
    THIN,
    act,
    carry_to_its_end,
    fail,
    finish_all_but_follow_up,
    late,
    say,
    step_of,
)

HOUR = timedelta(hours=1)


def state_of(recovery) -> str:
    return Recovery.objects.get(pk=recovery.pk).state


def order_of(customer) -> OrderLine:
    order = Order.objects.create(
        customer=customer,
        source="negozio",
        number="A100",
        ordered_on=date(2026, 2, 2),
        imported_at=datetime(2026, 2, 2, tzinfo=UTC),
    )
    given = {"sku": "NUV", "name": "Nuvola", "quantity": Decimal(1), "unit_price": Decimal("89.50")}
    return OrderLine.objects.create(order=order, position=1, currency="EUR", **given)


def test_recovery_opens_with_five_steps_and_what_they_promise(recovery, ticket, agent, now):
    steps = standing(ticket.pk).steps
    assert [step.kind for step in steps] == ["apologise", "act", "compassion", "compensate", "follow_up"]
    assert {step.state for step in steps} == {"due"}
    promised = Promise.objects.filter(kind__in=("apology", "action", "follow_up"))
    assert sorted(promised.values_list("kind", "due_at")) == [
        ("action", datetime(2026, 3, 2, 17, 0, tzinfo=UTC)),
        ("apology", now + HOUR),
    ]
    assert recovery.owner == agent
    assert Ticket.objects.get().next_due_at == now + HOUR


def test_clocks_are_those_of_the_desk(ticket, agent):
    """Opened on Friday evening, after the desk has closed: it is due on Monday."""
    evening = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
    recovery = fail(ticket, agent, evening)
    assert step_of(recovery, "apologise").due_at == datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
    assert step_of(recovery, "act").due_at == datetime(2026, 3, 9, 17, 0, tzinfo=UTC)


def test_desk_that_never_opens_has_clocks_all_the_same(ticket, desk, agent, now):
    Schedule.objects.update(week={})
    recovery = fail(ticket, agent, now)
    assert step_of(recovery, "apologise").due_at == now + HOUR
    assert step_of(recovery, "act").due_at > now


def test_one_recovery_at_a_time(recovery, ticket, agent, now):
    with pytest.raises(errors.UnderWay):
        fail(ticket, agent, now)


@pytest.mark.parametrize("what", ["", "  \n "])
def test_recovery_without_a_fact_is_refused(ticket, agent, now, what):
    with pytest.raises(errors.NothingSaid):
        fail(ticket, agent, now, what=what)


def test_outsider_finds_no_request_to_open_one_on(ticket, outsider, now):
    with pytest.raises(NotFound):
        fail(ticket, outsider, now)


def test_lines_stay_as_they_were_when_the_order_changes(ticket, agent, now):
    line = order_of(ticket.customer)
    recovery = open_recovery(
        ticket.reference, Failure(what="Rotta", lines=[line.pk], goods="kept"), user=agent, now=now
    )
    line.order.delete()
    kept = Line.objects.get(recovery=recovery)
    assert (kept.number, kept.name, kept.unit_price, kept.currency) == (
        "A100",
        "Nuvola",
        Decimal("89.50"),
        "EUR",
    )


def test_line_of_somebody_else_is_refused(ticket, agent, arrive, now):
    other = ticket_of(arrive(sender="Paolo <paolo@altrove.example>", message_id="<p@altrove.example>"))
    line = order_of(other.customer)
    with pytest.raises(errors.NoSuchLine):
        open_recovery(ticket.reference, Failure(what="Rotta", lines=[line.pk]), user=agent, now=now)
    assert not Recovery.objects.exists()


def test_real_apology_does_the_step_and_keeps_its_promise(recovery, ticket, agent, now):
    message = say(ticket, agent, now + HOUR / 2)
    step = step_of(recovery, "apologise")
    assert (step.state, step.evidence, step.promise.state) == ("done", message, "kept")
    assert step_of(recovery, "compassion").state == "done"
    assert Event.objects.filter(kind="recovery.apologised").count() == 1


def test_thin_apology_does_not(recovery, ticket, agent, now):
    say(ticket, agent, now, text=THIN)
    assert step_of(recovery, "apologise").state == "due"
    assert not Apology.objects.exists()


def test_apology_after_its_hour_is_late(recovery, ticket, agent, now):
    watch_promises(now=now + 2 * HOUR)
    say(ticket, agent, now + 2 * HOUR)
    assert step_of(recovery, "apologise").promise.state == "kept_late"


def test_same_apology_is_not_given_twice(recovery, ticket, agent, now):
    say(ticket, agent, now)
    say(ticket, agent, now + HOUR)
    assert Apology.objects.count() == 1
    say(ticket, agent, now + 2 * HOUR, text=IN_NEW_WORDS)
    assert Apology.objects.count() == 2


def test_answer_taken_back_leaves_the_step_due(recovery, ticket, agent, now):
    message = say(ticket, agent, now + HOUR / 2)
    undo_send(message.pk, user=agent, now=now + HOUR / 2 + timedelta(seconds=3))
    step = step_of(recovery, "apologise")
    assert (step.state, step.evidence, step.promise.state) == ("due", None, "open")
    assert step_of(recovery, "compassion").state == "due"
    assert not Apology.objects.exists()


def test_apology_is_not_kept_by_hand(recovery, agent, now):
    with pytest.raises(OfStep):
        keep_promise(step_of(recovery, "apologise").promise.pk, user=agent, now=now)
    with pytest.raises(errors.BySentMessage):
        do_step(recovery.pk, "apologise", words="Ho chiesto scusa", user=agent, now=now)


@pytest.mark.parametrize("kind", ["apologise", "act"])
def test_promise_of_a_step_is_neither_moved_nor_let_go_by_hand(recovery, agent, now, kind):
    promise = step_of(recovery, kind).promise
    for end in (
        lambda: renegotiate(promise.pk, due=now + 9 * DAY, user=agent, now=now),
        lambda: release_promise(promise.pk, reason="Dice che non serve", user=agent, now=now),
        lambda: drop_promise(promise.pk, reason="Non serve più", user=agent, now=now),
    ):
        with pytest.raises(OfStep):
            end()
    promise.refresh_from_db()
    assert (promise.state, step_of(recovery, kind).state) == ("open", "due")


def test_follow_up_is_not_kept_by_hand_but_by_asking(recovery, agent, now):
    act(recovery, agent, now)
    promise = step_of(recovery, "follow_up").promise
    with pytest.raises(OfStep):
        keep_promise(promise.pk, user=agent, now=now)
    note_follow_up(recovery.pk, answer="content", user=agent, now=now + DAY)
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_follow_up_after_a_delivery_is_kept_by_hand(ticket, agent, now):
    made = make_by_rule(ticket, Kind.FOLLOW_UP, Ruled(now + DAY), now=now)
    assert keep_promise(made.pk, user=agent, now=now).state == "kept"


def test_act_needs_a_proof_and_gives_the_follow_up_its_day(recovery, agent, now):
    with pytest.raises(errors.NoProof):
        do_step(recovery.pk, "act", words="Spedita", proof=" ", user=agent, now=now)
    act(recovery, agent, now)
    assert step_of(recovery, "act").promise.state == "kept"
    follow_up = step_of(recovery, "follow_up")
    assert follow_up.due_at == follow_up.promise.due_at == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)


def test_steps_may_be_done_in_any_order(recovery, ticket, agent, now):
    do_step(recovery.pk, "compensate", words="Nessun danno", user=agent, now=now)
    act(recovery, agent, now)
    note_follow_up(recovery.pk, answer="content", user=agent, now=now + DAY)
    assert state_of(recovery) == "open"
    say(ticket, agent, now + DAY)
    assert state_of(recovery) == "awaiting"
    close_recovery(recovery.pk, cause=late(), user=agent, now=now + DAY)
    assert state_of(recovery) == "closed"


def test_recovery_does_not_close_with_a_step_missing(recovery, agent, now):
    finish_all_but_follow_up(recovery, agent, now)
    with pytest.raises(errors.StepsMissing):
        close_recovery(recovery.pk, cause=late(), user=agent, now=now)
    assert state_of(recovery) == "awaiting"


def test_recovery_does_not_close_without_a_cause(recovery, agent, now):
    finish_all_but_follow_up(recovery, agent, now)
    note_follow_up(recovery.pk, answer="content", user=agent, now=now + 5 * DAY)
    with pytest.raises(errors.NoCause):
        close_recovery(recovery.pk, user=agent, now=now + 5 * DAY)
    close_recovery(recovery.pk, cause=late(), user=agent, now=now + 5 * DAY)
    assert state_of(recovery) == "closed"
    assert Ticket.objects.get().cause_id == late()


def test_follow_up_comes_after_the_fix(recovery, agent, now):
    with pytest.raises(errors.NotAsked):
        note_follow_up(recovery.pk, answer="content", user=agent, now=now)


def test_silence_is_no_answer_only_some_days_after_they_were_asked(recovery, agent, now):
    act(recovery, agent, now)
    with pytest.raises(errors.NobodyAsked):
        note_follow_up(recovery.pk, answer="none", user=agent, now=now + 8 * DAY)
    note_asking(recovery.pk, words="In segreteria", user=agent, now=now + 8 * DAY)
    step = step_of(recovery, "follow_up")
    assert (step.state, step.promise.closed_at) == ("due", now + 8 * DAY)
    assert Message.objects.get(direction="note").text == "In segreteria"
    with pytest.raises(errors.AskedBefore):
        note_asking(recovery.pk, user=agent, now=now + 9 * DAY)
    with pytest.raises(errors.TooEarly):
        note_follow_up(recovery.pk, answer="none", user=agent, now=now + 15 * DAY - HOUR)
    note_follow_up(recovery.pk, answer="none", user=agent, now=now + 15 * DAY)
    assert step_of(recovery, "follow_up").answer == "none"


@pytest.mark.parametrize("answer", ["not", "partly"])
def test_who_is_not_content_finds_it_open_again_and_the_leads_hear(
    recovery, ticket, agent, lead, now, answer
):
    finish_all_but_follow_up(recovery, agent, now)
    solve(ticket.reference, user=agent, now=now)
    note_follow_up(recovery.pk, answer=answer, words="Manca il cavo", user=agent, now=now + 4 * DAY)
    assert state_of(recovery) == "reopened"
    assert Ticket.objects.get().state == "open"
    assert {step.state for step in standing(ticket.pk).steps} == {"due"}
    assert step_of(recovery, "apologise", again=2).due_at == now + 4 * DAY + HOUR / 2
    assert Notice.objects.get(kind="second_failure").user == lead


def test_reopened_recovery_wants_another_apology(recovery, ticket, agent, now):
    finish_all_but_follow_up(recovery, agent, now)
    note_follow_up(recovery.pk, answer="not", user=agent, now=now + DAY)
    say(ticket, agent, now + DAY)
    assert step_of(recovery, "apologise", again=2).state == "due"
    say(ticket, agent, now + DAY, text=IN_NEW_WORDS)
    assert step_of(recovery, "apologise", again=2).state == "done"


def test_waiver_needs_another_person(recovery, agent, lead, now):
    finish_all_but_follow_up(recovery, agent, now)
    approval = ask_waiver(recovery.pk, "follow_up", why="Ha già scritto che va bene", user=agent, now=now)
    assert step_of(recovery, "follow_up").state == "due"
    assert Notice.objects.get(kind="approval_asked").user == lead
    decide(approval.pk, approve=True, user=lead, now=now)
    step = step_of(recovery, "follow_up")
    assert (step.state, step.waiver, step.promise.state) == ("waived", approval, "moot")
    assert Notice.objects.get(kind="approval_decided").user == agent
    close_recovery(recovery.pk, cause=late(), user=agent, now=now)
    assert state_of(recovery) == "closed"


def test_waiver_of_a_step_that_an_answer_does_is_not_decided_any_more(recovery, ticket, agent, lead, now):
    approval = ask_waiver(recovery.pk, "apologise", why="Non serve", user=agent, now=now)
    say(ticket, agent, now)
    approval.refresh_from_db()
    assert (approval.state, step_of(recovery, "apologise").state) == ("lapsed", "done")


def test_recovery_goes_along_when_its_request_is_merged(recovery, ticket, agent, arrive, now):
    other = ticket_of(arrive(message_id="<other@customer.example>"))
    merge(ticket.reference, into=other.reference, user=agent, now=now)
    assert standing(other.pk).recovery == recovery
    say(other, agent, now)
    assert step_of(recovery, "apologise").state == "done"
    act(recovery, agent, now)
    assert step_of(recovery, "follow_up").promise.ticket == other


def test_of_two_that_came_together_the_newest_is_carried_on_first(recovery, ticket, agent, arrive, now):
    other = ticket_of(arrive(message_id="<other@customer.example>"))
    newer = fail(other, agent, now)
    merge(other.reference, into=ticket.reference, user=agent, now=now)
    assert standing(ticket.pk).recovery == newer
    finish_all_but_follow_up(newer, agent, now, on=ticket)
    note_follow_up(newer.pk, answer="content", user=agent, now=now)
    close_recovery(newer.pk, cause=late(), user=agent, now=now)
    assert standing(ticket.pk).recovery == recovery
    say(ticket, agent, now, text=IN_NEW_WORDS)
    assert step_of(recovery, "apologise").state == "done"


def test_spam_owes_no_apology(recovery, ticket, agent, now):
    mark_spam(ticket.reference, user=agent, now=now)
    assert step_of(recovery, "apologise").promise.state == "moot"


def test_proposal_that_was_answered_no_is_remembered_once(ticket, agent, now):
    for _ in range(2):
        dismiss_proposal(ticket.reference, key="message:1", user=agent, now=now)
    assert Dismissal.objects.count() == 1
    assert Event.objects.filter(kind="recovery.dismissed").count() == 1


def test_events_hold_no_words(recovery, agent, now):
    carry_to_its_end(recovery, agent, now)
    told = " ".join(
        str(data)
        for data in Event.objects.filter(kind__startswith="recovery.").values_list("data", flat=True)
    )
    assert "lampada" not in told and "LX-4471" not in told
    assert Step.objects.filter(state="done").count() == 5


def test_answer_taken_back_after_the_end_opens_it_again_with_what_it_promised(recovery, agent, now):
    message = say(recovery.ticket, agent, now + HOUR / 2)
    act(recovery, agent, now + HOUR)
    do_step(recovery.pk, "compensate", words="Nessun danno", user=agent, now=now + HOUR)
    note_follow_up(recovery.pk, answer="content", user=agent, now=now + HOUR)
    close_recovery(recovery.pk, cause=late(), user=agent, now=now + HOUR)
    undo_send(message.pk, user=agent, now=now + HOUR)
    step = step_of(recovery, "apologise")
    assert (state_of(recovery), step.state, step.promise.state) == ("reopened", "due", "open")


def test_answer_of_a_round_that_is_over_owes_nothing_once_it_is_taken_back(recovery, agent, now):
    message = say(recovery.ticket, agent, now + HOUR / 2)
    act(recovery, agent, now + HOUR)
    note_follow_up(recovery.pk, answer="not", user=agent, now=now + HOUR)
    undo_send(message.pk, user=agent, now=now + HOUR)
    assert step_of(recovery, "apologise").promise.closed_at
    assert step_of(recovery, "apologise", again=2).state == "due"


def test_recovery_is_of_whoever_its_request_turns_out_to_be_of(recovery, agent, now):
    given = {"email": "zia@neri.example", "confirmed": "zia@neri.example", "name": "Zia Neri"}
    ticket = change_customer(recovery.ticket.reference, **given, user=agent, now=now)
    recovery.refresh_from_db()
    assert recovery.customer == ticket.customer and str(ticket.customer) == "Zia Neri"


def test_merged_customer_takes_past_recoveries_along(recovery, arrive, agent, now):
    other = ticket_of(arrive(sender="G. Neri <g.neri@studio.example>", message_id="<two@studio.example>"))
    merge_customers(recovery.customer_id, into=other.customer_id, user=agent, now=now)
    assert past_of(other.customer_id, user=agent, apart_from=other.pk) == [recovery]
