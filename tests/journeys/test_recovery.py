"""What went wrong is carried to its end: a content customer, a second person's decision, a second failure."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House, letter, until
from tests.journeys.keyboard import said

SORRY = (
    "Gentile Lia,\n\nci scusiamo: per un nostro errore la lampada è partita in ritardo, e capisco il disagio per la Sua"
    " cena. Gliela rispediamo domani alle 10 con corriere espresso.\n\nAnna Bassi"
)
IN_NEW_WORDS = (
    "Cara Lia,\n\nmi dispiace davvero: abbiamo sbagliato indirizzo e il pacco è andato perso, dopo giorni di attesa da"
    " parte Sua. Domani alle 10 riceve la sostituzione da un nostro collega, a casa.\n\nAnna Bassi"
)
CAUSE = "consegna in ritardo"


@pytest.fixture
def failing(house: House, visiting, request: pytest.FixtureRequest):
    """A late lamp, its recovery just opened from the proposal: an agent's Italian page, and the customer's address."""
    name = request.node.name.removeprefix("test_")[:12].replace("_", ".")
    address, subject = f"{name}@posta.example", f"La lampada non arriva ({name})"
    words = "Buongiorno,\nla lampada è in ritardo di una settimana e sabato ho gente a cena.\n\nLia"
    page = visiting("anna").page
    page.goto("/inbox/unassigned/")
    house.send(letter(f"Lia Forti <{address}>", subject, words))
    page.get_by_role("link", name=subject).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    proposal = page.locator("#panel-recovery")
    expect(proposal).to_contain_text("Qualcosa è in ritardo")
    proposal.get_by_role("button", name="Sì, aprirlo").click()
    said(page, "Per prima cosa scusati")
    return page, address


def step(page: Page, name: str, state: str):
    return page.locator(f"#recovery .step-{state}", has_text=name)


def answer(page: Page, words: str) -> None:
    """It stands in the conversation once it is sent."""
    page.wait_for_load_state()
    page.keyboard.press("r")
    page.locator("#reply-text").fill(words)
    sent = page.locator(".message-out")
    number = sent.count()
    page.locator("#reply-text").press("Control+Enter")
    expect(sent).to_have_count(number + 1)
    expect(sent.last).to_contain_text(words.splitlines()[2][:60])


def walk_to(page: Page, words: str) -> None:
    """Key by key, past what the sample company asks."""
    rows = page.locator("main .row-link")
    rows.filter(has_text=words).wait_for()
    place = next(number for number, text in enumerate(rows.all_text_contents()) if words in text)
    for _ in range(place + 1):
        page.keyboard.press("j")
    expect(rows.nth(place)).to_be_focused()


def note(page: Page, link: str, send: str, told: str, *, by: str = "#recovery", **fields: str) -> None:
    """Ask by a link of the stepper, or of what else it stands by, fill the window's fields and send them."""
    page.locator(by).get_by_role("link", name=link).first.click()
    window = page.locator("#ask-body")
    for name, value in fields.items():
        field = window.locator(f"[name={name}]").first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "radio":
            window.locator(f"[name={name}][value={value}]").check()
        elif field.get_attribute("type") == "file":
            field.set_input_files({"name": value, "mimeType": "text/plain", "buffer": b"LX-4471"})
        else:
            field.fill(value)
    window.get_by_role("button", name=send).click()
    said(page, told)


def mend(page: Page) -> None:
    note(
        page,
        "È fatto…",
        "È fatto",
        "con la sua prova",
        words="Spedita con corriere espresso",
        proof="LX-4471",
        file="lettera.txt",
    )
    expect(step(page, "Agire", "done")).to_contain_text("lettera.txt")


def test_late_lamp_from_complaint_to_content_customer(house: House, visiting, failing):
    page, address = failing
    answer(page, SORRY)
    expect(step(page, "Scusarsi", "done")).to_contain_text("la risposta")
    mend(page)
    note(page, "Niente da compensare…", "Annota", "con il suo motivo", words="Nessun danno, la cena è salva")

    house.run("tests.journeys.following_up", address)
    until(lambda: asked(house, address))
    customer = visiting(None).page
    customer.goto(re.findall(r"http\S+/p/\S+", asked(house, address))[0])
    customer.get_by_role("button", name="Invia la risposta").click()
    expect(customer.locator("main")).to_contain_text("Ne siamo contenti")

    page.reload()
    expect(page.locator("#recovery")).to_contain_text("È tutto fatto")
    window = page.locator("#ask-body")
    expect(page.locator("#panel-cause option:checked")).to_have_text(CAUSE)
    page.locator("#recovery > p").get_by_role("link", name="Chiudi il rimedio").click()
    window.get_by_role("button", name="Chiudi").click()
    said(page, "Grazie di averlo portato fino in fondo")
    expect(page.locator("#recovery")).to_have_count(0)


