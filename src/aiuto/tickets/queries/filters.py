"""The words of a filter: `state:open tag:warranty -channel:phone lamp`, in English or Italian.

The grammar is closed: a known key, a colon, a value (in quotes where it holds spaces), with "-" before it to leave
out; all else is text to look for. Keys and set values are kept in English, so that an address means the same to all.
Nothing here knows of tickets: what a value means is found out by `queries.meaning`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

LONGEST = 500
KEYS = tuple("state owner team desk channel tag reason cause language customer before after is".split())
STATES = ("new", "open", "waiting", "hold", "solved", "closed")
CHANNELS = ("email", "phone", "visit", "web")
IS = ("unread", "snoozed", "followed")
ANY, ME, NOBODY, MINE = "any", "me", "nobody", "mine"
YEARS = range(1970, 2201)

_ITALIAN_KEYS = {
    "stato": "state",
    "di": "owner",
    "squadra": "team",
    "sportello": "desk",
    "canale": "channel",
    "etichetta": "tag",
    "motivo": "reason",
    "causa": "cause",
    "lingua": "language",
    "cliente": "customer",
    "prima": "before",
    "dopo": "after",
    "è": "is",
}
_KEYS = {key: key for key in KEYS} | _ITALIAN_KEYS
_DAYS = {"oggi": "today", "ieri": "yesterday", "today": "today", "yesterday": "yesterday"}
_CAUSES = {
    "late delivery": "late_delivery",
    "consegna in ritardo": "late_delivery",
    "out of stock": "out_of_stock",
    "merce esaurita": "out_of_stock",
    "pagamento": "payment",
    "wrong goods": "wrong_goods",
    "merce sbagliata": "wrong_goods",
    "faulty goods": "faulty_goods",
    "merce difettosa": "faulty_goods",
    "comunicazione": "communication",
    "a broken promise": "broken_promise",
    "promessa non mantenuta": "broken_promise",
    "our staff": "staff",
    "il nostro personale": "staff",
    "something else": "other",
    "altro": "other",
}
_VALUES: dict[str, dict[str, str]] = {
    "state": {word: word for word in (*STATES, ANY)}
    | dict.fromkeys(("nuova", "nuovo", "nuove"), "new")
    | dict.fromkeys(("aperta", "aperto", "aperte"), "open")
    | dict.fromkeys(("attesa", "in attesa"), "waiting")
    | dict.fromkeys(("sospesa", "sospeso", "sospese", "in sospeso"), "hold")
    | dict.fromkeys(("risolta", "risolto", "risolte"), "solved")
    | dict.fromkeys(("chiusa", "chiuso", "chiuse"), "closed")
    | dict.fromkeys(("tutte", "tutti", "qualsiasi"), ANY),
    "owner": {ME: ME, "io": ME, "mio": ME, "mie": ME} | dict.fromkeys((NOBODY, "none", "nessuno"), NOBODY),
    "team": dict.fromkeys((MINE, "mia", "mie"), MINE),
    "channel": {word: word for word in CHANNELS}
    | {"e-mail": "email", "telefono": "phone", "visita": "visit", "a mano": "web"},
    "language": {"italiano": "it", "italian": "it", "inglese": "en", "english": "en"},
    "is": {word: word for word in IS}
    | dict.fromkeys(("da leggere", "non letta"), "unread")
    | dict.fromkeys(("rimandata", "rimandate"), "snoozed")
    | dict.fromkeys(("seguita", "seguite"), "followed"),
    "cause": _CAUSES,
    "before": _DAYS,
    "after": _DAYS,
}
_FOLDED = ("channel", "language", "is", "before", "after")
_TOKEN = re.compile(r'(?P<minus>-?)(?P<key>[^\W\d_]+):(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S*))|\S+')
_AGO = re.compile(r"([0-9]{1,4})\s?(d|g|w|s)")
_ITALIAN_DAY = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: `key` is one of KEYS."""

    key: str
    value: str
    excluded: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if " " in self.value else self.value
        return f"{'-' * self.excluded}{self.key}:{value}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions and words, as `parse` reads them; `str(filter)` is how it stands in an address."""

    terms: tuple[Term, ...] = ()
    text: str = ""

    def __str__(self) -> str:
        return " ".join([*map(str, self.terms), *([self.text] if self.text else [])])

    def __bool__(self) -> bool:
        return bool(self.terms or self.text)

    def of(self, key: str, *, excluded: bool = False) -> tuple[Term, ...]:
        """The conditions with this key."""
        return tuple(term for term in self.terms if (term.key, term.excluded) == (key, excluded))

    def without(self, term: Term) -> "Filter":
        """All but this condition."""
        return replace(self, terms=tuple(other for other in self.terms if other != term))

    def wordless(self) -> "Filter":
        """The conditions alone."""
        return replace(self, text="")


