"""The page of one request: conversation, deliveries, acts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from aiuto.flows.block_recovery import Block, block_recovery
from aiuto.flows.reply import reply
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event
from aiuto.journal.recording import record
from aiuto.outbox.models import Delivery
from aiuto.tickets.models import Draft, Message, State, Ticket
from tests.flows.recovering import DAY, fail
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases

PAGE_QUERIES, FROM_A_LIST = 8, 10


def ticket_of(receipt) -> Ticket:
    return Ticket.objects.get(reference=receipt.ticket)


def address(ticket: Ticket, more: str = "") -> str:
    return f"/tickets/{ticket.reference}/{more}"


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_queries(browser, make, agent, number, django_assert_num_queries):
    ticket = make(messages=number)
    reply(ticket.reference, user=agent, text="Eccoci.", now=timezone.now(), then=State.WAITING)
    browser.post(address(ticket, "do/"), {"act": "reopen"})
    with django_assert_num_queries(PAGE_QUERIES):
        page = browser.get(address(ticket))
    assert page.status_code == 200
    with django_assert_num_queries(FROM_A_LIST):
        page = browser.get(address(ticket), {"from": "open"})
    assert page.context["neighbours"]["title"] == "All open"


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_no_more_while_a_recovery_is_under_way(
    browser, make, agent, now, number, django_assert_num_queries
):
    ticket = make(owner=agent)
    own = fail(ticket, agent, now)
    for _ in range(number):
        due = timezone.now() + DAY
        needed = Block(kind="department", what="Serve il tracking", remover=agent.pk, due=due)
        block_recovery(own.pk, needed, user=agent, now=timezone.now())
    browser.get(address(ticket))
    with django_assert_num_queries(PAGE_QUERIES):
        page = browser.get(address(ticket)).text
    assert "Serve il tracking" in page


def steps(work) -> int:
    """How many steps SQLite's machine takes for it, in hundreds: what is read, whatever the clock says."""
    counted: list[int] = []
    connection.connection.set_progress_handler(lambda: counted.append(1), 100)
    try:
        work()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return len(counted)


@pytest.mark.sqlite_only
def test_ten_thousand_messages_and_events_open_with_the_work_of_twenty(browser, make, now):
    few, many = make(messages=20), make(messages=10_000)
    Event.objects.bulk_create(
        Event(kind="ticket.tagged", actor_kind="system", ticket=many.pk, at=now, data={})
        for _ in range(10_000)
    )
    Event.objects.bulk_create(
        Event(kind="ticket.tagged", actor_kind="system", ticket=few.pk, at=now, data={}) for _ in range(200)
    )
    browser.get(address(few))
    little, much = (steps(lambda t=t: browser.get(address(t))) for t in (few, many))
    assert 10 < much <= little * 1.2


def test_conversation_shows_the_new_words_and_links_the_whole(browser, arrive):
    text = "Grazie!\n\nIl giorno lun 2 mar 2026 alle ore 09:00 Lumiera ha scritto:\n> Buongiorno\n> come va\n"
    receipt = arrive(text=text)
    page = browser.get(address(ticket_of(receipt))).text
    assert "Grazie!" in page
    assert "&gt; come va" not in page
    assert f"/messages/{receipt.message}/" in page
    assert "&gt; come va" in browser.get(f"/messages/{receipt.message}/").text


def test_conversation_escapes_everything_a_stranger_wrote(browser, arrive):
    evil = '<script>alert(1)</script> https://x.example/"onmouseover="alert(1)'
    receipt = arrive(text=evil, subject=evil, sender='"<b>X</b>" <x@customer.example>')
    for path in ("", "about/"):
        page = browser.get(address(ticket_of(receipt), path)).text
        assert "<script>alert" not in page
        assert '"onmouseover' not in page
        assert "<b>X</b>" not in page


def test_earlier_messages_join_without_gap(browser, make):
    ticket = make(messages=50)
    everything = list(ticket.messages.order_by("id").values_list("pk", flat=True))
    first = browser.get(address(ticket))
    assert [m.pk for m in first.context["entries"]] == everything[-20:]
    part = browser.get(address(ticket), {"before": first.context["first"]}, headers={"HX-Request": "true"})
    assert [m.pk for m in part.context["entries"]] == everything[10:30]
    live = browser.get(address(ticket), {"from": first.context["border"]}, headers={"HX-Request": "true"})
    assert [m.pk for m in live.context["entries"]] == everything[-20:]


