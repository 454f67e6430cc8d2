"""How a text speaks to its reader in Italian: Lei, tu or voi."""

from collections.abc import Iterable

_CUES = {
    "tu": frozenset("ti tu tuo tua tuoi tue te hai puoi vuoi devi sei ciao".split()),
    "voi": frozenset("vi voi vostro vostra vostri vostre avete potete volete dovete siete".split()),
    "lei": frozenset("lei suo sua suoi sue le gentile scusi salve".split()),
}
_FORMS = {word: form for form, cues in _CUES.items() for word in cues}


def addresses_in(words: Iterable[str]) -> dict[str, int]:
    """How many words speak in each form."""
    spoken = list(map(_FORMS.get, words))
    return {form: spoken.count(form) for form in _CUES}


def address_of(words: Iterable[str]) -> str:
    """The form that is used most; Lei where none is."""
    counted = addresses_in(words)
    return max(("lei", "tu", "voi"), key=lambda form: counted[form])
