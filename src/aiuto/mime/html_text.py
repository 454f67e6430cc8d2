"""HTML as readable plain text: paragraphs, lists, quotes with their marks, links with their addresses.

The page passes through a few substitutions instead of a parser: most mails have HTML, and their tags are many.
Control characters, which a mail's text never holds, stand for line breaks and quotes on the way.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from aiuto.mime.charsets import storable

# Groups are never possessive: in Python up to 3.11.4 those forget what they found (gh-106052).
ATTRIBUTES = r"([^<>\"']*+(?:(?:\"[^\"<]*+\"|'[^'<]*+')[^<>\"']*+)*)"
LINK = re.compile(rf"<a\s{ATTRIBUTES}>([^<]*+(?:<(?!/?a[\s>])[^<]*+)*)</a\s*>", re.IGNORECASE)
ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"<>]+)\"|'([^'<>]+)')", re.IGNORECASE)
TAG = re.compile(rf"<(/?[a-zA-Z][\w:-]*+){ATTRIBUTES}>|<[/!?a-zA-Z][^<>]*+>")
HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
HIDDEN = re.compile(
    r"<(style|script|title|head|noembed|template|select|svg|math)(?=[\s>/])[^<>]*>", re.IGNORECASE
)
PREFORMATTED = re.compile(r"<pre(?:\s[^<>]*)?>([^<]*+(?:<(?!/?pre[\s>])[^<]*+)*)</pre\s*>", re.IGNORECASE)
NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
MARKS: Final = "\x01\x02\x03\x05\x06"
LINE, PARAGRAPH, BREAK, SPACE, QUOTE, UNQUOTE = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06"
RUN = re.compile(rf"[{MARKS}][{MARKS} ]*")
LEADING = re.compile(rf"\A[\n{QUOTE}{UNQUOTE}]+")
MANY_LINES = re.compile(r"\n{4,}")
RULE: Final = "________________________________"
BLOCKS: Final = dict.fromkeys("p h1 h2 h3 h4 h5 h6 ul ol table pre dl".split(), PARAGRAPH) | dict.fromkeys(
    "div tr li section article header footer dt dd center address form fieldset body html caption figure main".split(),
    LINE,
)
MEANINGS: Final = (
    BLOCKS
    | {f"/{name}": mark for name, mark in BLOCKS.items()}
    | {"br": BREAK, "/br": BREAK, "li": f"{LINE}- ", "td": " ", "th": " ", "hr": f"{LINE}{RULE}{LINE}"}
    | {"blockquote": f"{PARAGRAPH}{QUOTE}", "/blockquote": f"{PARAGRAPH}{UNQUOTE}"}
)
LONGEST_INPUT: Final = 3_000_000
LONGEST_OUTPUT: Final = 1_000_000
DEEPEST_QUOTE: Final = 20
LONGEST_NAME: Final = 40


def html_to_text(source: str) -> str:
    """The text of an HTML body, at most a million characters; any input gives some text."""
    page = _shown(_without_comments(storable(source[:LONGEST_INPUT])))
    if "<pre" in page or "<PRE" in page:
        page = PREFORMATTED.sub(_preformatted, page)
    text = " ".join(unescape(TAG.sub(_meaning, LINK.sub(_linked, page))).split())
    text = RUN.sub(_broken, text).replace(" \n", "\n").replace(SPACE, " ")
    if QUOTE in text:
        text = "\n".join(_quoted(LEADING.sub(lambda run: run[0].replace("\n", ""), text)))
    text = MANY_LINES.sub("\n\n\n", text).replace("\n--\n", "\n-- \n")
    return text.strip("\n").rstrip(" ")[:LONGEST_OUTPUT]


def _without_comments(source: str) -> str:
    if "<!--" not in source:
        return source
    first, *pieces = source.split("<!--")
    return first + "".join(after if closed else piece for piece, (_, closed, after) in _parted(pieces))


def _parted(pieces: list[str]) -> list[tuple[str, tuple[str, str, str]]]:
    return [(piece, piece.partition("-->")) for piece in pieces]


def _shown(page: str) -> str:
    """The page without the elements that a browser does not show; one that is never closed hides only code."""
    kept: list[str] = []
    position = 0
    unclosed: set[str] = set()
    while opened := HIDDEN.search(page, position):
        name = opened[1].lower()
        kept.append(page[position : opened.start()])
        end = None if name in unclosed else _end_of(name, page, opened.end())
        if end is None:
            unclosed.add(name)
            end = len(page) if name in {"style", "script"} else opened.end()
        position = end
    return "".join([*kept, page[position:]]) if kept else page


def _end_of(name: str, page: str, start: int) -> int | None:
    """Behind the end tag, or before the body, which closes whatever stands open above it."""
    closed = re.compile(rf"</{name}\s*>|<body(?=[\s>])", re.IGNORECASE).search(page, start)
    if closed is None:
        return None
    return closed.end() if closed[0][1] == "/" else closed.start()


def _preformatted(found: re.Match[str]) -> str:
    content = found[1].replace("\n", "<br>").replace("\t", "    ").replace(" ", SPACE)
    return f"<p>{content}</p>"


def _linked(found: re.Match[str]) -> str:
    """The words of a link and, where they do not say it, its address."""
    shown = found[2]
    href = HREF.search(found[1])
    target = (href[1] or href[2] or href[3] or "").strip() if href else ""
    if target[:7].lower() not in {"http://", "https:/", "mailto:"} or len(target) > 2000:
        return shown
    words = TAG.sub("", shown).strip() if "<" in shown else shown.strip()
    address = target[7:] if target[:7].lower() == "mailto:" else target
    known = {words, f"http://{words}", f"https://{words}", words.rstrip("/")}
    if address.rstrip("/") in known or (not words and "alt=" not in shown):
        return shown
    return f"{shown} &lt;{address}&gt;"


def _meaning(found: re.Match[str]) -> str:
    name = found[1]
    if name in {"img", "IMG"}:
        described = ALT.search(found[2])
        return (described[1] or described[2]) if described else ""
    return _mark(name) if name and len(name) <= LONGEST_NAME else ""


@lru_cache(maxsize=500)
def _mark(name: str) -> str:
    return MEANINGS.get(name.lower(), "")


def _broken(run: re.Match[str]) -> str:
    marks = run[0].replace(" ", "")
    return _usual_line_ends(marks) if len(marks) <= LONGEST_NAME else _line_ends(marks)


@lru_cache(maxsize=500)
def _usual_line_ends(marks: str) -> str:
    return _line_ends(marks)


def _line_ends(marks: str) -> str:
    """What a run of tags comes to: a block begins a new line, a break ends one, a paragraph leaves one empty."""
    count = marks.count(BREAK) + (marks[0] != BREAK) + (PARAGRAPH in marks)
    quotes = (
        "".join(mark for mark in marks if mark in {QUOTE, UNQUOTE})
        if QUOTE in marks or UNQUOTE in marks
        else ""
    )
    return "\n" + quotes + "\n" * (count - 1) if quotes else "\n" * count


def _quoted(text: str) -> Iterator[str]:
    """The lines with a > for each quote around them."""
    depth = 0
    for line in text.split("\n"):
        content = line.lstrip(QUOTE + UNQUOTE)
        for mark in line[: len(line) - len(content)]:
            depth = max(0, min(depth + (1 if mark == QUOTE else -1), DEEPEST_QUOTE))
        content = content.replace(QUOTE, "").replace(UNQUOTE, "")
        yield f"{'>' * depth} {content}".rstrip(" ") if depth else content


def unescape(text: str) -> str:
    """Character references as characters; absurd ones become the replacement character."""
    if "&" not in text:
        return text
    try:
        return html.unescape(NUMBER.sub("\ufffd", text))
    except ValueError:
        return text
