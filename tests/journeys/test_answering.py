"""A customer's mail becomes help that has left the building."""

import time
from email import message_from_bytes
from email.policy import default

from playwright.sync_api import expect

from tests.journeys.house import DESK, House, letter, until

TAKES = 10_000  # ms; the promise is two seconds, on a machine that is not running tests


def test_a_mail_is_seen_live_answered_and_sent(house: House, visiting):
    visit = visiting("anna")
    page = visit.page
    visit.go("/inbox/unassigned/")
    mail = letter(
        "Rosa Lindi <rosa.lindi@posta.example>",
        "La lampada fischia",
        "Buongiorno,\nfischia da ieri sera.\n\nRosa",
    )
    taken = house.send(mail)
    row = page.get_by_role("link", name="La lampada fischia")
    row.wait_for(timeout=TAKES)
    print(f"\nseen live {time.monotonic() - taken:.2f} s after SMTP's 250")

    row.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La lampada fischia")
    expect(page.locator("#newest")).to_contain_text("fischia da ieri sera")
    page.keyboard.press("r")
    page.keyboard.type("Buongiorno Rosa,\n\nprovi a **stringere** la vite:\n\n- spenta\n- fredda")
    page.get_by_role("button", name="Invia e aspetta").click()

    expect(page.locator(".toast [data-undo]")).to_be_visible()
    ours = page.locator(".message-out").last
    expect(ours.locator("strong")).to_have_text("stringere")
    expect(ours.locator("li")).to_have_count(2)
    expect(ours.locator(".message-head")).to_contain_text("inviata", timeout=2 * TAKES)

    until(lambda: house.sink.to("rosa.lindi@posta.example", "In-Reply-To"))
    [raw] = house.sink.to("rosa.lindi@posta.example", "In-Reply-To")
    check_headers(raw, mail["Message-ID"])


def check_headers(raw: bytes, answered: str) -> None:
    """From the desk, to the customer, in the thread, by a person, in both forms."""
    sent = message_from_bytes(raw, policy=default)
    assert [one.addr_spec for one in sent["From"].addresses] == [DESK]
    assert [one.addr_spec for one in sent["To"].addresses] == ["rosa.lindi@posta.example"]
    assert [one.addr_spec for one in sent["Reply-To"].addresses] == [DESK]
    assert sent["Subject"] == "Re: La lampada fischia"
    assert sent["In-Reply-To"] == answered
    assert answered in sent["References"]
    assert sent["Message-ID"].endswith("lumiera.example>")
    assert sent["Auto-Submitted"] is None
    assert sent.get_content_type() == "multipart/alternative"
    plain, html = sent.get_body(("plain",)), sent.get_body(("html",))
    assert "stringere" in plain.get_content()
    assert "<strong>stringere</strong>" in html.get_content()
