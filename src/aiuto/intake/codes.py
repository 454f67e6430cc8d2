"""Sign-up and login codes (T1): mail of a service that proves who owns an address, for staff eyes only.

A service's voice offers a code or a link that proves something. A link or a no-reply sender alone is no reason,
and a customer who writes *about* a code is a customer: their letter speaks of itself, or asks.
"""

import re

from aiuto.mime import Letter

_LONGEST = 4_000
_FLAGS = re.IGNORECASE | re.VERBOSE

# What is offered: a code …
_PROOF = "(?:verification|confirmation|security|log-?in|sign-?in|one-?time|access|activation|authentication|2fa|otp)"
_PROVA = (
    "(?:verifica|sicurezza|accesso|conferma|attivazione|autenticazione|monouso|otp|temporaneo|temporanea)"
)
_NAMES_A_CODE = re.compile(
    rf"""\b{_PROOF}\s+(?:code|passcode|pin|password) | \bone-?time\s+(?:password|passcode|code) | \b(?:otp|passcode)\b
      | \b(?:codice|pin|password)\s+(?:di\s+|d')?{_PROVA} | \bcodice\s+otp\b
      | \byour\s+(?:[\w-]+\s+){{0,2}}code\b | \b(?:il\s+)?(?:tuo|suo)\s+codice\b
      | \b(?:use|enter|usa|usi|inserisci|inserisca)\s+(?:this|the|questo|il)\s+(?:[\w-]+\s+){{0,2}}(?:code|codice)\b
      | \b\d{{4,8}}\s+(?:is\s+your|è\s+il\s+(?:tuo|suo))\b
    """,
    _FLAGS,
)
_CODE = re.compile(
    r"""\b(?:\d[\s-]?){3,7}\d\b | \b(?=[A-Z0-9-]*\d)[A-Z0-9]{3,4}-[A-Z0-9]{3,4}\b
      | \b(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{6,8}\b
    """,
    re.VERBOSE,
)
# … or a link that proves.
_ASKS_TO_PROVE = re.compile(
    r"""\b(?:verify|confirm|activate|validate)\s+(?:your|this)
        \s+(?:e-?mail|account|address|sign-?up|registration|identity)
      | \b(?:reset|set|choose)\s+(?:your|a\s+new)\s+password | \bmagic\s+link
      | \b(?:sign|log)\s+in\s+(?:link|with\s+this)
      | \b(?:click|tap)\b[^.\n]{0,60}\b(?:sign\s+in|log\s+in|confirm|verify|activate|join)\b
      | \binvited\s+you\s+to\s+join\b | \baccept\s+(?:the|this|your)\s+invitation\b
      | \b(?:conferm|verific|attiv|convalid)\w*\s+(?:il\s+|la\s+|l['’])?(?:tuo\s+|tua\s+|suo\s+|sua\s+)
        (?:indirizzo|account|e-?mail|iscrizione|registrazione|identit)
      | \b(?:reimpost|ripristin)\w*\s+(?:la\s+)?(?:tua\s+|sua\s+)?password
      | \bclicc\w*\b[^.\n]{0,60}\b(?:acced|conferm|verific|attiv|unir)
      | \bti\s+ha\s+invitato\b | \baccetta\s+l['’]invito\b
    """,
    _FLAGS,
)
_LINK = re.compile(r"https://\S+|http://\S+", re.IGNORECASE)

# A person's letter: it speaks of the writer, of what went wrong, of an order, or it asks.
_PERSONAL = re.compile(
    r"""\bnon\s+(?:ho|riesco|mi|si|funziona|arriva|è|posso|ricevo|(?:l[oae]\s+)?(?:trovo|vedo))
      | \bho\s+(?:dimenticato|ricevuto|inserito|provato|digitato)
      | \bmi\s+(?:è|sono|dice|dà|chiede|potete|può) | \b(?:potete|potreste|vorrei|posso)\b
      | \b(?:scaduto|sbagliato|errato)\b
      | \bI\s+(?:can(?:no|')t|did(?:n't|\s+not)|do(?:n't|\s+not)|forgot|typed|tried|have(?:n't)?|need|would|am|was)\b
      | \b(?:my|mio|mia)\s+(?:\w+\s+)?(?:order|account|lamp|parcel|code|ordine|lampada|pacco|codice)\b
      | \b(?:does(?:n't|\s+not)|is(?:n't|\s+not))\s+work | \bexpired\s+(?:again|already)\b
      | \b(?:where|when|why|dove|quando|perch[eé]|come)\b[^.\n]{0,80}\?
    """,
    _FLAGS,
)
_ORDER = re.compile(
    r"\b(?:order|ordine)\s+(?:\w+\s+)?(?:confirmation|code|number|codice|numero|n\.)", re.IGNORECASE
)
_MACHINE = re.compile(
    r"^(?:no-?_?\.?reply|do-?not-?reply|noreply|notific|security|accounts?|verify|login)", re.IGNORECASE
)


def is_login_code(letter: Letter) -> bool:
    """Whether this is a service's code or confirmation link. A person's own words, in a thread or not, are none."""
    if letter.in_reply_to or letter.references:
        return False
    text = f"{letter.subject}\n{letter.text[:_LONGEST]}"
    offers = _NAMES_A_CODE.search(text) and (_CODE.search(text) or _LINK.search(text))
    proves = _ASKS_TO_PROVE.search(text) and _LINK.search(text)
    if not (offers or proves):
        return False
    return _is_from_machine(letter) or not (_PERSONAL.search(text) or _ORDER.search(text))


def _is_from_machine(letter: Letter) -> bool:
    """What a service calls itself. Its word on an order is no login code."""
    if _ORDER.search(f"{letter.subject}\n{letter.text[:_LONGEST]}"):
        return False
    sender = letter.sender.email if letter.sender else letter.shown_from
    return bool(_MACHINE.match(sender))
