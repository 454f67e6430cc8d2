"""Whether a machine wrote the mail, and so must never get an answer from one (RFC 3834 and everyday practice)."""

import re
from typing import Final

from aiuto.mime.headers import Headers

LISTS: Final = (
    b"list-id",
    b"list-unsubscribe",
    b"list-post",
    b"list-help",
    b"mailing-list",
    b"x-mailing-list",
)
REPLIERS: Final = (b"x-autoreply", b"x-autorespond", b"x-autoresponder", b"x-autoreply-from", b"x-mail-autoreply",
                   b"x-auto-reply", b"x-vacation", b"x-auto-reply-from")  # fmt: skip
LOOPS: Final = (b"x-loop", b"x-rt-loop-prevention", b"x-aiuto-loop", b"x-zammad-ticket-id", b"x-otrs-loop")
BULK: Final = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
MACHINE = re.compile(
    r"(?:mailer[-_.]?daemon|mail-daemon|postmaster|mail[-_.]?delivery|bounces?)(?:[-+_.=][^@]*)?@",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"(?:no|not?|do[-_.]?not?|non)[-_.]?(?:reply|risponder[ei]|respond|answer)[^@]*@", re.IGNORECASE
)
VACATION = re.compile(
    r"\s*(?:re: ?|r: ?)?(?:\[?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|risposta)|out of (?:the )?office|"
    r"risposta automatica|fuori (?:sede|ufficio)|assen(?:te|za) dall.ufficio|in ferie|vacation reply|autorisposta|"
    r"messaggio automatico|i am away|sono in ferie))\b",
    re.IGNORECASE,
)


def reason(found: Headers, return_path: str | None, shown_email: str, subject: str, kind: str) -> str | None:
    """The first sign of a machine, None when a person may have written.

    A holiday subject counts only on a mail that answers another one: people write such words too.
    """
    return (
        _declared(found)
        or ("null-return-path" if return_path == "" else None)
        or _of_kind(found, kind)
        or _of_sender(shown_email)
        or ("vacation-subject" if _answers(found) and VACATION.match(subject) else None)
    )


def _declared(found: Headers) -> str | None:
    named = found.named
    submitted = found.plain(b"auto-submitted").lower()
    if submitted and submitted.split(";")[0].split("(")[0].strip() != "no":
        return "auto-submitted"
    if found.plain(b"precedence").lower().split(" ")[0] in BULK or b"x-precedence" in named:
        return "precedence"
    if any(name in named for name in REPLIERS):
        return "autoreply"
    if found.plain(b"x-auto-response-suppress").lower() not in {"", "none"}:
        return "x-auto-response-suppress"
    if any(name in named for name in LOOPS):
        return "loop"
    return "list" if any(name in named for name in LISTS) else None


def _of_kind(found: Headers, kind: str) -> str | None:
    if b"x-ricevuta" in found.named:
        return "pec-receipt"
    if kind == "multipart/report" or b"x-failed-recipients" in found.named:
        return "report"
    return None


def _of_sender(email: str) -> str | None:
    if MACHINE.match(email):
        return "mailer-daemon"
    return "no-reply" if NOBODY.match(email) else None


def _answers(found: Headers) -> bool:
    return b"in-reply-to" in found.named or b"references" in found.named
