"""Who is right: decided apart from how the customer is served, asked of the team, and never seen outside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aiuto.cli.main import main
from aiuto.customers.models import Customer
from aiuto.flows.ask_team import ask_team
from aiuto.flows.assess import Judgement, assess
from aiuto.flows.close_asking import close_asking
from aiuto.flows.give_opinion import give_opinion
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.outbox.models import Delivery
from aiuto.people.models import Role, Team, User
from aiuto.recovery import errors
from aiuto.recovery.models import Assessment, Opinion
from aiuto.recovery.queries.judged import asked_of, judged
from tests.flows.recovering import carry_to_its_end, say

FACTS = "Lampada caduta durante il montaggio: lo dicono le sue foto"
SERVICE = "Possiamo mandarLe il vetro di ricambio entro giovedì, a metà prezzo."
NOT_DUE = Judgement(verdict="not_due", certainty="sure", facts=FACTS, service=SERVICE)
VIEW = {"verdict": "fair", "certainty": "likely", "words": "Il vetro è sottile: un gesto aiuta"}


@pytest.fixture
def team(desk, now) -> list[User]:
    people = [
        User.objects.create(email=f"{name}@lumiera.example", name=name.title(), role=role, created_at=now)
        for name, role in (("bruno", Role.AGENT), ("dora", Role.AGENT), ("laura", Role.LEAD))
    ]
    Team.objects.get(desks=desk).members.add(*people)
    return people


def asked(recovery, people, user, now):
    who = [one.pk for one in people]
    return ask_team(recovery.pk, question="Che cosa Le spetta?", colleagues=who, user=user, now=now)


def seen_by(user, recovery) -> list[str]:
    return [str(each.colleague) for each in judged(user, recovery.ticket_id).heard.opinions]


def test_owner_decides_and_may_decide_anew(recovery, agent, now):
    assess(recovery.pk, NOT_DUE, user=agent, now=now)
    assess(recovery.pk, replace(NOT_DUE, verdict="fair"), user=agent, now=now)
    kept = Assessment.objects.get()
    assert (kept.verdict, kept.facts, kept.service, kept.decided_by) == ("fair", FACTS, SERVICE, agent)


def test_lead_decides_for_an_owner_and_a_colleague_does_not(recovery, team, now):
    bruno, _dora, laura = team
    with pytest.raises(errors.NotYours):
        assess(recovery.pk, NOT_DUE, user=bruno, now=now)
    assert assess(recovery.pk, NOT_DUE, user=laura, now=now).decided_by == laura


@pytest.mark.parametrize("part", ["facts", "service"])
def test_facts_and_service_are_both_said(recovery, agent, now, part):
    with pytest.raises(errors.NotSaid):
        assess(recovery.pk, replace(NOT_DUE, **{part: " "}), user=agent, now=now)
    assert not Assessment.objects.exists()


def test_coach_hears_how_they_are_served_as_an_answer(recovery, agent, now):
    cold = replace(NOT_DUE, service="La nostra politica non lo prevede.")
    with pytest.raises(errors.Unkind, match="La nostra politica non lo prevede"):
        assess(recovery.pk, cold, user=agent, now=now)
    assert not Assessment.objects.exists()
    assert assess(recovery.pk, cold, as_it_is=True, user=agent, now=now).service == cold.service


def test_insulted_colleague_is_supported_and_a_lead_told(recovery, team, agent, now):
    bruno, _dora, laura = team
    assess(recovery.pk, NOT_DUE, insulted=bruno.pk, user=agent, now=now)
    assess(recovery.pk, NOT_DUE, user=agent, now=now)
    told = Notice.objects.filter(kind__in=("supported", "insulted"))
    assert sorted(told.values_list("kind", "user")) == [("insulted", laura.pk), ("supported", bruno.pk)]
    assert Assessment.objects.get().insulted
    kept = str(list(Assessment.objects.values_list())) + str(
        list(Event.objects.values_list("data", flat=True))
    )
    assert "bruno" not in kept.lower() and f"'insulted': {bruno.pk}" not in kept


def test_insult_of_a_stranger_is_refused(recovery, outsider, agent, now):
    with pytest.raises(errors.NoSuchColleague):
        assess(recovery.pk, NOT_DUE, insulted=outsider.pk, user=agent, now=now)


def test_each_reads_the_others_only_after_their_own(recovery, team, agent, now):
    bruno, dora, laura = team
    asked(recovery, team, agent, now)
    assert {notice.user for notice in Notice.objects.filter(kind="opinion_asked")} == set(team)
    give_opinion(recovery.pk, **VIEW, user=bruno, now=now)
    assert seen_by(bruno, recovery) == ["Bruno"]
    assert seen_by(dora, recovery) == seen_by(laura, recovery) == seen_by(agent, recovery) == []
    give_opinion(recovery.pk, **VIEW, user=dora, now=now + timedelta(minutes=1))
    assert seen_by(bruno, recovery) == seen_by(dora, recovery) == ["Bruno", "Dora"]
    assert seen_by(laura, recovery) == seen_by(agent, recovery) == []
    assert not Notice.objects.filter(kind="opinions_given").exists()
    give_opinion(recovery.pk, **VIEW, user=laura, now=now + timedelta(minutes=2))
    assert seen_by(agent, recovery) == ["Bruno", "Dora", "Laura"]
    assert Notice.objects.get(kind="opinions_given").user == agent


def test_owner_closes_the_asking_and_all_read_what_was_said(recovery, team, agent, now):
    bruno, dora, _laura = team
    asked(recovery, team, agent, now)
    give_opinion(recovery.pk, **VIEW, user=bruno, now=now)
    with pytest.raises(errors.NotYours):
        close_asking(recovery.pk, user=dora, now=now)
    close_asking(recovery.pk, user=agent, now=now)
    assert seen_by(agent, recovery) == seen_by(dora, recovery) == ["Bruno"]
    assert asked_of(dora) == []
    with pytest.raises(errors.NotYours):
        give_opinion(recovery.pk, **VIEW, user=dora, now=now)
    with pytest.raises(errors.WrongState):
        close_asking(recovery.pk, user=agent, now=now)


def test_view_is_given_once_by_who_was_asked(recovery, team, agent, now):
    bruno, dora, laura = team
    asked(recovery, [bruno, dora], agent, now)
    assert len(asked_of(bruno)) == 1
    with pytest.raises(errors.NoVerdict):
        give_opinion(recovery.pk, **{**VIEW, "words": " "}, user=bruno, now=now)
    give_opinion(recovery.pk, **VIEW, user=bruno, now=now)
    assert asked_of(bruno) == []
    with pytest.raises(errors.GivenBefore):
        give_opinion(recovery.pk, **VIEW, user=bruno, now=now)
    with pytest.raises(errors.NotYours):
        give_opinion(recovery.pk, **VIEW, user=laura, now=now)


@pytest.mark.parametrize("number", [0, 1, 6])
def test_two_to_five_are_asked(recovery, desk, agent, now, number):
    people = [User.objects.create(email=f"p{n}@lumiera.example", created_at=now) for n in range(number)]
    Team.objects.get(desks=desk).members.add(*people)
    with pytest.raises(errors.WrongNumber):
        asked(recovery, people, agent, now)
    assert not Opinion.objects.exists()


def test_team_is_asked_once_at_a_time_and_nobody_asks_themselves(recovery, team, agent, outsider, now):
    with pytest.raises(errors.WrongNumber):
        asked(recovery, [agent, *team], agent, now)
    with pytest.raises(errors.NoSuchColleague):
        asked(recovery, [outsider, *team], agent, now)
    asked(recovery, team, agent, now)
    with pytest.raises(errors.AskingAlready):
        asked(recovery, team, agent, now)


def test_closed_recovery_waits_for_no_view_and_is_decided_no_more(recovery, team, agent, now):
    asked(recovery, team, agent, now)
    carry_to_its_end(recovery, agent, now)
    assert asked_of(team[0]) == []
    for act in (
        lambda: give_opinion(recovery.pk, **VIEW, user=team[0], now=now),
        lambda: assess(recovery.pk, NOT_DUE, user=agent, now=now),
        lambda: asked(recovery, team, agent, now),
    ):
        with pytest.raises(errors.WrongState):
            act()


def test_colleague_who_asks_as_a_customer_sees_nothing_of_it(recovery, team, agent, now):
    bruno = team[0]
    Customer.objects.filter(pk=recovery.customer_id).update(user=bruno)
    assess(recovery.pk, NOT_DUE, user=agent, now=now)
    assert judged(bruno, recovery.ticket_id) is None
    assert judged(team[1], recovery.ticket_id).assessment.verdict == "not_due"
    with pytest.raises(errors.NoSuchColleague):
        asked(recovery, team, agent, now)


def test_nothing_of_it_leaves_the_house(recovery, team, agent, now, capsys):
    asked(recovery, team, agent, now)
    give_opinion(recovery.pk, **VIEW, user=team[0], now=now)
    assess(recovery.pk, NOT_DUE, user=agent, now=now)
    say(recovery.ticket, agent, now)
    main(["export", "recoveries"])
    main(["export", "tickets"])
    told = capsys.readouterr().out
    told += str(list(Delivery.objects.values_list()))
    told += str(list(Event.objects.filter(kind__startswith="recovery.").values_list("data", flat=True)))
    for word in (FACTS, SERVICE, VIEW["words"], "not_due", "Che cosa Le spetta"):
        assert word not in told
    assert "La lampada" in told