def test_event_stands_in_one_stretch_alone(browser, make, now):
    ticket = make(messages=45)
    for number, message in enumerate(ticket.messages.order_by("id")):
        Message.objects.filter(pk=message.pk).update(at=now + timedelta(minutes=2 * number))
    for minute in range(1, 90, 4):
        record("ticket.tagged", by=SYSTEM, now=now + timedelta(minutes=minute), ticket=ticket.pk)
    pages, before = [], None
    while before != 0:
        page = browser.get(address(ticket), {"before": before} if before else {})
        pages.append(page.context["entries"])
        before = page.context["first"] if page.context["earlier"] else 0
    shown = [entry.at for page in pages for entry in page if hasattr(entry, "event")]
    assert sorted(shown) == [now + timedelta(minutes=minute) for minute in range(1, 90, 4)]
    part = browser.get(
        address(ticket), {"from": pages_border(browser, ticket)}, headers={"HX-Request": "true"}
    )
    assert [entry.at for entry in part.context["entries"]] == [entry.at for entry in pages[0]]


def pages_border(browser, ticket) -> int:
    border: int = browser.get(address(ticket)).context["border"]
    return border


@pytest.mark.parametrize("name", ["before", "from"])
def test_nonsense_in_the_address_shows_the_newest(browser, make, name):
    ticket = make(messages=2)
    assert len(browser.get(address(ticket), {name: "1'; --"}).context["entries"]) == 2


def test_events_stand_between_messages_as_lines(browser, arrive, agent):
    ticket = ticket_of(arrive())
    browser.post(address(ticket, "do/"), {"act": "take"})
    assert "Anna Bassi took this" in browser.get(address(ticket)).text


@pytest.mark.parametrize(
    ("act", "state"), [("wait", "waiting"), ("solve", "solved"), ("take", "open"), ("release", "new")]
)
def test_press_moves_the_request(browser, make, act, state):
    ticket = make()
    answer = browser.post(address(ticket, "do/"), {"act": act}, follow=True)
    ticket.refresh_from_db()
    assert (answer.status_code, ticket.state) == (200, state)


def test_press_that_no_longer_fits_says_so(browser, make):
    ticket = make(state="closed", waits=None)
    answer = browser.post(address(ticket, "do/"), {"act": "wait"}, follow=True)
    assert "moved on in the meantime" in answer.text


@pytest.mark.parametrize("act", ["nonsense", "", "__class__"])
def test_press_of_an_unknown_act_is_not_found(browser, make, act):
    assert browser.post(address(make(), "do/"), {"act": act}).status_code == 404


def test_assign_offers_those_who_serve_the_desk(browser, make, agent, colleague, outsider):
    ticket = make()
    page = browser.get(address(ticket, "ask/assign/")).text
    assert "Bruno Sala" in page
    assert "Carlo Riva" not in page
    browser.post(address(ticket, "ask/assign/"), {"owner": colleague.pk})
    ticket.refresh_from_db()
    assert ticket.owner == colleague
    assert browser.post(address(ticket, "ask/assign/"), {"owner": outsider.pk}).status_code == 422


def test_tags_are_added_and_taken_off(browser, make):
    ticket = make()
    browser.post(address(ticket, "ask/tags/"), {"names": "urgente, garanzia"})
    browser.post(address(ticket, "ask/tags/"), {"names": "garanzia,  reso "})
    assert sorted(tag.name for tag in ticket.tags.all()) == ["garanzia", "reso"]


def test_tag_that_cannot_be_is_said_and_kept(browser, make):
    answer = browser.post(address(make(), "ask/tags/"), {"names": "<b>"})
    assert answer.status_code == 422
    assert "A tag is one to forty letters" in answer.text
    assert 'value="&lt;b&gt;"' in answer.text


