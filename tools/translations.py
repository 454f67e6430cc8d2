"""Is every text there in both languages? `python tools/translations.py check`; `add` appends what is missing.

Texts are English in code and templates; each room holds its Italian in `locale/it/LC_MESSAGES/django.po`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.messages import SOURCE, Entry, Key, read

SAME = Path(__file__).resolve().parent / "same_in_italian.txt"
CALLS = {"_": "m", "gettext": "m", "ngettext": "mp", "pgettext": "cm", "npgettext": "cmp"}
LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: it\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
Texts = dict[Key, str]


def rooms() -> list[Path]:
    return sorted(folder for folder in SOURCE.iterdir() if (folder / "__init__.py").exists())


def catalogue(room: Path) -> Path:
    return room / "locale" / "it" / "LC_MESSAGES" / "django.po"


def texts(room: Path) -> Texts:
    """Every text of a room, with the first place it is written at."""
    found: Texts = {}
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        for key, line in _python_texts(source) if path.suffix == ".py" else _template_texts(source):
            found.setdefault(key, f"{path.relative_to(SOURCE.parent.parent)}:{line}")
    return found


def _python_texts(source: str) -> Iterator[tuple[Key, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if shape := CALLS.get(name.removesuffix("_lazy").removesuffix("_noop")):
                arguments = [a.value for a in node.args[: len(shape)] if isinstance(a, ast.Constant)]
                values = [value for value in arguments if isinstance(value, str)]
                if len(values) == len(shape):
                    yield _key(shape, values), node.lineno


def _template_texts(source: str) -> Iterator[tuple[Key, int]]:
    if not settings.configured:
        settings.configure(USE_I18N=True)
    code = templatize(source)
    for match in CALL.finditer(code):
        shape = CALLS[match[1]]
        values = [ast.literal_eval(literal) for literal in re.findall(LITERAL, match[2])]
        yield _key(shape, values), code.count("\n", 0, match.start()) + 1


def _key(shape: str, values: list[str]) -> Key:
    named = dict(zip(shape, values, strict=False))
    return named.get("c", ""), named["m"], named.get("p", "")


def problems(room: Path) -> Iterator[str]:
    """One sentence for each text that is missing, unfinished, wrong or no longer used."""
    wanted, path = texts(room), catalogue(room)
    entries = {entry.key: entry for entry in read(path) if not entry.is_header} if path.exists() else {}
    for key, place in wanted.items():
        if key not in entries:
            yield f"{place}: no Italian for {key[1]!r} in {path.relative_to(SOURCE)}"
    for key, entry in entries.items():
        where = f"{path.relative_to(SOURCE)}:{entry.line}"
        if key not in wanted:
            yield f"{where}: nothing says {key[1]!r} any more"
        yield from (f"{where}: {complaint} {key[1]!r}" for complaint in _complaints(entry))


def _complaints(entry: Entry) -> Iterator[str]:
    """What is wrong with one translation, whoever uses it."""
    if entry.fuzzy:
        yield "fuzzy:"
    if len(entry.strings) != (2 if entry.plural else 1) or not all(entry.strings.values()):
        yield "unfinished:"
    if entry.text in entry.strings.values() and entry.text not in _same():
        yield f"the same in Italian (list it in tools/{SAME.name} if it should be):"
    if any(_placeholders(text) - _placeholders(entry.text + entry.plural) for text in entry.strings.values()):
        yield "a placeholder the English has not:"
    if _placeholders(entry.plural or entry.text) - _placeholders("".join(entry.strings.values())):
        yield "a placeholder of the English is lost:"


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _same() -> set[str]:
    lines = SAME.read_text(encoding="utf-8").splitlines() if SAME.exists() else []
    return {line for line in lines if line and not line.startswith("#")}


def contradictions() -> Iterator[str]:
    """Django pours all rooms into one catalogue: one English text has one Italian."""
    seen: dict[Key, tuple[dict[int, str], Path]] = {}
    for room in rooms():
        for entry in read(catalogue(room)) if catalogue(room).exists() else []:
            first, where = seen.setdefault(entry.key, (entry.strings, room))
            if first != entry.strings and not entry.is_header:
                yield f"{entry.text!r}: {first[0]!r} in {where.name}, {entry.strings[0]!r} in {room.name}"


def add(room: Path) -> int:
    """Append what is missing, for a person to translate."""
    path = catalogue(room)
    known = {entry.key for entry in read(path)} if path.exists() else set()
    missing = {key: place for key, place in texts(room).items() if key not in known}
    if missing:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else HEADER
        path.write_text(before.rstrip("\n") + "\n" + "".join(map(_blank, missing)), encoding="utf-8")
    return len(missing)


def _blank(key: Key) -> str:
    context, text, plural = map(_quoted, key)
    lines = [f"msgctxt {context}"] if key[0] else []
    lines += [f"msgid {text}"]
    lines += [f"msgid_plural {plural}", 'msgstr[0] ""', 'msgstr[1] ""'] if key[2] else ['msgstr ""']
    return "\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main() -> None:
    if sys.argv[1:] == ["add"]:
        print(f"{sum(map(add, rooms()))} texts wait for their Italian.")
        return
    found = [problem for room in rooms() for problem in problems(room)] + list(contradictions())
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(f"{len(found)} translations need a hand." if found else 0)


if __name__ == "__main__":
    main()
