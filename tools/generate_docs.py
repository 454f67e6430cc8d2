"""Write what the docs say of the code: `python -m tools.generate_docs` writes, `--check` only compares.

A page holds `<!-- made: NAME -->` … `<!-- made -->`; between the two stands what the maker of that name returns.
"""

import ast
import difflib
import importlib
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import yaml

from tools import coach_figures

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "src" / "aiuto"
DOCS = ROOT / "docs"
BLOCK = re.compile(r"(<!-- made: ([\w-]+) -->\n).*?(<!-- made -->)", re.DOTALL)


def main() -> None:
    check = "--check" in sys.argv[1:]
    stale = [page for page in sorted(DOCS.rglob("*.md")) if _renew(page, check=check)]
    if check and stale:
        names = ", ".join(str(page.relative_to(ROOT)) for page in stale)
        sys.exit(f"{names}: not what the code says. `make docs-write` writes it anew.")


def _renew(page: Path, *, check: bool) -> bool:
    """Whether the page is another than it should be."""
    before = page.read_text(encoding="utf-8")
    after = BLOCK.sub(lambda found: f"{found[1]}\n{MAKERS[found[2]]()}\n{found[3]}", before)
    if after == before:
        return False
    if check:
        print(*difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0), sep="\n")
    else:
        page.write_text(after, encoding="utf-8")
    return True