def parse(text: str) -> Filter:
    """The filter that any text means; never raises. Reads up to LONGEST characters, and its own text is no longer."""
    terms: dict[Term, None] = {}
    words: list[str] = []
    for token in _TOKEN.finditer(" ".join(_printable(text[:LONGEST]).split())):
        key = _KEYS.get((token["key"] or "").casefold())
        if key is None:
            words.append(token[0])
        elif value := _value(key, token["quoted"] or token["bare"] or ""):
            terms[Term(key, value, excluded=bool(token["minus"]))] = None
    return _fitting(terms, words)


def day(value: str, *, today: date) -> date | None:
    """The day that a value of `before:` or `after:` means: ISO, "yesterday", "7d" or "2w" ago. None for others."""
    if value in ("today", "yesterday"):
        return today - timedelta(days=value == "yesterday")
    if ago := _AGO.fullmatch(value):
        return today - timedelta(days=int(ago[1]) * (7 if ago[2] == "w" else 1))
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _value(key: str, written: str) -> str:
    value = " ".join(written.replace('"', " ").split())
    folded = value.casefold()
    if key == "tag":
        return "-".join(folded.split())
    if key in ("before", "after"):
        return _DAYS.get(folded) or _dated(folded)
    return _VALUES.get(key, {}).get(folded) or (folded if key in _FOLDED else value)


def _dated(value: str) -> str:
    """Italian days as ISO and Italian spans as English ones."""
    if ago := _AGO.fullmatch(value):
        return ago[1] + {"g": "d", "s": "w"}.get(ago[2], ago[2])
    if found := _ITALIAN_DAY.fullmatch(value):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    return value


def _fitting(terms: Iterable[Term], words: Iterable[str]) -> Filter:
    """As much of it, from the front, as its own text may be long."""
    pieces = [*terms, *words]
    ends = accumulate(len(str(piece)) + 1 for piece in pieces)
    kept = [piece for piece, end in zip(pieces, ends, strict=True) if end <= LONGEST + 1]
    said = " ".join(piece for piece in kept if isinstance(piece, str))
    return Filter(tuple(piece for piece in kept if isinstance(piece, Term)), said)


def last_word(typed: str) -> tuple[str, str]:
    """What was typed before the word that is being written, and that word: "" when none has been begun."""
    last = None
    for token in _TOKEN.finditer(typed):
        last = token
    if last is None or last.end() != len(typed):
        return typed, ""
    return typed[: last.start()], last[0]


def half_term(word: str) -> tuple[str, str, str] | None:
    """The sign, the key and the beginning of the value of a word that is a condition: `-tag:war`."""
    token = _TOKEN.fullmatch(word)
    key = _KEYS.get((token["key"] or "").casefold()) if token else None
    return (token["minus"], key, token["quoted"] or token["bare"] or "") if token and key else None


def spelled(key: str, language: str) -> str:
    """A key as people write it in this language."""
    return (
        next((own for own, means in _ITALIAN_KEYS.items() if means == key), key) if language == "it" else key
    )
