"""From the tree of parts to what a person reads: text, HTML and files."""

import html
import re
from dataclasses import dataclass, field
from typing import Final

from aiuto.mime import charsets, headers, parameters, plain, transfer
from aiuto.mime.html_text import html_to_text
from aiuto.mime.letter import Attachment
from aiuto.mime.parts import HTML_START, Part

NO_HTML: Final = re.compile(
    r"(?:html[- ](?:format|mail|message|e-?mail)|supporta(?:re)? (?:l.)?html|in formato html|support html|"
    r"html.{0,20}client|view (?:this|it) (?:e?-?mail )?in (?:your|a) browser|"
    r"visualizza(?:re)? (?:il messaggio|questa e-?mail))",
    re.IGNORECASE,
)
EXTENSIONS: Final = {
    "text/calendar": "ics", "text/csv": "csv", "text/plain": "txt", "text/html": "html", "image/png": "png",
    "image/jpeg": "jpg", "image/gif": "gif", "application/pdf": "pdf", "application/ms-tnef": "dat",
    "text/vcard": "vcf",
    "message/rfc822": "eml", "application/zip": "zip", "application/xml": "xml", "text/xml": "xml",
    "text/rfc822-headers": "txt", "message/delivery-status": "txt", "application/pkcs7-signature": "p7s",
    "application/pgp-signature": "asc", "text/x-vcard": "vcf", "text/rtf": "rtf", "image/webp": "webp",
    "message/disposition-notification": "txt", "video/mp4": "mp4", "audio/ogg": "ogg", "audio/mpeg": "mp3",
}  # fmt: skip
READ_AS_TEXT: Final = frozenset(
    {"text/plain", "text/html", "text/enriched", "text/richtext", "application/xhtml+xml"}
)
PATH = re.compile(r".*[/\\](?=[^/\\])", re.DOTALL)
FORBIDDEN_IN_NAME = re.compile(r"[\x00-\x1f\x7f/\\<>:\"|?*]")
CID = re.compile(r"cid:([^\s\"'<>)&]{1,300})", re.IGNORECASE)
Found = tuple[str | None, str | None]


@dataclass(slots=True)
class Gathered:
    """What was found on the way through the tree."""

    files: list[Part] = field(default_factory=list)
    extra: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    leaves: int = 0


def gather(part: Part, gathered: Gathered) -> Found:
    """The text and the HTML of a part and all below it; None where it has none. Files are collected on the way."""
    if part.children:
        found = [gather(child, gathered) for child in part.children]
        return _chosen(found) if part.kind == "multipart/alternative" else _joined(found)
    gathered.leaves += 1
    if part.kind not in READ_AS_TEXT or part.shut or _is_file(part, gathered.leaves):
        if not _is_empty_shell(part):
            gathered.files.append(part)
        return None, None
    return _words(part, gathered)


def _is_file(part: Part, leaf: int) -> bool:
    """A text part that was sent as a file; the first part may carry a name and still be the letter."""
    disposition, named, _ = parameters.parse(part.headers.raw(b"content-disposition"))
    if disposition == "attachment":
        return True
    has_name = "filename" in named or "name" in part.parameters
    return has_name and (leaf > 1 or (disposition == "inline" and part.kind == "text/html"))


def _is_empty_shell(part: Part) -> bool:
    """A multipart without any part or byte in it is nothing to show."""
    return part.kind.startswith("multipart/") and part.start >= part.end


def _words(part: Part, gathered: Gathered) -> Found:
    data, trailing, defect = part.decoded()
    label = part.parameters.get("charset", b"").decode("ascii", "replace") or None
    is_html = part.kind in {"text/html", "application/xhtml+xml"} or bool(HTML_START.match(data[:400]))
    if label is None and is_html:
        label = charsets.charset_in_html(data)
    text, wrong = charsets.decode(data, label)
    gathered.defects += [name for name in (defect, wrong) if name]
    text = charsets.storable(text)
    tail = charsets.storable(charsets.decode(trailing, label)[0]) if trailing else ""
    if is_html:
        return None, text + (f"<pre>{html.escape(tail)}</pre>" if tail else "")
    return _plain_words(part, text, gathered) + (f"\n\n{tail}" if tail else ""), None