def rooms() -> str:
    """Floors from the contract that holds them, each room with its own sentence."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    rows = []
    for number, floor in zip(range(len(floors), 0, -1), floors, strict=True):
        built = [room for name in floor.split("|") if not (room := name.strip()).startswith("(")]
        rows += [(str(number), f"`{room}`", _sentence(ROOMS / room / "__init__.py")) for room in built]
    return _table(("floor", "room", "what lives there"), rows)


def flows() -> str:
    """Every module of `flows` that has a function of its own name."""
    rows = [
        (f"[`{path.stem}`](../../src/aiuto/flows/{path.name})", _sentence(path))
        for path in sorted((ROOMS / "flows").glob("*.py"))
        if path.stem in _functions(path)
    ]
    return _table(("flow", "what it does"), rows)


def events() -> str:
    """Every kind that `record` is called with, and where."""
    found: dict[str, set[str]] = {}
    for path in sorted(ROOMS.rglob("*.py")):
        for call in _calls(path, "record"):
            for kind in _texts(call.args[0], path) if call.args else ():
                found.setdefault(kind, set()).add(f"`{path.relative_to(ROOMS).with_suffix('')}`")
    rows = [(f"`{kind}`", ", ".join(sorted(places))) for kind, places in sorted(found.items())]
    return _table(("event", "recorded in"), rows)


def states(room: str, first: str) -> str:
    """A room's table of legal moves as a diagram."""
    moves = importlib.import_module(f"aiuto.{room}.states").MOVES
    lines = [f"    {state} --> {to}" for state in moves for to in sorted(moves[state])]
    ends = [f"    {state} --> [*]" for state in moves if not moves[state]]
    return "\n".join(("```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *lines, *ends, "```"))


def promise_rules() -> str:
    """What a rule of promises may say."""
    table = importlib.import_module("aiuto.promises.clauses").CLAUSES
    name_of = importlib.import_module("aiuto.promises.models").name_of
    with importlib.import_module("django.utils.translation").override("en"):
        rows = [
            (name_of(kind, keeps[0]), str(start.label), " · ".join(str(each.label) for each in keeps))
            for kind, starts in table.items()
            for start, keeps in starts.items()
        ]
    return _table(
        ("what is promised", "counted", "and kept (as the first says, unless a rule says else)"), rows
    )


def settings() -> str:
    """What an installation may set."""
    fields = importlib.import_module("aiuto.config.environment").Environment.model_fields
    rows = [
        (f"`{name.upper()}`", _default(field.get_default()), field.description or "")
        for name, field in fields.items()
    ]
    return _table(("setting", "unless set", "what it is"), rows)


def commands() -> str:
    """Every command with its options."""
    starter = importlib.import_module("aiuto.cli.main")
    return "\n\n".join(_command(starter, name) for name in starter.COMMANDS)


def shortcuts(language: str, *head: str) -> str:
    """Every key, group by group, from the list that the palette and the keys themselves read."""
    registry = importlib.import_module("aiuto.workspace.palette.commands")
    parts = []
    with importlib.import_module("django.utils.translation").override(language):
        for group, title in registry.GROUPS.items():
            pressed = [one for one in registry.COMMANDS if one.keys and one.group == group]
            rows = [(_keys(one.keys), str(one.label)) for one in pressed]
            parts.append(f"### {title}\n\n{_table(head, rows)}")
    return "\n\n".join(parts)


def _keys(pressed: str) -> str:
    """`ctrl k` is held together, `g i` is pressed one after the other."""
    return " ".join(f"`{key.capitalize() if len(key) > 1 else key}`" for key in pressed.split())


def _command(starter: object, name: str) -> str:
    command = starter.COMMANDS[name]  # type: ignore[attr-defined]
    parser = starter.Parser(prog=f"aiuto {name}", add_help=False)  # type: ignore[attr-defined]
    importlib.import_module(f"aiuto.cli.{command.module}").add_arguments(parser)
    asked = parser._actions  # noqa: SLF001 - there is no other way to ask
    lines = [f"### aiuto {name}", "", f"{_capital(command.help)}.", ""]
    lines += [f"- `{_spelling(action)}`: {action.help or 'what to write'}" for action in asked]
    return "\n".join(lines).rstrip()


def _spelling(action: object) -> str:
    value = action.metavar or "|".join(action.choices or ()) or str(action.dest).upper()  # type: ignore[attr-defined]
    flag = ", ".join(action.option_strings)  # type: ignore[attr-defined]
    takes_none = action.nargs == 0  # type: ignore[attr-defined]
    return flag if takes_none else f"{flag} {value}".strip()


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def _calls(path: Path, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _texts(node: ast.expr, path: Path) -> Iterator[str]:
    """The kinds an expression can be; what is filled in stays in braces."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _texts(body, path)
            yield from _texts(other, path)
        case ast.JoinedStr():
            yield ast.unparse(node)[2:-1]
        case ast.Subscript(value=ast.Name(id=table)):
            for value in _values(path, table):
                yield from _texts(value, path)


def _values(path: Path, table: str) -> list[ast.expr]:
    """The values of a module's own dictionary."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == table and isinstance(node.value, ast.Dict):
            return node.value.values
    return []


def _sentence(path: Path) -> str:
    return (
        (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
        .split("\n\n")[0]
        .replace("\n", " ")
    )


def _default(value: object) -> str:
    return f"`{value}`" if value not in (None, "") and "SecretStr" not in repr(value) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def coach_rules(language: str) -> str:
    """Every rule of the coach with its first examples."""
    book = yaml.safe_load((ROOMS / "coach" / "rules" / f"{language}.yaml").read_text(encoding="utf-8"))
    rows = [
        (f"`{rule['id']}`", f"`{rule['kind']}`", rule["hits"][0], rule["misses"][0]) for rule in book["rules"]
    ]
    return _table(("rule", "kind", "finds", "leaves alone"), rows)


def coach_sets() -> str:
    """How often the coach is right on each set."""
    head = ("set", "language", "parts", "texts", "precision", "recall", "F1", "false alarms")
    return _table(head, list(coach_figures.table()))


def coach_kinds() -> str:
    """How often it is right about each kind."""
    sets = [f"{which}, {language}" for which in coach_figures.SHOWN for language in coach_figures.LANGUAGES]
    return _table(("kind", *sets), list(coach_figures.kinds()))


def coach_promises() -> str:
    """How often it reads a promise rightly."""
    head = ("language", "promises", "found", "with the exact due", "seen in texts without one")
    return _table(head, list(coach_figures.promised()))


MAKERS: dict[str, Callable[[], str]] = {
    "rooms": rooms,
    "flows": flows,
    "events": events,
    "states": partial(states, "tickets", "new"),
    "promise-states": partial(states, "promises", "open"),
    "promise-rules": promise_rules,
    "settings": settings,
    "commands": commands,
    "coach-rules-it": partial(coach_rules, "it"),
    "coach-rules-en": partial(coach_rules, "en"),
    "coach-sets": coach_sets,
    "coach-kinds": coach_kinds,
    "coach-promises": coach_promises,
    "shortcuts": partial(shortcuts, "en", "keys", "what they do"),
    "shortcuts-it": partial(shortcuts, "it", "tasti", "che cosa fanno"),
}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "aiuto.config.settings"
    with tempfile.TemporaryDirectory() as home:
        # The pages say the same wherever they are made.
        os.environ["AIUTO_HOME"] = home
        importlib.import_module("django").setup()
        main()
