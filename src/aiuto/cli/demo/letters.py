"""The customers' mails as their mail programs would write them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from aiuto.cli.demo.environment import SERVER
from aiuto.cli.demo.pictures import file_named
from aiuto.cli.demo.reading import ROME, Asker


@dataclass(frozen=True, slots=True)
class Answered:
    """Our message that a mail answers."""

    message_id: str
    text: str
    sender: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a customer writes. `files` are names of sample files; `shown` is a picture within the text.

    It answers our message, or follows (`follows`, a Message-ID) a mail of their own. `proved`: the house's mail server
    says that it is theirs.
    """

    asker: Asker
    to: str
    subject: str
    text: str
    at: datetime
    answered: Answered | None = None
    follows: str = ""
    html: bool = False
    files: tuple[str, ...] = ()
    shown: str = ""
    cc: str = ""
    proved: bool = False


def written(mail: Mail) -> bytes:
    """The mail's bytes."""
    message = EmailMessage()
    if mail.proved:
        message["Authentication-Results"] = f"{SERVER}; dmarc=pass"
    message["From"] = f'"{mail.asker.name}" <{mail.asker.email}>'
    message["To"] = mail.to
    if mail.cc:
        message["Cc"] = mail.cc
    earlier = f"<{mail.answered.message_id}>" if mail.answered else mail.follows
    message["Subject"] = f"Re: {mail.subject}" if earlier else mail.subject
    message["Date"] = format_datetime(mail.at.astimezone(ROME))
    message["Message-ID"] = message_id(mail)
    if earlier:
        message["In-Reply-To"] = message["References"] = earlier
    message.set_content(mail.text + _quote(mail.answered), cte="quoted-printable")
    if mail.html or mail.shown:
        _add_html(message, mail)
    for name in mail.files:
        kind, data = file_named(name)
        maintype, _, subtype = kind.partition("/")
        message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return bytes(message)


def bounced(*, message_id: str, recipient: str, mailbox: str, at: datetime) -> bytes:
    """The report of a mail server that could not deliver our message."""
    unique = hashlib.sha256(message_id.encode()).hexdigest()[:20]
    date = format_datetime(at.astimezone(ROME))
    return _REPORT.format(
        message_id=message_id, recipient=recipient, mailbox=mailbox, date=date, unique=unique
    ).encode()


_REPORT = """From: Mail Delivery System <MAILER-DAEMON@mx.posta.example>
To: {mailbox}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <{unique}@mx.posta.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_{unique}"

--=_{unique}
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.posta.example.

I'm sorry to have to inform you that your message could not be delivered to one recipient.

<{recipient}>: host mx.posta.example said: 550 5.1.1 User unknown

--=_{unique}
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.posta.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--=_{unique}
Content-Type: text/rfc822-headers

Message-ID: <{message_id}>
To: {recipient}

--=_{unique}--
"""


def message_id(mail: Mail) -> str:
    """The same for the same mail, in angle brackets."""
    unique = f"{mail.asker.email} {mail.subject} {mail.at.isoformat()} {mail.text}"
    return f"<{hashlib.sha256(unique.encode()).hexdigest()[:24]}@{mail.asker.email.rpartition('@')[2]}>"


def _quote(answered: Answered | None) -> str:
    if answered is None:
        return ""
    lines = "\n".join(f"> {line}".rstrip() for line in answered.text.splitlines())
    return f"\n\n{_opening(answered)}\n{lines}\n"


def _opening(answered: Answered) -> str:
    at = answered.at.astimezone(ROME)
    return f"Il giorno {at:%d/%m/%Y} alle {at:%H:%M} <{answered.sender}> ha scritto:"


def _add_html(message: EmailMessage, mail: Mail) -> None:
    picture = '<div><img src="cid:picture" alt="" width="320"></div>' if mail.shown else ""
    quoted = ""
    if mail.answered:
        quoted = (
            f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escape(_opening(mail.answered))}</div>'
            f'<blockquote class="gmail_quote">{_paragraphs(mail.answered.text)}</blockquote></div>'
        )
    message.add_alternative(
        f'<div dir="ltr">{_paragraphs(mail.text)}{picture}</div>{quoted}',
        subtype="html",
        cte="quoted-printable",
    )
    if mail.shown:
        kind, data = file_named(mail.shown)
        html = list(message.iter_parts())[1]
        html.add_related(data, *kind.split("/"), cid="<picture>", filename=mail.shown, disposition="inline")


def _paragraphs(text: str) -> str:
    """Blank lines part paragraphs; lines with a hyphen are a list."""
    return "".join(_paragraph(part) for part in text.split("\n\n"))


def _paragraph(part: str) -> str:
    lines = part.splitlines()
    if all(line.startswith("- ") for line in lines):
        return f"<ul>{''.join(f'<li>{escape(line[2:])}</li>' for line in lines)}</ul>"
    return f"<p>{'<br>'.join(map(escape, lines))}</p>"
