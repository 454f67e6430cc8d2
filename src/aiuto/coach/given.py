"""What a customer has given already in their own words, so that nobody asks for it again."""

import re

_ORDER = re.compile(
    r"\b(?:ordine|order)\b(?:\s|n[°.ro]{0,3}|numero|number|#|:|id|è|is){0,8}((?:[A-Z]{1,4}-?)?\d{3,20}(?:-\w{1,20})?)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Pp]iazzale|[Cc]orso|[Ll]argo|[Vv]icolo|[Ss]trada|[Cc]ontrada)"
    r"(?: (?:d[aei]l{0,2}[aeo]?|dei|degli|delle|dell['’]|[IVX]{1,5}|\d{1,2}))?(?: ?[A-ZÀ-Ý][\w.'’]{1,30}){1,4}"
    r",? (?:n[.°]? ?|civico )?\d{1,3}(?:/?[A-Za-z])?"
    r"|\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'’]{1,30} ){1,3}"
    r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Close|Drive|Way|Court|Terrace|Gardens|Square|Crescent|Row|Mews|Grove))\b"
)
"""A street with its number, as it is written in either language."""
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SERIAL = re.compile(
    r"\b(?:numero di serie|n[.°]? di serie|seriale|matricola|serial(?: number| no\.?)?|s/n)"
    r"(?:\s|:|è|is|numero|number|n[.°]|#){0,6}\b((?=[A-Z-]{0,20}\d)[A-Z0-9][A-Z0-9-]{3,30})",
    re.IGNORECASE,
)
_MONTHS = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_DAY = (
    rf"\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|°)?(?: of)? (?:{_MONTHS})(?: \d{{4}})?"
    rf"|(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
)
_BOUGHT = re.compile(
    rf"\b(?:acquistat[oaie]|comprat[oaie]|acquisto|bought|purchased?)\b(?:[\s,:']{{1,3}}[^\W\d]{{1,30}}){{0,6}}?"
    rf"[\s,:'’]{{1,3}}({_DAY})\b",
    re.IGNORECASE,
)
_PATTERNS = {"order": _ORDER, "address": _ADDRESS, "email": _EMAIL, "serial": _SERIAL, "purchase": _BOUGHT}


def given_in(text: str) -> dict[str, str]:
    """What they name of an order's number, an address, an e-mail, a serial number, and the day of a purchase."""
    found = {name: pattern.search(text) for name, pattern in _PATTERNS.items()}
    return {name: match[match.lastindex or 0] for name, match in found.items() if match}
