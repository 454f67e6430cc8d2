"""Who is right, where people meet it: the panel beside the request, the questions, and a refusal served well."""

import pytest
from django.utils import timezone

from aiuto.flows.ask_team import ask_team
from aiuto.outbox.models import Delivery
from aiuto.people.models import Role, Team, User
from aiuto.recovery.models import Assessment, Opinion, Recovery
from aiuto.tickets.models import Cause, Ticket
from tests.flows.recovering import fail
from tests.workspace.conftest import signed_in

HTMX = {"HX-Request": "true"}
PANEL_QUERIES = 6
FACTS = "Le foto mostrano un urto durante il montaggio"
SERVICE = "Possiamo mandarLe il vetro di ricambio entro giovedì, a metà prezzo."
REFUSAL = (
    "Gentile Giulia,\n\nci scusiamo: abbiamo risposto in ritardo alla Sua richiesta, e capisco il disagio per la Sua"
    " cena. Le mandiamo domani in sostituzione il vetro di ricambio, a metà prezzo, e Le spieghiamo al telefono come si monta.\n\n"
    "Anna Bassi"
)


@pytest.fixture
def ticket(arrive) -> Ticket:
    text = "Buongiorno,\n\nla lampada è arrivata rotta. Voglio i soldi indietro.\n\nGiulia Neri"
    return Ticket.objects.get(reference=arrive(at=timezone.now(), text=text).ticket)


@pytest.fixture
def recovery(ticket, agent) -> Recovery:
    return fail(ticket, agent, timezone.now(), what="La lampada è arrivata rotta")


@pytest.fixture
def other(desk, colleague, now) -> User:
    given = {"name": "Dora Conti", "language": "en", "created_at": now}
    user = User.objects.create(email="dora@lumiera.example", role=Role.LEAD, **given)
    Team.objects.get(desks=desk, members=colleague).members.add(user)
    return user


def panel(browser, ticket) -> str:
    return str(browser.get(f"/tickets/{ticket.reference}/panels/judged/", headers=HTMX).text)


def ask(browser, ticket, act: str, **given):
    return browser.post(f"/tickets/{ticket.reference}/ask/{act}/", given, follow=True)


def test_panel_is_silent_where_nothing_failed(browser, ticket):
    assert panel(browser, ticket).strip() == ""


@pytest.mark.parametrize("number", [2, 5])
def test_panel_costs_the_same_however_many_are_asked(
    browser, ticket, recovery, desk, agent, now, number, django_assert_num_queries
):
    people = [User.objects.create(email=f"p{n}@lumiera.example", created_at=now) for n in range(number)]
    Team.objects.filter(desks=desk).first().members.add(*people)
    who = [one.pk for one in people]
    ask_team(recovery.pk, question="Chi ha ragione?", colleagues=who, user=agent, now=now)
    with django_assert_num_queries(PANEL_QUERIES):
        assert f"of {number} have answered" in panel(browser, ticket)


def test_team_is_asked_answers_and_reads(browser, ticket, recovery, colleague, other):
    ask(browser, ticket, "ask-team", question="Chi ha ragione?", colleagues=[colleague.pk, other.pk])
    theirs = signed_in(colleague)
    assert "Your view is asked for" in theirs.get("/approvals/").text
    assert "Anna Bassi asks what you think" in panel(theirs, ticket)
    form = theirs.get(f"/tickets/{ticket.reference}/ask/opinion/").text
    assert "Chi ha ragione?" in form and 'type="radio"' in form
    ask(theirs, ticket, "opinion", verdict="not_due", certainty="likely", words="Urto evidente")
    assert "Urto evidente" in panel(theirs, ticket)
    assert "Your view is asked for" not in theirs.get("/approvals/").text
    assert "Urto evidente" not in panel(browser, ticket)
    assert "Urto evidente" not in panel(signed_in(other), ticket)
    ask(browser, ticket, "close-asking")
    assert "Urto evidente" in panel(browser, ticket)
    assert "Urto evidente" in browser.get(f"/tickets/{ticket.reference}/ask/assess/").text


def test_who_was_not_asked_has_no_form_for_a_view(browser, ticket, recovery):
    assert browser.get(f"/tickets/{ticket.reference}/ask/opinion/").status_code == 404
    assert not Opinion.objects.exists()


def test_service_that_sounds_cold_is_said_again_or_meant_so(browser, ticket, recovery):
    given = {"verdict": "not_due", "certainty": "sure", "facts": FACTS}
    given["service"] = "La nostra politica non lo prevede."
    assert "It is meant just so" not in browser.get(f"/tickets/{ticket.reference}/ask/assess/").text
    refused = ask(browser, ticket, "assess", **given)
    assert refused.status_code == 422
    assert "La nostra politica non lo prevede." in refused.text and "It is meant just so" in refused.text
    assert not Assessment.objects.exists()
    ask(browser, ticket, "assess", **given, as_it_is="on")
    assert Assessment.objects.get().service == given["service"]


def test_colleague_reads_the_verdict_and_does_not_decide(browser, ticket, recovery, colleague):
    given = {"verdict": "not_due", "certainty": "sure", "facts": FACTS, "service": SERVICE}
    ask(browser, ticket, "assess", **given, insulted=colleague.pk)
    theirs = signed_in(colleague)
    shown = panel(theirs, ticket)
    assert "not due" in shown and SERVICE in shown and "A colleague was insulted here" in shown
    assert "Decide anew" in panel(browser, ticket) and "Decide anew" not in shown
    refused = ask(theirs, ticket, "assess", **given)
    assert refused.status_code == 422 and "Whoever carries this recovery decides it" in refused.text
    assert "we stand by you" in theirs.get("/notices/").text


def test_outsider_finds_nothing_of_it(ticket, recovery, outsider):
    browser = signed_in(outsider)
    for place in ("panels/judged/", "ask/assess/", "ask/ask-team/", "ask/opinion/", "ask/close-asking/"):
        assert browser.get(f"/tickets/{ticket.reference}/{place}").status_code == 404


def test_refusal_is_served_well(browser, ticket, recovery, colleague, other):
    """What they ask for is not due: the team says so, and they are helped all the same."""
    ask(browser, ticket, "ask-team", question="Spetta il rimborso?", colleagues=[colleague.pk, other.pk])
    for user, words in ((colleague, "Urto evidente"), (other, "Il vetro però possiamo mandarlo")):
        ask(signed_in(user), ticket, "opinion", verdict="not_due", certainty="sure", words=words)
    assert "Il vetro però possiamo mandarlo" in panel(browser, ticket)
    ask(browser, ticket, "assess", verdict="not_due", certainty="sure", facts=FACTS, service=SERVICE)
    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": REFUSAL})
    ask(browser, ticket, "step-act", words="Vetro di ricambio spedito", proof="LX-4471")
    ask(browser, ticket, "step-compensate", words="Nessun obbligo: l'urto è del montaggio")
    ask(browser, ticket, "step-follow-up", answer="content", words="Grazie, è di nuovo bella")
    ask(browser, ticket, "end-recovery", cause=Cause.objects.get(given="faulty_goods").pk)
    assert Recovery.objects.get().state == "closed"
    assert "not due" in panel(browser, ticket)
    sent = str(list(Delivery.objects.values_list("parts", flat=True)))
    assert "il vetro di ricambio, a metà prezzo" in sent
    for inside in (FACTS, "not_due", "Urto evidente", "Spetta il rimborso?"):
        assert inside not in sent
