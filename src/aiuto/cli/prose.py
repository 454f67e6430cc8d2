"""What of a Markdown page people read as sentences: the rest is blanked, so that every place stays."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

_APART = re.compile(
    r"\A---\n.*?\n---[ \t]*$"  # what stands before a page for programs
    r"|<!--.*?(?:-->|\Z)"
    r"|</?[a-zA-Z][^<>\n]*>"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*$"  # where a link of that name leads
    r"|\]\([^()\n]*\)",
    re.MULTILINE | re.DOTALL,
)
_CODE = frozenset(("fence", "code_block", "html_block"))
_TABLE = "table_open"


def prose_of(page: str) -> str:
    """The page's own sentences; a cell of a table is one."""
    lines = _APART.sub(_blank, page).split("\n")
    for kind, number in _apart("\n".join(lines)):
        code = kind != _TABLE or not re.search(r"\w", lines[number])
        lines[number] = " " * len(lines[number]) if code else lines[number].replace("|", "\r")
    return "\n".join(lines)


def _apart(page: str) -> Iterator[tuple[str, int]]:
    """Every line of code and of tables, by what it stands in."""
    for token in MarkdownIt("commonmark").enable("table").parse(page.replace("\r", " ")):
        if token.map and (token.type in _CODE or token.type == _TABLE):
            for number in range(*token.map):
                yield token.type, number


def _blank(found: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in found[0])
