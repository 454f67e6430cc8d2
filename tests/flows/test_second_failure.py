"""The same cause again for the same customer: the failure before is named, and the leads hear of it."""

from datetime import timedelta

import pytest

from aiuto.flows.check_draft import check_draft
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.do_step import do_step
from aiuto.flows.note_attempt import note_attempt
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.propose_ending import propose_ending
from aiuto.flows.set_cause import set_cause
from aiuto.manual.models import SavedReply
from aiuto.notices.models import Notice
from aiuto.people.models import Role, User
from aiuto.recovery.models import Apology
from aiuto.recovery.queries.dignified import recourse
from aiuto.tickets.models import Cause, Message, Ticket
from tests.flows.conftest import ticket_of
from tests.flows.recovering import APOLOGY, DAY, IN_NEW_WORDS, act, carry_to_its_end, fail, late, say, step_of


@pytest.fixture
def second(recovery, agent, arrive, now) -> Ticket:
    """A new request of the customer whose first failure was carried to its end."""
    carry_to_its_end(recovery, agent, now)
    return ticket_of(arrive(message_id="<second@customer.example>", subject="Ancora in ritardo"))


def test_same_cause_again_names_the_failure_before(second, recovery, agent, lead, now):
    set_cause(second.reference, cause=late(), user=agent, now=now + 10 * DAY)
    again = fail(second, agent, now + 10 * DAY)
    assert again.earlier == recovery
    assert Notice.objects.filter(kind="second_failure", user=lead).count() == 1


def test_cause_that_is_said_as_it_opens_tightens_its_clocks_and_tells_the_leads_at_once(
    second, recovery, agent, lead, now
):
    at, failure = now + 10 * DAY, Failure(what="Di nuovo in ritardo")
    again = open_recovery(second.reference, failure, cause=late(), user=agent, now=at)
    second.refresh_from_db()
    assert (second.cause_id, again.earlier) == (late(), recovery)
    assert step_of(again, "apologise").due_at == at + timedelta(minutes=30)
    assert Notice.objects.filter(kind="second_failure", user=lead).count() == 1


def test_cause_that_was_wrong_is_no_second_failure_any_more(second, recovery, agent, now):
    at = now + 10 * DAY
    again = open_recovery(second.reference, Failure(what="Rotta"), cause=late(), user=agent, now=at)
    set_cause(second.reference, cause=Cause.objects.get(given="payment").pk, user=agent, now=at)
    again.refresh_from_db()
    assert again.earlier is None
    set_cause(second.reference, cause=late(), user=agent, now=at)
    again.refresh_from_db()
    assert again.earlier == recovery


def test_something_else_twice_is_not_the_same_again(recovery, agent, arrive, now):
    other = Cause.objects.get(given="other")
    own = Cause.objects.create(name="Etichetta illeggibile", parent=other)
    set_cause(recovery.ticket.reference, cause=own.pk, user=agent, now=now)
    second = ticket_of(arrive(message_id="<second@customer.example>", subject="Un'altra cosa"))
    again = open_recovery(second.reference, Failure(what="x"), cause=other.pk, user=agent, now=now)
    assert again.earlier is None
    set_cause(second.reference, cause=own.pk, user=agent, now=now)
    again.refresh_from_db()
    assert again.earlier == recovery


def test_cause_that_is_known_later_names_it_too(second, recovery, agent, lead, now):
    again = fail(second, agent, now + 10 * DAY)
    assert again.earlier is None
    set_cause(second.reference, cause=late(), user=agent, now=now + 10 * DAY)
    again.refresh_from_db()
    assert again.earlier == recovery
    assert Notice.objects.filter(kind="second_failure", user=lead).count() == 1


def test_what_is_still_due_is_due_sooner_from_when_the_second_failure_is_known(second, agent, now):
    """Known a quarter of an hour later: half an hour for the apology, half of what is left of the day for the act."""
    opened = now.replace(hour=9) + 10 * DAY
    known = opened + timedelta(minutes=15)
    again = fail(second, agent, opened)
    before = step_of(again, "act").due_at
    set_cause(second.reference, cause=late(), user=agent, now=known)
    apology, act_ = step_of(again, "apologise"), step_of(again, "act")
    assert apology.due_at == known + timedelta(minutes=30) == apology.promise.due_at
    assert known < act_.due_at == act_.promise.due_at < before
    assert step_of(again, "compassion").due_at == act_.due_at


