"""The rules as they were compiled: read once from the package's data, never from YAML."""

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiuto.coach.automaton import Automaton
from aiuto.coach.patterns import ANY, Edges, Machine, merged

_MODELS = Path(__file__).with_name("model")
ADDRESSES = ("lei", "tu", "voi")


@dataclass(frozen=True, slots=True)
class Rule:
    """What to avoid, or what to count as evidence.

    `guards` make a hit harmless: patterns of that name in the sentence, or with "+" around it; `needs` must be there.
    `unless` names kinds that, standing in the same sentence, say it better.
    """

    id: str
    kind: str
    severity: str = "warn"
    why: str = ""
    better: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def wordings(self, address: str) -> tuple[str, ...]:
        """The better wordings in a form of address; "{La|Ti|Vi}" holds the three forms."""
        return tuple(addressed(wording, address) for wording in self.better)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A language's rules with the automaton that finds them. Pattern n belongs to `owners[n]`.

    `learned` has, for each kind, what is said of a sentence that the recogniser found. `finding` are the
    patterns of rules, `guards` those of each guard.
    """

    language: str
    rules: tuple[Rule, ...]
    learned: Mapping[str, Rule]
    owners: Sequence[int | str]
    finding: frozenset[int]
    guards: Mapping[str, frozenset[int]]
    automaton: Automaton


def load(model: Mapping[str, Any]) -> Rulebook:
    """A rulebook from compiled data."""
    rules = tuple(Rule(**_frozen(rule)) for rule in model["rules"])
    learned = {kind: _learned(kind, said) for kind, said in model["learned"].items()}
    automaton = Automaton(model["language"], dict(model))
    owners: Sequence[int | str] = model["owners"]
    finding = frozenset(pattern for pattern, owner in enumerate(owners) if isinstance(owner, int))
    return Rulebook(model["language"], rules, learned, owners, finding, _guards(owners), automaton)


def _guards(owners: Sequence[int | str]) -> dict[str, frozenset[int]]:
    patterns: dict[str, set[int]] = {}
    for pattern, owner in enumerate(owners):
        if isinstance(owner, str):
            patterns.setdefault(owner, set()).add(pattern)
    return {guard: frozenset(own) for guard, own in patterns.items()}


def _learned(kind: str, said: Mapping[str, Any]) -> Rule:
    return Rule(id=f"learned.{kind}", kind=kind, severity="hint", **_frozen(said))


def _frozen(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in rule.items()}


@functools.cache
def rulebook(language: str) -> Rulebook:
    """The rules that come with Aiuto."""
    return load(json.loads((_MODELS / f"{language}.json").read_text(encoding="utf-8")))


def compiled(source: Mapping[str, Any]) -> dict[str, Any]:
    """A rule file's content as data that loads at once. Raises BadPattern.

    An owner is a rule's number, or the name of a guard.
    """
    machine = Machine(source["language"], source.get("classes", {}))
    owners: list[int | str] = []
    for name, patterns in source.get("guards", {}).items():
        _add(machine, owners, name, patterns)
    for number, rule in enumerate(source["rules"]):
        _add(machine, owners, number, rule["patterns"])
    edges, accepts = merged(machine.edges, machine.accepts)
    kept = ("id", "kind", "severity", "why", "better", "guards", "needs", "unless")
    return {
        "language": source["language"],
        "rules": [{name: rule[name] for name in kept if name in rule} for rule in source["rules"]],
        "learned": source.get("learned", {}),
        "owners": owners,
        **by_choice(edges),
        "accepts": accepts,
        "longest": machine.longest,
    }


def by_choice(edges: Edges) -> dict[str, Any]:
    """The same edges by the state that they reach and the atoms that are the choice there: few choices, often made.

    `always` has the edges that every word may take: the state that they leave, then those that they reach.
    """
    atoms = sorted({atom for leads in edges for atom in leads} - {ANY})
    number = {atom: place for place, atom in enumerate(atoms)}
    choices: dict[tuple[int, ...], int] = {}
    found: list[list[tuple[int, int]]] = []
    for leads in edges:
        by: dict[int, list[int]] = {}
        for atom in sorted(leads.keys() - {ANY}):
            for target in leads[atom]:
                by.setdefault(target, []).append(number[atom])
        found.append([(to, choices.setdefault(tuple(own), len(choices))) for to, own in sorted(by.items())])
    always = [[state, *leads[ANY]] for state, leads in enumerate(edges) if ANY in leads]
    return {"atoms": atoms, "choices": list(choices), "edges": found, "always": always}


def _add(machine: Machine, owners: list[int | str], owner: int | str, patterns: Iterable[str]) -> None:
    for pattern in patterns:
        machine.add(pattern)
        owners.append(owner)


@functools.lru_cache(maxsize=5_000)
def addressed(wording: str, address: str) -> str:
    """A wording in a form of address."""
    form = ADDRESSES.index(address)
    parts = wording.split("{")
    for place, part in enumerate(parts[1:], start=1):
        forms, _, rest = part.partition("}")
        choices = forms.split("|")
        parts[place] = (choices[form] if len(choices) == len(ADDRESSES) else forms) + rest
    return "".join(parts)
