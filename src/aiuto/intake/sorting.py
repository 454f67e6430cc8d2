"""Which mail waits in quarantine, and why."""

from aiuto.intake.codes import is_login_code
from aiuto.intake.parsing import Unreadable
from aiuto.mime import Letter

SPAM = "spam"
UNDECIDED = "held"
LIMIT = "limit"
"""Held by a limit for its sender: a lead lets it in."""


def quarantine_reason(letter: Letter | Unreadable, *, history: bool) -> str:
    """A short slug, or "" for mail that becomes a message. History is never held for a login code."""
    if isinstance(letter, Unreadable):
        return letter.reason
    if not letter.readable:
        return "not-mail"
    if history:
        return ""
    return "login-code" if is_login_code(letter) else ""
