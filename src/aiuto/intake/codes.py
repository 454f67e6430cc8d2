"""Sign-up and login codes (T1): mail of a service that proves who owns an address, for staff eyes only.

A link or a no-reply sender alone is no reason: a text must name a code or a confirmation *and* carry one.
"""

import re

from aiuto.mime import Letter

_ABOUT = re.compile(
    r"""verif\w*\s+(?:code|your\s+(?:e-?mail|account|address|identity))
      | (?:confirmation|security|log-?in|sign-?in|one-?time|access|activation|authentication)
        \s+(?:code|passcode|link)
      | one-?time\s+pass(?:word|code) | \b(?:otp|2fa)\b
      | confirm\s+(?:your|this)\s+(?:e-?mail|account|address|sign-?up|registration)
      | (?:reset|set)\s+your\s+password | magic\s+link | activate\s+your\s+account
      | codice\s+(?:di\s+)?(?:verifica|sicurezza|accesso|conferma|attivazione|autenticazione|monouso|otp|temporaneo)
      | password\s+(?:monouso|temporanea) | (?:reimposta|ripristina)\w*\s+(?:la\s+)?(?:tua\s+|sua\s+)?password
      | (?:conferma|verifica|attiva)\s+(?:il\s+|la\s+|l['’])?(?:tuo\s+|tua\s+|suo\s+|sua\s+)?
        (?:indirizzo|account|e-?mail|iscrizione|registrazione|identit)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CODE = re.compile(
    r"""(?i:code|codice|otp|passcode|pin|password)\W{0,4}(?:\w+\W+){0,4}?(?:[A-Z]-?)?(\d[\d\s-]{2,8}\d|[A-Z0-9]{6,8})\b
      | ^\W*\d{3}[\s-]?\d{3,5}\W*$
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINK = re.compile(
    r"https?://\S*(?:verif|confirm|activat|token=|code=|otp|reset|magic|conferm|attiva|auth|invite|signup|login)\S*",
    re.IGNORECASE,
)
_LONGEST = 4_000


def is_login_code(letter: Letter) -> bool:
    """Whether this is a service's code or confirmation link. A person's own words in a thread are not."""
    if letter.in_reply_to or letter.references:
        return False
    text = f"{letter.subject}\n{letter.text[:_LONGEST]}"
    return bool(_ABOUT.search(text)) and bool(_CODE.search(text) or _LINK.search(text))
