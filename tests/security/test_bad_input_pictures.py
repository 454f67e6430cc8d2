"""Pictures that are bombs, broken or gone: the letter opens all the same, and quickly."""

import base64
import io
import random

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from PIL import Image

from aiuto.files.storage import path_of
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import RawMail
from aiuto.mime.pictures import NotAPicture, points_of, redrawn
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Attachment, Message
from aiuto.workspace.message import images
from tests.mails import mail
from tests.security.world import PICTURE, _user

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


def flat(width: int, height: int, kind: str = "PNG") -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (width, height)).save(into, kind)
    return into.getvalue()


def letter_with(pictures: list[bytes]) -> bytes:
    html = "".join(f'<img src="cid:{number}@c.example">' for number in range(len(pictures)))
    head = (
        b"From: a@c.example\r\nTo: aiuto@lumen.example\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    )
    parts = [b"--x\r\nContent-Type: text/html\r\n\r\n" + html.encode()]
    for number, data in enumerate(pictures):
        parts.append(
            f"--x\r\nContent-Type: image/png\r\nContent-ID: <{number}@c.example>\r\n"
            "Content-Disposition: inline; filename=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
            + base64.encodebytes(data)
        )
    return head + b"\r\n".join(parts) + b"\r\n--x--\r\n"


@pytest.fixture
def browser(db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(_user("agent", "agent", default_desk(), timezone.now()))
    return client


def opened(browser: Client, pictures: list[bytes]) -> str:
    receipt = receive_message(letter_with(pictures), via="smtp", now=timezone.now())
    answer = browser.get(f"/messages/{receipt.message}/letter/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_letter_draws_no_more_points_than_it_may(browser, monkeypatch):
    monkeypatch.setattr(images, "MOST_POINTS", 250_000)
    shown = opened(browser, [flat(400, 400), flat(401, 401), flat(300, 300), PICTURE])
    drawn = [piece.startswith(' src="data:') for piece in shown.split("<img")[1:]]
    assert drawn == [True, False, True, False]


def test_picture_that_promises_too_much_is_not_opened():
    bomb = flat(5500, 5500)
    assert len(bomb) < 100_000
    assert points_of(bomb) == 5500 * 5500
    with pytest.raises(NotAPicture):
        redrawn(bomb)


@pytest.mark.filterwarnings("ignore")  # Pillow tells of broken tags by warnings
def test_broken_picture_is_drawn_or_is_none():
    chance = random.Random(7)
    for _ in range(600):
        raw = bytearray(flat(40, 30, chance.choice(FORMATS)))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(min(len(raw), 200))
            raw[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 4))
        try:
            kind, data = redrawn(bytes(raw))
        except NotAPicture:
            continue
        assert kind in {"image/png", "image/jpeg"}
        assert points_of(data)


def test_file_that_is_gone_is_not_found(browser):
    """Lost from the disk by somebody's hand: its page says 404, the letter and the request still open."""
    photo = Image.effect_noise((600, 600), 90)
    into = io.BytesIO()
    photo.save(into, "PNG")
    opened(browser, [into.getvalue()])
    file, message = Attachment.objects.get(), Message.objects.get()
    for sha256 in (file.blob_id, message.raw_mail.blob_id):
        storages["default"].delete(path_of(sha256))
    places = {f"/attachments/{file.pk}/": 404, f"/attachments/{file.pk}/preview/": 404}
    places |= dict.fromkeys((f"/messages/{message.pk}/{part}" for part in ("", "letter/", "source/")), 200)
    places[f"/tickets/{message.ticket.reference}/"] = 200
    assert {place: browser.get(place).status_code for place in places} == places


def test_held_mail_that_is_gone_says_so(browser):
    raw = mail(subject="Your login code", text="Code: 482913\n" + "riga\n" * 20_000)
    assert receive_message(raw, via="smtp", now=timezone.now()).outcome == "quarantined"
    held = RawMail.objects.get()
    storages["default"].delete(path_of(held.blob_id))
    here = f"/quarantine/mails/{held.pk}/"
    assert browser.get(here).status_code == 200
    assert browser.get(f"{here}original/").status_code == 404
    assert browser.post(f"{here}do/", {"act": "release"}).status_code == 302
    assert RawMail.objects.get().outcome == "quarantined"


def test_held_mail_that_cannot_be_let_in_stays_held(browser, monkeypatch):
    """What went wrong when it came may go wrong again."""
    receive_message(mail(subject="Your login code", text="Code: 482913"), via="smtp", now=timezone.now())
    here = f"/quarantine/mails/{RawMail.objects.get().pk}/"

    def wrong(*_given, **_named):
        raise KeyError("a bug")

    monkeypatch.setattr("aiuto.flows.release_quarantined.handle", wrong)
    answer = browser.post(f"{here}do/", {"act": "release"})
    assert (answer.status_code, answer.headers.get("Location")) == (302, here)
    assert RawMail.objects.get().outcome == "quarantined"
    assert not Message.objects.exists()
