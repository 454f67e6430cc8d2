"""Settings come typed from the environment or `.env`, and say all that is wrong at once."""

import stat

import pytest


def test_wrong_settings_are_named_all_at_once(start):
    wrong = {
        "AIUTO_URL": "not an address", "AIUTO_UNDO_SECONDS": "soon", "AIUTO_LANGUAGE": "la",
        "AIUTO_TIME_ZONE": "Mars/Olympus", "DATABASE_URL": "mysql://aiuto@localhost/aiuto",
    }  # fmt: skip
    done = start("pass", **wrong)
    assert done.returncode == 1
    assert [name for name in wrong if name not in done.stderr] == []
    assert "Traceback" not in done.stderr


def test_settings_are_read_from_a_file_and_the_environment_wins(start, tmp_path):
    (tmp_path / ".env").write_text("AIUTO_URL=https://aiuto.example/\nAIUTO_LANGUAGE=en\n")
    done = start("print(settings.PUBLIC_URL, settings.LANGUAGE_CODE)", AIUTO_LANGUAGE="it")
    assert done.stdout.split() == ["https://aiuto.example", "it"]


def test_secret_key_is_made_once_and_kept_from_others(start, tmp_path):
    first, second = (start("print(settings.SECRET_KEY)").stdout for _ in range(2))
    assert first == second
    assert len(first.strip()) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_secret_key_given_is_not_written_anywhere(start, tmp_path):
    assert start("print(settings.SECRET_KEY)", AIUTO_SECRET_KEY="given").stdout.strip() == "given"
    assert not (tmp_path / "var" / "secret_key").exists()


@pytest.mark.parametrize("home", ["./elsewhere", "elsewhere/../elsewhere"])
def test_home_is_absolute_wherever_aiuto_is_started(start, tmp_path, home):
    assert start("print(settings.HOME)", AIUTO_HOME=home).stdout.strip() == str(tmp_path / "elsewhere")