def asked(house: House, address: str) -> str:
    """The mail that asks whether it is well now, once it is there."""
    return written(house, address, "Ora va bene?")


def written(house: House, address: str, subject: str) -> str:
    """What the mail of this subject says, once it is there."""
    mails = [message_from_bytes(raw, policy=default) for raw in house.sink.to(address)]
    return next((mail.get_body().get_content() for mail in mails if subject in mail["Subject"]), "")


def test_customer_chooses_what_makes_it_good(house: House, visiting, failing):
    page, address = failing
    answer(page, SORRY)
    house.run("tests.journeys.proving", address)
    page.locator("#recovery").get_by_role("link", name="Compensare…", exact=True).click()
    window = page.locator("#ask-body")
    for name, value in {"amount": "15,50", "other_amount": "20", "why": "Una settimana di ritardo"}.items():
        window.locator(f"[name={name}]").fill(value)
    window.locator("[name=kind]").select_option("gift")
    window.locator("[name=other]").select_option("voucher")
    window.get_by_label("Sceglie da sé").check()
    window.get_by_role("button", name="Dallo").click()
    expect(page.locator("#recovery")).to_contain_text("non ha ancora scelto")

    until(lambda: written(house, address, "Che cosa preferisce?"))
    offered = written(house, address, "Che cosa preferisce?")
    [gift] = re.findall(r"Omaggio, 15,50 EUR: (\S+)", offered)
    customer = visiting(None).page
    customer.goto(gift)
    expect(customer.get_by_label("Omaggio, 15,50 EUR")).to_be_checked()
    customer.get_by_role("button", name="Invia la mia scelta").click()
    expect(customer.locator("main")).to_contain_text("Riceverà: omaggio, 15,50 EUR")

    page.reload()
    expect(page.locator("#recovery")).to_contain_text("da pagare")


def test_approval_above_authority_is_decided_by_keyboard(visiting, failing):
    page, _address = failing
    emma = visiting("emma", expected=["422"]).page
    offered = {"kind": "voucher", "other": "gift", "other_amount": "40,00", "why": "Una settimana di ritardo"}
    for amount in ("75,50", "45,50"):
        note(page, "Compensare…", "Dallo", "Oltre la tua", amount=amount, **offered)
        expect(page.locator("#recovery")).to_contain_text("decide un'altra persona")

        emma.goto("/notices/")
        emma.keyboard.type("ga")
        emma.wait_for_url("**/approvals/")
        walk_to(emma, offered["why"])
        emma.keyboard.press("o")
        expect(emma.get_by_role("heading", level=1)).to_contain_text(amount.replace(",", "."))
        emma.wait_for_load_state()
        if amount == "75,50":
            emma.keyboard.press("d")
            expect(emma.locator("main")).to_contain_text("Say in a few words why")
            expect(emma.get_by_label("Your words")).to_be_focused()
            emma.keyboard.type("Half of it is fair")
            emma.keyboard.press("Tab")
            emma.keyboard.press("Tab")
            emma.keyboard.press("Enter")
            said(emma, "Declined")
        else:
            emma.keyboard.press("a")
            said(emma, "Approved")
        page.reload()

    note(page, "È stato inviato…", "Annota", "con la sua prova", proof="BUONO-12")
    expect(step(page, "Compensare", "done")).to_contain_text("BUONO-12")


def test_second_failure_weighs_more_and_a_refusal_is_served_well(visiting, failing):
    page, _address = failing
    answer(page, SORRY)
    mend(page)
    note(page, "Che cosa dice…", "Annota", "Annotata", answer="not", words="Il pacco è andato perso")
    expect(page.locator("#recovery .recovery-again")).to_have_text("un secondo errore")
    expect(page.locator("#recovery .step-due")).to_have_count(5)

    answer(page, SORRY)
    expect(step(page, "Scusarsi", "due")).to_have_count(1)
    answer(page, IN_NEW_WORDS)
    expect(step(page, "Scusarsi", "done")).to_have_count(1)

    emma = visiting("emma").page
    emma.goto("/notices/")
    expect(emma.locator("main")).to_contain_text("We failed this customer a second time")

    judged = {"verdict": "not_due", "certainty": "sure", "facts": "La sostituzione è arrivata, con firma"}
    judged["service"] = "Le mandiamo la prova di consegna e cerchiamo il pacco con Lei."
    note(page, "Decidi…", "Decidi", "Deciso", by="#panel-judged", **judged)
    expect(page.locator("#panel-judged")).to_contain_text("non gli spetta")
    note(page, "Niente da compensare…", "Annota", "con il suo motivo", words="Arrivata, con firma")
    expect(step(page, "Compensare", "done")).to_contain_text("Arrivata, con firma")
