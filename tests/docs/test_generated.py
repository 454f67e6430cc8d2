"""What the pages say of the code is what the code says; `make check` writes them anew and compares."""

import ast
import re
from pathlib import Path

from aiuto.cli.main import COMMANDS
from aiuto.config.environment import Environment
from aiuto.tickets.states import MOVES

ROOT = Path(__file__).resolve().parent.parent.parent
ARCHITECTURE = (ROOT / "docs/explanation/architecture.md").read_text("utf-8")


def test_every_flow_has_a_line_that_says_what_it_does():
    for path in (ROOT / "src/aiuto/flows").glob("*.py"):
        functions = {
            node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)
        }
        if path.stem in functions:
            assert re.search(rf"^\| \[`{path.stem}`\]\(\S+\) \| .{{10,}} \|$", ARCHITECTURE, re.MULTILINE), (
                path
            )


def test_every_kind_of_event_has_a_line():
    """Words of this form that stand as the first argument of `record`, wherever that call is broken."""
    for path in (ROOT / "src/aiuto").rglob("*.py"):
        for kind in re.findall(r'\brecord\(\s*"([a-z_]+\.[a-z_]+)"', path.read_text("utf-8")):
            assert f"| `{kind}` |" in ARCHITECTURE, path


def test_every_move_between_states_is_drawn():
    for state, targets in MOVES.items():
        for to in targets:
            assert f"    {state} --> {to}\n" in ARCHITECTURE


def test_every_setting_and_command_has_a_line():
    settings = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    commands = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    for name in Environment.model_fields:
        assert re.search(rf"^\| `{name.upper()}` \|.*\| .{{3,}} \|$", settings, re.MULTILINE), name
    for name in COMMANDS:
        assert f"### aiuto {name}\n" in commands
