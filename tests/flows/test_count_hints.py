"""What is counted of the hints on a text that has left."""

import pytest

from aiuto.flows.count_hints import count_hints
from aiuto.flows.find_fine import find_fine
from aiuto.journal.models import Event
from aiuto.manual.models import HintTally
from aiuto.tickets.models import Direction

WHEN, QUEUE = "it.vague.when", "it.queue.before"
BAD = "Le risponderemo il prima possibile."


@pytest.fixture
def left(ticket, agent, now):
    def left(text, shown, taken=None, files=0):
        count_hints(
            ticket.reference,
            user=agent,
            text=text,
            direction=Direction.OUT,
            shown=shown,
            taken=taken or {},
            files=files,
            now=now,
        )
        return set(HintTally.objects.values_list("rule", "outcome", "wording", "times"))

    return left


def test_text_that_leaves_with_the_hint_counts_as_left(left):
    assert left(BAD, [WHEN]) == {(WHEN, "left", "", 1)}


def test_text_said_otherwise_counts_as_mended(left):
    assert left("Le scrivo domani alle 9.", [WHEN]) == {(WHEN, "mended", "", 1)}


def test_wording_taken_counts_with_its_words(left):
    taken = {WHEN: "entro domani alle 12"}
    assert left("Le scrivo entro domani alle 12.", [WHEN], taken) == {(WHEN, "taken", taken[WHEN], 1)}


def test_words_that_are_no_wording_are_not_kept(left):
    assert left("Le scrivo domani.", [WHEN], {WHEN: "Giulia Neri, via Roma 1"}) == {(WHEN, "taken", "", 1)}


def test_wording_of_what_was_recognised_counts_with_its_words(left):
    rule, wording = "learned.vague_promise", "Le rispondo entro [giorno e ora]."
    assert left("Le rispondo entro le 15.", [rule], {rule: wording}) == {(rule, "taken", wording, 1)}


def test_fine_as_it_is_counts_as_fine(left, ticket, agent):
    find_fine(ticket.reference, user=agent, rule=WHEN, sentence=BAD)
    assert left(BAD, [WHEN]) == {(WHEN, "fine", "", 1)}


@pytest.mark.parametrize(("files", "outcome"), [(0, "left"), (1, "mended")])
def test_file_that_was_forgotten_and_went_along_counts_as_mended(left, files, outcome):
    missing = "it.attachment_missing"
    assert left("Trova la foto in allegato.", [missing], files=files) == {(missing, outcome, "", 1)}


def test_rule_counts_once_a_text_and_adds_up(left):
    left(f"{BAD}\n\n{BAD}", [WHEN, WHEN])
    assert left(BAD, [WHEN]) == {(WHEN, "left", "", 2)}


def test_what_is_no_rule_is_not_counted(left):
    assert left(BAD, ["<script>", "it.nothing", "learned.nothing", "x" * 200]) == set()


def test_nothing_is_said_of_who_wrote(left):
    before = Event.objects.count()
    left(BAD, [WHEN])
    assert Event.objects.count() == before
    assert {field.name for field in HintTally._meta.fields} == {"id", "rule", "outcome", "wording", "times"}
