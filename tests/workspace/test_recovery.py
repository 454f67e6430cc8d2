"""A recovery where people meet it: proposed, opened, carried on step by step, on the board, decided by a lead."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.approvals.models import Approval
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.keep_promise import keep_promise
from aiuto.notices.models import Notice
from aiuto.people.models import Desk, DeskKind, Role
from aiuto.promises.models import Promise
from aiuto.recovery.models import Recovery, Step
from aiuto.tickets.models import Cause, Ticket
from aiuto.tickets.queries.counts import counts
from tests.flows.recovering import fail, finish_all_but_follow_up, say, step_of
from tests.workspace.alike import alike
from tests.workspace.conftest import signed_in

HTMX = {"HX-Request": "true"}
APPROVALS_QUERIES = 7
BLOCK = {"blocks": "tools", "by_when": "2030-01-01T10:00"}


@pytest.fixture
def ticket(arrive) -> Ticket:
    text = "Buongiorno,\n\nla lampada è arrivata rotta. Vorrei la sostituzione.\n\nGiulia Neri"
    return Ticket.objects.get(reference=arrive(at=timezone.now(), text=text).ticket)


@pytest.fixture
def recovery(ticket, agent) -> Recovery:
    return fail(ticket, agent, timezone.now(), what="La lampada è arrivata rotta")


@pytest.fixture
def lead(colleague):
    colleague.role = Role.LEAD
    colleague.save()
    return colleague


def page(browser, ticket, more: str = "") -> str:
    return str(browser.get(f"/tickets/{ticket.reference}/{more}").text)


def ask(browser, ticket, act: str, **given):
    return browser.post(f"/tickets/{ticket.reference}/ask/{act}/", given, follow=True)


def test_stepper_says_what_is_done_and_what_comes_next(browser, ticket, recovery, agent):
    shown = page(browser, ticket)
    assert "in your answer: the fact, what it meant, the remedy, a date, a name" in shown
    assert shown.count("step step-due") == 5
    message = say(ticket, agent, timezone.now())
    shown = page(browser, ticket)
    assert f'href="#message-{message.pk}"' in shown
    assert shown.count("step step-done") == 2


def test_steps_are_noted_from_the_request(browser, ticket, recovery):
    ask(browser, ticket, "step-act", words="Spedita un'altra", proof="LX-4471")
    ask(browser, ticket, "step-compensate", words="Nessun danno")
    ask(browser, ticket, "step-compassion", words="Le ho telefonato: la cena è salva")
    assert set(Step.objects.filter(state="done").values_list("kind", flat=True)) == {
        "act",
        "compensate",
        "compassion",
    }
    assert "LX-4471" in page(browser, ticket)


def test_early_silence_is_explained(browser, ticket, recovery):
    ask(browser, ticket, "step-act", words="Spedita un'altra", proof="LX-4471")
    form = browser.get(f"/tickets/{ticket.reference}/ask/step-follow-up/", headers=HTMX).text
    assert 'value="asked"' in form and 'value="none"' not in form
    ask(browser, ticket, "step-follow-up", answer="asked")
    refused = ask(browser, ticket, "step-follow-up", answer="none")
    assert "Give the customer some days to answer" in refused.text


def test_recovery_ends_with_its_cause(browser, ticket, recovery, agent):
    finish_all_but_follow_up(recovery, agent, timezone.now())
    ask(browser, ticket, "step-follow-up", answer="content")
    assert "Everything is done." in page(browser, ticket)
    ask(browser, ticket, "end-recovery", cause=Cause.objects.get(given="faulty_goods").pk)
    assert Recovery.objects.get().state == "closed"
    assert "Everything is done." not in page(browser, ticket)


def test_words_of_who_is_not_content_are_read_where_it_begins_anew(browser, ticket, recovery, agent):
    finish_all_but_follow_up(recovery, agent, timezone.now())
    ask(browser, ticket, "step-follow-up", answer="not", words="Manca ancora il cavo")
    shown = page(browser, ticket)
    assert "not content" in shown and "Manca ancora il cavo" in shown
    assert shown.count("step step-due") == 5


def test_second_failure_leads_to_the_first(browser, ticket, recovery, agent, make):
    again = fail(make(customer=recovery.customer), agent, timezone.now(), what="Di nuovo rotta")
    Recovery.objects.filter(pk=again.pk).update(earlier=recovery)
    assert f'href="/tickets/{ticket.reference}/">the first<' in page(browser, again.ticket)


def test_step_of_no_recovery_is_not_found(browser, ticket):
    assert browser.get(f"/tickets/{ticket.reference}/ask/step-act/").status_code == 404


def test_promise_of_a_step_is_not_pressed_kept(browser, ticket, recovery):
    shown = browser.get(f"/tickets/{ticket.reference}/panels/promises/", headers=HTMX).text
    assert "a step of the recovery keeps it" in shown
    promise = step_of(recovery, "apologise").promise
    assert f"/promises/{promise.pk}/keep/" not in shown
    refused = browser.post(f"/promises/{promise.pk}/keep/", follow=True).text
    assert "A step of the recovery keeps this" in refused


def test_lead_decides_with_all_facts_on_one_screen(ticket, recovery, agent, lead):
    asked = ask_waiver(recovery.pk, "compensate", why="Va già bene", user=agent, now=timezone.now())
    browser = signed_in(lead)
    assert "Va già bene" in browser.get("/approvals/").text
    shown = browser.get(f"/approvals/{asked.pk}/").text
    for fact in ("Leave out the step “Compensate”", "La lampada è arrivata rotta", "Giulia", "Anna Bassi"):
        assert fact in shown
    refused = browser.post(f"/approvals/{asked.pk}/", {"answer": "no", "said": ""})
    assert refused.status_code == 422 and "Say in a few words why" in refused.text
    assert re.search(r'<textarea[^>]* name="said"[^>]* autofocus', refused.text)
    browser.post(f"/approvals/{asked.pk}/", {"answer": "yes", "said": ""})
    assert Approval.objects.get().state == "approved"
    assert step_of(recovery, "compensate").state == "waived"


def test_second_lead_is_told(recovery, agent, lead):
    asked = ask_waiver(recovery.pk, "compensate", why="Va già bene", user=agent, now=timezone.now())
    browser = signed_in(lead)
    browser.post(f"/approvals/{asked.pk}/", {"answer": "yes"})
    late = browser.post(f"/approvals/{asked.pk}/", {"answer": "no", "said": "No"})
    assert late.status_code == 422 and "decided a moment before you" in late.text


def test_asker_sees_the_question_and_no_buttons(browser, recovery, agent):
    asked = ask_waiver(recovery.pk, "compensate", why="Va già bene", user=agent, now=timezone.now())
    shown = browser.get(f"/approvals/{asked.pk}/").text
    assert "Another person decides this" in shown
    assert 'value="yes"' not in shown


def test_navigation_counts_what_waits_for_ones_own_decision(make, agent, lead, outsider, now):
    for n in range(2):
        ask_waiver(fail(make(), agent, now).pk, "act", why=f"Motivo {n}", user=agent, now=now)
    ask_waiver(fail(make(), agent, now).pk, "act", why="Chiesto da chi decide", user=lead, now=now)
    Approval.objects.filter(why="Motivo 1").update(needs=Role.ADMIN)
    assert [counts(user)["approvals"] for user in (lead, agent, outsider)] == [1, 0, 0]
    places = signed_in(lead).get("/places/", headers=HTMX).text
    assert re.search(r'href="/approvals/"[^>]*>(?:(?!</a>).)*<span class="count[^>]*>1<', places, re.DOTALL)


def test_decision_leads_on_to_the_next_question_and_then_to_the_list(make, agent, lead, now):
    first, second = (
        ask_waiver(fail(make(), agent, now).pk, "act", why=why, user=agent, now=now) for why in ("Uno", "Due")
    )
    browser, page = signed_in(lead), "/approvals/{}/".format
    onward = browser.post(page(first.pk), {"answer": "yes"})
    assert onward.headers["Location"] == page(second.pk)
    last = browser.post(page(second.pk), {"answer": "no", "said": "Prima la chiami"}, follow=True)
    assert last.redirect_chain == [("/approvals/", 302)]
    assert "Nobody waits for a decision of yours" in last.text


@pytest.mark.parametrize("number", [1, 3, 100])
def test_approvals_cost_the_same_however_many(make, agent, lead, now, number, django_assert_num_queries):
    ask_waiver(fail(make(), agent, now).pk, "act", why="Motivo", user=agent, now=now)
    asked = Approval.objects.get()
    alike(asked, number - 1, about=lambda n: asked.about + 1 + n)
    browser = signed_in(lead)
    browser.get("/approvals/")
    with django_assert_num_queries(APPROVALS_QUERIES):
        assert browser.get("/approvals/").text.count("Motivo") == min(number, 50)


def checked(browser, ticket, text: str) -> str:
    return str(browser.post(f"/tickets/{ticket.reference}/check/", {"text": text}, headers=HTMX).text)


def test_coach_asks_for_the_apology_while_it_is_due_and_says_what_it_lacks(browser, ticket, recovery, agent):
    plain = "Buongiorno Giulia, la lampada parte domani con il corriere."
    assert "the reply does not own up to it" in checked(browser, ticket, plain)
    thin = checked(browser, ticket, "Buongiorno, ci scusiamo per il disagio.")
    assert "The apology lacks: the fact" in thin
    say(ticket, agent, timezone.now())
    assert "the reply does not own up to it" not in checked(browser, ticket, plain)


def test_coach_asks_again_with_the_remedy(browser, ticket, recovery, agent):
    plain = "Buongiorno Giulia, la lampada parte domani con il corriere."
    say(ticket, agent, timezone.now() - timedelta(minutes=2))
    ask(browser, ticket, "step-act", words="Spedita un'altra", proof="LX-4471")
    assert "the reply does not own up to it" in checked(browser, ticket, plain)


def test_recovery_that_stands_still_asks_what_blocks_it(browser, make, agent, colleague):
    now = timezone.now()
    ticket = make(owner=agent)
    fail(ticket, agent, now - timedelta(days=9))
    assert "It stands still past its time." in page(browser, ticket)
    due = timezone.localtime(now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    ask(
        browser,
        ticket,
        "step-block",
        blocks="department",
        needed="Serve il tracking",
        remover=f"person-{colleague.pk}",
        by_when=due,
    )
    shown = page(browser, ticket)
    assert "It stands still" not in shown
    assert "another department" in shown and "Serve il tracking" in shown and "Bruno Sala" in shown
    promise = Promise.objects.get(what="Serve il tracking")
    assert (promise.made_by, promise.to) == (colleague, agent)
    assert Notice.objects.get(kind="blocks").user == colleague
    assert "another department" in browser.get("/recoveries/").text
    keep_promise(promise.pk, user=colleague, now=now)
    assert "It stands still past its time." in page(browser, ticket)


def test_blocker_is_removed_by_somebody_of_the_desk(browser, make, agent, outsider):
    ticket = make(owner=agent)
    fail(ticket, agent, timezone.now() - timedelta(days=9))
    given = BLOCK | {"needed": "x", "remover": f"person-{outsider.pk}"}
    assert ask(browser, ticket, "step-block", **given).status_code == 422
    assert not Promise.objects.filter(what="x").exists()


def test_stepper_begins_with_what_blocks_and_a_press_on_it_fills_the_form(browser, make, agent):
    ticket = make(owner=agent)
    fail(ticket, agent, timezone.now() - timedelta(days=9))
    shown = page(browser, ticket)
    assert shown.index("What blocks it?") < shown.index('<ol class="steps">')
    [address] = re.findall(r'href="([^"]*blocks=workload)"', shown)
    assert re.search(r'value="workload" selected', browser.get(address, headers=HTMX).text)


def test_waiver_asks_first_what_blocks_and_keeps_what_was_typed(browser, make, agent, colleague):
    ticket = make(owner=agent)
    fail(ticket, agent, timezone.now() - timedelta(days=9))
    waiver = {"kind": "act", "why": "Ha già ricevuto la lampada"}
    refused = ask(browser, ticket, "waive", **waiver)
    assert refused.status_code == 422
    assert "It stands still past its time" in refused.text and "Ha già ricevuto la lampada" in refused.text
    said = BLOCK | {"needed": "Serve il tracking", "remover": f"person-{colleague.pk}"}
    assert ask(browser, ticket, "waive", **waiver, **said).status_code == 200
    assert Approval.objects.get().why == "Ha già ricevuto la lampada"
    assert Promise.objects.get(what="Serve il tracking").made_by == colleague


def test_hand_over_asks_first_what_blocks_and_keeps_the_brief(browser, make, agent, colleague):
    ticket = make(owner=agent)
    fail(ticket, agent, timezone.now() - timedelta(days=9))
    given = {"receiver": f"person-{colleague.pk}", "brief": "Manca ancora il tracking"}
    refused = ask(browser, ticket, "hand-over", **given)
    assert refused.status_code == 422
    assert "It stands still past its time" in refused.text and "Manca ancora il tracking" in refused.text
    said = BLOCK | {"needed": "Serve il tracking", "remover": f"person-{colleague.pk}"}
    assert ask(browser, ticket, "hand-over", **given, **said).status_code == 200
    assert Ticket.objects.get(pk=ticket.pk).owner == colleague


def test_step_that_a_lead_may_leave_out_says_so(browser, ticket, recovery):
    ask(browser, ticket, "waive", kind="act", why="È già arrivata")
    assert page(browser, ticket).count("a lead decides whether it is left out") == 1


def test_new_owner_asks_first_what_blocks_and_other_news_do_not(browser, make, agent, colleague):
    ticket = make(owner=agent)
    recovery = fail(ticket, agent, timezone.now() - timedelta(days=9))
    known = {"what": "Rotta in viaggio", "severity": "grave", "goods": "", "owner": agent.pk}
    assert ask(browser, ticket, "edit-recovery", **known).status_code == 200
    assert Recovery.objects.get().what == "Rotta in viaggio"
    refused = ask(browser, ticket, "edit-recovery", **known | {"owner": colleague.pk})
    assert refused.status_code == 422 and "What blocks it" in refused.text
    assert Recovery.objects.get().owner_id == recovery.owner_id


def test_another_desk_asked_is_named_and_linked_on_the_request(browser, make, agent):
    magazzino = Desk.objects.create(name="Magazzino", kind=DeskKind.COLLEAGUES)
    ticket = make(owner=agent)
    fail(ticket, agent, timezone.now() - timedelta(days=9))
    ask(browser, ticket, "step-block", **BLOCK, needed="Serve il tracking", remover=f"desk-{magazzino.pk}")
    there = Ticket.objects.get(desk=magazzino)
    shown = page(browser, ticket)
    assert "Magazzino" in shown and f'href="/tickets/{there.reference}/"' in shown
    owed = browser.get(f"/tickets/{there.reference}/panels/promises/", headers=HTMX).text
    assert "solving this request keeps it" in owed


def test_card_says_where_we_failed_them_before(browser, make, agent, now):
    first = make()
    fail(first, agent, now, what="La lampada è arrivata rotta")
    second = make(customer=first.customer)
    card = browser.get(f"/tickets/{second.reference}/panels/customer/", headers=HTMX).text
    assert "We failed them on" in card and "La lampada è arrivata rotta" in card
    own = browser.get(f"/tickets/{first.reference}/panels/customer/", headers=HTMX).text
    assert "We failed them on" not in own
