"""Invented texts in Italian and English, their words as frequent as in a language: few common, very many rare."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from aiuto.customers.names import NameKeys, keys_of
from aiuto.tickets.stems import stems_of

SENTENCES = 4_000
RARE_WORDS = 30_000
SURNAMES = 3_000
_NAMES = (
    "Anna Bea Carlo Dario Elisa Fabio Gaia Ivo Lara Marco Nadia Oscar Pia Rita Sara Tullio Ugo Vera".split()
)
_SYLLABLES = (
    "ba be bi bo ca ce co da de di do fa fe ga la le li lo ma me mo na ne no ra re ri sa ta to va".split()
)
_FRAMES = {
    "it": (
        "la {} che ho ordinato con {} non è ancora arrivata",
        "vorrei sapere quando arriva {} per la {}",
        "ho ricevuto {} ma manca {} e il {} è rotto",
        "potete cambiare {} con {} prima di venerdì",
        "il {} della {} si spegne dopo {} minuti",
        "grazie per {} e per la risposta sul {}",
        "allego la foto del {} con {} e {}",
    ),
    "en": (
        "the {} that I ordered with {} has not arrived yet",
        "could you tell me when {} comes for the {}",
        "I received {} but {} is missing and the {} is broken",
        "can you exchange {} for {} before Friday",
        "the {} of the {} goes off after {} minutes",
        "thank you for {} and for your answer about {}",
        "attached is a picture of the {} with {} and {}",
    ),
}
_WORDS = {
    "it": (
        "lampada ordine consegna fattura lampadina corriere pacco paralume colore vetro cavo interruttore "
        "garanzia reso rimborso pagamento indirizzo cucina salotto camera specchio plafoniera base spina "
        "trasformatore luce sostituzione scatola istruzioni montaggio vite braccio sensore telecomando "
        "batteria catalogo sconto ritardo ricambio bolla"
    ).split(),
    "en": (
        "lamp order delivery invoice bulb courier parcel shade colour glass cable switch warranty return "
        "refund payment address kitchen bedroom mirror ceiling base plug transformer light replacement box "
        "manual assembly screw arm sensor remote battery catalogue discount delay spare dimmer socket"
    ).split(),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its stems, which were counted once a sentence."""

    words: str
    stems: str
    language: str


class Writer:
    """Writes texts and names; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._rare = [self._invented() for _ in range(RARE_WORDS)]
        self._rare_stems: dict[tuple[str, str], str] = {}
        self._weights = _zipf(RARE_WORDS)
        self._sentences = {language: self._pool(language) for language in _FRAMES}
        names = [f"{self.random.choice(_NAMES)} {word.title()}" for word in self._rare[:SURNAMES]]
        self._names = [(name, keys_of(name)) for name in names]

    def text(self, number: int) -> Text:
        """Two to six sentences, a word that few others use, and a code that nobody else uses."""
        language = "it" if self.random.random() < 0.7 else "en"
        sentences = self.random.choices(self._sentences[language], k=2 + int(5 * self.random.random()))
        rare = self.random.choices(self._rare, cum_weights=self._weights)[0]
        words = ". ".join([sentence for sentence, _ in sentences])
        stems = dict.fromkeys(chain.from_iterable(stems for _, stems in sentences))
        code = f"{number:07d}"
        return Text(
            f"{words}. {rare.capitalize()} LX-{code}.",
            f"{' '.join(stems)} {self._stem(rare, language)} lx {code} lx{code}",
            language,
        )

    def name(self) -> tuple[str, NameKeys]:
        """A name and what it is looked up by."""
        return self.random.choice(self._names)

    def _stem(self, word: str, language: str) -> str:
        """Kept, since a word comes back more often than not."""
        known = self._rare_stems.get((word, language))
        if known is None:
            known = self._rare_stems[word, language] = stems_of(word, language)
        return known

    def _invented(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(3, 5)))

    def _pool(self, language: str) -> list[tuple[str, list[str]]]:
        """Sentences with their stems, filled by Zipf from known words first and invented ones after."""
        words = _WORDS[language] + self._rare[:5000]
        weights = _zipf(len(words))
        return [self._sentence(language, words, weights) for _ in range(SENTENCES)]

    def _sentence(self, language: str, words: list[str], weights: Sequence[float]) -> tuple[str, list[str]]:
        frame = self.random.choice(_FRAMES[language])
        sentence = frame.format(*self.random.choices(words, cum_weights=weights, k=frame.count("{}")))
        return sentence.capitalize(), stems_of(sentence, language).split(" ")


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(2, count + 2)))
