"""The command palette, its page without a script, and the one list of keys."""

import re
from pathlib import Path

import pytest

import aiuto.workspace
from aiuto.customers.models import Customer
from aiuto.customers.names import keys_of
from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.people.models import Role
from aiuto.workspace.palette.commands import (
    APPROVAL,
    CALL,
    COMMANDS,
    DO,
    GO,
    LIST,
    REQUEST,
    addresses_by_keys,
    commands_for,
)
from tests.workspace.conftest import signed_in

HTMX = {"HX-Request": "true"}
ROOM = Path(aiuto.workspace.__file__).parent
SCRIPTED = {"?", "j", "k", "x", "o"}


def drawn_keys() -> set[str]:
    """Every key that a template of the workspace, or the undo of a toast, names."""
    pages = [*ROOM.rglob("*.html"), *ROOM.parent.joinpath("ui/templates/ui/components").glob("*.html")]
    written = (re.findall(r'\b(?:data-)?keys="([^"{]+)"', page.read_text(encoding="utf-8")) for page in pages)
    return {key.lower() for keys in written for key in keys}


def test_keys_that_pages_draw_are_on_the_list():
    assert drawn_keys() <= {command.keys for command in COMMANDS}


def test_keys_on_the_list_do_something():
    pressed = {
        command.keys for command in COMMANDS if command.keys and not command.goes and not command.posts
    }
    assert pressed <= drawn_keys() | SCRIPTED


def test_keys_mean_one_thing_in_each_place():
    for group in (LIST, REQUEST, CALL, APPROVAL):
        keys = [c.keys for c in COMMANDS if c.keys and c.group in (GO, DO, group)]
        assert len(keys) == len(set(keys))


def test_names_are_unique_and_icons_drawn(browser):
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))
    assert browser.get("/go/").status_code == 200


def test_keys_that_go_somewhere_go_there(agent, browser):
    places = addresses_by_keys(agent)
    assert places["g m"] == "/inbox/mine/"
    assert {browser.get(address).status_code for address in places.values()} == {200}


@pytest.mark.parametrize(("role", "offered"), [(Role.AGENT, False), (Role.LEAD, False), (Role.ADMIN, True)])
def test_everybody_is_offered_what_they_may_enter(agent, role, offered):
    agent.role = role
    agent.save()
    pages = {command.name: command.address for command in commands_for(agent) if command.goes}
    assert {name: signed_in(agent).get(page).status_code for name, page in pages.items()} == dict.fromkeys(
        pages, 200
    )
    assert ("mailboxes" in pages) is offered


def test_page_without_a_script_lists_and_finds(browser, make):
    ticket = make(subject="Paralume rotto")
    page = browser.get("/go/", {"q": "quarantine"}).text
    assert "/quarantine/" in page
    assert 'href="/inbox/mine/"' not in page.partition("<main")[2]
    assert f"/tickets/{ticket.reference}/" in browser.get("/go/", {"q": f"#{ticket.number}"}).text


def test_words_find_by_other_names_and_without_accents(agent):
    agent.language = "it"
    agent.save()
    assert "/profile/" in signed_in(agent).get("/go/", {"q": "firma"}).text.partition("<main")[2]
    assert "/dead-letters/" in signed_in(agent).get("/go/", {"q": "FALLÌTA"}).text.partition("<main")[2]


def test_typed_reference_or_customer_is_found(browser, make):
    ticket = make(subject="Paralume rotto")
    part = browser.get("/go/find/", {"q": ticket.reference.lower()}, headers=HTMX).text
    assert "Paralume rotto" in part
    assert "<html" not in part
    typed = f"{ticket.customer_id}@cust"
    assert "Giulia Neri" in browser.get("/go/find/", {"q": typed}, headers=HTMX).text


def test_customer_without_any_address_is_found_by_name(browser, now):
    named = keys_of("Elio Fermi")._asdict()
    known = Customer.objects.create(name="Elio Fermi", created_at=now, **named)
    part = browser.get("/go/find/", {"q": "fermi"}, headers=HTMX).text
    assert f'href="/customers/{known.pk}/"' in part
    assert "Elio Fermi" in part


def test_customer_of_that_name_comes_before_requests_that_name_them(browser, arrive):
    arrive(sender="Nerina Blu <n.blu@customer.example>", subject="La lampada di Nerina", text="È rotta.")
    part = browser.get("/go/find/", {"q": "nerina"}, headers=HTMX).text
    assert -1 < part.find("Nerina Blu</span>") < part.find("La lampada di Nerina")
    part = browser.get("/go/find/", {"q": "n.blu@customer.example"}, headers=HTMX).text
    assert -1 < part.find("La lampada di Nerina") < part.find("Nerina Blu</span>")


def test_inside_of_a_word_no_command_is_found(browser):
    assert 'href="/recoveries/"' in browser.get("/go/", {"q": "reco"}).text.partition("<main")[2]
    assert 'href="/recoveries/"' not in browser.get("/go/", {"q": "coveries"}).text.partition("<main")[2]


@pytest.mark.parametrize("page", ["/go/", "/go/find/"])
def test_saved_reply_is_found_by_its_words(browser, agent, now, page):
    kept = {"title": "Lavaggio", "text": "Il paralume si lava.", "language": "it"}
    mine = save_saved_reply(user=agent, own=True, team=None, now=now, **kept)
    headers = HTMX if page == "/go/find/" else {}
    assert f'href="/replies/{mine.pk}/"' in browser.get(page, {"q": "paralume lava"}, headers=headers).text


def test_other_desks_are_not_found(make, outsider):
    ticket = make(subject="Paralume rotto")
    part = signed_in(outsider).get("/go/find/", {"q": ticket.reference}, headers=HTMX).text
    assert f"/tickets/{ticket.reference}/" not in part
    assert "Paralume" not in part


def test_found_words_are_escaped(browser, make):
    ticket = make(subject="<img src=x onerror=alert(1)>")
    part = browser.get("/go/find/", {"q": f"{ticket.number}"}, headers=HTMX).text
    assert "<img src=x" not in part


def test_find_without_a_script_is_the_page(browser):
    assert browser.get("/go/find/", {"q": "a b"}).headers["Location"] == "/go/?q=a+b"


def test_sheet_says_when_keys_are_off(agent, browser):
    assert "<kbd>J</kbd>" in browser.get("/go/keys/", headers=HTMX).text
    agent.shortcuts = False
    agent.save()
    assert "Keys of one letter are off" in browser.get("/go/keys/").text
    assert "data-keys-off" in browser.get("/profile/").text


@pytest.mark.parametrize("number", [1, 3, 100])
def test_finding_asks_the_same_number_of_queries(browser, make, number, django_assert_num_queries):
    for _ in range(number):
        make(subject="Lampada")
    with django_assert_num_queries(FIND_QUERIES):
        browser.get("/go/find/", {"q": "lampada"}, headers=HTMX)


FIND_QUERIES = 7
