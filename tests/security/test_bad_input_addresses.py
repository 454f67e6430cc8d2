"""Any address, parameter, cookie or header is answered with a page that says what it is, never with an error."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.security.access import ADDRESSES
from tests.security.world import World

HUGE = (2**31, 2**63, 10**30)
NUMBERS = {"message", "attachment", "delivery", "customer", "raw_mail", "letter", "pk"}
REFERENCES = ("a" * 300, "-", "_" * 8, "00000000", "%00", "%ff%fe", "O" * 8, "%F0%9F%92%A1", "%ED%A0%80")
TOKENS = ("x", "a" * 5000, "%00", "a:b:c", ".eJw:x", "%ff", "\U0001f4a1")
TEXTS = {
    "empty": "",
    "nul": "\0",
    "huge": "9" * 30,
    "pair": f"{'9' * 18}-{'9' * 18}",
    "pair beyond": f"{'9' * 25}-1",
    "triple": f"1-{'9' * 17}-{'9' * 17}",
    "digits of elsewhere": "١٢٣",
    "negative": "-1",
    "not a number": "NaN",
    "long": "a" * 6000,
    "quotes": '\'";--%_\\*()^:{}[]"OR NEAR(',
    "markup": "<script>alert(1)</script>",
    "turned": "\u202e\u200b\ufeff\U0001f4a1",
    "last day": "9999-12-31",
    "first day": "0001-01-01",
    "url": "http://[",
}
PARAMETERS = (
    "behind before from after until view email name to phone customer choose forget other ticket images download "
    "next back"
).split()
PAGES = (
    "inbox search customers quarantine dead_letters dead_work mail_balance note_contact write_first profile live"
).split()
OF_THINGS = {
    "ticket": "reference",
    "about": "reference",
    "message": "message",
    "letter": "message",
    "source": "message",
    "customer": "customer",
    "merge_customers": "customer",
    "held_mail": "held",
}
COOKIES = ("sessionid", "messages", "theme", "csrftoken", "django_language")
VALUES = ('"' + "\\000" * 32 + '"', "a" * 32, "é" * 32, "a" * 4000, '"' + "\\355\\240\\200" * 12 + '"', "{}")
HEADERS: tuple[dict[str, str], ...] = (
    {"Accept-Language": "\xff;q=NaN, it;q=9e999, " + "a-" * 3000},
    {"HX-Request": "true", "HX-Current-URL": "http://["},
    {"HX-Request": "true", "HX-Target": "\xff", "HX-Prompt": "%ff", "HX-Prompt-URI-AutoEncoded": "true"},
    {"X-Forwarded-For": "\xff, 1.2.3.4.5, ::1%\x01"},
    {"User-Agent": "<script>" + "x" * 9000},
    {"If-Modified-Since": "Mon, 99 Foo 99999 99:99:99 GMT", "If-None-Match": '"' * 500},
    {"Referer": "http://[", "Origin": "null"},
    {"Content-Type": "multipart/form-data; boundary=" + "x" * 300},
    {"Accept": "*/*;q=x, \xff/\xff"},
)
ANSWERS = {200, 204, 301, 302, 400, 403, 404, 405, 409, 410, 413, 422, 429}


@pytest.fixture
def browser(world) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.users["lead"])
    return client


def things(world: World) -> dict[str, object]:
    return {**world.things["ours"], "kind": "reply", "name": "customer"}


def outside(answers: dict[str, int], expected: set[int] = ANSWERS) -> dict[str, int]:
    """The answers that should not be."""
    return {asked: status for asked, status in answers.items() if status not in expected}


def test_number_beyond_any_row_is_not_found(world, browser):
    answers = {}
    for number in HUGE:
        for name, parts in ADDRESSES.items():
            given = {part: number if part in NUMBERS else things(world)[part] for part in parts}
            for method in ("GET", "POST") if NUMBERS.intersection(parts) else ():
                answered = browser.generic(method, reverse(name, kwargs=given))
                answers[f"{method} {name} {number}"] = answered.status_code
    assert outside(answers, {302, 404, 405}) == {}


def test_message_of_another_request_is_not_there_to_split(world, browser):
    ours, private = world.things["ours"], world.things["private"]
    for message in (private["message"], 10**18):
        address = reverse("workspace:split", args=[ours["reference"], message])
        assert (browser.get(address).status_code, browser.post(address).status_code) == (404, 404)


def test_reference_of_nothing_is_not_found(browser):
    rests = ("", "about/", "reply/", "note/draft/", "do/", "ask/merge/", f"split/{10**30}/")
    answers = {}
    for place in [f"/tickets/{reference}/{rest}" for reference in REFERENCES for rest in rests]:
        answers[f"GET {place}"] = browser.get(place).status_code
        answers[f"POST {place}"] = browser.post(place).status_code
    assert outside(answers, {404, 405}) == {}


def test_any_parameter_has_an_answer(world, browser):
    pages = [reverse(f"workspace:{name}") for name in PAGES]
    pages += [reverse(f"workspace:{name}", args=[things(world)[part]]) for name, part in OF_THINGS.items()]
    answers = {}
    for kind, text in TEXTS.items():
        for page in pages:
            for names in (PARAMETERS, ["q"]):
                answers[f"{page} {names[0]} {kind}"] = browser.get(
                    page, dict.fromkeys(names, text)
                ).status_code
    assert outside(answers) == {}


def test_live_line_begins_with_any_last_event(browser):
    for text in TEXTS.values():
        said = text.encode("ascii", "replace").decode().replace("\0", "")
        answer = browser.get("/live/", headers={"Last-Event-ID": said})
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/event-stream"), said[:40]


def test_signed_page_of_no_token_says_so(browser):
    answers = {}
    for token in TOKENS:
        answers[f"GET {token}"] = browser.get(f"/p/{token}/").status_code
        answers[f"POST {token}"] = browser.post(f"/p/{token}/").status_code
    assert outside(answers, {404}) == {}


def test_any_cookie_is_a_visitors(db):
    visitor = Client(raise_request_exception=False)
    for sent in [f"{name}={value}" for name in COOKIES for value in VALUES]:
        assert visitor.get("/account/login/", headers={"Cookie": sent}).status_code == 200, sent[:60]
        assert visitor.get("/", headers={"Cookie": sent}).status_code == 302, sent[:60]


def test_any_header_has_an_answer(world, browser):
    answers = {}
    for headers in HEADERS:
        for page in ("/", "/search/?q=lampada", "/live/", "/nothing/", "/account/reauthenticate/"):
            answers[f"{page} {[*headers]}"] = browser.get(page, headers=headers).status_code
        visitor = Client(raise_request_exception=False)
        answers[f"visitor {[*headers]}"] = visitor.get("/account/login/", headers=headers).status_code
    assert outside(answers) == {}


def test_method_of_nobody_is_refused(browser):
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "\xe9"):
        assert browser.generic(method, "/").status_code == 405
