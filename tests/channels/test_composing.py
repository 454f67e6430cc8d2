"""What leaves reads back as exactly what was meant."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiuto.channels.email.composing import message_of
from aiuto.outbox.parts import File, Parts, Person

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DESK = Person("assistenza@lumen.example", "Lumen, assistenza")
ANNA = Person("anna@cliente.example", "Anna Verdi")
FILES = {
    "aa": b"%PDF-1.4 una fattura",
    "bb": b"\x89PNG una lampada",
    "cc": b"From: nobody\r\n\r\nmail inside",
}


def parts(**changes) -> Parts:
    given = {
        "sender": DESK, "to": (ANNA,), "subject": "La sua lampada", "text": "Gentile Anna,\n\nè partita.\n",
        "message_id": "abc@lumen.example",
    }  # fmt: skip
    return Parts(**given | changes)


def composed(**changes) -> bytes:
    return message_of(parts(**changes), content=FILES.__getitem__, date=NOON)


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=default)


def test_mail_plain_carries_the_parts_and_no_more():
    mail = read(composed())
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert mail["From"].addresses[0].display_name == "Lumen, assistenza"
    assert mail["Message-ID"] == "<abc@lumen.example>"
    assert mail["Date"].datetime == NOON
    assert mail.get_content().replace("\r\n", "\n") == "Gentile Anna,\n\nè partita.\n"


def test_mail_with_html_is_an_alternative_with_the_text_first():
    mail = read(composed(html="<p>Gentile Anna,</p>"))
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_mail_threads_by_in_reply_to_and_references():
    mail = read(composed(in_reply_to="two@c.example", references=("one@c.example", "two@c.example")))
    assert mail["In-Reply-To"] == "<two@c.example>"
    assert mail["References"].split() == ["<one@c.example>", "<two@c.example>"]


def test_mail_with_broken_ids_leaves_them_out():
    mail = read(composed(in_reply_to="a b\r\nBcc: x@y.example", references=("good@c.example", "<bad>", "")))
    assert mail["In-Reply-To"] is None
    assert mail["Bcc"] is None
    assert mail["References"] == "<good@c.example>"


def test_mail_that_no_human_wrote_says_so():
    mail = read(composed(auto_submitted="auto-replied"))
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Aiuto-Loop"] == "1"


def test_mail_sent_twice_has_the_same_bytes():
    files = (File("aa", "fattura.pdf", "application/pdf"),)
    once = composed(html="<p>è</p>", files=files, date="2026-03-02T13:00:00+01:00")
    later = message_of(
        parts(html="<p>è</p>", files=files, date="2026-03-02T13:00:00+01:00"),
        content=FILES.__getitem__,
        date=datetime(2027, 1, 1, tzinfo=UTC),
    )
    assert once == later


def test_files_are_attached_and_shown_images_travel_with_the_html():
    files = (
        File("aa", "fattura n. 3.pdf", "application/pdf"),
        File("bb", "lampada.png", "image/png", content_id="lampada@lumen.example"),
        File("bb", "seconda.png", "image/png", content_id="seconda@lumen.example"),
    )
    mail = read(composed(html='<img src="cid:lampada@lumen.example">', files=files))
    assert mail.get_content_type() == "multipart/mixed"
    related = next(part for part in mail.walk() if part.get_content_type() == "multipart/related")
    assert [part["Content-ID"] for part in related.iter_parts()] == [
        None, "<lampada@lumen.example>", "<seconda@lumen.example>",
    ]  # fmt: skip
    (invoice,) = mail.iter_attachments()
    assert (invoice.get_filename(), invoice.get_content()) == ("fattura n. 3.pdf", FILES["aa"])


def test_files_with_a_hostile_type_are_plain_bytes():
    files = (
        File("cc", "a.eml", "message/rfc822"),
        File("cc", "b", "text/plain\r\nBcc: x@y.example"),
        File("cc", "c", "multipart/mixed"),
    )
    mail = read(composed(files=files))
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/octet-stream"] * 3
    assert all(part.get_content() == FILES["cc"] for part in mail.iter_attachments())
    assert mail["Bcc"] is None


def test_text_with_control_characters_leaves_clean_and_in_seven_bits():
    raw = composed(text="uno\0due\rtre\n.\nFrom quattro\ud800" + "x" * 3000, html="<p>\u2028è</p>")
    assert raw.isascii()
    assert b"\0" not in raw
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_mail_without_visible_recipients_says_so():
    assert read(composed(to=()))["To"] == "undisclosed-recipients:;"
