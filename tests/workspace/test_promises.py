"""Promises beside a request: seen, made, kept, moved and let go."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from aiuto.customers.models import ContactPoint
from aiuto.flows.keep_schedule import Hours, keep_schedule
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.reply import reply
from aiuto.flows.wait import wait
from aiuto.flows.watch_promises import watch_promises
from aiuto.people.models import Role, User
from aiuto.promises.models import Promise
from aiuto.promises.queries.kept import tallies
from aiuto.recovery.queries.dignified import ended_tickets
from aiuto.tickets.models import BulkAct, Draft, Message, Ticket
from tests.workspace.conftest import signed_in

HTMX = {"HX-Request": "true"}
HOUR = timedelta(hours=1)


def local(at) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def ticket(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive(at=timezone.now()).ticket)


@pytest.fixture
def call(ticket, agent) -> Promise:
    now = timezone.now()
    word = Word(kind="call_back", what="Chiamare per il trasformatore", due=now + 3 * HOUR)
    return make_promise(ticket.reference, word, user=agent, now=now)


def panel(browser, ticket) -> str:
    return str(browser.get(f"/tickets/{ticket.reference}/panels/promises/", headers=HTMX).text)


def test_panel_says_what_is_owed_by_whom_and_how(browser, ticket, call):
    page = panel(browser, ticket)
    assert page.index("Chiamare per il trasformatore") < page.index("first answer")
    assert "Anna Bassi gave their word" in page
    assert "by rule; a helpful answer keeps it" in page
    assert "in 2 h 59" in page


def test_request_says_when_other_hours_of_work_move_what_a_rule_promised(browser, arrive, desk, now):
    """From Monday at ten eight hours of mornings alone end on Wednesday at ten, in Rome."""
    ticket = Ticket.objects.get(reference=arrive(at=now).ticket)
    admin = User.objects.create(email="ada@lumiera.example", name="Ada", role=Role.ADMIN, created_at=now)
    week = {str(day): [["09:00", "13:00"]] for day in range(5)}
    hours = Hours(name=desk.schedule.name, time_zone="Europe/Rome", week=week, country="IT")
    keep_schedule(desk.schedule, hours, by=admin, now=now)
    watch_promises(now=now)
    page = browser.get(f"/tickets/{ticket.reference}/").text
    assert "A promise was counted anew: it is due March 4, 2026, 10 a.m." in page


def test_promise_is_made_from_the_panel(browser, ticket, agent):
    due = timezone.now() + 5 * HOUR
    form = browser.get(f"/tickets/{ticket.reference}/ask/promise/", headers=HTMX).text
    assert "What is promised" in form
    given = {"kind": "fix", "what": "Sostituire il cavo", "due": local(due), "place": "", "to": ""}
    assert browser.post(f"/tickets/{ticket.reference}/ask/promise/", given).status_code == 302
    made = Promise.objects.get(kind="fix")
    assert (made.what, made.made_by, made.due_at) == (
        "Sostituire il cavo",
        agent,
        due.replace(second=0, microsecond=0),
    )


def test_promise_for_a_past_hour_is_asked_again(browser, ticket):
    given = {"kind": "fix", "what": "Ieri", "due": local(timezone.now() - HOUR)}
    answer = browser.post(f"/tickets/{ticket.reference}/ask/promise/", given)
    assert answer.status_code == 422
    assert "Choose a moment in the future" in answer.text
    assert "Ieri" in answer.text


def test_one_press_keeps_it(browser, ticket, call):
    part = browser.post(f"/promises/{call.pk}/keep/", headers=HTMX)
    assert Promise.objects.get(pk=call.pk).state == "kept"
    assert "1 that is over" in part.text
    again = browser.post(f"/promises/{call.pk}/keep/", headers=HTMX)
    assert "has come to its end in the meantime" in again.text


def test_keeping_works_without_scripts(browser, ticket, call):
    answer = browser.post(f"/promises/{call.pk}/keep/")
    assert answer.headers["Location"] == f"/tickets/{ticket.reference}/"
    assert Promise.objects.get(pk=call.pk).state == "kept"


def test_moving_proposes_a_sentence_that_becomes_part_of_the_answer(browser, ticket, call):
    form = browser.get(f"/promises/{call.pk}/ask/move/").text
    assert "Chiamare per il trasformatore. Il nuovo termine è {…}" in form
    proposed = re.search(r'name="due" value="([^"]+)"', form)[1]
    assert datetime.fromisoformat(proposed) > timezone.localtime(call.due_at).replace(tzinfo=None)
    due = timezone.now() + 30 * HOUR
    given = {"due": local(due), "say": "Il nuovo termine è {…}, e lo seguo io."}
    assert browser.post(f"/promises/{call.pk}/ask/move/", given).status_code == 302
    call.refresh_from_db()
    assert call.state == "renegotiated"
    assert f" alle {timezone.localtime(due):%H:%M}, e lo seguo io." in Draft.objects.get().text


@pytest.mark.parametrize(
    ("language", "words"), [("it", "riceve mie notizie entro"), ("en", "you hear from me by")]
)
def test_what_a_rule_promised_is_moved_with_a_sentence_that_does_not_keep_it(
    browser, ticket, agent, language, words
):
    Ticket.objects.update(language=language)
    first = Promise.objects.get(ticket=ticket, kind="first_answer")
    move = f"/promises/{first.pk}/ask/move/"
    assert f'href="{move}"' in panel(browser, ticket)
    form = browser.get(move).text
    assert words in form
    proposed = datetime.fromisoformat(re.search(r'name="due" value="([^"]+)"', form)[1])
    said = unescape(re.search(r'name="say"[^>]*>\s*([^<]+)<', form)[1])
    browser.post(move, {"due": f"{proposed:%Y-%m-%dT%H:%M}", "say": said})
    text = Draft.objects.get().text
    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": text, "confirmed": "1"})

    [moved] = Promise.objects.filter(ticket=ticket, kind="first_answer", state="open")
    assert (moved.made_by, moved.made_at, timezone.localtime(moved.due_at).replace(tzinfo=None)) == (
        agent,
        first.made_at,
        proposed,
    )
    assert "Is it a promise?" not in panel(browser, ticket)
    since, until = timezone.now() - 30 * HOUR, timezone.now() + 240 * HOUR
    found = tallies(agent, by="kind", since=since, until=until, apart=ended_tickets())
    assert [(one.name, one.renegotiated, one.due) for one in found] == [("first answer", 1, 0)]

    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": "Ecco il codice: 42.", "confirmed": "1"})
    moved.refresh_from_db()
    assert moved.state == "kept"


@pytest.mark.parametrize("act", ["move", "release", "drop"])
def test_what_is_in_their_calendar_is_said_to_be_corrected_by_a_mail(browser, ticket, call, agent, act):
    told = "a short mail of the desk corrects it at once"
    assert told not in browser.get(f"/promises/{call.pk}/ask/{act}/").text
    reply(ticket.reference, user=agent, text="La chiamo.", now=timezone.now(), confirmed=True)
    form = browser.get(f"/promises/{call.pk}/ask/{act}/").text
    assert told in form
    assert "Il nuovo termine è" not in form


def test_their_word_stands_beside_it_in_the_request_and_in_the_list(browser, ticket, call):
    assert "They say: not kept." not in panel(browser, ticket)
    Promise.objects.update(not_kept_at=timezone.now(), not_kept_words="Nessuno ha chiamato")
    for page in (panel(browser, ticket), browser.get("/promises/?whose=team").text):
        assert "They say: not kept." in page
        assert "Nessuno ha chiamato" in page
    Promise.objects.filter(pk=call.pk).update(state="kept", closed_at=timezone.now())
    assert "Nessuno ha chiamato" in panel(browser, ticket)


def test_honest_word_about_a_broken_one_is_prepared_in_the_composer(browser, ticket, call):
    assert f"/promises/{call.pk}/update/" not in panel(browser, ticket)
    Promise.objects.filter(pk=call.pk).update(state="broken", broken_at=timezone.now())
    assert f"/promises/{call.pk}/update/" in panel(browser, ticket)
    answer = browser.post(f"/promises/{call.pk}/update/", follow=True)
    assert "le avevamo promesso questo entro" in answer.text
    assert "Chiamare per il trasformatore" in Draft.objects.get(ticket=ticket).text


def test_honest_word_waits_where_the_request_is_answered_until_somebody_writes(browser, ticket, call, agent):
    page = f"/tickets/{ticket.reference}/"
    offer = f'formaction="/promises/{call.pk}/update/"'
    assert offer not in browser.get(page).text
    Promise.objects.filter(pk=call.pk).update(state="broken", broken_at=timezone.now(), to=agent)
    assert offer not in browser.get(page).text
    Promise.objects.filter(pk=call.pk).update(to=None)
    assert offer in browser.get(page).text
    begun = {"text": "Le mie righe."}
    browser.post(f"/promises/{call.pk}/update/", begun, headers=HTMX)
    draft = Draft.objects.get(ticket=ticket)
    assert "le avevamo promesso questo entro" in draft.text
    assert draft.text.endswith("\n\nLe mie righe.")
    assert offer not in browser.get(page).text
    draft.delete()
    reply(ticket.reference, user=agent, text="La chiamo ora.", now=timezone.now(), confirmed=True)
    assert offer not in browser.get(page).text


def test_letting_go_says_why_and_where_they_said_so(browser, ticket, call, arrive):
    place = f"/promises/{call.pk}/ask/release/"
    assert browser.post(place, {"reason": ""}).status_code == 422
    arrive(at=timezone.now(), message_id="<off@customer.example>", references="<one@customer.example>")
    theirs = Message.objects.filter(ticket=ticket).latest("id")
    assert f'value="{theirs.pk}"' in browser.get(place).text
    browser.post(place, {"reason": "Ha risolto da sola", "said_in": theirs.pk})
    assert Promise.objects.get(pk=call.pk).state == "released"
    shown = panel(browser, ticket)
    assert f'href="#message-{theirs.pk}"' in shown and "Ha risolto da sola" in shown


def test_only_whom_a_colleague_promised_it_to_is_offered_to_let_it_go(browser, ticket, agent, colleague):
    word = Word(kind="fix", what="Il prezzo", due=timezone.now() + HOUR, to=colleague.pk)
    own = make_promise(ticket.reference, word, user=agent, now=timezone.now())
    place = f"/promises/{own.pk}/ask/release/"
    assert place not in panel(browser, ticket)
    assert place in panel(signed_in(colleague), ticket)
    assert browser.post(place, {"reason": "Non gli serve"}).status_code == 422


def test_what_an_answer_says_is_offered_once(browser, ticket, agent):
    text = "Buongiorno Giulia, domani alle 10 la chiamo."
    message = reply(ticket.reference, user=agent, text=text, now=timezone.now(), confirmed=True)
    page = panel(browser, ticket)
    assert "Said in an answer. Is it a promise?" in page
    key = page.split('name="key" value="')[1].split('"')[0]

    assert browser.post(f"/messages/{message.pk}/promise/", {"key": key}, headers=HTMX).status_code == 200
    assert Promise.objects.get(source=message, kind="call_back").made_by == agent
    assert "Is it a promise?" not in panel(browser, ticket)
    twice = browser.post(f"/messages/{message.pk}/promise/", {"key": key}, headers=HTMX)
    assert "Please look at it once more" in twice.text
    assert Promise.objects.filter(kind="call_back").count() == 1


def test_composer_offers_to_record_and_sending_records(browser, ticket, agent):
    text = "Buongiorno Giulia, domani alle 10 la chiamo."
    hints = browser.post(
        f"/tickets/{ticket.reference}/check/", {"kind": "reply", "text": text}, headers={"Aiuto-Hints": "1"}
    ).text
    key = hints.split('name="promise" value="')[1].split('"')[0]
    kept = browser.post(
        f"/tickets/{ticket.reference}/check/",
        {"kind": "reply", "text": text, "promise": key},
        headers={"Aiuto-Hints": "1"},
    ).text
    assert f'value="{key}" checked' in kept

    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": text, "promise": key, "confirmed": "1"})
    assert Promise.objects.get(kind="call_back").made_by == agent


def test_solving_with_a_word_open_asks_what_became_of_it(browser, ticket, call):
    answer = browser.post(f"/tickets/{ticket.reference}/do/", {"act": "solve"})
    assert answer.headers["Location"] == f"/tickets/{ticket.reference}/ask/solve/"
    assert "Chiamare per il trasformatore" in browser.get(answer.headers["Location"]).text
    assert browser.post(answer.headers["Location"], {}).status_code == 422

    assert browser.post(answer.headers["Location"], {f"word-{call.pk}": "stays"}).status_code == 302
    assert Ticket.objects.get().state == "solved"
    assert Promise.objects.get(pk=call.pk).state == "open"


def test_solving_says_in_one_step_that_a_word_was_done(browser, ticket, call):
    asked = f"/tickets/{ticket.reference}/ask/solve/"
    assert browser.post(asked, {f"word-{call.pk}": "kept"}).status_code == 302
    assert (Ticket.objects.get().state, Promise.objects.get(pk=call.pk).state) == ("solved", "kept")


@pytest.mark.parametrize("scripts", [False, True])
def test_answer_that_solves_leaves_and_the_end_is_asked_about(browser, ticket, call, scripts):
    given = {"text": "Ecco il codice: 42.", "then": "solved", "confirmed": "1", "closing": "1"}
    answer = browser.post(f"/tickets/{ticket.reference}/reply/", given, headers=HTMX if scripts else {})
    asked = answer.headers["HX-Redirect" if scripts else "Location"]
    assert asked == f"/tickets/{ticket.reference}/ask/solve/"
    assert (Ticket.objects.get().state, Message.objects.filter(direction="out").count()) == ("open", 1)
    assert f"word-{call.pk}" in browser.get(asked).text
    browser.post(asked, {f"word-{call.pk}": "stays"})
    assert (Ticket.objects.get().state, Promise.objects.get(pk=call.pk).state) == ("solved", "open")


def test_solving_asks_of_a_follow_up_which_mostly_comes_afterwards(browser, ticket, agent):
    due = timezone.now() + timedelta(days=3)
    word = Word(kind="follow_up", what="Chiedere se va bene", due=due)
    later = make_promise(ticket.reference, word, user=agent, now=timezone.now())
    pressed = browser.post(f"/tickets/{ticket.reference}/do/", {"act": "solve"})
    chosen = re.search(r'<input[^>]*value="(\w+)"[^>]*checked', browser.get(pressed.url).text)
    assert chosen and chosen[1] == "stays"
    assert browser.post(pressed.url, {f"word-{later.pk}": "kept"}).status_code == 302
    assert (Ticket.objects.get().state, Promise.objects.get(pk=later.pk).state) == ("solved", "kept")


def test_solving_asks_nothing_of_news_by_a_day_alone(browser, ticket, agent):
    word = Word(kind="next_update", what="", due=timezone.now() + timedelta(days=3))
    news, asked = make_promise(ticket.reference, word, user=agent, now=timezone.now()), "ask/solve/"
    assert f"word-{news.pk}" not in browser.get(f"/tickets/{ticket.reference}/{asked}").text
    assert browser.post(f"/tickets/{ticket.reference}/{asked}", {}).status_code == 302
    assert (Ticket.objects.get().state, Promise.objects.get(pk=news.pk).state) == ("solved", "moot")


def test_solving_with_a_word_that_nobody_needs_asks_why(browser, ticket, call):
    asked, given = f"/tickets/{ticket.reference}/ask/solve/", {f"word-{call.pk}": "dropped"}
    assert browser.post(asked, given).status_code == 422
    assert Ticket.objects.get().state != "solved"
    assert browser.post(asked, given | {"why": "Ha risolto da sola"}).status_code == 302
    call.refresh_from_db()
    assert (call.state, call.reason) == ("moot", "Ha risolto da sola")


def test_promise_of_another_desk_is_not_found(call, outsider):
    assert signed_in(outsider).post(f"/promises/{call.pk}/keep/").status_code == 404
    assert signed_in(outsider).get(f"/promises/{call.pk}/ask/move/").status_code == 404


def test_their_own_day_is_read_asked_and_minded(browser, arrive):
    day = timezone.localdate() + timedelta(days=5)
    text = f"Buongiorno, mi serve entro il {day:%d/%m/%Y}. Grazie."
    receipt = arrive(at=timezone.now(), message_id="<wish@customer.example>", subject="Nuvola", text=text)
    ticket = Ticket.objects.get(reference=receipt.ticket)
    assert "They may need it by" in panel(browser, ticket)
    form = browser.get(f"/tickets/{ticket.reference}/ask/wish/").text
    assert f'value="{day:%Y-%m-%d}"' in form
    browser.post(f"/tickets/{ticket.reference}/ask/wish/", {"wish": "Nuvola", "wanted_by": f"{day:%Y-%m-%d}"})
    assert "They need it by" in panel(browser, ticket)

    given = {"kind": "delivery", "what": "La lampada", "due": local(timezone.now() + timedelta(days=8))}
    asked = browser.post(f"/tickets/{ticket.reference}/ask/promise/", given)
    assert asked.status_code == 422
    assert "The customer needs it sooner" in asked.text
    assert 'name="knowingly"' in asked.text
    answer = browser.post(f"/tickets/{ticket.reference}/ask/promise/", given | {"knowingly": "on"})
    assert answer.status_code == 302
    assert Promise.objects.filter(kind="delivery").count() == 1


@pytest.fixture
def waiting(ticket, agent) -> Ticket:
    """It waits for a customer whose address is theirs."""
    now = timezone.now()
    ContactPoint.objects.update(verified_at=now)
    wait(ticket.reference, user=agent, now=now)
    ticket.refresh_from_db()
    return ticket


def test_panel_says_when_they_are_reminded_and_one_press_stops_it(browser, waiting):
    assert "We remind them:" in panel(browser, waiting)
    said = browser.post(f"/tickets/{waiting.reference}/reminders/stop/", headers=HTMX).text
    assert "We remind them:" not in said
    assert "reminder" in said
    assert "Anna Bassi stopped the reminders" in browser.get(f"/tickets/{waiting.reference}/").text


def test_panel_says_so_before_it_is_taken_as_solved(browser, waiting):
    began = Promise.objects.get(kind="reminder").made_at
    for days in (3, 9):
        at = began + timedelta(days=days)
        Promise.objects.create(
            ticket=waiting,
            desk=waiting.desk,
            kind="reminder",
            state="kept",
            made_at=began,
            due_at=at,
            closed_at=at,
        )
    assert "Taken as solved, if they stay silent:" in panel(browser, waiting)


def test_panel_promises_no_reminder_to_an_address_that_is_not_proved(browser, waiting):
    ContactPoint.objects.update(verified_at=None)
    shown = panel(browser, waiting)
    assert "We remind them:" not in shown and "No reminder leaves:" in shown


def test_reminders_are_stopped_without_scripts(browser, waiting):
    page = browser.post(f"/tickets/{waiting.reference}/reminders/stop/", follow=True).text
    assert "Nobody is reminded here." in page


def test_merging_asks_of_each_word_and_why_and_undoing_brings_it_back(browser, ticket, call, arrive, agent):
    other = arrive(at=timezone.now(), message_id="<two@customer.example>", subject="Altro").ticket
    place = f"/tickets/{ticket.reference}/ask/merge/"
    assert "Chiamare per il trasformatore" in browser.get(place).text
    dropped = {"into": other, f"word-{call.pk}": "dropped", "why": ""}
    assert browser.post(place, dropped).status_code == 422
    browser.post(place, dropped | {"why": "È nell'altra"})
    moot = Promise.objects.get(pk=call.pk)
    assert (moot.state, moot.reason) == ("moot", "È nell'altra")
    browser.post(f"/bulk/{BulkAct.objects.get().pk}/undo/")
    call.refresh_from_db()
    assert (call.state, call.ticket) == ("open", ticket)
