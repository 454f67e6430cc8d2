"""Every form, whatever is posted to it, says what is wrong in the reader's language and keeps what was typed."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aiuto.flows.reply import reply
from aiuto.people.models import User
from aiuto.tickets.models import Message
from tests.security.access import ADDRESSES, ROWS, enter
from tests.security.forms import FORMS
from tests.security.test_bad_input_addresses import outside
from tests.security.test_bad_input_mails import Page
from tests.security.world import World

MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
NASTY = {
    "empty": "",
    "spaces": " \u00a0\t\r\n ",
    "nul": "a\0b",
    "beyond 64 bits": str(2**63),
    "negative": "-1",
    "long": "lampada " * 1500,
    "words": "\u202e\u200b\ufeff\U0001f4a1\u0301 ciao %s%(x)s{0}{{ x }}{% x %}\\ \r\nBcc: x@y.example"
    + MARKUP,
    "last day": "9999-12-31T23:59",
    "first day": "0001-01-01T00:00",
}
ALONE = {"huge number": "9" * 30} | ({"nul": "a\0b"} if connection.vendor == "postgresql" else {})
"""Where all are wrong, the first may be refused before the next is looked at: these stand in each field by itself."""
READ_AS_JSON = {"credential"}
JSON = {"json": '{"id": [null, {}], "response": 5}', "list": "[]"}
WITHOUT_FIELDS = {"x"}
SHARES = 8
"""So many tests share the forms: processes may run them at the same time."""
ANSWERS = {200, 204, 302, 400, 403, 404, 405, 409, 413, 422, 429}


def browser_of(user: User | None, **options: Any) -> Client:
    client = Client(raise_request_exception=False, **options)
    if user:
        enter(client, user)
    return client


def address(name: str, world: World, **more: Any) -> str:
    things = {**world.things["ours"], **more}
    if name == "workspace:undo":
        things["message"] = things["answer"]
    if name in ("workspace:house_rule", "workspace:drop_house_rule"):
        things["rule"] = things["house_rule"]
    if name == "workspace:decide_mail":
        things["raw_mail"] = things["held"]
    return reverse(name, kwargs={part: things[part] for part in ADDRESSES[name]})


def forms(world: World) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every form: its name, its address, and its fields filled in rightly."""
    for name, fillings in FORMS.items():
        for fields in fillings:
            place = address(name, world, act=fields.get("act", "merge"))
            yield name, place, {k: v for k, v in fields.items() if name != "workspace:ask" or k != "act"}


