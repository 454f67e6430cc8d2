"""Plain text parts as people wrote them: flowed lines joined again, embedded files taken out."""

import re
from typing import Final

QUOTED = re.compile(r"(>*) ?(.*)", re.DOTALL)
SOFT_BREAK = re.compile(r" \n(?<!\n-- \n)(?<!\A-- \n)(?!-- \n)")
ENRICHED = re.compile(r"<(<|/?[A-Za-z-]+>)")
LONGEST_FLOWED: Final = 2_000_000


def unflowed(text: str, delete_space: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next one of the same quote depth."""
    if len(text) > LONGEST_FLOWED:
        return text
    if "\n>" not in text and "\n " not in text and text[:1] not in {">", " "}:
        return SOFT_BREAK.sub("" if delete_space else " ", text)
    lines: list[str] = []
    pieces: list[str] = []
    depth = 0
    for line in text.split("\n"):
        marks, content = _split_quote(line)
        if pieces and (len(marks) != depth or content == "-- "):
            lines.append(_quoted(depth, "".join(pieces).rstrip(" ")))
            pieces = []
        depth = len(marks)
        if content.endswith(" ") and content != "-- ":
            pieces.append(content[:-1] if delete_space else content)
            continue
        lines.append(_quoted(depth, "".join(pieces) + content))
        pieces = []
    if pieces:
        lines.append(_quoted(depth, "".join(pieces)))
    return "\n".join(lines)


def _split_quote(line: str) -> tuple[str, str]:
    if not line.startswith((">", " ")):
        return "", line
    found = QUOTED.match(line)
    return (found.group(1), found.group(2)) if found else ("", line)


def _quoted(depth: int, content: str) -> str:
    return f"{'>' * depth} {content}" if depth else content


def unenriched(text: str) -> str:
    """The words of a text/enriched part without its commands."""
    return ENRICHED.sub(lambda tag: "<" if tag[1] == "<" else "", text)


def tidy(text: str) -> str:
    """No blank lines around, no more than two blank lines inside; signature marks keep their space."""
    if "\n\n\n\n" in text:
        text = re.sub(r"\n{4,}", "\n\n\n", text)
    return text.strip("\n").rstrip(" \t\n")
