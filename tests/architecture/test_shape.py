"""The shape of the code: short functions, short files, one purpose each, names that say what they hold."""

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "aiuto"
FACES = ("workspace", "portal", "api", "channels", "worker", "cli")
LIMITS = {"py": 400, "html": 130, "css": 300}
LONGEST_FUNCTION = 50
MEDIAN_FUNCTION = 10
EMPTY_NAMES = {"utils", "helpers", "common", "services", "managers", "misc", "util", "helper"}
HOSTS = re.compile(r"\b(?:files\.python" + r"hosted|py" + r"pi|registry\.npm" + r"js)\.(?:org|io)\b")
PLACES = re.compile(r"(?<![\w.~])/(?:work/(?:main|shared)|root/|home/(?!aiuto)\w+/|Users/\w+/)")


@cache
def tracked(suffix: str = "") -> list[Path]:
    """The files of the project, as git keeps them or is about to."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", f"*{suffix}"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def modules() -> list[Path]:
    return [path for path in tracked(".py") if "migrations" not in path.parts]


def product() -> list[Path]:
    return [path for path in modules() if path.is_relative_to(SOURCE)]


def containing(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return names(path for path in paths if pattern.search(path.read_bytes().decode(errors="replace")))


def names(paths: Iterator[Path] | list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and physical length, from `def` to the last line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (
                f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
                (node.end_lineno or 0) - node.lineno + 1,
            )


def test_functions_are_at_most_fifty_lines_long():
    lengths = [found for path in modules() for found in functions(path)]
    assert [f"{name}: {length}" for name, length in lengths if length > LONGEST_FUNCTION] == []


def test_functions_of_the_product_are_short_by_median():
    lengths = [length for path in product() for _, length in functions(path)]
    assert statistics.median(lengths) < MEDIAN_FUNCTION


@pytest.mark.parametrize("kind", LIMITS)
def test_files_are_short(kind):
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in tracked(f".{kind}")}
    assert names(path for path, length in lengths.items() if length >= LIMITS[kind]) == []


def test_modules_open_with_a_sentence_of_purpose():
    written = [path for path in modules() if tree(path).body]
    assert names(path for path in written if not ast.get_docstring(tree(path))) == []


def test_files_are_named_for_what_they_hold():
    assert names(path for path in tracked() if path.stem in EMPTY_NAMES) == []


def test_faces_and_starters_read_through_queries():
    paths = [path for path in product() if path.relative_to(SOURCE).parts[0] in FACES]
    assert containing(re.compile(r"\.objects\b"), paths) == []


def test_nothing_names_a_package_host_or_a_path_of_one_machine():
    assert containing(HOSTS, tracked()) == []
    assert containing(PLACES, tracked()) == []


def test_rooms_have_tests():
    rooms = {path.relative_to(SOURCE).parts[0] for path in product() if path.parent != SOURCE}
    tested = {path.relative_to(ROOT).parts[1] for path in tracked(".py") if path.name.startswith("test_")}
    assert sorted(rooms - tested) == []


def test_nothing_happens_behind_the_flows():
    models = [path for path in product() if path.name == "models.py"]
    assert containing(re.compile(r"@receiver\b|\b(?:pre|post)_(?:save|delete)\b"), product()) == []
    assert containing(re.compile(r"def (?:save|delete)\(self"), models) == []
