"""From the finished parts of a delivery to the bytes of a mail: the same bytes every time."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from aiuto.channels.email import headers
from aiuto.outbox.queries import File, Parts, Person

# Whatever the servers on the way can do, it arrives: seven bits, lines of their permitted length.
WIRE = SMTP.clone(cte_type="7bit")
LOOP_HEADER = "X-Aiuto-Loop"
MEDIA_TYPE = re.compile(
    r"(application|audio|font|image|model|text|video)/([A-Za-z0-9][A-Za-z0-9!#$&^_.+\-]{0,99})"
)
CALENDAR = re.compile(r"text/calendar; charset=utf-8; method=(PUBLISH|CANCEL)")
CONTROL = {c: None for c in range(32) if chr(c) not in "\t\n\r"} | {
    0x7F: None,
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}

Content = Callable[[str], bytes]


def message_of(parts: Parts, *, content: Content, date: datetime) -> bytes:
    """The mail of these parts. `content` gives a file's bytes by hash; `date` stands where the parts have none.

    Raises NotAnAddress. Nothing else that stands in a name, a subject, a text or a file's label is an error.
    """
    body = _body(parts, content)
    _settle_boundaries(body, parts)
    lines = (f"{name}: {value}\r\n" for name, value in _headers(parts, date) if value)
    return "".join(lines).encode() + body.as_bytes(policy=WIRE)


def _headers(parts: Parts, date: datetime) -> Iterator[tuple[str, str]]:
    yield "From", headers.mailbox(parts.sender.email, parts.sender.name)
    yield "To", _people(parts.to) or "undisclosed-recipients:;"
    yield "Cc", _people(parts.cc)
    if parts.reply_to:
        yield "Reply-To", headers.mailbox(parts.reply_to.email, parts.reply_to.name)
    yield "Subject", headers.subject(parts.subject)
    yield "Date", format_datetime(datetime.fromisoformat(parts.date) if parts.date else date)
    yield "Message-ID", headers.message_id(parts.message_id)
    yield "In-Reply-To", headers.message_id(parts.in_reply_to)
    yield "References", headers.message_ids(parts.references)
    if parts.auto_submitted:
        yield "Auto-Submitted", headers.clean(parts.auto_submitted)
        yield "X-Auto-Response-Suppress", "All"
        yield LOOP_HEADER, "1"


def _people(people: tuple[Person, ...]) -> str:
    return headers.mailboxes((person.email, person.name) for person in people)


def _body(parts: Parts, content: Content) -> EmailMessage:
    """multipart/mixed of multipart/alternative of text and multipart/related, as far as each is needed."""
    mail = EmailMessage(policy=WIRE)
    mail.set_content(_plain(parts.text))
    if parts.html:
        mail.add_alternative(_plain(parts.html), subtype="html")
    shown = [file for file in parts.files if file.content_id and parts.html]
    for file in shown:
        _add(mail.get_body(("related", "html")), "related", file, content)
    for file in parts.files:
        if file not in shown:
            _add(mail, "attachment", file, content)
    return mail


def _plain(text: str) -> str:
    """Text that any server carries: no control characters, no halves of characters."""
    return text.encode("utf-8", "replace").decode().translate(CONTROL)


def _add(part: MIMEPart | None, how: str, file: File, content: Content) -> None:
    if part is None:
        return
    maintype, subtype, params = _media_type(file.content_type)
    name = headers.clean(file.name)[:200] or "file"
    data = content(file.sha256)
    if how == "related":
        cid = headers.message_id(file.content_id) or None
        part.add_related(data, maintype, subtype, disposition="inline", filename=name, cid=cid)
    else:
        part.add_attachment(data, maintype, subtype, filename=name, params=params)


def _media_type(declared: str) -> tuple[str, str, dict[str, str]]:
    """What a stranger declared may not bring headers of its own, nor ask to be taken apart as mail.

    A calendar's method is told to whoever reads the mail before its content is read (RFC 6047).
    """
    if calendar := CALENDAR.fullmatch(declared):
        return "text", "calendar", {"charset": "utf-8", "method": calendar[1]}
    found = MEDIA_TYPE.fullmatch(declared)
    return (found[1], found[2], {}) if found else ("application", "octet-stream", {})


def _settle_boundaries(mail: EmailMessage, parts: Parts) -> None:
    """Made from all of the content, which therefore cannot contain them."""
    seed = hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:32]
    for count, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{count}_{seed}")
