"""`aiuto demo`: the sample company is as large and as various as promised, on every day of the week."""

import json
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db.models import Count
from django.test import override_settings

from aiuto.cli.demo.environment import SERVER
from aiuto.cli.demo.furnishing import PASSWORD, furnish
from aiuto.cli.demo.pictures import file_named
from aiuto.cli.demo.playing import STILL_UNREAD
from aiuto.cli.demo.reading import ago, read_company
from aiuto.customers.models import Order
from aiuto.flows.check_texts import check_texts
from aiuto.intake.models import Outcome, RawMail
from aiuto.journal.models import Event
from aiuto.manual.models import HintTally, HouseRule, MutedRule
from aiuto.outbox.models import Delivery
from aiuto.people.models import Desk, Team, User
from aiuto.promises.models import Promise
from aiuto.tickets.models import Attachment, Channel, Direction, Message, Seen, State, Ticket, Wait
from aiuto.tickets.queries.balance import balance
from tests import databases
from tests.cli.conftest import command, environment, run_in
from tests.cli.test_serve import free_port

HOURS = (0, 5, 9, 13, 17, 21, 23)
A_WEEK = [datetime(2026, 3, 2 + day, hour, 7, tzinfo=UTC) for day, hour in enumerate(HOURS)]


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[datetime]:
    """Loaded once, for the tests that only look at it; and the moment that is now."""
    home, now = tmp_path_factory.mktemp("company"), A_WEEK[0].replace(hour=9)
    with django_db_blocker.unblock():
        house = configured.ENVIRONMENT.model_copy(update={"aiuto_authserv_id": SERVER})
        with override_settings(TRANSPORTS=configured.DEMO_TRANSPORTS, HOME=home, ENVIRONMENT=house):
            furnish(now)
        yield now
        databases.restore()


@pytest.fixture
def loaded(company, db) -> datetime:
    return company


def test_a_company_with_its_people(loaded):
    assert (Desk.objects.count(), Team.objects.count(), User.objects.count()) == (2, 2, 8)
    assert {"agent", "lead", "admin"} == set(User.objects.values_list("role", flat=True))
    assert all(user.check_password(PASSWORD) for user in User.objects.all())


def test_a_month_of_requests_in_two_languages(loaded):
    tickets = Ticket.objects.all()
    assert len(tickets) >= 60
    assert all(loaded - timedelta(days=30) <= ticket.created_at <= loaded for ticket in tickets)
    assert all(message.at <= loaded for message in Message.objects.all())
    languages = Counter(ticket.language for ticket in tickets)
    assert languages["it"] >= 30 and languages["en"] >= 15 and not languages.keys() - {"it", "en"}
    assert set(tickets.values_list("state", flat=True)) == set(State.values)
    assert tickets.exclude(merged_into=None).exists() and tickets.exclude(owner=None).exists()


def test_somebody_waits_and_somebody_is_to_be_called_back(loaded):
    assert Wait.objects.filter(over_at=None).count() == 2
    missed = Promise.objects.get(made_by=None, kind="call_back")
    assert (missed.state, missed.place) == ("open", "+39 02 5550 0133")
    assert Wait.objects.filter(state="answered").count() >= 5


def test_all_that_a_desk_sees(loaded):
    said = Message.objects.all()
    assert {Channel.EMAIL, Channel.PHONE, Channel.VISIT} == set(said.values_list("channel", flat=True))
    assert set(said.values_list("direction", flat=True)) == set(Direction.values)
    assert said.exclude(html="").filter(direction="in").count() >= 15
    assert {"image/jpeg", "application/pdf"} <= set(Attachment.objects.values_list("content_type", flat=True))
    assert Attachment.objects.filter(inline=True).exists()
    assert Ticket.objects.annotate(said=Count("messages")).filter(said__gte=4).count() >= 10
    assert Order.objects.exclude(customer=None).count() >= 30
    assert RawMail.objects.filter(outcome=Outcome.QUARANTINED, reason="login-code").count() == 1


def test_coach_has_figures_of_drafts_in_both_languages(loaded):
    counted = Counter()
    for tally in HintTally.objects.all():
        counted[tally.outcome] += tally.times
        counted[tally.rule.partition(".")[0]] += tally.times
    assert counted["taken"] >= 15 and counted["mended"] >= 10 and counted["fine"] >= 1
    assert counted["it"] >= 20 and counted["en"] >= 10 and counted["own"] >= 2
    assert (HouseRule.objects.count(), MutedRule.objects.count()) == (1, 1)


