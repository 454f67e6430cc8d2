"""Names of colleagues in a note."""

import pytest

from aiuto.people.models import User
from aiuto.tickets.mentions import marked, mentioned

ANNA = User(pk=1, name="Anna Bassi", email="anna@lumiera.example")
BRUNO = User(pk=2, name="Bruno Sala", email="bruno@lumiera.example")
ANNA_TOO = User(pk=3, name="Anna De Sanctis", email="a.desanctis@lumiera.example")
NOE = User(pk=4, name="Noé", email="capo@lumiera.example")
ALL = [ANNA, BRUNO, ANNA_TOO, NOE]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Anna Bassi guarda qui", {1}),
        ("chiedi a @anna de sanctis, poi a @Bruno.", {3, 2}),
        ("@noe: va bene?", {4}),
        ("(@capo)", {4}),
        ("@Bruno Sala@Anna Bassi", {2}),
        ("scrivi a bruno@lumiera.example", set()),
        ("@Nessuno e @", set()),
        ("@BRUNO\nSala", {2}),
        ("@@bruno", set()),
    ],
)
def test_mentioned_names_only_whom_it_means(text, people):
    assert mentioned(text, ALL) == people


def test_mentioned_first_name_of_two_is_nobody_and_the_address_decides():
    assert mentioned("@anna", [ANNA_TOO, User(pk=9, name="Anna Riva", email="riva@lumiera.example")]) == set()
    assert mentioned("@Anna Bassi", ALL) == {1}


def test_marked_makes_names_bold_and_leaves_the_rest():
    assert marked("Ciao @Bruno Sala, e @chi?", ALL) == "Ciao **@Bruno Sala**, e @chi?"
