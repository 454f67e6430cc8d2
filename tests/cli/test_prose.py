"""What of a Markdown page is read as sentences."""

from hypothesis import given
from hypothesis import strategies as st

from aiuto.cli.prose import prose_of

PAGE = """---
title: Resi
---
# Resi e cambi

<!-- Al più presto. -->
Vedi [la pagina](al-piu-presto.md) o <b>scrivici</b>.

1. Uno

    Ancora uno.

Poi il codice:

    al più presto

~~~
al più presto
~~~

| Che cosa | Quando |
|----------|-------:|
| al banco | domani |

[resi]: https://resi.example/al-piu-presto
"""


def test_code_comments_and_targets_are_blanked_and_sentences_stay():
    words = prose_of(PAGE).split()
    assert (
        words
        == (
            "# Resi e cambi Vedi [la pagina o scrivici . 1. Uno Ancora uno. Poi il codice: "
            "Che cosa Quando al banco domani"
        ).split()
    )


def test_every_place_stays():
    assert [line.find("domani") for line in prose_of(PAGE).split("\n")] == [
        line.find("domani") for line in PAGE.split("\n")
    ]


@given(st.text(alphabet=st.sampled_from("ab|-`~<>!\n\r\t []():#  "), max_size=80))
def test_any_text_keeps_its_length(page):
    assert len(prose_of(page)) == len(page)
