"""A request that was merged while somebody wrote: the text is kept and goes along."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aiuto.tickets.models import Draft, Ticket


@pytest.fixture
def ticket(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive().ticket)


def address(ticket, more: str = "") -> str:
    return f"/tickets/{ticket.reference}/{more}"


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_text_of_a_merged_request_goes_along_behind_what_was_begun_there(browser, ticket, make, kind):
    goal, last = make(), make()
    browser.post(address(last, f"{kind}/draft/"), {"text": "Già cominciato"})
    file = SimpleUploadedFile("foto.txt", b"ciao", content_type="text/plain")
    browser.post(address(ticket, f"{kind}/files/"), {"files": file})
    browser.post(address(ticket, "ask/merge/"), {"into": goal.reference})
    browser.post(address(goal, "ask/merge/"), {"into": last.reference})

    refused = browser.post(address(ticket, f"{kind}/"), {"text": "Quasi pronto"})
    assert refused.status_code == 422
    assert "merged into another one" in refused.text
    assert address(ticket, "along/") in refused.text
    answer = browser.post(address(ticket, "along/"), {"kind": kind, "text": "Quasi pronto"})

    assert answer.headers["Location"] == address(last)
    draft = Draft.objects.get()
    assert (draft.ticket, draft.text) == (last, "Già cominciato\n\nQuasi pronto")
    assert draft.uploads.get().name == "foto.txt"


def test_text_of_a_living_request_stays_where_it_is(browser, ticket):
    answer = browser.post(address(ticket, "along/"), {"kind": "reply", "text": "Quasi pronto"})
    assert answer.status_code == 422
    assert "Quasi pronto" in answer.text


@pytest.mark.parametrize("kind", ["", "draft", "__class__"])
def test_text_of_no_kind_is_not_found(browser, ticket, kind):
    assert browser.post(address(ticket, "along/"), {"kind": kind, "text": "x"}).status_code == 404
