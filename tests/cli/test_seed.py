"""`aiuto seed`: says what it did, and refuses what makes no sense."""

import argparse

import pytest

from aiuto.cli.seed import add_arguments, run
from aiuto.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def _asked(*words):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(words))


def test_seed_adds_the_number_asked_for(capsys):
    assert _asked("--tickets", "12", "--seed", "3") == 0
    assert Ticket.objects.count() == 12
    assert capsys.readouterr().out.startswith("12 requests in ")


def test_seed_of_nothing_adds_nothing():
    assert _asked("--tickets", "0") == 0
    assert not Ticket.objects.exists()


def test_seed_of_fewer_than_nothing_is_refused(capsys):
    assert _asked("--tickets", "-1") == 64
    assert "--tickets" in capsys.readouterr().err
