"""The conversation on paper, its pictures, and hiding what happened."""

import pytest

from aiuto.flows.add_note import add_note
from aiuto.tickets.models import Message
from tests.security.world import PICTURE
from tests.workspace.conftest import signed_in


def address(ticket, more: str = "") -> str:
    return f"/tickets/{ticket.reference}/{more}"


@pytest.mark.parametrize("number", [1, 3, 100])
def test_print_asks_the_same_number_of_queries(browser, make, number, django_assert_num_queries):
    ticket = make(messages=number)
    browser.get(address(ticket, "print/"))
    with django_assert_num_queries(7):
        assert browser.get(address(ticket, "print/")).status_code == 200


def test_print_leaves_notes_and_withdrawn_answers_out_unless_notes_are_asked_for(browser, make, agent, now):
    ticket = make()
    add_note(ticket.reference, user=agent, text="Solo tra noi", now=now)
    Message.objects.create(
        ticket=ticket, direction="out", reply_text="Ripresa", at=now, stored_at=now, withdrawn_at=now
    )
    page, whole = (browser.get(address(ticket, f"print/{more}")).text for more in ("", "?notes"))
    assert "Riga 0" in page
    assert "Solo tra noi" not in page
    assert "Solo tra noi" in whole
    assert "Ripresa" not in whole


def test_print_of_very_many_messages_says_that_older_ones_are_elsewhere(browser, make):
    page = browser.get(address(make(messages=301), "print/")).text
    assert "Only the newest messages are here" in page
    assert page.count('class="message message-in"') == 300


def test_events_are_hidden_and_shown_again_for_oneself(browser, make, agent, colleague):
    ticket = make()
    browser.post(address(ticket, "do/"), {"act": "take"})
    assert "Anna Bassi took this" in browser.get(address(ticket)).text
    browser.post(address(ticket, "events/"), {"hidden": "1"})
    page = browser.get(address(ticket)).text
    assert "Anna Bassi took this" not in page
    assert "Show what happened" in page
    assert "Anna Bassi took this" in signed_in(colleague).get(address(ticket)).text
    browser.post(address(ticket, "events/"), {"hidden": ""})
    assert "Anna Bassi took this" in browser.get(address(ticket)).text


def test_picture_is_shown_small_and_opens_large_while_other_images_are_files_alone(browser, arrive):
    files = (("foto.png", "image/png", PICTURE), ("disegno.svg", "image/svg+xml", b"<svg/>"))
    receipt = arrive(attachments=files)
    page = browser.get(f"/tickets/{receipt.ticket}/").text
    picture, drawing = Message.objects.get(pk=receipt.message).attachments.order_by("id")
    assert f'src="/attachments/{picture.pk}/preview/?small"' in page
    assert f'data-whole="/attachments/{picture.pk}/"' in page
    assert f"/attachments/{drawing.pk}/preview/" not in page
    assert f'href="/attachments/{drawing.pk}/"' in page
    assert (
        browser.get(f"/attachments/{picture.pk}/preview/?small").headers["Content-Type"].startswith("image/")
    )


def test_whole_answer_says_whether_it_arrived(browser, arrive, agent):
    receipt = arrive()
    browser.post(f"/tickets/{receipt.ticket}/reply/", {"text": "Eccoci"})
    answer = Message.objects.get(direction="out")
    page = browser.get(f"/messages/{answer.pk}/").text
    assert "giulia@customer.example" in page
    assert "ready to leave" in page


def test_whole_message_unfolds_in_its_place_without_its_files_again(browser, arrive):
    receipt = arrive(attachments=(("foto.png", "image/png", PICTURE),))
    part = browser.get(f"/messages/{receipt.message}/", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "foto.png" not in part