def test_clock_that_is_over_or_nearly_so_is_not_given_back_when_the_second_failure_is_known(
    second, agent, now
):
    again = fail(second, agent, now + 10 * DAY)
    before = step_of(again, "apologise").due_at
    set_cause(second.reference, cause=late(), user=agent, now=before - timedelta(minutes=5))
    assert step_of(again, "apologise").due_at == before


@pytest.mark.parametrize("private", [False, True])
def test_administrator_stands_in_where_nobody_leads_unless_the_desk_is_private(
    second, desk, agent, outsider, now, private
):
    User.objects.filter(pk=outsider.pk).update(role=Role.ADMIN)
    type(desk).objects.update(private=private)
    failure = Failure(what="Di nuovo in ritardo")
    open_recovery(second.reference, failure, cause=late(), user=agent, now=now + 10 * DAY)
    told = Notice.objects.filter(kind="second_failure").values_list("user", flat=True)
    assert list(told) == ([] if private else [outsider.pk])


def test_only_lead_who_carries_it_alone_is_not_the_only_one_to_know(second, agent, outsider, now):
    User.objects.filter(pk=outsider.pk).update(role=Role.ADMIN)
    User.objects.filter(pk=agent.pk).update(role=Role.LEAD)
    failure = Failure(what="Di nuovo in ritardo")
    open_recovery(second.reference, failure, cause=late(), user=agent, now=now + 10 * DAY)
    assert Notice.objects.get(kind="second_failure").user == outsider


def test_cause_that_is_said_at_the_end_tells_of_the_second_failure_too(second, recovery, agent, lead, now):
    again = fail(second, agent, now + 9 * DAY)
    say(second, agent, now + 9 * DAY, text=IN_NEW_WORDS)
    act(again, agent, now + 9 * DAY)
    do_step(again.pk, "compensate", words="Nessun danno", user=agent, now=now + 9 * DAY)
    note_follow_up(again.pk, answer="content", user=agent, now=now + 14 * DAY)
    close_recovery(again.pk, cause=late(), user=agent, now=now + 14 * DAY)
    again.refresh_from_db()
    assert (again.state, again.earlier) == ("closed", recovery)
    assert Notice.objects.filter(kind="second_failure", user=lead).count() == 1


def test_failure_of_long_ago_weighs_no_more(second, agent, now):
    set_cause(second.reference, cause=late(), user=agent, now=now + 91 * DAY)
    assert fail(second, agent, now + 91 * DAY).earlier is None


def test_cause_that_is_said_with_the_last_word_tells_of_it_too(second, recovery, agent, lead, now):
    at = now + 10 * DAY
    again = fail(second, agent, at)
    for _ in range(3):
        note_attempt(again.pk, offered="Un buono", answer="Non mi basta", at=at, user=agent, now=at)
    seen = Message.objects.filter(ticket=second).latest("pk").pk
    said = {"done": "Le abbiamo spedito un'altra lampada.", "remains": recourse("it"), "why": "Tre tentativi"}
    propose_ending(again.pk, **said, seen=seen, cause=late(), user=agent, now=at)
    again.refresh_from_db()
    assert again.earlier == recovery
    assert Notice.objects.filter(kind="second_failure", user=lead).count() == 1


TEMPLATE = (
    "{}\n\nLa lampada nuova arriva a casa Sua con il corriere espresso, e la spedizione la paghiamo noi. Il corriere La"
    " chiama mezz'ora prima di arrivare, così può farsi trovare in casa. Tenga pure la prima lampada, se arriva anche"
    " quella: non deve rispedire niente.\n\nA presto da parte di tutti noi"
)


def test_same_template_is_no_new_apology_whatever_its_first_words(recovery, ticket, agent, now):
    """As the coach says while it is written, too."""
    text = TEMPLATE.format(APOLOGY.replace("Giulia", "{{customer.first_name}}"))
    kept = SavedReply.objects.create(title="Ritardo", text=text, created_at=now, updated_at=now)
    say(ticket, agent, now, text=text.replace("{{customer.first_name}}", "Giulia"))
    assert Apology.objects.get().template == kept.pk
    act(recovery, agent, now)
    note_follow_up(recovery.pk, answer="not", user=agent, now=now + DAY)
    for said, same in ((TEMPLATE.format(IN_NEW_WORDS), True), (IN_NEW_WORDS, False)):
        checked = check_draft(ticket.reference, user=agent, text=said, direction="out", now=now + DAY)
        assert ("same_apology" in {hint.finding.kind for hint in checked.hints}) == same
        say(ticket, agent, now + DAY, text=said)
        assert (step_of(recovery, "apologise", again=2).state == "due") == same
