"""Limits in the browser: asked for with facts, decided on one screen, in sight where people work, lifted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aiuto.customers.limiting import Wish, lock_limit, put_in_force
from aiuto.customers.models import Customer, Limit, LimitKind
from aiuto.flows.limit_customer import limit_customer
from aiuto.intake.models import RawMail
from aiuto.journal.actors import SYSTEM
from aiuto.people.models import Role, Team, User
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.queries.reaching import person_path
from tests.workspace.conftest import signed_in

LIST = "/customers/limits/"
INSULT = "Siete degli incapaci, vi rovino."


@pytest.fixture
def lead(desk, now) -> User:
    user = User.objects.create(
        email="laura@lumiera.example", name="Laura", role=Role.LEAD, language="en", created_at=now
    )
    Team.objects.get_or_create(name=desk.name)[0].members.add(user)
    return user


@pytest.fixture
def ticket(arrive, agent) -> Ticket:
    return Ticket.objects.get(reference=arrive(text=INSULT).ticket)


@pytest.fixture
def giulia(ticket) -> Customer:
    return ticket.customer


@pytest.fixture
def limited(giulia, agent, now):
    """A limit is in force: `limited("lead")`."""

    def limited(kind: str) -> Limit:
        wish = Wish(
            kind=LimitKind(kind),
            reason="Insulta",
            evidence=[Message.objects.get(direction="in").pk],
            text="La preghiamo…",
            until=date(2026, 4, 1),
        )
        asked = limit_customer(giulia.pk, wish, user=agent, now=now)
        return put_in_force(lock_limit(asked.pk), by=SYSTEM, now=now)

    return limited


def form_of(giulia, kind: str) -> str:
    return f"{reverse('workspace:limit_customer', args=[giulia.pk])}?kind={kind}"


def given(**changed: object) -> dict[str, object]:
    fields = {
        "reason": "Insulta chi legge",
        "evidence": [Message.objects.get(direction="in").pk],
        "text": "Gentile Giulia, La preghiamo di scriverci con rispetto.",
        "until": _in_a_month(),
        "then": "end",
    }
    return fields | changed


def _in_a_month() -> str:
    return (timezone.localdate() + timedelta(days=30)).isoformat()


def test_form_proposes_the_next_step_with_our_words_in_their_language(browser, giulia):
    page = browser.get(reverse("workspace:limit_customer", args=[giulia.pk])).text
    assert "They read that we ask for respect" in page
    assert "Buongiorno Giulia Neri," in page
    assert INSULT in page


def test_limit_is_asked_for_and_its_facts_are_on_one_screen(browser, giulia, lead, arrive):
    assert browser.post(form_of(giulia, "blocked"), given()).status_code == 302
    limit = Limit.objects.get()
    assert (limit.kind, limit.ends, limit.state) == ("blocked", True, "asked")
    page = signed_in(lead).get(reverse("workspace:approval", args=[limit.approval_id])).text
    for fact in ("Insulta chi legge", INSULT, "OPPOSIZIONE", "no limit before, and no warning"):
        assert fact in page
    assert 'value="yes"' in page


def test_lead_who_agrees_puts_it_in_force(browser, giulia, lead):
    browser.post(form_of(giulia, "written"), given())
    address = reverse("workspace:approval", args=[Limit.objects.get().approval_id])
    assert signed_in(lead).post(address, {"answer": "yes"}).status_code == 302
    assert Customer.objects.get(pk=giulia.pk).limit == "written"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"evidence": []}, "id_evidence_error"),
        ({"until": "2020-01-01"}, "Choose a day from tomorrow on"),
        ({"text": " "}, "id_text_error"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(browser, giulia, changed, said):
    answer = browser.post(form_of(giulia, "warning"), given(**changed))
    assert (answer.status_code, Limit.objects.count()) == (422, 0)
    assert said in answer.text and "Insulta chi legge" in answer.text


def test_hints_on_the_text_are_read_once_before_a_lead_is_asked(browser, giulia):
    fields = given(text="Si calmi. Non è colpa nostra.")
    first = browser.post(form_of(giulia, "warning"), fields)
    assert (first.status_code, Limit.objects.count()) == (200, 0)
    assert 'class="hint hint-' in first.text and 'name="read"' in first.text
    assert browser.post(form_of(giulia, "warning"), fields | {"read": "1"}).status_code == 302


def test_text_is_read_over_without_a_script(browser, giulia):
    answer = browser.post(form_of(giulia, "warning"), given(hints="1"))
    assert (answer.status_code, Limit.objects.count()) == (200, 0)


def test_list_of_leads_says_who_was_not_told_and_lifts_with_one_press(browser, limited, lead, giulia):
    limit = limited("blocked")
    leads = signed_in(lead)
    page = leads.get(LIST).text
    assert "Giulia Neri" in page and "not told yet" in page
    assert browser.get(LIST).status_code == 404
    lifted = leads.post(reverse("workspace:lift_limit", args=[limit.pk]), follow=True)
    assert "like any other" in lifted.text and lifted.redirect_chain[-1][0] == f"/customers/{giulia.pk}/"
    assert Customer.objects.get(pk=giulia.pk).limit == ""
    assert "No limits" in leads.get(LIST).text


@pytest.mark.parametrize(
    ("kind", "shown"), [("warning", "asked for respect"), ("blocked", "Their mail is held")]
)
def test_limit_is_in_sight_on_the_card_and_on_the_page(browser, limited, ticket, giulia, kind, shown):
    limited(kind)
    assert shown in browser.get(reverse("workspace:panel", args=[ticket.reference, "customer"])).text
    assert "Insulta" in browser.get(reverse("workspace:customer", args=[giulia.pk])).text


def test_colleague_of_another_desk_sees_that_there_is_one_and_not_why(limited, giulia, outsider, make, now):
    limited("written")
    make(customer=giulia, desk=outsider.teams.get().desks.get())
    page = signed_in(outsider).get(reverse("workspace:customer", args=[giulia.pk])).text
    assert "Colleagues of another desk agreed on it" in page and "Insulta" not in page


def test_agent_reads_kindly_why_a_lead_answers(browser, limited, ticket, lead):
    address = reverse("workspace:ticket", args=[ticket.reference])
    assert 'id="reply-text"' in browser.get(address).text
    limited("lead")
    page = browser.get(address).text
    assert "so that it does not weigh on you" in page
    assert 'id="reply-text"' not in page and 'value="take"' not in page
    assert 'id="reply-text"' in signed_in(lead).get(address).text


def test_call_page_offers_to_write(browser, limited, giulia):
    address = f"/calls/?customer={giulia.pk}"
    assert "offer to write" not in browser.get(address).text
    limited("written")
    page = browser.get(address).text
    assert "offer to write" in page and "/write/?to=giulia" in page


def test_page_where_one_asks_for_a_call_offers_to_write(client, limited, ticket):
    address = person_path(desk=ticket.desk_id, ticket=ticket.pk, now=timezone.now())
    assert 'name="number"' in client.get(address).text
    limited("written")
    page = client.get(address).text
    assert 'name="number"' not in page and "assistenza@lumiera.example" in page
    assert client.post(address, {"number": "+393471234567"}).status_code == 422


def test_held_mail_is_found_by_sender_and_subject_and_let_in_by_a_lead(browser, limited, arrive, lead):
    limited("blocked")
    for number, subject in enumerate(("Vergogna", "Ancora io")):
        arrive(subject=subject, text=INSULT, message_id=f"<{number}@customer.example>")
    held = RawMail.objects.filter(outcome="quarantined").earliest("pk")
    page = browser.get("/quarantine/limit/?q=giulia+vergogna").text
    assert "Vergogna" in page and "Ancora io" not in page
    assert "Vergogna" not in browser.get("/quarantine/").text
    address, decide = (reverse(f"workspace:{name}", args=[held.pk]) for name in ("held_mail", "decide_mail"))
    assert 'value="release"' not in browser.get(address).text
    browser.post(decide, {"act": "release"})
    assert RawMail.objects.get(pk=held.pk).outcome == "quarantined"
    signed_in(lead).post(decide, {"act": "release"})
    assert RawMail.objects.get(pk=held.pk).outcome == "stored"


def test_lead_who_lifts_a_block_comes_to_what_it_held(limited, arrive, lead, giulia):
    limit = limited("blocked")
    arrive(subject="Vergogna", text=INSULT, message_id="<held@customer.example>")
    lifted = signed_in(lead).post(reverse("workspace:lift_limit", args=[limit.pk]), follow=True)
    assert lifted.redirect_chain[-1][0] == "/quarantine/limit/?q=giulia%40customer.example"
    assert "Vergogna" in lifted.text and "let in what you want to answer" in lifted.text
    later = signed_in(lead).get(reverse("workspace:customer", args=[giulia.pk])).text
    assert "/quarantine/limit/?q=giulia" in later