def test_replies_are_kept_that_the_coach_has_nothing_against(loaded):
    emma = User.objects.get(name="Emma Fielding")
    said = [each for each in check_texts(emma) if each.kept.kind == "reply"]
    assert {each.kept.language for each in said} == {"it", "en"}
    assert [each.kept.name for each in said if each.hints] == []


def test_everything_has_left_or_come_back(loaded):
    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert states.keys() == {"sent", "bounced"} and states["bounced"] == 1
    assert all(row.balances for row in balance(None, since=loaded - timedelta(days=60)))


def test_who_wrote_last_has_a_receipt_with_the_next_date_in_their_language(loaded):
    told = Event.objects.filter(kind="message.acknowledged").values_list("data__message", flat=True)
    texts = sorted(Message.objects.filter(pk__in=list(told)).values_list("text", flat=True))
    assert [text.partition(",")[0] for text in texts] == ["Buongiorno", "Good day"]
    assert "risponde entro" in texts[0] and "You have their answer by" in texts[1]
    assert Promise.objects.filter(told=True, kind="first_answer", state="open").count() == 2


@pytest.mark.parametrize("now", A_WEEK, ids=lambda now: now.strftime("%A"))
def test_steps_are_in_order_on_every_day(now):
    company = read_company(now)
    assert all(step.at <= now for step in company.steps)
    for key in company.stories:
        places = [step.place for step in company.steps if step.story == key]
        assert places == sorted(places), key
        assert places, key


def test_same_moment_same_company(now):
    assert read_company(now).steps == read_company(now).steps


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("25m", "2026-03-02T08:35"),
        ("3h", "2026-03-02T06:00"),
        ("1d 09:15", "2026-02-27T08:15"),
        ("6d 09:15", "2026-02-20T08:15"),
    ],
)
def test_days_are_working_days_in_rome(now, text, moment):
    assert ago(text, now=now) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_moment_that_is_none(now):
    with pytest.raises(ValueError, match="yesterday"):
        ago("yesterday", now=now)


@pytest.mark.parametrize(
    ("name", "start"), [("a.pdf", b"%PDF-"), ("a.jpg", b"\xff\xd8\xff"), ("a.png", b"\x89PNG")]
)
def test_sample_files_are_what_they_say(name, start):
    kind, data = file_named(name)
    assert data.startswith(start) and file_named(name) == (kind, data)


@contextmanager
def running(tmp_path: Path, **more: str) -> Iterator[tuple[subprocess.Popen, str]]:
    """A demo that is ready, and what it printed."""
    demo = subprocess.Popen(
        command("demo"), env=environment(tmp_path, **more), cwd=tmp_path, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        told = [demo.stdout.readline()]
        while not told[-1].startswith("Ctrl-C"):
            told.append(demo.stdout.readline())
            assert told[-1], told
        yield demo, "".join(told)
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.communicate(timeout=60)


def test_demo_from_start_to_ctrl_c(tmp_path):
    """The printed line brings a mail in, and nothing of a real installation's settings is used."""
    port = free_port()
    real = {"DATABASE_URL": "postgresql://real@127.0.0.1:9/data", "AIUTO_SMTP_URL": "smtp://real.example"}
    with running(tmp_path, PORT=str(port), **real) as (demo, told):
        line = next(text.strip() for text in told.splitlines() if "smtplib" in text)
        assert subprocess.run(["bash", "-c", line], check=False, cwd=tmp_path).returncode == 0
        exported = run_in(tmp_path / "demo", "export", "tickets").stdout.splitlines()
        assert any("La mia Nuvola si spegne" in json.loads(ticket)["subject"] for ticket in exported)
        assert f"http://localhost:{port}" in told and PASSWORD in told
        second = run_in(tmp_path, "demo", PORT=str(free_port()))
        assert second.returncode == 1 and b"runs already" in second.stderr
        demo.send_signal(signal.SIGINT)
        assert demo.wait(60) == 0


def test_folder_that_is_no_demo_is_never_emptied(tmp_path):
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "letters.txt").write_text("dear")
    done = run_in(tmp_path, "demo", PORT=str(free_port()), AIUTO_SMTP_LISTEN=f"127.0.0.1:{free_port()}")
    assert done.returncode == 1 and b"something else" in done.stderr
    assert (tmp_path / "demo" / "letters.txt").exists()


def test_the_newest_alone_is_unread(loaded):
    anna = User.objects.get(email="anna@lumiera.example")
    read = set(Seen.objects.filter(user=anna).values_list("ticket_id", flat=True))
    fresh = Ticket.objects.filter(last_message_at__gt=loaded - STILL_UNREAD)
    assert len(read) >= 40
    assert fresh.exists() and read.isdisjoint(fresh.values_list("pk", flat=True))
