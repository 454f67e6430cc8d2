"""How a text speaks to its reader in Italian: Lei, tu or voi; and how two have spoken to each other so far."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from aiuto.coach.rulebook import ADDRESSES
from aiuto.coach.words import Words, words_of

SHOWN = {"lei": "Lei", "tu": "tu", "voi": "voi"}
_TO_ANYBODY = (
    "aiutar richiamar ricontattar contattar ringraziar chiamar aggiornar avvisar informar rassicurar disturbar "
    "assister incontrar"
).split()
"""Infinitives that take a person: «aiutarla», «aiutarti», «aiutarvi»."""
_GIVE = (
    "dir scriver risponder confermar chieder inviar mandar offrir propor comunicar ricordar spiegar garantir dar"
).split()
"""Infinitives that take somebody to give to: «scriverle», «scriverti», «scrivervi»."""
_SURE: Mapping[str, frozenset[str]] = {
    "lei": frozenset(
        ["scusi", "dica", *(f"{verb}la" for verb in _TO_ANYBODY), *(f"{verb}le" for verb in _GIVE)]
    ),
    "tu": frozenset(
        [
            *"ti te tuo tua tuoi tue hai puoi vuoi devi scusami dimmi mandami scrivimi chiamami fammi".split(),
            *(f"{verb}ti" for verb in (*_TO_ANYBODY, *_GIVE)),
        ]
    ),
    "voi": frozenset(
        [
            *"vi ve voi vostro vostra vostri vostre avete potete volete dovete siete".split(),
            *(f"{verb}vi" for verb in (*_TO_ANYBODY, *_GIVE)),
        ]
    ),
}
_LIKELY: Mapping[str, frozenset[str]] = {
    "lei": frozenset("lei suo sua suoi sue gentile egregio egregia".split()),
    "tu": frozenset(["ciao"]),
    "voi": frozenset(),
}
"""Words that tell it where nothing surer does: «suo» may be somebody else's."""
_OBJECT = frozenset(
    "ringrazio ringraziamo richiamo richiamiamo richiamero ricontatto ricontattiamo ricontattero contatto "
    "contattiamo contattero chiamo chiamiamo chiamero informo informiamo informero avviso avvisiamo avvisero "
    "aggiorno aggiorniamo aggiornero saluto salutiamo prego preghiamo invito invitiamo capisco".split()
)
_GIVEN_TO = frozenset(
    "scrivo scriviamo scrivero confermo confermiamo confermero chiedo chiediamo dico diciamo diro ricordo ricordiamo "
    "rispondo rispondiamo rispondero segnalo comunico comunichiamo propongo proponiamo offro offriamo auguro "
    "auguriamo assicuro garantisco spiego faccio facciamo faro do diamo daro".split()
)
_PAIRS: Mapping[str, frozenset[str]] = {"la": _OBJECT, "le": _GIVEN_TO}
"""«La» and «le» are articles too: only before these verbs are they somebody who is spoken to."""
_TELLING = {word: form for form, words in _SURE.items() for word in words} | dict.fromkeys(_PAIRS, "lei")
"""The form that each word tells."""
_OTHERS = frozenset("me te ce ve se".split())
"""Before «le» and «la» they say that things are meant: «te le scrivo»."""
_THERE = frozenset("e sono era erano sia siano".split())
"""Behind «vi» they say that something is there."""


_SAME = tuple(
    dict(zip(ADDRESSES, each.split("/"), strict=True))
    for each in (
        "suo/tuo/vostro sua/tua/vostra suoi/tuoi/vostri sue/tue/vostre ha/hai/avete può/puoi/potete "
        "vuole/vuoi/volete deve/devi/dovete mi_dica/dimmi/ditemi mi_mandi/mandami/mandatemi "
        "mi_scriva/scrivimi/scrivetemi mi_chiami/chiamami/chiamatemi scusi/scusami/scusate"
    ).split()
)
"""The same word in each form of address."""
_ENDINGS = {"lei": ("la", "le"), "tu": ("ti", "ti"), "voi": ("vi", "vi")}
"""Of infinitives that take a person, and of those that take somebody to give to."""
_PRONOUNS = {"tu": "ti", "voi": "vi"}


def in_form(words: Words, place: int, form: str) -> str:
    """A telling word in another form of address; empty where it does not tell what it would be there."""
    word, following = words.texts[place], words.at(place + 1)
    for same in _SAME:
        if word in same.values():
            return same[form].replace("_", " ")
    if word in ("ti", "vi", *_PAIRS):
        told = "la" if following in _OBJECT else "le" if following in _GIVEN_TO else ""
        return _PRONOUNS.get(form, told)
    for stems, ending in ((_TO_ANYBODY, 0), (_GIVE, 1)):
        if word[:-2] in stems:
            return word[:-2] + _ENDINGS[form][ending]
    return ""


def places_of(words: Words) -> dict[str, list[int]]:
    """Where each form stands for sure; a form that stands nowhere is left out."""
    found: dict[str, list[int]] = {}
    for place, form in _sure(words):
        found.setdefault(form, []).append(place)
    return found


def form_in(words: Words, among: Collection[str] = ADDRESSES) -> str:
    """The form that is used most; an empty one where none is."""
    used = {form: len(places) for form, places in places_of(words).items() if form in among}
    if not used:
        used = {
            form: number
            for form, cues in _LIKELY.items()
            if form in among and (number := sum(word in cues for word in words.texts))
        }
    return max(used, key=lambda form: (used[form], -ADDRESSES.index(form)), default="")


def form_between(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """How we speak to them: as we did last, else with the Lei that they use; empty where that is open.

    Both oldest first. Their tu binds nobody, and with voi they speak to a firm.
    """
    said = next(filter(None, (form_in(words_of(text)) for text in reversed(ours))), "")
    return said or ("lei" if form_of_theirs(theirs) == "lei" else "")


def form_of_theirs(theirs: Iterable[str]) -> str:
    """Whether they say tu or Lei, for what we say first; empty where neither."""
    return form_in(words_of("\n".join(theirs)), among=("lei", "tu"))


def _sure(words: Words) -> Iterator[tuple[int, str]]:
    for place, word in enumerate(words.texts):
        if word in _TELLING and _is_meant(words, place):
            yield place, _TELLING[word]


def _is_meant(words: Words, place: int) -> bool:
    """Whether a telling word is no article, and speaks of no place."""
    word, following = words.texts[place], words.at(place + 1)
    if word in _PAIRS:
        return following in _PAIRS[word] and not (place and words.texts[place - 1] in _OTHERS)
    return word != "vi" or following not in _THERE
