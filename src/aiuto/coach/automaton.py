"""Finding thousands of patterns in one pass: their states are joined as the text asks for it, and remembered."""

import threading
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from aiuto.coach.patterns import ANY, BEGINNING, START
from aiuto.coach.remembered import Remembered
from aiuto.coach.stems import stem_of

_MEMORY = 60_000
"""Steps that are remembered; then the memory begins anew, so that no text can fill it."""
_SENTENCES = 600
"""Sentences that are, likewise."""
_SIGNS = 4
"""Signs that a match reaches across at most."""
_LONG = 8
"""Letters from which on one wrong letter is forgiven."""
Match = tuple[int, int, int]
"""A pattern, its first word and the word after its last."""
Table = dict[int, set[int]]
"""Where each state leads."""
_NONE: frozenset[int] = frozenset()
_SIGN, _OTHER = 0, 1
"""The symbols of punctuation, which matches reach across, and of words that no pattern names."""


class Run(NamedTuple):
    """A sentence as it was read: the symbols of its words, and at which of them patterns end.

    `found` are the matches of the patterns that have been asked for.
    """

    row: Sequence[int]
    ended: Sequence[tuple[int, frozenset[int]]]
    found: dict[frozenset[int], list[Match]]


class Automaton:
    """Finds the patterns of a compiled model; to `run` costs one look-up a word once it knows the words.

    Threads take turns at what is remembered; `runs` are the sentences that are.
    """

    def __init__(self, language: str, model: dict[str, Any]) -> None:
        self.language = language
        self._leads: dict[str, list[list[int]]] = model["leads"]
        self._accepts = {state: ends for state, ends in enumerate(model["accepts"]) if ends}
        self._longest: list[int] = model["longest"]
        self._atoms = frozenset(self._leads)
        self._prefixes = [atom[:-1] for atom in sorted(self._leads) if atom.endswith("*") and len(atom) > 1]
        self._symbols = Remembered(self._symbol)
        self._kinds: dict[frozenset[str], int] = {frozenset(): _OTHER}
        self._tables: list[Table] = [{}, {}]
        self._always = self._table((ANY,))
        self._memory = threading.Lock()
        self._forget()
        self.steps = 0

    def run(self, words: Sequence[str]) -> Run:
        """Read one sentence; `matches` tells what stands in it.

        A draft is read again and again while it is written: its sentences are remembered.
        """
        with self._memory:
            if len(self._sets) > _MEMORY:
                self._forget()
            if len(self._symbols) > _MEMORY:
                self._symbols.clear()
            if len(self.runs) > _SENTENCES:
                self.runs.clear()
            return self.runs[tuple(words)]

    def _run(self, words: tuple[str, ...]) -> Run:
        row = list(map(self._symbols.__getitem__, words))
        return Run(row, self._ended(row), {})

    def _ended(self, row: Sequence[int]) -> list[tuple[int, frozenset[int]]]:
        ended, state, moves, ends = [], self._begin, self._moves, self._ends
        for place, symbol in enumerate(row):
            try:
                state = moves[state][symbol]
            except KeyError:
                state = self._move(state, symbol)
            if symbol and ends[state]:
                ended.append((place, ends[state]))
        return ended

    def matches(self, run: Run, wanted: frozenset[int]) -> list[Match]:
        """Where each of the wanted patterns stands in a sentence."""
        if wanted not in run.found:
            with self._memory:
                run.found[wanted] = [
                    match
                    for place, ended in run.ended
                    if not wanted.isdisjoint(ended)
                    for match in self._matches(run.row, place, wanted & ended)
                ]
        return run.found[wanted]

    def scan(self, words: Sequence[str]) -> list[Match]:
        """Where each pattern stands in a sentence."""
        return self.matches(self.run(words), frozenset(range(len(self._longest))))

    def atoms_of(self, word: str) -> frozenset[str]:
        """All the ways patterns may name a word."""
        found = {atom for atom in (f"={word}", stem_of(word, self.language)) if atom in self._atoms}
        if word.isdecimal():
            found.add("#")
        found.update(f"{prefix}*" for prefix in self._prefixes if word.startswith(prefix))
        return frozenset(found) if found or len(word) < _LONG else self._mended(word)

    def _mended(self, word: str) -> frozenset[str]:
        """The atoms of a long word with one letter wrong, missing or too many."""
        if not word.isalpha() or len(word) > 24:
            return frozenset()
        if not hasattr(self, "_near"):
            self._near = _near_forms(self._atoms)
        single = {f"{word[:n]}{word[n + 1 :]}" for n in range(1, len(word)) if word[n] == word[n - 1]}
        stems = {stem_of(form, self.language) for form in single} & self._atoms
        if stems:
            return frozenset(stems)
        stem = stem_of(word, self.language)
        hits = {atom for form in _shortened(stem) | {stem} for atom in self._near.get(form, ())}
        return frozenset(atom for atom in hits if len(stem) >= _LONG - 2 and atom[0] == stem[0])

    def _symbol(self, word: str) -> int:
        return self._kind(self.atoms_of(word)) if word[0].isalnum() else _SIGN

    def _kind(self, atoms: frozenset[str]) -> int:
        if atoms not in self._kinds:
            self._kinds[atoms] = len(self._tables)
            self._tables.append(self._table(atoms))
        return self._kinds[atoms]

    def _table(self, atoms: Iterable[str]) -> Table:
        """From which states a word of these atoms leads, and where."""
        table: Table = {}
        for atom in atoms:
            for state, *targets in self._leads.get(atom, ()):
                table.setdefault(state, set()).update(targets)
        return table

    def _forget(self) -> None:
        self.runs = Remembered(self._run)
        self._sets: list[frozenset[int]] = []
        self._moves: list[dict[int, int]] = []
        self._walks: list[dict[int, int]] = []
        self._ends: list[frozenset[int]] = []
        self._numbers: dict[frozenset[int], int] = {}
        # Symbols with which no pattern begins, but for those of a sentence's beginning.
        self._idle = {_SIGN}
        beginning = self._table((BEGINNING,)).get(START, ())
        self._nowhere = self._number(frozenset())
        self._fresh = self._number(frozenset({START}))
        self._begin = self._number(frozenset({START, *beginning}))

    def _number(self, states: frozenset[int]) -> int:
        if states not in self._numbers:
            number = self._numbers[states] = len(self._sets)
            self._sets.append(states)
            # Matches reach across signs.
            self._moves.append({_SIGN: number})
            self._walks.append({_SIGN: number})
            ends = states & self._accepts.keys()
            self._ends.append(
                frozenset(end for state in ends for end in self._accepts[state]) if ends else _NONE
            )
        return self._numbers[states]

    def _move(self, state: int, symbol: int) -> int:
        """Where a word leads, when a match may begin at every word."""
        known = self._moves[state]
        known[symbol] = self._number(frozenset((START, *self._reached(state, symbol))))
        return known[symbol]

    def _walk(self, state: int, symbol: int) -> int:
        """Where a word leads, when the match has begun."""
        known = self._walks[state]
        known[symbol] = self._number(frozenset(self._reached(state, symbol)))
        if state == self._fresh and known[symbol] == self._nowhere:
            self._idle.add(symbol)
        return known[symbol]

    def _reached(self, state: int, symbol: int) -> set[int]:
        states, reached = self._sets[state], set[int]()
        for table in (self._tables[symbol], self._always):
            for each in states & table.keys():
                reached |= table[each]
        self.steps += len(states)
        return reached

    def _matches(self, row: Sequence[int], last: int, patterns: frozenset[int]) -> list[Match]:
        """Where each pattern that ends here began: as far back as it reaches."""
        waiting, found = set(patterns), []
        farthest = max(map(self._longest.__getitem__, patterns)) + _SIGNS
        opening = next(place for place, symbol in enumerate(row) if symbol)
        for first in range(max(opening, last - farthest), last + 1):
            if row[first] in self._idle and first > opening:
                continue
            begin = self._fresh if first > opening else self._begin
            hit = self._ends[self._walked(begin, row[first : last + 1])]
            if waiting.isdisjoint(hit):
                continue
            found += [(pattern, first, last + 1) for pattern in sorted(waiting & hit)]
            waiting -= hit
            if not waiting:
                break
        return found

    def _walked(self, state: int, symbols: Sequence[int]) -> int:
        """Where a match that begins with the first of these words has come with the last."""
        walks, nowhere = self._walks, self._nowhere
        for symbol in symbols:
            try:
                state = walks[state][symbol]
            except KeyError:
                state = self._walk(state, symbol)
            if state == nowhere:
                break
        return state


def _near_forms(atoms: frozenset[str]) -> dict[str, list[str]]:
    """For each long stem: the stem, and what is left of it without one of its letters."""
    near: dict[str, list[str]] = {}
    for atom in sorted(atoms):
        if len(atom) >= _LONG - 2 and atom.isalpha():
            for form in _shortened(atom) | {atom}:
                near.setdefault(form, []).append(atom)
    return near


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(1, len(word))}
