"""Finding commands: the list, wrong names, wrong options."""

import subprocess
import sys
from pathlib import Path

import pytest

from aiuto.cli.main import COMMANDS, main
from tests.cli.conftest import AWAY, command, environment, run_in

CONTRACT = {
    "serve", "worker", "migrate", "doctor", "create-admin", "receive", "import-mail", "import-orders", "export", "seed",
    "backup", "restore", "verify", "mail-balance", "demo",
}  # fmt: skip


def test_help_lists_each_command_with_a_line(capsys):
    assert main(["--help"]) == 0
    listed = dict(line.split(None, 1) for line in capsys.readouterr().out.splitlines()[2:])
    assert listed.keys() >= CONTRACT
    assert all(listed.values())


def test_help_needs_no_settings(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "aiuto.cli.main", "--help"],
        env=environment(tmp_path / "var", PORT="none"), capture_output=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"demo"}))
def test_each_command_explains_itself(name, capsys):
    assert main([name, "--help"]) == 0
    assert COMMANDS[name].help.split()[0] in capsys.readouterr().out


def test_unknown_command_is_a_wrong_option(capsys):
    assert main(["recieve"]) == 64
    assert "recieve" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options", [["receive", "--colour"], ["export", "customers"], ["seed", "--tickets", "many"]]
)
def test_wrong_options_end_with_64(options, capsys):
    assert main(options) == 64
    assert "usage" in capsys.readouterr().err


def test_settings_that_need_mending_are_told_all_at_once(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "aiuto.cli.main", "verify"],
        env=environment(tmp_path / "var", PORT="none", AIUTO_LANGUAGE="tlh"), capture_output=True, check=False,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"PORT" in done.stderr and b"AIUTO_LANGUAGE" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("options", [("promises",), ("export", "tickets"), ("verify",)])
def test_command_on_a_database_that_waits_says_what_to_do(tmp_path, options):
    done = run_in(tmp_path / "var", *options)
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    assert b"Run `aiuto migrate` first." in done.stderr


def test_command_whose_database_is_away_says_so(tmp_path):
    done = run_in(tmp_path / "var", "promises", **AWAY)
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    assert b"`aiuto doctor`" in done.stderr


def test_output_that_cannot_be_written_is_told_in_a_line(migrated_home):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("verify"), stdout=full, stderr=subprocess.PIPE, env=environment(migrated_home), check=False,
            cwd=migrated_home.parent,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"aiuto verify: No space left on device\n")


def test_reader_that_goes_ends_a_command_as_other_programs(migrated_home):
    """Not with 0: an import would not be whole."""
    reading = subprocess.Popen(
        command("verify"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(migrated_home),
        cwd=migrated_home.parent,
    )  # fmt: skip
    reading.stdout.close()
    assert (reading.wait(), reading.stderr.read()) == (141, b"")
    reading.stderr.close()


def test_question_that_nobody_answers_is_told_in_a_line(monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda _: (_ for _ in ()).throw(EOFError))
    assert main(["create-admin"]) == 1
    assert "as options" in capsys.readouterr().err
