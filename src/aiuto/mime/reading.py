"""The front door: any bytes become a Letter."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from aiuto.mime import (
    addresses,
    automatic,
    bodies,
    bounces,
    charsets,
    dates,
    headers,
    identifiers,
    parts,
    plain,
    replies,
)
from aiuto.mime.headers import Headers
from aiuto.mime.html_text import html_to_text
from aiuto.mime.letter import Address, Bounce, Letter

DELIVERED: Final = (b"delivered-to", b"x-original-to", b"envelope-to", b"x-envelope-to", b"x-delivered-to")
LONGEST_SUBJECT: Final = 1000
LONGEST_RESULT: Final = 4000
MOST_RESULTS: Final = 20
ALREADY_PEC: Final = 2


def read(raw: bytes) -> Letter:
    """The mail in `raw`. Never raises: what is no mail comes back with `readable` False and its bytes as text."""
    return _letter(_with_line_ends(raw), 1)


def _with_line_ends(raw: bytes) -> bytes:
    """Line ends of old Macs and whole mails in UTF-16, brought to what the rest of the house can split."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raw = raw.decode("utf-16", "replace").encode("utf-8")
    if b"\r" in raw[:2000] and b"\n" not in raw[:100_000]:
        raw = raw.replace(b"\r", b"\n")
    return raw


@dataclass(slots=True)
class Content:
    """The body of a letter while it is put together."""

    text: str
    html: str
    gathered: bodies.Gathered
    on_behalf_of: Address | None = None


def _letter(raw: bytes, depth: int) -> Letter:
    start = headers.beginning(raw)
    budget = parts.Budget()
    root = parts.parse(raw, start, budget)
    if not root.headers.is_mail():
        return _unreadable(raw)
    found = root.headers
    _guess_header_charset(root)
    content = _content(root, depth)
    subject = found.text(b"subject")[:LONGEST_SUBJECT]
    return_path = _return_path(found)
    sender = addresses.sender(found.all_raw(b"from"), found.charset)
    shown_from = _shown_from(found)
    claimed = sender.email if sender else _first_email(found)
    reason = automatic.reason(found, return_path, claimed, subject, root.declared)
    date, date_defect = _date(found)
    defects = [*budget.defects, *content.gathered.defects, *date_defect, *_missing(found, sender)]
    if budget.overspent() or budget.reached > budget.deepest:
        defects.append("too-many-parts" if budget.overspent() else "too-deep")
    return Letter(
        message_id=identifiers.one(found.raw(b"message-id")),
        in_reply_to=identifiers.several(found.raw(b"in-reply-to")),
        references=identifiers.several(found.raw(b"references")),
        sender=sender,
        shown_from=shown_from,
        on_behalf_of=content.on_behalf_of,
        reply_to=addresses.several(found.all_raw(b"reply-to"), found.charset),
        to=addresses.several(found.all_raw(b"to"), found.charset),
        cc=addresses.several(found.all_raw(b"cc"), found.charset),
        delivered_to=_delivered_to(found),
        return_path=return_path,
        subject=subject,
        date=date,
        text=content.text,
        reply_text=replies.new_text(content.text, subject, _answers(found)),
        html=content.html,
        attachments=bodies.attachments(content.gathered, content.html),
        automatic=reason,
        bounce=_bounce(root, content, reason, claimed, subject) if reason else None,
        authentication_results=_results(found),
        defects=tuple(dict.fromkeys(defects)),
        readable=True,
    )


def _answers(found: Headers) -> bool:
    return b"in-reply-to" in found.named or b"references" in found.named


def _unreadable(raw: bytes) -> Letter:
    text, _ = charsets.decode(raw[:1_000_000], None)
    text = charsets.storable(text)
    return replace(EMPTY, text=text, reply_text=text, readable=False, defects=("no-header",))


def _guess_header_charset(root: parts.Part) -> None:
    """Raw 8-bit header text is most likely in the charset of the body that it came with."""
    if any(not value.isascii() for _, value in root.headers.fields):
        part = root
        while part.children:
            part = part.children[0]
        label = part.parameters.get("charset", b"").decode("ascii", "replace")
        root.headers.charset = label if charsets.codec_of(label) else None


def _content(root: parts.Part, depth: int) -> Content:
    gathered = bodies.Gathered()
    text, page = bodies.gather(root, gathered)
    content = Content(_text_of(text, page), page or "", gathered)
    if depth < ALREADY_PEC and b"x-trasporto" in root.headers.named:
        return _certified(content, depth)
    if not content.text and not content.html:
        _text_from_files(content, depth)
    return content


