"""Who is right, where people meet it: the panel beside the request, the questions, and a refusal served well."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.approvals.models import Approval
from aiuto.flows.ask_team import ask_team
from aiuto.outbox.models import Delivery
from aiuto.people.models import Role, Team, User
from aiuto.promises.models import Promise
from aiuto.recovery.models import Assessment, Opinion, Recovery
from aiuto.recovery.queries.dignified import recourse
from aiuto.tickets.models import Cause, Ticket
from tests.flows.recovering import fail
from tests.workspace.conftest import signed_in

HTMX = {"HX-Request": "true"}
PANEL_QUERIES = 8
FACTS = "Le foto mostrano un urto durante il montaggio"
SERVICE = "Possiamo mandarLe il vetro di ricambio entro giovedì, a metà prezzo."
REFUSAL = (
    "Gentile Giulia,\n\nci scusiamo: abbiamo risposto in ritardo alla Sua richiesta, e capisco il disagio per la Sua"
    " cena. Le mandiamo domani in sostituzione il vetro di ricambio, a metà prezzo, e Le spieghiamo al"
    " telefono come si monta.\n\nAnna Bassi"
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


def test_attempts_lead_to_a_closing_that_a_lead_reads_and_agrees_to(browser, ticket, recovery, other):
    offers = ("Una lampada nuova", "Il rimborso intero", "Un tecnico a casa")
    for offer in offers:
        assert "Close with dignity" not in panel(browser, ticket)
        at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
        ask(browser, ticket, "attempt", offered=offer, at=at, answer="Non mi basta")
    shown = panel(browser, ticket)
    assert "What was tried: 3 of 3" in shown and "Close with dignity" in shown
    form = browser.get(f"/tickets/{ticket.reference}/ask/propose-ending/").text
    assert "Un tecnico a casa" in form and "Camera di commercio" in form
    given = {"remains": recourse("it"), "why": "Tre offerte", "seen": ticket.messages.latest("pk").pk}
    given["cause"] = Cause.objects.get(given="faulty_goods").pk
    refused = ask(browser, ticket, "propose-ending", done="Lei ha torto.", **given)
    assert refused.status_code == 422 and "Lei ha torto." in refused.text
    ask(
        browser,
        ticket,
        "propose-ending",
        done="Gentile Giulia, Le abbiamo offerto una lampada nuova.",
        **given,
    )
    assert "A lead is asked" in panel(browser, ticket)
    theirs = signed_in(other)
    one = Approval.objects.get()
    question = theirs.get(f"/approvals/{one.pk}/").text
    for fact in (*offers, "Camera di commercio", "Tre offerte", "La lampada è arrivata rotta"):
        assert fact in question
    theirs.post(f"/approvals/{one.pk}/", {"answer": "yes"})
    assert "Closed with dignity" in panel(browser, ticket)
    assert "Le abbiamo offerto una lampada nuova." in browser.get(f"/tickets/{ticket.reference}/").text
    Promise.objects.filter(kind__in=("apology", "action")).update(
        state="broken", due_at=timezone.now() - timedelta(hours=1)
    )
    assert (
        "2 promises of requests that were closed with dignity are left out"
        in browser.get("/promises/kept/").text
    )


def test_lead_is_told_when_the_customer_wrote_since(browser, ticket, recovery, agent, other, arrive):
    for _n in range(3):
        at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
        ask(browser, ticket, "attempt", offered="Il rimborso", at=at, answer="No")
    first = ticket.messages.latest("pk")
    given = {"remains": recourse("it"), "why": "Tre offerte", "seen": first.pk}
    given["cause"] = Cause.objects.get(given="faulty_goods").pk
    ask(browser, ticket, "propose-ending", done="Le abbiamo offerto il rimborso.", **given)
    arrive(
        at=timezone.now(), text="Accetto.", references=first.message_id, message_id="<due@customer.example>"
    )
    late = signed_in(other).post(f"/approvals/{Approval.objects.get().pk}/", {"answer": "yes"})
    assert late.status_code == 422 and "Somebody has written since" in late.text
    assert Recovery.objects.get().state == "open"
