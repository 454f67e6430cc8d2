"""Set-up says what is wrong in one sentence, and does nothing twice."""

import json
import sys

import pytest

from tools import setup, system_packages


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A project of its own, set up with nothing."""
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev", "model"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(name)
    for name in ("pyproject.toml", "python"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(setup, "STAMP", tmp_path / "stamp.json")
    return tmp_path


def stamp(name: str) -> None:
    setup.STAMP.write_text(json.dumps({name: setup.digest(name)}))


def test_setup_is_done_again_when_the_pins_change(place):
    stamp("base")
    assert setup.is_done("base")
    (place / "requirements" / "base.txt").write_text("other pins")
    assert not setup.is_done("base")


@pytest.mark.parametrize(
    ("done", "wanted", "enough"),
    [("dev", "base", True), ("base", "dev", False), ("model", "dev", True), ("dev", "model", False)],
)
def test_each_set_contains_those_before_it(place, done, wanted, enough):
    stamp(done)
    assert setup.is_done(wanted) is enough


def test_old_python_is_named_with_a_remedy(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"3\.11 or newer; this python3 is 3\.9.*PYTHON="):
        setup.require_python()


def test_missing_ensurepip_is_answered_with_one_command(monkeypatch):
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match=r"sudo apt-get install -y python3\.\d+-venv"):
        setup.require_ensurepip()


def test_missing_program_fails_only_where_ci_promises_it(monkeypatch, capsys):
    absent = system_packages.Part("ghost", "ghost-server", lambda: None)
    monkeypatch.setattr(system_packages, "PARTS", (absent,))
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    system_packages.main()
    assert "ghost is missing" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit, match="CI=true"):
        system_packages.main()