def test_hold_needs_a_moment_to_come(browser, make):
    ticket = make()
    past = {"until": "2001-01-01T09:00", "known": "on"}
    assert browser.post(address(ticket, "ask/hold/"), past).status_code == 422
    until = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert browser.post(address(ticket, "ask/hold/"), {"until": until, "known": "on"}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == "hold"


def test_merge_leads_to_the_other_request(browser, make):
    ticket, other = make(), make()
    answer = browser.post(address(ticket, "ask/merge/"), {"into": other.reference.lower()})
    assert answer.headers["Location"] == address(other)
    assert other.reference in browser.get(address(ticket)).text


def test_merge_into_what_one_may_not_see_is_not_found(browser, make, outsider):
    hidden = make(desk=outsider.teams.get().desks.get())
    answer = browser.post(address(make(), "ask/merge/"), {"into": hidden.reference})
    assert answer.status_code in (404, 422)
    assert Message.objects.filter(ticket=hidden).count() == 1


def test_split_leads_to_the_new_request(browser, make):
    ticket = make(messages=2)
    message = ticket.messages.last()
    answer = browser.post(address(ticket, f"split/{message.pk}/"))
    message.refresh_from_db()
    assert message.ticket != ticket
    assert answer.headers["Location"] == address(message.ticket)


def test_customer_is_set_on_a_request_without_address(browser, arrive):
    receipt = arrive(sender="qualcuno senza indirizzo")
    ticket = ticket_of(receipt)
    assert "without a usable address" in browser.get(address(ticket)).text
    assert browser.post(address(ticket, "ask/customer/"), {"email": "non è un indirizzo"}).status_code == 422
    browser.post(address(ticket, "ask/customer/"), {"email": "Giulia@Customer.example", "name": "Giulia"})
    ticket.refresh_from_db()
    assert (ticket.reply_locked, ticket.customer.name) == (False, "Giulia")


def test_customer_is_changed_after_a_look_at_whom_answers_reach(browser, arrive):
    ticket = ticket_of(arrive())
    form = {"email": "Paolo@Studio.example", "name": "Paolo"}
    assert "giulia@customer.example" in browser.get(address(ticket, "ask/customer/")).text
    asked = browser.post(address(ticket, "ask/customer/"), form)
    assert asked.status_code == 422
    for shown in ("giulia@customer.example", "Paolo@Studio.example", "reach somebody else"):
        assert shown in asked.text
    assert 'name="confirmed" value="Paolo@Studio.example"' in asked.text
    other = form | {"email": "ugo@studio.example", "confirmed": "Paolo@Studio.example"}
    assert browser.post(address(ticket, "ask/customer/"), other).status_code == 422
    confirmed = form | {"confirmed": "Paolo@Studio.example"}
    assert browser.post(address(ticket, "ask/customer/"), confirmed).status_code == 302
    [reached] = ticket.participants.all()
    assert reached.contact_point.value == "paolo@studio.example"


def test_failed_delivery_is_shown_and_can_be_tried_again(browser, make, agent):
    ticket = make()
    message = reply_on(ticket, agent)
    Delivery.objects.filter(message=message.pk).update(state="dead", last_error="550 no such user")
    page = browser.get(address(ticket)).text
    assert "550 no such user" in page
    delivery = Delivery.objects.get(message=message.pk)
    assert f"/deliveries/{delivery.pk}/retry/" in page
    browser.post(f"/deliveries/{delivery.pk}/retry/")
    delivery.refresh_from_db()
    assert delivery.state == "queued"


def test_answer_can_be_taken_back_by_its_writer_alone(browser, make, agent, colleague):
    ticket = make()
    message = reply_on(ticket, agent)
    assert f"/messages/{message.pk}/undo/" in browser.get(address(ticket)).text
    assert f"/messages/{message.pk}/undo/" not in signed_in(colleague).get(address(ticket)).text
    browser.post(f"/messages/{message.pk}/undo/")
    assert Draft.objects.get(ticket=ticket, user=agent).text == "Eccoci."
    assert browser.get(address(ticket)).context["composer"]["reply"].text == "Eccoci."


def reply_on(ticket: Ticket, agent) -> Message:
    """With somebody to answer to."""
    from_customer = ticket.customer.contact_points.get()
    ticket.participants.create(
        contact_point=from_customer, token=f"t{ticket.pk}", sees_from=ticket.created_at
    )
    return reply(ticket.reference, user=agent, text="Eccoci.", now=timezone.now())


def test_stranger_with_a_token_is_marked_and_let_in_by_a_press(browser, arrive, now):
    ticket = ticket_of(arrive())
    token = ticket.participants.get().token
    receipt = arrive(
        sender="Ugo <ugo+1@customer.example>",
        to=f"assistenza+{token}@lumiera.example",
        message_id="<ugo@customer.example>",
        text="Sono il marito",
    )
    assert receipt.ticket == ticket.reference
    page = browser.get(address(ticket)).text
    assert "does not take part" in page
    assert "ask/add/?email=ugo%2B1%40customer.example" in page
    assert (
        'value="ugo+1@customer.example"'
        in browser.get(address(ticket, "ask/add/?email=ugo%2B1%40customer.example")).text
    )
    browser.post(address(ticket, "ask/add/"), {"email": "ugo+1@customer.example", "name": "Ugo"})
    assert ticket.participants.count() == 2
    assert "ugo+1@customer.example" in browser.get(address(ticket, "about/")).text
