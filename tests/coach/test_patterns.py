"""States that are merged find what they found apart, and are fewer."""

from hypothesis import given
from hypothesis import strategies as st

from aiuto.coach.automaton import Automaton
from aiuto.coach.patterns import Machine, merged
from aiuto.coach.rulebook import by_choice

WORDS = ("non", "posso", "la", "policy", "prevede")
CLASSES = {"noi": ["la policy", "policy", "non posso"]}
parts = st.sampled_from([*WORDS, "<noi>", "non?", "(la policy|posso)", "~2", "posso|prevede"])
patterns = st.lists(
    st.lists(parts, max_size=4).map(lambda some: " ".join(["la", *some])), min_size=1, max_size=6
)
sentences = st.lists(st.sampled_from((*WORDS, "x", ",")), max_size=9)


def machine_of(given_patterns: list[str]) -> Machine:
    machine = Machine("it", CLASSES)
    for pattern in given_patterns:
        machine.add(pattern)
    return machine


def found(machine: Machine, edges, accepts, sentence: list[str]) -> list[tuple[int, int, int]]:
    model = {**by_choice(edges), "accepts": accepts, "longest": machine.longest}
    return sorted(Automaton("it", model).scan(sentence))


@given(patterns, sentences)
def test_merged_states_find_what_they_found_apart(given_patterns, sentence):
    machine = machine_of(given_patterns)
    apart = found(machine, machine.edges, machine.accepts, sentence)
    assert found(machine, *merged(machine.edges, machine.accepts), sentence) == apart


def test_alternatives_that_end_alike_share_their_states():
    machine = machine_of(["la <noi> prevede"])
    edges, accepts = merged(machine.edges, machine.accepts)
    assert len(edges) == len(accepts) == len(machine.edges) - 2


def test_ends_of_two_patterns_stay_apart():
    machine = machine_of(["la policy", "la posso"])
    assert merged(machine.edges, machine.accepts) == (machine.edges, machine.accepts)
