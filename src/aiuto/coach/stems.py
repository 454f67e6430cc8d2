"""Stems of Italian and English words; irregular verbs share the stem of their infinitive."""

import functools
import threading

import snowballstemmer

_ALGORITHM = {"it": "italian", "en": "english"}
_SHORTEST = 4
"""Shorter words keep their form: they say who does what to whom."""
_FUTURE, _ACCENTED = ("era", "ira", "ero", "iro"), {"a": "à", "o": "ò"}
_LONGEST_NOUN = 7
"""Letters up to which such an ending is taken for a noun's: «numero», «lettera»."""
_local = threading.local()

_IRREGULAR = {
    "it": """
potere: posso puoi puo possiamo potete possono potro potra potrai potremo potrete potranno potrei
potere: potrebbe potremmo potrebbero possa possano potevo poteva potevamo potuto
dovere: devo debbo devi deve dobbiamo dovete devono debbono dovro dovra dovrai dovremo dovrete dovranno
dovere: dovrei dovrebbe dovresti dovreste dovremmo debba debbano dovuto dovuta
volere: voglio vuoi vuole vogliamo volete vogliono vorrei vorrebbe vorresti vorreste vorra vorranno
volere: voglia vogliano volesse volevo voluto
fare: faccio fai facciamo fate fanno faro fara farai faremo farete faranno facciano fatto fatta fatti
fare: fatte facevo faceva facendo faccia
dire: dico dici dice diciamo dite dicono diro dira diremo dica dicano detto detta detti dette diceva dicendo
andare: vado vai andiamo andate vanno andro andra andremo vada vadano andato andata
venire: vengo vieni viene veniamo venite vengono verro verra verremo verranno venga vengano venuto
venire: venuta venuti
sapere: so sai sappiamo sapete sanno sapro sapra sapremo sappia saputo
tenere: tengo tieni tiene teniamo tenete tengono terro terra terremo tenga tenuto tenuta tenuti
scegliere: scelgo scelga scelto scelta
chiedere: chiesto chiesta chiesti chieste
rispondere: risposto risposta risposte
chiudere: chiuso chiusa chiusi chiuse
scrivere: scritto scritta scritti scritte
leggere: letto letta letti lette
mettere: messo messa messi messe metta
prendere: preso presa presi prese
vedere: visto vista visti viste veda vedra
rimanere: rimango rimane rimasto rimasta rimasti
uscire: esco esce esca escono uscito uscita
risolvere: risolto risolta risolti
aprire: aperto aperta aperti aperte
decidere: deciso decisa decisi
promettere: promesso promessa promessi
prevedere: previsto prevista previsti previste prevede preveda
rivolgere: rivolga rivolgiti rivolgetevi rivolgersi rivolto rivolgiamo
risultare: risulta risultano risulti
""",
    "en": """
do: does did done doing
say: says said saying
tell: tells told telling
write: writes wrote written writing
speak: speaks spoke spoken speaking
send: sends sent sending
get: gets got gotten getting
have: has had having
make: makes made making
know: knows knew known knowing
think: thinks thought thinking
understand: understands understood
read: reads reading
leave: leaves left leaving
break: breaks broke broken
pay: pays paid paying
buy: buys bought buying
give: gives gave given giving
take: takes took taken taking
see: sees saw seen seeing
find: finds found finding
lose: loses lost losing
hear: hears heard hearing
feel: feels felt feeling
go: goes went gone going
come: comes came coming
keep: keeps kept keeping
bring: brings brought bringing
mean: means meant meaning
apologise: apologize apologized apologizing apologised apologising
recognise: recognize recognized
""",
}


def _forms(table: str) -> dict[str, str]:
    lines = (line.split(":") for line in table.strip().splitlines())
    return {form: lemma for lemma, forms in lines for form in forms.split()}


_LEMMAS = {language: _forms(table) for language, table in _IRREGULAR.items()}


@functools.lru_cache(maxsize=20_000)
def stem_of(word: str, language: str) -> str:
    """The stem of a folded word; a hyphen keeps very short ones apart from small words that look like them."""
    known = _LEMMAS[language].get(word, word)
    if language == "it" and len(word) > _LONGEST_NOUN and word.endswith(_FUTURE):
        # Folding took the accent that tells «permetterà» from a noun.
        known = known[:-1] + _ACCENTED[known[-1]]
    if len(known) < _SHORTEST:
        return known
    stem: str = _stemmer(language).stemWord(known)
    return stem if len(stem) >= _SHORTEST else f"{stem}-"


def _stemmer(language: str) -> snowballstemmer.stemmer:
    """One a thread: its inner state is not to be shared."""
    found = getattr(_local, language, None)
    if found is None:
        found = snowballstemmer.stemmer(_ALGORITHM[language])
        setattr(_local, language, found)
    return found
