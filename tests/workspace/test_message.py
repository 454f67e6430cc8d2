"""A message whole, its letter, its source, its files."""

import base64
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from aiuto.files.errors import ImageUnavailable
from aiuto.mime.pictures import LONGEST_SIDE, NotAPicture, redrawn
from aiuto.tickets.models import Attachment, Message
from aiuto.workspace.message import images
from tests.mails import mail
from tests.workspace.conftest import signed_in

HTML_MAIL = b"""From: Giulia <giulia@customer.example>\r
To: assistenza@lumiera.example\r
Subject: Rotta\r
Message-ID: <html@customer.example>\r
MIME-Version: 1.0\r
Content-Type: multipart/related; boundary=b\r
\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Vede? <img src="cid:foto@x"> <img src="https://traccia.example/p.png" alt="logo"></p>\r
--b\r
Content-Type: image/png\r
Content-ID: <foto@x>\r
Content-Transfer-Encoding: base64\r
\r
%s\r
--b--\r
"""


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    into = io.BytesIO()
    Image.new(mode, size, 128 if mode == "L" else None).save(into, kind)
    return into.getvalue()


def html_mail() -> bytes:
    return HTML_MAIL % base64.encodebytes(picture())


def test_letter_draws_own_pictures_in_and_leaves_remote_ones(browser, arrive):
    receipt = arrive(raw=html_mail())
    letter = browser.get(f"/messages/{receipt.message}/letter/").text
    assert 'src="data:image/jpeg;base64,' in letter
    assert "cid:" not in letter
    assert 'src="http' not in letter


def test_letter_page_offers_the_remote_images(browser, arrive):
    receipt = arrive(raw=html_mail())
    assert f"/messages/{receipt.message}/letter/?images" in browser.get(f"/messages/{receipt.message}/").text


def test_remote_images_are_counted_and_drawn_in_by_what_fetches_them(settings):
    settings.IMAGE_FETCHER = "tests.workspace.test_message.fetched"
    html = '<p><img alt="a" data-remote="https://a.example/x?a=1&amp;b=2"><img data-remote="https://gone.example/"></p>'
    assert images.remote_count(html) == 2
    shown = images.with_remote(html)
    assert '<img alt="a" src="data:image/png;base64,YT0xJmI9Mg==">' in shown
    assert "http" not in shown


def fetched(url: str) -> tuple[str, bytes]:
    """Stands for the outbound client: what it was asked comes back as the picture."""
    if "gone" in url:
        raise ImageUnavailable("gone")
    return "image/png", url.partition("?")[2].encode()


def test_source_is_what_arrived(browser, arrive):
    raw = mail(subject="Sorgente")
    receipt = arrive(raw=raw)
    shown = browser.get(f"/messages/{receipt.message}/source/")
    assert shown.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert "Subject: Sorgente" in shown.text
    assert browser.get(f"/messages/{receipt.message}/source/", {"download": ""}).content == raw


def test_source_of_what_came_without_a_mail_is_empty(browser, make):
    message = make().messages.get()
    assert browser.get(f"/messages/{message.pk}/source/").content == b""


def test_whole_message_shows_everyone_it_went_to(browser, arrive):
    receipt = arrive(cc="Ugo <ugo@customer.example>")
    page = browser.get(f"/messages/{receipt.message}/").text
    assert "ugo@customer.example" in page
    assert "assistenza@lumiera.example" in page


def test_preview_is_drawn_anew(browser, arrive):
    receipt = arrive(attachments=(("foto.png", "image/png", picture(size=(3000, 2000)) + b"<script>"),))
    file = Attachment.objects.get(message=receipt.message)
    answer = browser.get(f"/attachments/{file.pk}/preview/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"<script>" not in answer.content
    assert Image.open(io.BytesIO(answer.content)).size == (LONGEST_SIDE, 1067)


def test_preview_of_what_is_no_picture_is_not_found(browser, arrive):
    receipt = arrive(attachments=(("foto.png", "image/png", b"<svg onload=alert(1)>"),))
    file = Attachment.objects.get(message=receipt.message)
    assert browser.get(f"/attachments/{file.pk}/preview/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "L"), ("GIF", "P"), ("JPEG", "RGB"), ("BMP", "RGB")]
)
def test_redrawn_takes_the_usual_kinds(kind, mode):
    content_type, data = redrawn(picture(kind, mode=mode))
    assert content_type in ("image/png", "image/jpeg")
    assert Image.open(io.BytesIO(data)).size == (40, 30)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", picture()[:60], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4"]
)
def test_redrawn_refuses_what_is_no_picture(data):
    with pytest.raises(NotAPicture):
        redrawn(data)


def test_redrawn_refuses_a_bomb_by_its_header():
    into = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(into, "PNG")
    with pytest.raises(NotAPicture):
        redrawn(into.getvalue())


def test_message_of_another_desk_is_not_found(arrive, outsider):
    receipt = arrive()
    client = signed_in(outsider)
    for path in ("", "letter/", "source/"):
        assert client.get(f"/messages/{receipt.message}/{path}").status_code == 404
    assert Message.objects.count() == 1


@given(st.binary(max_size=400), st.integers(0, 300))
def test_redrawn_of_any_bytes_is_a_picture_or_none(noise, place):
    whole = picture()
    for data in (noise, whole[:place] + noise + whole[place:]):
        try:
            content_type, _data = redrawn(data)
        except NotAPicture:
            continue
        assert content_type in ("image/png", "image/jpeg")


def test_menu_of_a_message_offers_what_fits_it(browser, arrive):
    receipt = arrive()
    browser.post(f"/tickets/{receipt.ticket}/reply/", {"text": "Eccoci"})
    answer = Message.objects.get(direction="out")
    theirs, ours = (browser.get(f"/messages/{pk}/menu/").text for pk in (receipt.message, answer.pk))
    for offered in (
        f"/split/{receipt.message}/",
        "Original source",
        f'data-quote="message-{receipt.message}"',
    ):
        assert offered in theirs
        assert offered not in ours
    assert "whether it arrived" in ours
    assert f'href="/tickets/{receipt.ticket}/#message-{answer.pk}"' in ours
    assert f'hx-get="/messages/{answer.pk}/menu/"' in browser.get(f"/tickets/{receipt.ticket}/").text
