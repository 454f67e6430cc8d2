"""Messages written in heat, and messages that only look so."""

import pytest

from aiuto.coach.heat import is_hot


@pytest.mark.parametrize(
    "text",
    [
        "È UNA VERGOGNA!!! Nessuno mi risponde.",
        "Siete dei truffatori.",
        "Se non mi rimborsate entro domani mi rivolgo al mio avvocato.",
        "Vi mando una diffida.",
        "VOGLIO PARLARE SUBITO CON QUALCUNO",
        "Sono stufa, è inaccettabile che non risponda nessuno.",
        "Possibile che nessuno risponda?!?!",
        "This is a disgrace.",
        "You will be hearing from my solicitor.",
        "I am absolutely furious, this is unacceptable.",
        "WHERE IS MY PARCEL, NOBODY EVER ANSWERS",
    ],
)
def test_heat_is_felt(text):
    assert is_hot(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Buongiorno, grazie mille! A presto!",
        "Il modello è LED PRO MAX 300, codice XK-400.",
        "La garanzia legale copre anche questo?",
        "Non è ancora arrivato, può controllare?",
        "Could you send it again? I never received it.",
        "> È UNA VERGOGNA!!!\n\nGrazie, ora è tutto a posto.",
        "Ha ragione: «vergogna!!!» era una parola troppo forte, mi scusi.",
    ],
)
def test_no_heat_where_there_is_none(text):
    assert not is_hot(text)
