"""Which of the two languages a text is written in, told by its small words; both where it mixes them."""

from collections.abc import Iterable, Sequence

LANGUAGES = ("it", "en")
_SMALL = {
    "it": frozenset(
        "il lo la gli le un uno una di da del della dei delle dello degli nel nella nei nelle al alla "
        "ai alle agli dal dalla "
        "dai sul sulla sui con tra fra che chi cui non ma anche sequando dove perche e ed o ho hai ha "
        "abbiamo avete "
        "hanno sono sei siamo siete era sara e mi ti si ci vi lei voi noi loro suo sua suoi tuo tua "
        "vostro vostra nostro "
        "nostra questo questa questi queste quello quella piu molto gia ancora solo subito grazie "
        "buongiorno gentile "
        "cordiali saluti purtroppo prego oggi domani entro fatto puo posso possiamo vuole deve devo "
        "ne io qui li qualcuno "
        "tutto tutti cosi poi quindi invece allora mai sempre cosa altro altra altri altre richiesta "
        "ordine cliente salve ciao "
        "sto sta stiamo scusi scusa mio mia miei nessuno niente nulla dopo prima senza anzi oppure "
        "siccome pure dalle "
        "dall dell nell sull all quest quell c bene male ecco".split()
    ),
    "en": frozenset(
        "the an of to and on at for with from by is are was were be been being have has had does did "
        "will would can "
        "could should shall may might must not but if as when where why because than that this these "
        "those it its he she "
        "they we you your our my their his her him them us me there here what which who how just only "
        "also very more "
        "please thank thanks sorry hello hi dear regards unfortunately today tomorrow yes ll ve re "
        "don didn doesn isn aren "
        "wasn can couldn wouldn won up out off about over under again any some into your order "
        "customer im get got now "
        "isnt dont cant wont let one someone anyone nothing everything still never always already "
        "back".split()
    ),
}
_SHARED = _SMALL["it"] & _SMALL["en"]
_TELLING = {word: language for language, small in _SMALL.items() for word in small - _SHARED}


def weights_of(words: Iterable[str]) -> dict[str, int]:
    """How many small words of each language there are."""
    told = list(map(_TELLING.get, words))
    return {language: told.count(language) for language in LANGUAGES}


def languages_of(words: Sequence[str]) -> tuple[str, ...]:
    """The languages a text is judged in, the stronger first; both where neither is clear."""
    weights = weights_of(words)
    first, second = sorted(LANGUAGES, key=lambda language: -weights[language])
    mixed = weights[second] >= 3 and weights[second] * 6 >= weights[first]
    unclear = weights[first] < 2 and weights[first] - weights[second] < 2
    return (first, second) if mixed or (unclear and weights[first] == weights[second]) else (first,)


def stronger(words: Iterable[str]) -> str | None:
    """The language of a sentence, None where its small words do not tell."""
    weights = weights_of(words)
    first, second = sorted(LANGUAGES, key=lambda language: -weights[language])
    return first if weights[first] > weights[second] else None
