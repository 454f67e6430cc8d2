"""A new house, by keyboard alone: from the page that names the command to the inbox with its first mailbox."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import axe
from tests.journeys.browser import SCREEN, Visit, new_window
from tests.journeys.house import House, empty_house, until
from tests.journeys.keyboard import reach
from tests.journeys.phone import PHONE, check_look

PASSWORD = "lanterna-verde-77"
DARK = "document.documentElement.dataset.theme = 'dark'"
LIGHT = "document.documentElement.dataset.theme = 'light'"


@pytest.fixture
def new_house(tmp_path):
    with empty_house(tmp_path) as house:
        yield house


def make_admin(house: House) -> None:
    options = ("create-admin", "--email", "capo@lumiera.example", "--name", "Chiara Capo", "--password-stdin")
    done = subprocess.run(
        [sys.executable, "-m", "aiuto.cli.main", *options],
        env=os.environ | house.settings,
        input=PASSWORD.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def fill(page: Page, label: str, text: str) -> None:
    reach(page, page.get_by_label(label).first)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def go(page: Page, name: str) -> None:
    reach(page, page.locator("main").get_by_role("button", name=name))
    page.keyboard.press("Enter")


class Looks:
    """What a page violates, gathered as one walks by, and how it stands on a phone in the dark."""

    def __init__(self, page: Page) -> None:
        self.page, self.script, self.found = page, axe.source(), {}

    def at(self, place: str) -> None:
        if violations := axe.violations(self.page, self.script):
            self.found[place] = violations
        self.page.set_viewport_size(PHONE["viewport"])
        self.page.evaluate(DARK)
        check_look(self.page, dark=True)
        self.page.evaluate(LIGHT)
        self.page.set_viewport_size(SCREEN)


def test_new_house_is_furnished_by_keyboard(chrome, new_house):
    visit = Visit(new_window(chrome, new_house, locale="it-IT"), new_house)
    page = visit.page
    looks = Looks(page)
    visit.go("/")
    expect(page.locator("main")).to_contain_text("aiuto create-admin")
    looks.at("nobody")
    make_admin(new_house)
    visit.go("/")
    fill(page, "E-mail", "capo@lumiera.example")
    fill(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{new_house.url}/welcome/language/")
    looks.at("language")
    go(page, "Continua")
    fill(page, "Nome", "Assistenza Lumiera")
    go(page, "Continua")
    fill(page, "Indirizzo", "ciao@lumiera.example")
    page.keyboard.press("Enter")
    expect(page.get_by_label("IMAP")).to_have_value("imap.lumiera.example")
    looks.at("servers")
    fill(page, "IMAP", "127.0.0.1")
    go(page, "Collega")
    expect(page.locator("main")).to_contain_text("ciao@lumiera.example è collegata")
    go(page, "Prova i due server")
    expect(page.locator("#findings")).to_contain_text("La lettura non funziona ancora")
    looks.at("mailbox")
    go(page, "Continua")
    fill(page, "Nome", "Nora Nuova")
    fill(page, "E-mail", "nora@lumiera.example")
    go(page, "Invita")
    expect(page.locator("main")).to_contain_text("Nora Nuova")
    go(page, "Continua")
    expect(page.locator("main")).to_contain_text("Decidi tu quando")
    looks.at("done")
    go(page, "Più tardi")
    page.locator("#inbox").wait_for()
    visit.go("/settings/mailboxes/")
    expect(page.locator("main")).to_contain_text("aspettano")
    assert looks.found == {}
    visit.end()
    # An invitation is no answer, so nothing holds it back.
    until(lambda: new_house.sink.to("nora@lumiera.example"))
