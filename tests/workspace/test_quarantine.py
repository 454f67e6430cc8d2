"""The quarantine in the browser: seen, read safely, decided by a person."""

import pytest
from django.urls import reverse

from aiuto.intake.keeping import LONGEST_TEXT
from aiuto.intake.models import HeldText, RawMail
from aiuto.people.models import Desk
from aiuto.tickets.models import Ticket
from tests.workspace.conftest import signed_in

LIST = "/quarantine/"
CODE = {"subject": "Your login code <b>", "text": "Your verification code: 482913 <script>alert(1)</script>"}


@pytest.fixture
def held(arrive) -> RawMail:
    arrive(**CODE, message_id="<code@service.example>")
    return RawMail.objects.get()


def mail(held: RawMail, name: str = "held_mail") -> str:
    return reverse(f"workspace:{name}", args=[held.pk])


def test_held_mail_is_listed_with_its_reason(browser, held):
    text = browser.get(LIST).content.decode()
    assert "Your login code &lt;b&gt;" in text and "a code to sign in" in text


def test_empty_quarantine_says_so(browser):
    for view in ("", "spam/", "requests/"):
        assert "empty-title" in browser.get(LIST + view).content.decode()
    assert browser.get(LIST + "elsewhere/").status_code == 404


def test_row_names_the_sender_without_the_signs_of_a_header(browser, arrive):
    arrive(sender='"Vetrina Fornitori" <no-reply@vetrina.example>', **CODE)
    page = browser.get(LIST).text
    assert '<span class="clip" dir="auto">Vetrina Fornitori</span>' in page


def test_list_fetches_itself_anew_when_mail_is_held(browser, held):
    assert 'data-listens="quarantine reset"' in browser.get(LIST).content.decode()
    alone = browser.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert mail(held) in alone and "<html" not in alone


def test_held_mail_is_read_as_plain_text(browser, held):
    text = browser.get(mail(held)).content.decode()
    assert "482913 &lt;script&gt;" in text and "<script>alert" not in text


def test_held_mail_that_cannot_be_read_is_shown_as_it_begins(browser, arrive):
    arrive(raw=b"\x00\x01 no mail at all <b>\xff")
    held = RawMail.objects.get()
    text = browser.get(mail(held)).content.decode()
    assert "no mail at all &lt;b&gt;" in text and "\x00" not in text
    answer = browser.post(mail(held, "decide_mail"), {"act": "release"}, follow=True)
    assert "cannot be read as a message" in answer.content.decode()


def test_original_is_a_download_that_nothing_runs(browser, held):
    answer = browser.get(mail(held, "held_original"))
    assert b"482913" in answer.content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_released_mail_is_a_request(browser, held):
    answer = browser.post(mail(held, "decide_mail"), {"act": "release"})
    assert answer.headers["Location"] == f"/tickets/{Ticket.objects.get().reference}/"
    assert browser.get(mail(held)).status_code == 404


def test_chosen_mails_are_let_in_and_the_others_stay(browser, arrive):
    for number in range(3):
        arrive(**CODE, message_id=f"<{number}@service.example>")
    first, second, third = RawMail.objects.order_by("pk")
    answer = browser.post(f"{LIST}let-in/", {"mails": [third.pk, first.pk]}, follow=True)
    assert "2 mails are messages now." in answer.text
    assert list(RawMail.objects.filter(outcome="quarantined")) == [second]
    assert "Choose first" in browser.post(f"{LIST}let-in/", {"mails": ["x"]}, follow=True).text


def test_all_mails_of_one_sender_are_let_in_and_what_cannot_be_read_stays(browser, arrive):
    for number in range(2):
        arrive(**CODE, message_id=f"<{number}@service.example>", sender=f"Mail {number} <a@vetrina.example>")
    arrive(**CODE, message_id="<9@service.example>", sender="b@vetrina.example")
    arrive(raw=b"\x00\x01 no mail at all")
    first = RawMail.objects.earliest("pk")
    assert "Let in all 2 of this sender" in browser.get(mail(first)).text
    browser.post(f"{LIST}let-in/", {"like": first.pk})
    assert list(Ticket.objects.values_list("customer__contact_points__value", flat=True).distinct()) == [
        "a@vetrina.example"
    ]
    unread = RawMail.objects.latest("pk")
    told = browser.post(f"{LIST}let-in/", {"mails": [unread.pk]}, follow=True).text
    assert "1 mail stays held" in told


@pytest.mark.both_databases
def test_held_mail_is_found_by_words_of_its_text_until_it_is_let_in(browser, arrive):
    arrive(subject="Your login code", text="Perché la LAMPADA è\nin ritardo?\nCode: 482913" + " riga" * 9000)
    held = RawMail.objects.get()
    assert mail(held) in browser.get(LIST, {"q": "lampad perche"}).text
    assert mail(held) not in browser.get(LIST, {"q": "pada"}).text
    assert mail(held) not in browser.get(LIST, {"q": "lampadario"}).text
    assert len(HeldText.objects.get().words) <= LONGEST_TEXT
    browser.post(mail(held, "decide_mail"), {"act": "release"})
    assert not HeldText.objects.exists()


def test_spam_mail_goes_to_its_list_and_back(browser, held):
    browser.post(mail(held, "decide_mail"), {"act": "spam"})
    assert mail(held) not in browser.get(LIST).content.decode()
    assert mail(held) in browser.get(LIST + "spam/").content.decode()
    browser.post(mail(held, "decide_mail"), {"act": "not-spam"})
    assert mail(held) in browser.get(LIST).content.decode()


def test_spam_request_is_listed(browser, make):
    ticket = make(spam=True, subject="Offerta imperdibile")
    assert f"/tickets/{ticket.reference}/" in browser.get(LIST + "requests/").content.decode()


def test_unknown_act_is_not_found(browser, held):
    assert browser.post(mail(held, "decide_mail"), {"act": "burn"}).status_code == 404
    assert browser.get(mail(held, "decide_mail")).status_code == 405


def test_held_mail_of_another_desk_is_not_there(browser, held, outsider):
    other = signed_in(outsider)
    assert mail(held) not in other.get(LIST).content.decode()
    for name in ("held_mail", "held_original"):
        assert other.get(mail(held, name)).status_code == 404
    assert other.post(mail(held, "decide_mail"), {"act": "release"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 100])
@pytest.mark.parametrize("view", ["held", "requests"])
def test_quarantine_costs_the_same_however_many(
    browser, desk, make, now, number, view, django_assert_num_queries
):
    for each in range(number):
        hold(desk, each, now)
        make(spam=True)
    browser.get(f"{LIST}{view}/")
    with django_assert_num_queries({"held": 6, "requests": 7}[view]):
        browser.get(f"{LIST}{view}/")


def test_quarantine_goes_on_behind_its_page(browser, desk, now):
    for number in range(35):
        hold(desk, number, now)
    hold(Desk.objects.create(name="Personale", private=True), 99, now)
    first = browser.get(LIST)
    second = browser.get(first.context["older"])
    pages = [[mail.subject for mail, _why in page.context["mails"]] for page in (first, second)]
    assert [subject for page in pages for subject in page] == [
        f"Mail {number}" for number in reversed(range(35))
    ]
    assert (second.context["older"], second.context["further"]) == ("", "")


def hold(desk: Desk, number: int, now) -> RawMail:
    return RawMail.objects.create(
        desk=desk, via="pipe", digest=str(number), outcome="quarantined", reason="login-code",
        subject=f"Mail {number}", received_at=now,
    )  # fmt: skip
