"""From a request to the next of the list it was opened from."""

import pytest

from tests.workspace.conftest import signed_in


def test_page_leads_to_both_sides_and_back(browser, make):
    first, here, last = (make(waits=waits) for waits in (30, 20, 10))
    page = browser.get(f"/tickets/{here.reference}/", {"from": "open"})
    assert page.context["neighbours"] == {
        "address": "/inbox/open/",
        "title": "All open",
        "before": f"/tickets/{first.reference}/?from=open",
        "behind": f"/tickets/{last.reference}/?from=open",
    }


def test_filtered_list_is_kept_in_the_address(browser, make):
    here, other = make(waits=30, language="it"), make(waits=20, language="it")
    make(waits=25, language="en")
    page = browser.get(f"/tickets/{here.reference}/", {"from": "language:it"})
    assert page.context["neighbours"]["behind"] == f"/tickets/{other.reference}/?from=language%3Ait"
    assert page.context["neighbours"]["address"].endswith("?q=language%3Ait")


def test_without_a_list_there_are_none(browser, make):
    ticket = make()
    page = browser.get(f"/tickets/{ticket.reference}/")
    assert page.context["neighbours"] is None
    part = browser.get(f"/tickets/{ticket.reference}/", headers={"HX-Request": "true"})
    assert 'hx-preserve="true"' in part.text


@pytest.mark.parametrize("origin", ["\0", "x" * 600, "state:", "12", "-tag:none", "<b>"])
def test_odd_list_leads_nowhere_and_breaks_nothing(browser, make, origin):
    make()
    page = browser.get(f"/tickets/{make().reference}/", {"from": origin})
    assert page.status_code == 200
    assert "<b>" not in page.context["neighbours"]["address"]


def test_act_keeps_the_list(browser, make):
    here, other = make(waits=30), make(waits=20)
    before = f"http://testserver/tickets/{here.reference}/?from=open"
    page = browser.post(
        f"/tickets/{here.reference}/do/", {"act": "solve"}, headers={"Referer": before}, follow=True
    )
    assert page.redirect_chain == [(f"/tickets/{here.reference}/?from=open", 302)]
    assert page.context["neighbours"]["behind"] == f"/tickets/{other.reference}/?from=open"


def test_other_desks_list_shows_nothing(make, outsider):
    assert signed_in(outsider).get(f"/tickets/{make().reference}/", {"from": "open"}).status_code == 404


def test_step_by_script_takes_the_main_part_alone(browser, make):
    """What a browser asks for to exchange it: its title, the panels' places and the composer, nothing around."""
    here = make(waits=30, subject="Lampada rotta")
    step = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "main"}
    page = browser.get(f"/tickets/{here.reference}/", {"from": "open"}, headers=step)
    assert "<title>Lampada rotta · Aiuto</title>" in page.text
    assert 'id="about"' in page.text and 'id="reply-text"' in page.text
    assert not [text for text in ("hx-preserve", 'id="nav"', "hx-swap-oob", "<script") if text in page.text]