def wrong(fields: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every value in all fields and, each beside right ones, in one of them; a form that reads none is asked once."""
    read = fields.keys() - WITHOUT_FIELDS
    kinds = NASTY | (JSON if READ_AS_JSON & read else {})
    for kind, text in kinds.items() if read else [("nothing", "")]:
        yield kind, dict.fromkeys(fields, text)
    for kind, text in ALONE.items():
        yield from ((f"{kind} {field}", fields | {field: text}) for field in read)


def posted(client: Client, place: str, data: Any, **more: Any) -> HttpResponse:
    """The answer, and then as if nobody had posted: a form that signs out keeps nobody from the next one."""
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    with transaction.atomic():
        answer = client.post(place, data, **more)
        transaction.set_rollback(True)
    client.cookies.load(cookies)
    return answer


def test_every_form_of_the_product_is_here():
    """An address that takes a POST in the table of access takes it here."""
    posting = {row.name for row in ROWS if row.method == "POST"}
    assert posting - FORMS.keys() == {"workspace:note_files"}


@pytest.mark.parametrize("share", range(SHARES))
def test_any_value_in_any_field_is_answered(world, share):
    lead, admin, answers = browser_of(world.users["lead"]), browser_of(world.users["admin"]), {}
    for name, place, fields in list(forms(world))[share::SHARES]:
        client = admin if posted(lead, place, fields).status_code == 404 else lead
        for kind, given in wrong(fields):
            answers[f"{name} {place} {kind}"] = posted(client, place, given).status_code
    assert outside(answers, ANSWERS) == {}


def test_any_value_from_a_visitor_is_answered(world):
    client, answers = browser_of(None), {}
    for name, place, fields in forms(world):
        if name.startswith("workspace:"):
            continue
        for kind, given in wrong(fields):
            answers[f"{name} {kind}"] = posted(client, place, given).status_code
    assert outside(answers, ANSWERS) == {}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu"])
def test_first_and_last_moment_of_all_time_are_answered(world, zone):
    """A clock far east or west puts them outside of the years that there are."""
    lead = world.users["lead"]
    lead.time_zone = zone
    lead.save()
    client, answers = browser_of(lead), {}
    for at in ("0001-01-01T00:00", "9999-12-31T23:59"):
        hold = address("workspace:ask", world, act="hold")
        answers[f"hold {at}"] = posted(client, hold, {"until": at, "known": "on"}).status_code
        call = FORMS["workspace:note_contact"][0] | {"at": at, "ticket": "", "customer": ""}
        answers[f"note {at}"] = posted(client, address("workspace:note_contact", world), call).status_code
        answers[f"balance {at}"] = client.get(f"/balance/?until={at[:10]}").status_code
    assert outside(answers, ANSWERS) == {}


def test_form_without_its_token_is_refused(world):
    client = browser_of(world.users["lead"], enforce_csrf_checks=True)
    answers = {name: posted(client, place, fields).status_code for name, place, fields in forms(world)}
    assert set(answers.values()) == {403}


def test_form_of_one_button_does_nothing_when_read(world):
    client = browser_of(world.users["lead"])
    only = [
        row
        for row in FORMS
        if row.startswith("workspace:") and client.get(address(row, world)).status_code == 405
    ]
    assert {"workspace:press", "workspace:reply", "workspace:undo", "workspace:decide_mail"} <= set(only)


BODIES = {
    "boundary of nothing": ("multipart/form-data; boundary=x", b"no boundary here"),
    "no boundary": ("multipart/form-data", b"--x\r\n\r\n--x--"),
    "half a part": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nci',
    ),
    "bad base64": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\nContent-Transfer-Encoding: base64\r\n\r\n*\r\n--x--',
    ),
    "very many fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=b" % n for n in range(3000))),
    "half characters": (
        "application/x-www-form-urlencoded",
        b"text=%ED%A0%80%FF%00&act=%ED%A0%80&slots=%ED%A0%80",
    ),
    "json": ("application/json", b'{"text": "ciao"}'),
    "nothing": ("application/x-www-form-urlencoded", b""),
    "31 MB": ("application/x-www-form-urlencoded", b"text=" + b"x" * 31 * 1024 * 1024),
    "10 MB": ("application/x-www-form-urlencoded", b"text=" + b"x" * 10_000_000),
}


@pytest.mark.parametrize("kind", BODIES)
def test_any_body_is_answered(world, kind):
    content_type, body = BODIES[kind]
    client, answers = browser_of(world.users["lead"]), {}
    for name in (
        "reply",
        "note",
        "reply_draft",
        "reply_files",
        "press",
        "write_first",
        "note_contact",
        "edit_customer",
    ):
        place = address(f"workspace:{name}", world)
        answers[name] = posted(client, place, body, content_type=content_type).status_code
    answers["login"] = posted(
        browser_of(None), "/account/login/", body, content_type=content_type
    ).status_code
    assert outside(answers, ANSWERS) == {}


def test_files_of_any_name_and_type_are_kept_or_named(world):
    client = browser_of(world.users["lead"])
    place, answers = address("workspace:reply_files", world), {}
    for name in (
        "\u202egnp.exe",
        "../../etc/passwd",
        "a" * 400 + ".pdf",
        "\u200b.php\u200b",
        "<b>.svg",
        "con",
        "a\u0301.txt",
    ):
        for kind in ("text/html", "x" * 300, "image/svg+xml\r\nX: y"):
            file = SimpleUploadedFile("x", b"<script>alert(1)</script>", content_type=kind)
            file._name = name
            answer = posted(client, place, {"files": file})
            answers[f"{name[:20]} {kind[:20]}"] = answer.status_code
            assert b"<script>alert" not in answer.content
    answers["empty"] = posted(client, place, {"files": SimpleUploadedFile("x.txt", b"")}).status_code
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(101)]
    answers["101"] = posted(client, place, {"files": many}).status_code
    assert outside(answers, {200, 400}) == {}
    assert answers["101"] == 400


WRONG = (
    ("workspace:reply", {"text": " ", "confirmed": "1"}, "Scrivi", "Write a few words"),
    ("workspace:note", {"text": ""}, "Scrivi", "Write a few words"),
    ("workspace:reply", {"text": "lampada " * 13_000, "confirmed": "1"}, "lungo", "longer than a message"),
    ("workspace:ask", {"act": "merge", "into": "ZZZZZZZZ"}, "non esiste", "There is no such request"),
    ("workspace:ask", {"act": "tags", "names": "così?, va bene"}, "etichetta", "A tag is"),
    ("workspace:ask", {"act": "snooze", "words": "boh chissà"}, "momento", "moment is not clear"),
    ("workspace:ask", {"act": "link", "other": "ZZZZZZZZ"}, "non esiste", "There is no such request"),
    ("workspace:ask", {"act": "hold", "until": "2001-01-01T10:00", "known": "on"}, "futuro", "in the future"),
    (
        "workspace:ask",
        {"act": "customer", "email": "nessuno@", "name": "Ada Perla"},
        "indirizzo",
        "does not look like",
    ),
    (
        "workspace:ask",
        {"act": "add", "email": "a b@c", "name": "Ada Perla"},
        "indirizzo",
        "does not look like",
    ),
    (
        "workspace:write_first",
        {"desk": "1", "to": "chi?", "subject": "Su", "text": "Ecco", "name": ""},
        "indirizzo",
        "does not",
    ),
    ("workspace:edit_customer", {"name": "Ada " * 90, "language": "it"}, "160", "160"),
    ("workspace:add_address", {"value": "nessuno@"}, "indirizzo", "needs a look"),
    ("workspace:add_address", {"value": "12"}, "numero", "number"),
    ("workspace:profile", {"theme": "viola", "language": "xx"}, "valida", "valid"),
    (
        "workspace:note_contact",
        {
            "channel": "phone",
            "direction": "in",
            "at": "ieri",
            "text": "Ha chiamato Ada",
            "desk": "1",
            "phone": "12",
        },
        "data",
        "valid date",
    ),
)


@pytest.mark.parametrize("language", ["it", "en"])
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world, language):
    lead = world.users["lead"]
    lead.language = language
    lead.save()
    client = browser_of(lead)
    for name, fields, italian, english in WRONG:
        given = {key: value for key, value in fields.items() if key != "act"}
        answer = posted(client, address(name, world, act=fields.get("act", "merge")), given)
        page = answer.content.decode()
        assert answer.status_code == 422, name
        assert f'lang="{language}"' in page
        assert (italian if language == "it" else english) in unescape(page), (name, fields)
        kept = [
            value
            for key, value in given.items()
            if key not in ("confirmed", "theme", "language") and value.strip()
        ]
        assert [value for value in kept if value.strip() not in unescape(page)] == [], name


def test_markup_that_was_typed_comes_back_as_words(world):
    client, dangers = browser_of(world.users["lead"]), {}
    for name, place, fields in forms(world):
        answer = posted(client, place, dict.fromkeys(fields, MARKUP))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            dangers[name] = Page(answer.content.decode()).dangers
    assert {name: found for name, found in dangers.items() if found} == {}
    assert len(dangers) > 10


def test_form_sent_twice_acts_once(world):
    """The second press finds that it is done, and says so in words."""
    agent = world.users["agent"]
    client, reference = browser_of(agent), world.things["ours"]["reference"]
    world.things["ours"]["answer"] = reply(
        reference, user=agent, text="Ecco.", now=timezone.now(), confirmed=True
    ).pk
    for name, fields in (("undo", {}), ("decide_mail", {"act": "release"}), ("press", {"act": "close"})):
        place = address(f"workspace:{name}", world)
        with transaction.atomic():
            answers = [client.post(place, fields).status_code for _ in range(2)]
            transaction.set_rollback(True)
        assert outside(dict(zip("12", answers, strict=True)), {302, 404}) == {}, name


def test_answer_sent_twice_is_one(world):
    client, text = browser_of(world.users["agent"]), "La lampada parte domani."
    page = client.get(address("workspace:ticket", world)).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    answers = [
        client.post(address("workspace:reply", world), {"text": text, "seen": seen[1]}).status_code
        for _ in range(2)
    ]
    assert (answers, Message.objects.filter(text=text).count()) == ([302, 302], 1)