def _text_of(text: str | None, page: str | None) -> str:
    if text is not None and text.strip():
        return plain.tidy(text)
    return html_to_text(page) if page else ""


def _certified(content: Content, depth: int) -> Content:
    """Italian certified mail (PEC): the letter is the one inside the envelope; the envelope stays as a file."""
    inner = next((part for part in content.gathered.files if part.kind == "message/rfc822"), None)
    if inner is None:
        return content
    letter = _letter(inner.body(), depth + 1)
    gathered = content.gathered
    gathered.extra += letter.attachments
    gathered.defects += letter.defects
    return Content(letter.text, letter.html, gathered, letter.sender)


def _text_from_files(content: Content, depth: int) -> None:
    """A mail whose only words are in a nameless file or in a mail that it carries."""
    for part in content.gathered.files:
        if (
            part.kind == "text/plain"
            and b"name" not in part.headers.raw(b"content-disposition")
            and not part.shut
        ):
            content.text = plain.tidy(charsets.storable(charsets.decode(part.body(), _label(part))[0]))
            content.gathered.files.remove(part)
            return
        if part.kind == "message/rfc822" and depth < ALREADY_PEC and not part.shut:
            content.text = _letter(part.body(), depth + 1).text
            return


def _label(part: parts.Part) -> str | None:
    return part.parameters.get("charset", b"").decode("ascii", "replace") or None


def _shown_from(found: Headers) -> str:
    values = found.all_raw(b"from") or found.all_raw(b"sender")
    return headers.visible(", ".join(headers.decode_text(value, found.charset) for value in values[:5]))


def _first_email(found: Headers) -> str:
    named = addresses.several(found.all_raw(b"from")[:1])
    return named[0].email if named else found.plain(b"from").lower()


def _return_path(found: Headers) -> str | None:
    values = found.all_raw(b"return-path")
    if not values:
        return None
    value = values[0].strip()
    return "" if value in {b"<>", b""} else addresses.mailbox(value)


def _delivered_to(found: Headers) -> tuple[str, ...]:
    values = [value for name in DELIVERED for value in found.all_raw(name)[:50]]
    return tuple(dict.fromkeys(address for value in values if (address := addresses.mailbox(value))))


def _date(found: Headers) -> tuple[datetime | None, tuple[str, ...]]:
    date = dates.parse(found.text(b"date"))
    if date:
        return date, ()
    received = [
        headers.FOLD.sub(b" ", value).decode("ascii", "replace") for value in found.all_raw(b"received")[:5]
    ]
    return dates.of_received(received), ("date-broken" if found.raw(b"date").strip() else "date-missing",)


def _missing(found: Headers, sender: Address | None) -> tuple[str, ...]:
    missing = [] if sender else ["sender-unusable"]
    return tuple(missing + ([] if b"message-id" in found.named else ["message-id-missing"]))


def _results(found: Headers) -> tuple[str, ...]:
    values = found.all_raw(b"authentication-results")[:MOST_RESULTS]
    return tuple(headers.decode_text(value)[:LONGEST_RESULT] for value in values)


def _bounce(root: parts.Part, content: Content, reason: str, claimed: str, subject: str) -> Bounce | None:
    found = root.headers
    pec = bounces.of_pec(found, bounces.pec_recipients(content.text, found))
    if pec or reason == "pec-receipt":
        return pec
    files = content.gathered.files
    original = _returned_id(files) or bounces.original_id(content.text.encode("utf-8", "replace"))
    for part in files:
        if part.kind in {"message/delivery-status", "message/global-delivery-status"}:
            return bounces.of_report(part.body(), original)
    server = bool(automatic.MACHINE.match(claimed))
    if not server and (reason not in {"null-return-path", "report"} or automatic.VACATION.match(subject)):
        return None
    return bounces.of_prose(found, content.text, server, subject, original)


def _returned_id(files: list[parts.Part]) -> str | None:
    """The Message-ID in the copy that a report carries; a nested report's own copy is no concern of ours."""
    for part in files:
        if part.kind in {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}:
            body = part.body()
            copied, _ = headers.split(body, headers.beginning(body), len(body))
            if b"message-id" in copied.named:
                return identifiers.one(copied.raw(b"message-id"))
    return None


EMPTY: Final = Letter(
    None, (), (), None, "", None, (), (), (), (), None, "", None, "", "", "", (), None, None, (), (), False
)
