"""Foreign keys and migrations keep to the floors as imports do; the floors are those of import-linter."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
LAYERS = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
FLOOR = {room.strip(" ()"): number for number, layer in enumerate(LAYERS) for room in layer.split("|")}
ROOMS = {
    app.label: app.name.removeprefix("aiuto.")
    for app in apps.get_app_configs()
    if app.name.startswith("aiuto.")
}


def may_use(room: str, other: str) -> bool:
    """The top floor has number 0."""
    return room == other or FLOOR[room] < FLOOR[other]


def references() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=False):
            if field.is_relation and not field.auto_created and field.related_model:
                target = field.related_model._meta.app_label
                if {model._meta.app_label, target} <= ROOMS.keys():
                    yield ROOMS[model._meta.app_label], ROOMS[target], f"{model._meta.label}.{field.name}"


def dependencies() -> Iterator[tuple[str, str, str]]:
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        needed = [*migration.dependencies, *((label, first) for first, _ in migration.run_before)]
        for named, _ in needed:
            target = settings.AUTH_USER_MODEL.split(".")[0] if named == "__setting__" else named
            if {label, target} <= ROOMS.keys():
                yield ROOMS[label], ROOMS[target], f"{label}.{name} → {target}"


def test_rooms_stand_on_a_floor():
    assert sorted(set(ROOMS.values()) - FLOOR.keys()) == []


def test_foreign_keys_point_to_floors_below():
    found = list(references())
    assert found
    assert [name for room, other, name in found if not may_use(room, other)] == []


def test_migrations_depend_on_floors_below():
    found = list(dependencies())
    assert found
    assert [name for room, other, name in found if not may_use(room, other)] == []


def test_migrations_import_nothing_that_changes():
    """A migration is a moment of the past; Django itself writes imports of `models` for defaults."""
    late = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "src").glob("aiuto/*/migrations/*.py")
        for name in imported(path)
        if name.startswith("aiuto.") and not name.endswith((".migrations", ".models"))
    ]
    assert late == []


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
