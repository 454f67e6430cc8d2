"""What a mail server said against a mail, in words: what happened, and what to do."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Enhanced status codes of RFC 3463: class, subject and detail; a digit of an address on the net is none.
CODE = re.compile(r"(?<![\d.])[45]\.(\d{1,3}\.\d{1,3})(?![\d.])")
NOBODY = _("There is no such address. Look for a slip in it, or ask the customer another way.")
FULL = _("Their mailbox is full. Try again in some days, or reach them another way.")
TOO_LARGE = _("The mail is too large for them. Send it again with smaller files.")
UNREACHED = _("Their mail server cannot be reached. Try again later; it may be theirs to mend.")
UNWANTED = _(
    "Their mail server takes ours for unwanted. An administrator should look at SPF, DKIM and DMARC."
)
WORDS = {
    "1.0": NOBODY,
    "1.1": NOBODY,
    "1.2": _("There is nobody at this domain. Look for a slip in what follows the @."),
    "1.3": NOBODY,
    "1.6": _("They have moved to another address. Ask them for the new one."),
    "1.10": NOBODY,
    "2.1": _("Their mailbox is switched off. Reach them another way."),
    "2.2": FULL,
    "2.3": TOO_LARGE,
    "3.4": TOO_LARGE,
    "4.1": UNREACHED,
    "4.2": UNREACHED,
    "4.4": UNREACHED,
    "4.7": UNREACHED,
}


def in_words(said: str) -> str | Promise:
    """Empty when the code is missing, or tells nobody what to do."""
    found = CODE.search(said)
    if not found:
        return ""
    return WORDS.get(found[1]) or (UNWANTED if found[1].startswith("7.") else "")
