"""A customer's mail becomes help that has left the building."""

import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import point, touch, type_enter
from tests.journeys.house import DESK, House, letter, until
from tests.journeys.phone import PHONE, check_look

TAKES = 10_000  # ms; the promise is two seconds, on a machine that is not running tests
WAYS = {
    "mouse": (point, {}),
    "keys": (type_enter, {}),
    "finger on a phone": (touch, PHONE),
    "keys on a phone in the dark": (type_enter, PHONE | {"theme": "dark"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_mail_is_seen_live_answered_and_sent(house: House, visiting, way):
    press, look = WAYS[way]
    page = visiting("anna", **look).page
    page.goto("/inbox/unassigned/")
    address, subject = f"rosa.{len(way)}@posta.example", f"La lampada fischia {len(way)}"
    mail = letter(f"Rosa Lindi <{address}>", subject, "Buongiorno,\nfischia da ieri sera.\n\nRosa")
    taken = house.send(mail)
    row = page.get_by_role("link", name=subject)
    row.wait_for(timeout=TAKES)
    print(f"\nseen live {time.monotonic() - taken:.2f} s after SMTP's 250")
    check_look(page, dark=look.get("theme") == "dark")

    press(row)
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    expect(page.locator("#newest")).to_contain_text("fischia da ieri sera")
    page.wait_for_load_state()
    check_look(page, dark=look.get("theme") == "dark")
    page.keyboard.press("r")
    page.keyboard.type("Buongiorno Rosa,\n\nprovi a **stringere** la vite:\n\n- spenta\n- fredda")
    press(page.get_by_role("button", name="Invia e aspetta"))

    expect(page.locator(".toast [data-undo]")).to_be_visible()
    ours = page.locator(".message-out").last
    expect(ours.locator("strong")).to_have_text("stringere")
    expect(ours.locator("li")).to_have_count(2)
    expect(ours.locator(".message-head")).to_contain_text("inviata", timeout=3 * TAKES)

    until(lambda: house.sink.to(address, "In-Reply-To"))
    [raw] = house.sink.to(address, "In-Reply-To")
    check_headers(raw, mail)


def check_headers(raw: bytes, mail: EmailMessage) -> None:
    """From the desk, to the customer, in the thread, by a person, in both forms."""
    sent = message_from_bytes(raw, policy=default)
    assert [one.addr_spec for one in sent["From"].addresses] == [DESK]
    assert [one.addr_spec for one in sent["To"].addresses] == [parseaddr(mail["From"])[1]]
    assert [one.addr_spec for one in sent["Reply-To"].addresses] == [DESK]
    assert sent["Subject"] == f"Re: {mail['Subject']}"
    assert sent["In-Reply-To"] == mail["Message-ID"]
    assert mail["Message-ID"] in sent["References"]
    assert sent["Message-ID"].endswith("lumiera.example>")
    assert sent["Auto-Submitted"] is None
    assert sent.get_content_type() == "multipart/alternative"
    plain, html = sent.get_body(("plain",)), sent.get_body(("html",))
    assert "stringere" in plain.get_content()
    assert "<strong>stringere</strong>" in html.get_content()
