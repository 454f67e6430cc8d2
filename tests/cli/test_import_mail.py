"""`aiuto import-mail`: everything is counted, nothing is sent, and it can be stopped and run again."""

import json
import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest

from aiuto.cli.main import main
from aiuto.intake.models import Mailbox
from aiuto.outbox.models import Delivery
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Message, State, Ticket
from tests.cli.conftest import command, environment, run_in
from tests.mails import mail

OUTCOMES = ("stored", "duplicate", "refused", "quarantined")


def old(number: int, **parts: str) -> bytes:
    parts = {"subject": f"Richiesta {number}", "text": f"È la numero {number}."} | parts
    raw = mail(message_id=f"<{number}@customer.example>", **parts)
    return raw.replace(b"02 Mar 2026", b"%02d Mar 2019" % (1 + number % 28))


@pytest.fixture
def folder(tmp_path) -> Path:
    place = tmp_path / "old"
    place.mkdir()
    for number in range(1, 13):
        (place / f"{number}.eml").write_bytes(old(number))
    (place / "copy.box").write_bytes(old(1))
    return place


def summary(lines: str) -> dict[str, int]:
    told = json.loads(lines.splitlines()[-1])
    assert list(told) == ["read", *OUTCOMES, "tickets"]
    assert told["read"] == sum(told[name] for name in OUTCOMES)
    return told


def test_lines_and_summary(folder, db, capsys):
    assert main(["import-mail", str(folder), "--jsonl"]) == 0
    *lines, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert all(list(line) == ["path", "outcome", "ticket", "message", "reason"] for line in lines)
    assert {line["path"] for line in lines} == {str(path) for path in folder.iterdir()}
    first, copy = (
        next(line for line in lines if line["path"].endswith(name)) for name in ("/1.eml", "/copy.box")
    )
    assert {first["outcome"], copy["outcome"]} == {"stored", "duplicate"}
    assert (copy["ticket"], copy["message"]) == (first["ticket"], first["message"])
    assert last == {"read": 13, "stored": 12, "duplicate": 1, "refused": 0, "quarantined": 0, "tickets": 12}


def test_without_jsonl_only_the_summary(folder, db, capsys):
    assert main(["import-mail", str(folder)]) == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) == 1 and summary(told)["stored"] == 12


def test_run_again_finds_everything_there(folder, db, capsys):
    main(["import-mail", str(folder)])
    main(["import-mail", str(folder)])
    assert summary(capsys.readouterr().out)["duplicate"] == 13
    assert Message.objects.count() == 12


def test_history_keeps_its_dates_and_wakes_nobody(folder, db):
    main(["import-mail", str(folder)])
    assert {ticket.created_at.year for ticket in Ticket.objects.all()} == {2019}
    assert set(Ticket.objects.values_list("state", flat=True)) == {State.SOLVED}
    assert not Ticket.objects.filter(waiting_since__isnull=False).exists()


def test_nothing_is_ever_sent(folder, db):
    desk = default_desk()
    desk.acknowledge = True
    desk.save()
    Mailbox.objects.create(desk=desk, address="assistenza@lumiera.example")
    main(["import-mail", str(folder)])
    assert not Delivery.objects.exists()


def test_our_old_answers_are_messages_that_we_sent(tmp_path, db):
    Mailbox.objects.create(desk=default_desk(), address="assistenza@lumiera.example")
    asked, answered = old(1), old(
        2, sender="Assistenza <assistenza@lumiera.example>", to="giulia@customer.example",
        references="<1@customer.example>",
    )  # fmt: skip
    for name, raw in (("a", asked), ("b", answered)):
        (tmp_path / name).write_bytes(raw)
    main(["import-mail", str(tmp_path)])
    assert list(Message.objects.order_by("at").values_list("direction", flat=True)) == ["in", "out"]
    assert Ticket.objects.count() == 1


def test_path_that_is_not_there_ends_with_64(db, capsys):
    assert main(["import-mail", "/nowhere/at/all"]) == 64
    assert "/nowhere/at/all" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_stopped_and_run_again_ends_where_it_would_have(tmp_path, home, aiuto, number):
    """It says so much that it waits to be read long before its end; whoever stops it does not let go until it has."""
    folder = tmp_path / ("old" * 80)
    folder.mkdir()
    for count in range(60):
        (folder / f"{count}.eml").write_bytes(old(count))
    stopped = subprocess.Popen(
        command("import-mail", str(folder), "--jsonl"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=environment(home), cwd=tmp_path, pipesize=4096,
    )  # fmt: skip
    for _ in range(5):
        stopped.stdout.readline()
    while stopped.stdout.readline():
        stopped.send_signal(number)
    assert stopped.wait(60) != 0
    stopped.stdout.close()
    told = summary(aiuto("import-mail", str(folder)).stdout.decode())
    assert told["read"] == 60 and 5 <= told["duplicate"] < 60
    assert aiuto("export", "tickets").stdout.count(b"\n") == 60
    assert aiuto("verify").returncode == 0


def test_file_that_cannot_be_read_is_named_and_the_rest_goes_on(folder, db, capsys):
    broken = folder / "broken.eml"
    broken.symlink_to("/proc/self/mem")
    assert main(["import-mail", str(folder)]) == 1
    told = capsys.readouterr()
    assert summary(told.out) == {
        "read": 13,
        "stored": 12,
        "duplicate": 1,
        "refused": 0,
        "quarantined": 0,
        "tickets": 12,
    }
    assert "broken.eml: " in told.err


def test_lines_are_json_whatever_the_locale_and_the_name(tmp_path, home):
    folder = tmp_path / "vecchia"
    folder.mkdir()
    (folder / os.fsdecode(b"citt\xe0.eml")).write_bytes(old(1))
    (folder / "città ✓.eml").write_bytes(old(2))
    done = run_in(home, "import-mail", str(folder), "--jsonl", PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr.decode()
    told = {json.loads(line)["path"] for line in done.stdout.decode().splitlines()[:-1]}
    assert told == {str(path) for path in folder.iterdir()}


def test_bar_on_a_terminal(folder, home):
    ours, theirs = pty.openpty()
    done = subprocess.run(
        command("import-mail", str(folder)), stderr=theirs, stdout=subprocess.PIPE, env=environment(home),
        cwd=home.parent, check=False,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0 and summary(done.stdout.decode())["stored"] == 12
    assert "13/13" in shown and "█" * 30 in shown
