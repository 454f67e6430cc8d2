"""Returned mail: RFC 3464 reports, and the notices in prose that servers write instead."""

import re
from collections.abc import Iterator
from typing import Final

from aiuto.mime import addresses, headers
from aiuto.mime.headers import Headers
from aiuto.mime.letter import Bounce, BouncedRecipient

EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}[A-Za-z0-9]")
STATUS = re.compile(r"(?<![\d.])#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
CODE = re.compile(r"(?<![\d.-])([45]\d\d)(?=[ -])")
MESSAGE_ID = re.compile(rb"^[ \t>]*message-id[ \t]*:\s*<([^<>\s]{3,400})>", re.IGNORECASE | re.MULTILINE)
PEC_RECIPIENT = re.compile(
    rf"(?:destinat[oa] (?:all.utente|a)|(?:indirizzat|inviat)[oa] a|destinatari[oa]:?)\s+[\"'<]?({EMAIL.pattern})",
    re.IGNORECASE,
)
COPY = re.compile(
    r"^[- >]*(?:this is a copy of (?:the|your) message|below this line is a copy|original message (?:follows|header)|"
    r"message header(?:s)? follow|copia del messaggio|intestazion[ei] (?:originali|del messaggio)|messaggio originale|"
    r"original message|diagnostic information for administrators|informazioni di diagnostica)",
    re.IGNORECASE | re.MULTILINE,
)
FAILURE = re.compile(
    r"undeliver|delivery (?:status|has failed|failed|failure|incomplete)|returned mail|mail delivery|failure notice|"
    r"not delivered|could ?n.t be delivered|delayed|mancat[ao] (?:consegna|recapito)|"
    r"non (?:è stat[oa] )?(?:recapitat|consegnat)|"
    r"impossibile (?:recapitare|consegnare)|recapito non riuscito|consegna (?:non riuscita|fallita)|errore di consegna|"
    r"notifica (?:di|sullo stato)|non recapitabile|returned to sender|address not found|indirizzo non trovato",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"(?:this is the qmail-send|created automatically by mail delivery|permanent(?:ly)? (?:fatal )?(?:errors?|failed)|"
    r"could not be delivered|did not reach|delivery to the following|wasn.t delivered|couldn.t be delivered|"
    r"non è stato (?:possibile )?(?:recapita|consegna)|non ha raggiunto|impossibile (?:recapitare|consegnare)|"
    r"has not (?:yet )?been delivered|unable to deliver|non recapitat|mailbox (?:full|unavailable)|"
    r"casella (?:piena|inesistente)|"
    r"user unknown|utente (?:sconosciuto|inesistente)|address not found|indirizzo non trovato|undeliverable)",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"(?:has not (?:yet )?been delivered|delayed|ritard|will (?:be )?retr|still trying|riprov|no action is required|"
    r"tentativi di (?:recapito|consegna) (?:continu|proseg)|temporary|temporane|warning)",
    re.IGNORECASE,
)
MOST: Final = 100
PEC_FAILURES: Final = frozenset(
    {"errore-consegna", "preavviso-errore-consegna", "rilevazione-virus", "non-accettazione"}
)


def of_report(blocks: bytes, original: str | None) -> Bounce | None:
    """From the body of a message/delivery-status part; None when it reports no failure or delay."""
    recipients = tuple(_recipients(blocks))
    if not recipients or all(recipient.action not in {"failed", "delayed"} for recipient in recipients):
        return None
    return Bounce(recipients, original, any(_is_final(recipient) for recipient in recipients))


def _recipients(blocks: bytes) -> Iterator[BouncedRecipient]:
    position, count = 0, 0
    while position < len(blocks) and count < MOST:
        found, following = headers.split(blocks, position, len(blocks))
        if following <= position or (not found.fields and not blocks[following:].strip()):
            break
        position = following
        address = _reported_address(found)
        if address:
            count += 1
            yield _recipient(found, address)


def _recipient(found: Headers, address: str) -> BouncedRecipient:
    status = STATUS.search(found.plain(b"status"))
    diagnostic = found.text(b"diagnostic-code")
    inner = STATUS.search(diagnostic) if not status or status[1].endswith(".0.0") else None
    chosen = inner or status
    action = found.plain(b"action").lower().split(" ")[0] or "failed"
    return BouncedRecipient(address, action, chosen[1] if chosen else "", diagnostic[:1000])


def _reported_address(found: Headers) -> str | None:
    for name in (b"original-recipient", b"final-recipient"):
        value = found.plain(name)
        kind, _, address = value.rpartition(";")
        normal = (
            addresses.normalised(address.strip(" <>"))
            if not kind or "822" in kind or "utf-8" in kind
            else None
        )
        if normal:
            return normal
    return None


def _is_final(recipient: BouncedRecipient) -> bool:
    return recipient.action == "failed" and not recipient.status.startswith("4")


def of_prose(
    found: Headers, text: str, from_machine: bool, subject: str, original: str | None
) -> Bounce | None:
    """From a notice without a report: only what a mail server says, since customers write of failed deliveries too."""
    failed = found.plain(b"x-failed-recipients")
    told = bool(FAILURE.search(subject[:300])), bool(NOTICE.search(text[:5000]))
    if not failed and not (any(told) if from_machine else all(told)):
        return None
    notice = _notice(text)
    listed = _listed(failed) or _addresses_in(notice, _own(found))
    if not listed:
        return None
    delayed = bool(DELAYED.search(subject[:300]) or DELAYED.search(notice)) and not _says_permanent(notice)
    recipients = tuple(_described(address, notice, delayed) for address in listed)
    return Bounce(recipients, original, any(_is_final(recipient) for recipient in recipients))


def _notice(text: str) -> str:
    """The words of the server, without the copy of the mail below them."""
    text = text[:20_000]
    copy = COPY.search(text, 1)
    return text[: copy.start()] if copy and EMAIL.search(text[: copy.start()]) else text


def _says_permanent(notice: str) -> bool:
    status = STATUS.search(notice)
    if status:
        return status[1].startswith("5")
    code = CODE.search(notice)
    return bool(code and code[1].startswith("5")) or "permanent" in notice.lower()


def _listed(failed: str) -> list[str]:
    return [address for item in failed.split(",")[:MOST] if (address := addresses.normalised(item))]


def _own(found: Headers) -> set[str]:
    """Addresses that a notice names without meaning a failure: who got it, who sent it."""
    values = [
        value
        for name in (b"from", b"to", b"sender", b"reply-to", b"return-path")
        for value in found.all_raw(name)
    ]
    return {address.email.lower() for address in addresses.several(values)}


def _addresses_in(notice: str, own: set[str]) -> list[str]:
    listed: dict[str, None] = {}
    for match in EMAIL.finditer(notice):
        address = addresses.normalised(match[0].strip(".'"))
        before = notice[max(0, match.start() - 14) : match.start()].lower()
        if (
            address
            and address.lower() not in own
            and not before.endswith(("from:<", "from: <", "from:", "message-id: <"))
        ):
            listed.setdefault(address)
    return list(listed)[:20]


def _described(address: str, notice: str, delayed: bool) -> BouncedRecipient:
    """What stands after the address says why; the status is the first one there, else the first of the notice."""
    place = notice.lower().find(address.lower())
    after = notice[place + len(address) : place + len(address) + 700] if place >= 0 else notice[:700]
    status = STATUS.search(after) or STATUS.search(notice)
    diagnostic = " ".join(after.strip(" >:\n").split("\n\n")[0].split())[:1000]
    return BouncedRecipient(
        address, "delayed" if delayed else "failed", status[1] if status else _class(notice), diagnostic
    )


def _class(notice: str) -> str:
    """A bare SMTP code as an enhanced status that says no more than it."""
    code = CODE.search(notice)
    return f"{code[1][0]}.0.0" if code else ""


def of_pec(found: Headers, recipients: list[str]) -> Bounce | None:
    """A certified provider's receipt that says the mail was not delivered; the mail meant is named in its header."""
    if found.plain(b"x-ricevuta").lower() not in PEC_FAILURES:
        return None
    final = "preavviso" not in found.plain(b"x-ricevuta").lower()
    action = "failed" if final else "delayed"
    described = tuple(BouncedRecipient(address, action, "", found.text(b"subject")) for address in recipients)
    original = found.plain(b"x-riferimento-message-id").strip("<> ")
    return Bounce(described, original or None, final) if described else None


def original_id(copy: bytes) -> str | None:
    """The Message-ID of the returned mail, wherever its header is copied."""
    found = MESSAGE_ID.search(copy[:200_000])
    return found[1].decode("ascii", "replace") if found else None


def pec_recipients(text: str, found: Headers) -> list[str]:
    """Whom a certified provider's receipt is about: the address that its words call the addressee."""
    if b"x-ricevuta" not in found.named:
        return []
    named = PEC_RECIPIENT.findall(text[:20_000])
    listed = [address for item in named if (address := addresses.normalised(item.strip(".'")))]
    return list(dict.fromkeys(listed))[:20] or _addresses_in(text[:20_000], _own(found))[:1]
