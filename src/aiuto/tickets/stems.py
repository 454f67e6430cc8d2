"""Words as the search index keeps them: folded, without stop words, cut to an Italian or English stem.

A token is made of letters, digits and the signs of an e-mail address, nothing else, so that it stands in either
database's query as it is. Pieces of a code ("LM-2024/0815") are kept apart and joined; of a telephone number the last
eight digits are kept too, so that it is found however it was written.
"""

import re
import threading
from collections.abc import Iterable, Iterator

import snowballstemmer

from aiuto.ui.beginnings import fold

LANGUAGES = ("it", "en")
CHARACTERS = 200_000
TOKENS = 20_000
BYTES = 500_000
LENGTH = 40
MAIL_LENGTH = 200
QUERY_CHARACTERS = 500
QUERY_TERMS = 16

_STOP = {
    "it": frozenset(
        "ad agli ai al alla alle allo anche avere avete aveva avevo avuto che chi ci coi col come con cui "
        "da dagli dai dal dalla dalle dallo degli dei del della delle dello di dove ed era erano essere fa "
        "fatto fu gli ha hai hanno ho il in io la le lei li lo loro lui ma me mi mia mie miei mio ne negli "
        "nei nel nella nelle nello noi non nostra nostre nostri nostro o per perche piu quale quando quanto "
        "quella quelle quelli quello questa queste questi questo qui se sei si sia siamo siete sono sta "
        "stato su sua sue sugli sui sul sulla sulle sullo suo suoi ti tra tu tua tue tuo tuoi un una uno vi "
        "voi vostra vostre vostri vostro e a".split()
    ),
    "en": frozenset(
        "a about after all also am an and any are as at be because been before but by can could did do does "
        "doing don for from had has have he her here his how i if in into is it its just me more my no not "
        "of on only or other our out so some than that the their them then there these they this those to "
        "was we were what when where which while who why will with would you your yours s t d ll re ve m".split()
    ),
}
_ALGORITHM = {"it": "italian", "en": "english"}
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"(?<![\w.+-])[a-z0-9_.+-]{1,64}@[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){1,8}")
_CHUNK = re.compile(
    r"(?<![^\W_])(?:\+?\d(?:[ ()./-]{0,2}\d){7,17}(?![^\W_])|[^\W_]++(?:[-/._][^\W_]++){1,8})"
)
_DIGIT = re.compile(r"\d")
_stemmers = threading.local()


def language_of(text: str) -> str:
    """'it', 'en', or '' where the words don't tell: stop words weigh most, last letters a little."""
    words = _WORD.findall(fold(text[:4000]))[:400]
    italian = sum(2 * (word in _STOP["it"]) + (word[-1] in "aio" and len(word) > 2) for word in words)
    english = sum(
        2 * (word in _STOP["en"]) + (word[-1] in "dtsyghkmpwfxbc" and len(word) > 2) for word in words
    )
    if abs(italian - english) * 5 < italian + english or italian == english:
        return ""
    return "it" if italian > english else "en"


def stems_of(text: str, language: str = "") -> str:
    """What the index keeps of a text: each token once, separated by spaces. Without a language, stems of both."""
    folded = fold(text[:CHARACTERS])
    words = dict.fromkeys(_WORD.findall(folded)[:TOKENS])
    languages = (language,) if language in LANGUAGES else LANGUAGES
    stems: dict[str, None] = {}
    for name in languages:
        stems |= dict.fromkeys(_stemmed(words, name))
    stems |= dict.fromkeys(_joined(folded))
    return _within(" ".join(stems))


def query_terms(text: str) -> list[set[str]]:
    """What to look for: all of the list must match, of each set any. Empty when nothing can be looked for."""
    folded = fold(text[:QUERY_CHARACTERS])
    mails = [{mail[:MAIL_LENGTH]} for mail in _MAIL.findall(folded)]
    folded = _MAIL.sub(" ", folded)
    whole = {span: _forms(chunk) for span, chunk in _chunks(folded)}
    terms = mails + list(_word_terms(folded, whole))
    return [term for n, term in enumerate(terms) if term not in terms[:n]][:QUERY_TERMS]


def stems_of_word(word: str) -> set[str]:
    """The folded word's stem in either language; empty for a stop word."""
    found = set()
    for language in LANGUAGES:
        kept = _stemmed([word], language)
        if not kept:
            return set()
        found |= set(kept)
    return found


def _word_terms(folded: str, whole: dict[tuple[int, int], set[str]]) -> Iterator[set[str]]:
    for match in _WORD.finditer(folded):
        forms = next((forms for (start, end), forms in whole.items() if start <= match.start() < end), set())
        if found := stems_of_word(match[0]) | forms:
            yield found


def _stemmed(words: Iterable[str], language: str) -> list[str]:
    stop = _STOP[language]
    kept = [
        word[:LENGTH]
        for word in words
        if word not in stop and (len(word) > 1 or not word.isascii() or word.isdigit())
    ]
    stems: list[str] = _stemmer(language).stemWords(kept)
    return stems


def _stemmer(language: str) -> snowballstemmer.stemmer:
    """One a thread: its inner state is not to be shared."""
    found = getattr(_stemmers, language, None)
    if found is None:
        found = snowballstemmer.stemmer(_ALGORITHM[language])
        setattr(_stemmers, language, found)
    return found


def _joined(folded: str) -> Iterator[str]:
    """E-mail addresses as they are, and codes and numbers without what separates their pieces."""
    if "@" in folded:
        yield from (mail[:MAIL_LENGTH] for mail in _MAIL.findall(folded))
    for _, chunk in _chunks(folded):
        yield from sorted(_forms(chunk))


def _chunks(folded: str) -> Iterator[tuple[tuple[int, int], str]]:
    if _DIGIT.search(folded):
        yield from ((match.span(), match[0]) for match in _CHUNK.finditer(folded) if _DIGIT.search(match[0]))


def _forms(chunk: str) -> set[str]:
    joined = "".join(_WORD.findall(chunk))
    forms = {joined[:LENGTH]}
    if joined.isdecimal() and len(joined) >= 9:
        forms.add(f"tel{joined[-8:]}")
    return forms


def _within(stems: str) -> str:
    """Cut at a whole token: PostgreSQL keeps less than a megabyte of them."""
    if len(stems) * 4 <= BYTES or len(encoded := stems.encode()) <= BYTES:
        return stems
    return encoded[:BYTES].rpartition(b" ")[0].decode()