def _plain_words(part: Part, text: str, gathered: Gathered) -> str:
    if part.kind in {"text/enriched", "text/richtext"}:
        return plain.unenriched(text)
    if part.parameters.get("format", b"").lower() == b"flowed":
        text = plain.unflowed(text, part.parameters.get("delsp", b"").lower() == b"yes")
    return _without_uuencode(text, gathered) if "\nbegin" in text or text.startswith("begin") else text


def _without_uuencode(text: str, gathered: Gathered) -> str:
    raw = text.encode("utf-8")
    position, kept = 0, []
    for name, data, start, end in transfer.uuencoded(raw):
        gathered.extra.append(
            Attachment(file_name(name) or "file", "application/octet-stream", data, None, False)
        )
        kept.append(raw[position:start])
        position = end
    return b"".join([*kept, raw[position:]]).decode("utf-8") if position else text


def _chosen(found: list[Found]) -> Found:
    """Of alternatives, the plain text that is text and the richest HTML."""
    text = next((words for words, _ in found if words and words.strip()), None)
    rich = next((page for _, page in reversed(found) if page and page.strip()), None)
    if text and rich and len(text) < 400 and NO_HTML.search(text):
        text = None
    return text, rich


def _joined(found: list[Found]) -> Found:
    """Of pieces in a row all are kept, in their order, in both forms."""
    kept = [(text, page) for text, page in found if (text and text.strip()) or (page and page.strip())]
    if len(kept) == 1:
        return kept[0]
    if not kept:
        return None, None
    text = "\n\n".join(
        plain.tidy(words if words is not None else html_to_text(page or "")) for words, page in kept
    )
    if not any(page for _, page in kept):
        return text, None
    return text, "\n".join(page if page is not None else _as_html(words or "") for words, page in kept)


def _as_html(text: str) -> str:
    lines = html.escape(text.strip("\n"), quote=False).replace("\n", "<br>\n")
    return f"<div>{lines}</div>"


def attachments(gathered: Gathered, page: str) -> tuple[Attachment, ...]:
    """The files in their order, with names that are labels and types that are safe tokens."""
    shown = {cid.lower() for cid in CID.findall(page)} if gathered.files else set()
    files = [_attachment(part, index, shown) for index, part in enumerate(gathered.files, 1)]
    return (*files, *gathered.extra)


def _attachment(part: Part, index: int, shown: set[str]) -> Attachment:
    data = part.whole() if part.shut and not part.headers.named else part.body()
    content_id = headers.one_line(part.headers.plain(b"content-id")).strip("<> ")[:300] or None
    inline = bool(content_id and content_id.lower() in shown)
    return Attachment(_name(part, index), part.kind, data, content_id, inline)


def _name(part: Part, index: int) -> str:
    _, named, charset = parameters.parse(part.headers.raw(b"content-disposition"))
    raw = named.get("filename", b"")
    if not raw:
        _, named, charset = parameters.parse(part.headers.raw(b"content-type"))
        raw = named.get("name", b"")
    name = file_name(parameters.file_text(raw, charset or part.headers.charset)) if raw else ""
    return name or _invented(part, index)


def _invented(part: Part, index: int) -> str:
    if part.kind == "message/rfc822":
        inner, _ = headers.split(part.body(), headers.beginning(part.body()), len(part.body()))
        return f"{file_name(inner.text(b'subject'))[:100] or f'message-{index}'}.eml"
    if part.kind == "application/ms-tnef":
        return "winmail.dat"
    return f"attachment-{index}.{EXTENSIONS.get(part.kind, 'bin')}"


def file_name(text: str) -> str:
    """A label from a file name: NFKC, nothing invisible, no path, at most 150 characters with its extension kept."""
    name = headers.visible(text, 2000)
    name = FORBIDDEN_IN_NAME.sub("_", PATH.sub("", name)).strip(". _") if name.strip("./\\ ") else ""
    if len(name) <= 150:
        return name
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: 149 - len(extension)]}.{extension}" if dot and len(extension) <= 10 else name[:150]
