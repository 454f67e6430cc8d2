"""Read translations (`.po`) and compile them to what gettext loads (`.mo`): `python3 tools/messages.py`.

Plain Python for the system's own interpreter, so that set-up needs no GNU gettext.
"""

import ast
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "aiuto"
MAGIC = 0x950412DE
Key = tuple[str, str, str]


@dataclass(slots=True)
class Entry:
    """One text: `strings` holds one translation, or one for each plural form."""

    context: str = ""
    text: str = ""
    plural: str = ""
    strings: dict[int, str] = field(default_factory=dict)
    fuzzy: bool = False
    line: int = 0

    @property
    def key(self) -> Key:
        return self.context, self.text, self.plural

    @property
    def is_header(self) -> bool:
        return not self.text


def catalogues() -> list[Path]:
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"))


def read(path: Path) -> list[Entry]:
    """Every entry of a `.po` file, the header first; obsolete entries are left out."""
    return [entry for block in _blocks(path) if (entry := _entry(block)).strings]


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []


def _entry(block: list[tuple[int, str]]) -> Entry:
    entry = Entry(line=block[0][0])
    keyword = ""
    for number, line in block:
        if line.startswith("#"):
            entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
            continue
        word, _, rest = line.partition(" ")
        keyword, quoted = (keyword, line) if line.startswith('"') else (word, rest)
        _add(entry, keyword, _unquoted(quoted, number))
    return entry


def _unquoted(quoted: str, number: int) -> str:
    try:
        return str(ast.literal_eval(quoted))
    except (SyntaxError, ValueError) as problem:
        raise ValueError(f"line {number} is not a quoted text: {quoted}") from problem


def _add(entry: Entry, keyword: str, text: str) -> None:
    names = {"msgctxt": "context", "msgid": "text", "msgid_plural": "plural"}
    if name := names.get(keyword):
        setattr(entry, name, getattr(entry, name) + text)
    else:
        form = int(keyword.removeprefix("msgstr").strip("[]") or 0)
        entry.strings[form] = entry.strings.get(form, "") + text


def compiled(entries: list[Entry]) -> bytes:
    """The `.mo` file of these entries, as GNU gettext's manual lays it out."""
    pairs = sorted(
        (_original(entry), _translation(entry)) for entry in entries if any(entry.strings.values())
    )
    head = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    index, texts = b"", b""
    for text in [original for original, _ in pairs] + [translation for _, translation in pairs]:
        index += struct.pack("<II", len(text), 28 + 16 * len(pairs) + len(texts))
        texts += text + b"\0"
    return head + index + texts


def _original(entry: Entry) -> bytes:
    context = f"{entry.context}\x04" if entry.context else ""
    plural = f"\0{entry.plural}" if entry.plural else ""
    return f"{context}{entry.text}{plural}".encode()


def _translation(entry: Entry) -> bytes:
    return "\0".join(text for _, text in sorted(entry.strings.items())).encode()


def compile_all() -> None:
    """Compile what is newer than its compiled file."""
    for path in catalogues():
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns <= path.stat().st_mtime_ns:
            half = target.with_suffix(".half")
            half.write_bytes(compiled(read(path)))
            half.replace(target)


if __name__ == "__main__":
    compile_all()
