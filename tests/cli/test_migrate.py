"""`aiuto migrate`: makes what is missing, keeps what is there."""

from tests.cli.conftest import AWAY, run_in
from tests.mails import mail


def test_second_time_changes_nothing(home, aiuto):
    aiuto("receive", given=mail())
    before = aiuto("export", "tickets").stdout
    assert aiuto("migrate").returncode == 0
    assert aiuto("export", "tickets").stdout == before != b""
    assert (home / "static" / "staticfiles.json").exists()


def test_key_is_readable_by_its_owner_only(migrated_home):
    assert (migrated_home / "secret_key").stat().st_mode & 0o077 == 0


def test_database_that_is_away_is_told(tmp_path):
    done = run_in(tmp_path / "var", "migrate", **AWAY)
    assert done.returncode == 1
