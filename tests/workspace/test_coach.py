"""The coach beside the composer: what it says of a draft, what is fine as it is, what an answer promises."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.customers.models import ContactPoint
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.manual.models import HintTally
from aiuto.tickets.models import Cause, Dismissal, Message, Ticket

BAD = "Gentile Giulia,\n\nla ricontatteremo al più presto. 💡 Ci sono molte persone prima di lei."
RECOGNISED = "In questo momento in amministrazione non trovo nessuno, sono tutti a pranzo."
ASKS = {"HTTP_AIUTO_HINTS": "1"}
CHECK = 4
"""Session, person, request, and in one statement all that stands around the draft."""


@pytest.fixture
def ticket(make) -> Ticket:
    return make(language="it")


def ask(browser, ticket, text, kind="reply", place="check", **more):
    return browser.post(f"/tickets/{ticket.reference}/{place}/", {"text": text, "kind": kind, **more}, **ASKS)


def test_check_says_what_is_better_said_otherwise(browser, ticket):
    answer = ask(browser, ticket, BAD)
    assert "al più presto" in answer.text
    assert answer.text.count("data-hint data-begin") >= 2
    assert "data-take" in answer.text


def test_reason_is_in_the_language_of_who_reads_and_wordings_in_that_of_the_text(browser, ticket, agent):
    texts = {}
    for agent.language in ("it", "en"):
        agent.save()
        texts[agent.language] = ask(browser, ticket, "We will contact you as soon as possible.").text
    assert "Una promessa senza giorno si dimentica" in texts["it"]
    assert "A promise without a day is forgotten" in texts["en"]
    wordings = [re.findall(r'data-wording="([^"]+)"', text) for text in texts.values()]
    assert wordings[0] == wordings[1] != []


def test_places_count_as_a_browser_counts(browser, ticket):
    """A lamp is one letter here and two in a browser."""
    text = "💡💡 La ricontatteremo al più presto."
    page = ask(browser, ticket, text).text
    begin, end = (int(re.search(rf'data-{side}="(\d+)"', page)[1]) for side in ("begin", "end"))
    said = re.search(r'class="hint-said" dir="auto" lang="it">([^<]+)<', page)[1]
    assert text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le") == said


def test_check_writes_nothing_and_asks_little(browser, ticket):
    ask(browser, ticket, BAD)
    with CaptureQueriesContext(connection) as asked:
        ask(browser, ticket, BAD)
    statements = [each["sql"].split(" ", 1)[0] for each in asked]
    assert len(statements) == CHECK
    assert not {"INSERT", "UPDATE", "DELETE"} & set(statements)


def test_fine_as_it_is_is_said_no_more_of_these_words(browser, ticket):
    sentence = "la ricontatteremo al più presto."
    answer = ask(browser, ticket, BAD, place="fine", fine=f"it.vague.when\t{sentence}")
    assert "it.vague.when" not in answer.text
    assert sentence.removesuffix(".") not in answer.text
    assert "data-hint data-begin" in ask(browser, ticket, "La richiamiamo al più presto.").text
    assert Dismissal.objects.count() == 1


def look(browser, ticket, text, place="check", kind="reply", **more):
    """A second look, where no script runs."""
    return browser.post(f"/tickets/{ticket.reference}/{place}/", {"text": text, "kind": kind, **more})


def in_the_box(answer, kind="reply") -> str:
    return unescape(re.search(rf'id="{kind}-text"[^>]*>([^<]*)</textarea>', answer.text)[1])


@pytest.fixture
def asked(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive(text="Quanto costa il montaggio?").ticket)


def test_second_look_without_scripts_keeps_the_text_in_its_composer(browser, asked):
    answer = look(browser, asked, BAD)
    assert (answer.status_code, in_the_box(answer)) == (200, BAD)
    assert 'name="fine" value="it.vague.will\t' in unescape(answer.text)
    assert "Quanto costa il montaggio?" in answer.text.split('id="reply"')[1]
    note = "È il solito rompiscatole, lascialo perdere."
    answer = look(browser, asked, note, kind="note")
    assert (in_the_box(answer, "note"), "GDPR, article 15" in answer.text) == (note, True)


def test_second_look_takes_a_wording_where_it_stands(browser, asked):
    page = unescape(look(browser, asked, BAD).text)
    take = re.search(r'name="take" value="(it\.vague\.will\t[^"]+)"', page)[1]
    wording = take.partition("\t")[2]
    answer = look(browser, asked, BAD, take=take)
    assert in_the_box(answer) == BAD.replace("la ricontatteremo al più presto.", wording)
    assert f'name="taken" value="{take}"' in unescape(answer.text)
    assert "it.queue.order" in re.search(r'name="shown" value="([^"]*)"', answer.text)[1]
    assert in_the_box(look(browser, asked, BAD, take="it.vague.will\tmai")) == BAD


def test_second_look_calls_a_sentence_fine(browser, asked):
    answer = look(browser, asked, BAD, "fine", fine="it.vague.will\tla ricontatteremo al più presto.")
    assert in_the_box(answer) == BAD
    assert "it.queue.order" in answer.text
    assert 'name="fine" value="it.vague.will' not in answer.text


def test_second_look_keeps_the_files_and_what_is_to_be_recorded(browser, asked):
    text = "La richiamo domani alle 10."
    key = re.search(r'name="promise" value="(\w+)"', ask(browser, asked, text).text)[1]
    file = SimpleUploadedFile("foto.txt", b"lampada")
    answer = look(browser, asked, text, files=file, promise=key)
    assert f'value="{key}" checked' in answer.text
    assert "foto.txt" in answer.text


def test_second_look_on_a_request_that_closed_meanwhile_keeps_the_text(browser, asked):
    Ticket.objects.filter(pk=asked.pk).update(state="closed")
    answer = look(browser, asked, BAD)
    assert answer.status_code == 422
    assert "la ricontatteremo al più presto." in answer.text
    missing = look(browser, Ticket(reference="ZZZZZZ"), BAD)
    assert (missing.status_code, "la ricontatteremo" in missing.text) == (404, True)


def test_date_that_no_promise_records_is_underlined_until_it_is_called_fine(browser, asked):
    text = "La richiamo domani alle 10."
    page = ask(browser, asked, text).text
    offer = page.split('class="hint-offer"')[1]
    assert 'data-rule="it.unrecorded_date"' in offer
    assert "that no promise records" in offer
    assert page.count("that no promise records") == 1
    page = ask(browser, asked, text, place="fine", fine=f"it.unrecorded_date\t{text}").text
    assert 'name="promise"' in page
    assert "it.unrecorded_date" not in page


def test_another_language_is_said_of_the_whole_text_without_underlining_it(browser, ticket):
    said(ticket, "Buongiorno, la mia lampada non si accende più da ieri sera.")
    page = ask(browser, ticket, "Dear Giulia, thank you for writing about the lamp to all of us here.").text
    card = page.partition('data-rule="en.other_language"')[2].partition("</section>")[0]
    assert "The customer writes in another language." in card
    assert "hint-said" not in card


def test_what_was_recognised_shows_the_words_that_weighed_most(browser, ticket):
    page = ask(browser, ticket, RECOGNISED).text
    said = re.search(
        r'data-rule="learned\.[^>]+>\s*<p class="hint-said" dir="auto" lang="it">(.*?)</p>', page
    )[1]
    assert "<b>" in said
    assert re.sub("</?b>", "", unescape(said)) in RECOGNISED


def test_heard_names_the_part_that_is_missing(browser, ticket):
    assert ask(browser, ticket, "Grazie.").text.count('class="heard-mark') >= 4


def test_an_insult_in_a_note_is_not_kept(browser, ticket):
    answer = browser.post(f"/tickets/{ticket.reference}/note/", {"text": "Il cliente è un idiota."})
    assert answer.status_code == 422
    assert "art. 15" in answer.text
    assert not Message.objects.filter(direction="note").exists()


def test_a_word_that_only_looks_like_an_insult_is_kept_when_it_is_meant(browser, ticket):
    form = {"text": "Dice: il pollo è bruciato, idiota di un forno.", "as_it_is": "1"}
    assert browser.post(f"/tickets/{ticket.reference}/note/", form).status_code == 302
    assert Message.objects.filter(direction="note").exists()


def test_an_insult_in_a_note_cannot_be_called_fine(browser, ticket):
    text = "Il cliente è un idiota."
    page = ask(browser, ticket, text, kind="note", place="fine", fine=f"it.gossip.insult\t{text}")
    assert "idiota" in page.text


def test_an_answer_shows_what_it_promises(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": "Le scrivo entro venerdì alle 15."})
    kept = Message.objects.get(direction="out").commitments
    assert [each["what"] for each in kept] == ["Le scrivo entro venerdì alle 15."]
    assert "T15:00" in kept[0]["due"]
    assert "Promised for" in browser.get(f"/tickets/{ticket.reference}/").text


def test_an_answer_without_a_promise_keeps_none(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": "Grazie, è tutto a posto."})
    assert Message.objects.get(direction="out").commitments is None


def said(ticket, text):
    Message.objects.filter(ticket=ticket).update(text=text, reply_text=text)


def test_points_of_the_customer_are_ticked_by_the_draft(browser, ticket):
    said(ticket, "Quanto costa il montaggio? Vorrei anche la fattura.")
    panel = browser.get(f"/tickets/{ticket.reference}/panels/points/", headers={"HX-Request": "true"}).text
    keys = re.findall(r'data-point="([0-9a-f]+)"', panel)
    assert len(keys) == 2
    assert f'data-taken-up="{keys[0]}"' in ask(browser, ticket, "Il montaggio costa 40 euro.").text


def test_request_in_which_nothing_was_asked_has_no_list_of_points(browser, ticket):
    said(ticket, "Grazie mille, a presto.")
    assert (
        browser.get(f"/tickets/{ticket.reference}/panels/points/", headers={"HX-Request": "true"}).text == ""
    )


def test_solving_with_a_point_unanswered_is_questioned_once(browser, ticket):
    said(ticket, "Quanto costa il montaggio?")
    press = {"act": "solve"}
    answer = browser.post(f"/tickets/{ticket.reference}/do/", press, follow=True)
    assert answer.redirect_chain[0][0].endswith("/ask/solve/")
    assert "Quanto costa il montaggio?" in answer.text
    assert Ticket.objects.get(pk=ticket.pk).state == "new"
    assert "late delivery" in answer.text
    late = Cause.objects.get(given="late_delivery")
    browser.post(f"/tickets/{ticket.reference}/ask/solve/", {"cause": late.pk})
    solved = Ticket.objects.get(pk=ticket.pk)
    assert (solved.state, solved.cause) == ("solved", late)


def test_solving_with_everything_answered_is_not_questioned(browser, ticket):
    said(ticket, "Grazie mille, a presto.")
    browser.post(f"/tickets/{ticket.reference}/do/", {"act": "solve"})
    assert Ticket.objects.get(pk=ticket.pk).state == "solved"


def test_answer_that_solves_with_a_point_left_out_is_questioned_and_kept(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive(text="Quanto costa il montaggio?").ticket)
    form = {"text": "Grazie per la domanda.", "then": "solved"}
    answer = browser.post(f"/tickets/{ticket.reference}/reply/", form)
    assert (answer.status_code, "Quanto costa il montaggio?" in answer.text) == (422, True)
    assert 'name="closing"' in answer.text
    assert browser.post(f"/tickets/{ticket.reference}/reply/", form | {"closing": "1"}).status_code == 302
    assert Ticket.objects.get(pk=ticket.pk).state == "solved"


def test_answer_that_solves_and_takes_every_point_up_leaves(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive(text="Quanto costa il montaggio?").ticket)
    form = {"text": "Il montaggio costa 40 euro.", "then": "solved"}
    assert browser.post(f"/tickets/{ticket.reference}/reply/", form).status_code == 302


@pytest.mark.parametrize("left", ["{{customer.name}}", "[NOME]", "[giorno e ora]", "XXXX"])
def test_answer_with_a_placeholder_left_does_not_leave(browser, arrive, left):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    form = {"text": f"Gentile {left}, eccoci."}
    answer = browser.post(f"/tickets/{ticket.reference}/reply/", form)
    assert (answer.status_code, left in answer.text) == (422, True)
    assert browser.post(f"/tickets/{ticket.reference}/reply/", form | {"as_it_is": "1"}).status_code == 302


def test_wording_that_was_taken_does_not_leave_with_its_place_empty(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    form = {
        "text": "Gentile Giulia,\n\nTocca alla sua entro …",
        "taken": "it.queue.order\tTocca alla sua entro …",
    }
    answer = browser.post(f"/tickets/{ticket.reference}/reply/", form)
    assert answer.status_code == 422
    assert "Send it with Tocca alla sua entro … as it stands" in answer.text
    filled = form | {"text": "Gentile Giulia,\n\nTocca alla sua entro le 15."}
    assert browser.post(f"/tickets/{ticket.reference}/reply/", filled).status_code == 302


def test_answer_with_open_hints_leaves_in_one_step(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    assert browser.post(f"/tickets/{ticket.reference}/reply/", {"text": BAD}).status_code == 302


def test_breath_proposes_a_pause_and_a_call(browser, ticket, now):
    said(ticket, "È UNA VERGOGNA!!! Quanto costa il montaggio?")
    ContactPoint.objects.create(customer=ticket.customer, kind="phone", value="+390461123456", created_at=now)
    page = ask(browser, ticket, "Gentile Giulia,").text
    assert 'href="tel:+390461123456"' in page
    assert "Keep the draft for 10 minutes" in page
    assert "Quanto costa il montaggio?" in page


def test_received_text_is_not_judged(browser, ticket):
    """Whatever a customer writes, nothing is said of it or of them."""
    said(ticket, "Il prima possibile! Siete degli idioti, è una vergogna!!!")
    page = ask(browser, ticket, "Gentile Giulia,").text
    assert 'class="breath"' in page
    assert "data-hint " not in page
    assert not re.search(r"angry|heat|hot|rude|idiot|vergogna", page, re.IGNORECASE)


def test_draft_that_rests_says_until_when(browser, ticket):
    browser.post(f"/tickets/{ticket.reference}/rest/", {"text": "Gentile Giulia,"})
    page = browser.get(f"/tickets/{ticket.reference}/").text
    assert "It rests until" in page
    assert "Gentile Giulia," in page


def test_after_a_call_what_was_agreed_is_offered_in_writing(browser, arrive, agent, now):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    spoken = Spoken(channel="phone", direction="out", at=now, text="Le mandiamo il tecnico.")
    note_contact(spoken, who=Who(), about=ticket.reference, user=agent, now=now)
    assert "Write down what was agreed" in browser.get(f"/tickets/{ticket.reference}/").text
    browser.post(f"/tickets/{ticket.reference}/agreed/")
    assert "{{accordo}}" in browser.get(f"/tickets/{ticket.reference}/").text


def test_gossip_in_a_note_reminds_that_it_may_be_read(browser, ticket):
    page = ask(browser, ticket, "È il solito rompiscatole, lascialo perdere.", kind="note").text
    assert "data-hint " in page
    assert "GDPR, article 15" in page


def test_answer_counts_what_became_of_its_hints(browser, arrive):
    ticket = Ticket.objects.get(reference=arrive().ticket)
    form = {"text": "Le scrivo domani alle 9.", "shown": "it.vague.when it.vague.will"}
    browser.post(
        f"/tickets/{ticket.reference}/reply/", form | {"taken": "it.vague.when\tentro domani alle 12"}
    )
    assert set(HintTally.objects.values_list("rule", "outcome", "wording", "times")) == {
        ("it.vague.when", "taken", "entro domani alle 12", 1),
        ("it.vague.will", "mended", "", 1),
    }
