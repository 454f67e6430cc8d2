"""`aiuto create-desk`: one more front, and who serves it."""

import pytest

from aiuto.cli.main import main
from aiuto.people.models import Desk, Team


def served_by(desk: Desk) -> set[str]:
    return set(desk.teams.values_list("name", flat=True))


def test_desk_alone_is_for_customers_and_served_by_a_team_of_its_name(db, capsys):
    assert main(["create-desk", "Ordini"]) == 0
    desk = Desk.objects.get(name="Ordini")
    assert (desk.kind, desk.language, desk.private, desk.acknowledge) == ("customers", "it", False, False)
    assert served_by(desk) == {"Ordini"} and not desk.is_default and desk.schedule


def test_everything_may_be_said(db, capsys):
    told = ["--kind", "colleagues", "--language", "en", "--private", "--acknowledge"]
    assert main(["create-desk", "People", *told, "--team", "Assistenza", "--team", "Persone"]) == 0
    desk = Desk.objects.get(name="People")
    assert (desk.kind, desk.language, desk.private, desk.acknowledge) == ("colleagues", "en", True, True)
    assert served_by(desk) == {"Assistenza", "Persone"}
    assert Team.objects.get(name="Assistenza").desks.count() == 2


@pytest.mark.parametrize("options", [("Assistenza",), ("Ordini", "--team", " ")])
def test_name_that_is_taken_or_empty_makes_nothing(db, capsys, options):
    desks = Desk.objects.count()
    assert main(["create-desk", *options]) == 1
    assert capsys.readouterr().err.startswith("aiuto create-desk: ")
    assert Desk.objects.count() == desks
