"""Saved replies: who keeps them, who finds them, what is offered first."""

from datetime import timedelta

import pytest

from aiuto.flows.drop_saved_reply import drop_saved_reply
from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.flows.use_saved_reply import use_saved_reply
from aiuto.journal.models import Event
from aiuto.manual import errors, queries
from aiuto.manual.models import SavedReply
from aiuto.people.models import Team


@pytest.fixture
def keep(now):
    def keep(user, title="Reso", *, text="Le mandiamo l'etichetta.", language="it", own=True, **more):
        given = {"title": title, "text": text, "language": language, "own": own, "team": None} | more
        return save_saved_reply(user=user, now=now, **given)

    return keep


def titles(user, **asked) -> list[str]:
    return [reply.title for reply in queries.replies_for(user, **asked)]


def test_own_reply_is_nobody_elses(keep, anna, bruno):
    keep(anna, "Mia")
    assert (titles(anna), titles(bruno)) == (["Mia"], [])


def test_team_reply_is_its_members(keep, anna, bruno, carlo):
    keep(anna, "Nostra", own=False, team=Team.objects.get(name="Assistenza").pk)
    assert (titles(bruno), titles(carlo)) == (["Nostra"], [])


def test_reply_for_everybody_is_kept_by_leads_alone(keep, anna, lead, carlo):
    with pytest.raises(errors.NotAllowed):
        keep(anna, own=False)
    keep(lead, "Di tutti", own=False)
    assert titles(carlo) == ["Di tutti"]


def test_reply_of_another_team_cannot_be_kept(keep, anna, carlo):
    with pytest.raises(errors.NotAllowed):
        keep(carlo, own=False, team=Team.objects.get(name="Assistenza").pk)


def test_customers_language_comes_first_and_of_a_family_one_is_offered(keep, anna):
    italian = keep(anna, "Reso")
    keep(anna, "Return", language="en", same_as=italian.pk)
    keep(anna, "Altro", language="it")
    assert titles(anna, language="en") == ["Return", "Altro"]
    assert titles(anna, language="it") == ["Altro", "Reso"]
    assert [reply.title for reply in queries.family_of(anna, SavedReply.objects.get(title="Reso"))] == [
        "Return"
    ]


def test_words_are_looked_for_in_titles_before_texts(keep, anna):
    keep(anna, "Etichetta di reso")
    keep(anna, "Corriere", text="Il corriere porta l'etichetta.")
    keep(anna, "Saluti", text="Cordialmente")
    assert titles(anna, words="etichetta") == ["Etichetta di reso", "Corriere"]
    assert titles(anna, words="RESO etich") == ["Etichetta di reso"]


@pytest.mark.both_databases
def test_words_begin_words_of_a_reply_with_or_without_accents(keep, anna):
    keep(anna, "Arrivato", text="Il pacco arriva: cosi\u0300 e\u0300 la qualità È.")
    keep(anna, "Trasporto", text="La riva è vicina.")
    assert titles(anna, words="riva") == ["Trasporto"]
    assert titles(anna, words="ARRIV QUALITA") == ["Arrivato"]
    assert [reply.title for reply in queries.register(anna, words="così e")] == ["Arrivato"]
    assert titles(anna, words="?") == []


def test_last_used_stands_nearer(keep, anna, now):
    keep(anna, "A")
    later = keep(anna, "B")
    use_saved_reply(later.pk, user=anna, now=now + timedelta(minutes=1))
    assert titles(anna) == ["B", "A"]


def test_change_keeps_the_id_and_only_its_people_may(keep, anna, bruno):
    kept = keep(anna, "Prima")
    assert keep(anna, "Dopo", reply=kept.pk).pk == kept.pk
    with pytest.raises(errors.NotFound):
        keep(bruno, "Mia ora", reply=kept.pk)
    assert SavedReply.objects.get().title == "Dopo"


def test_drop_asks_who_one_is(keep, anna, bruno, lead, now):
    shared = keep(lead, "Di tutti", own=False)
    with pytest.raises(errors.NotAllowed):
        drop_saved_reply(shared.pk, user=anna, now=now)
    drop_saved_reply(shared.pk, user=lead, now=now)
    assert not SavedReply.objects.exists()
    assert list(Event.objects.order_by("id").values_list("kind", flat=True)) == [
        "reply.saved",
        "reply.dropped",
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"title": "x" * 81}, {"text": " \n"}, {"text": "x" * 20_001}, {"language": "xx"}],
)
def test_reply_without_title_text_or_language_is_refused(keep, anna, wrong):
    with pytest.raises(errors.BadReply):
        keep(anna, **wrong)
    assert not SavedReply.objects.exists()
