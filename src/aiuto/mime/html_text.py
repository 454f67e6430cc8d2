"""HTML as readable plain text: paragraphs, lists, quotes with their marks, links with their addresses."""

import html
import re
from typing import Final

TOKEN = re.compile(
    r"<(/?)([a-zA-Z][\w:-]*+)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)/?>|<([/!?]|[a-zA-Z])[^<>]*+>|([^<]++)|<"
)
HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
HIDDEN: Final = frozenset(
    {"style", "script", "title", "head", "noembed", "template", "select", "svg", "math"}
)
NEW_PARAGRAPH: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "dl"})
NEW_LINE: Final = frozenset({"div", "tr", "li", "section", "article", "header", "footer", "dt", "dd", "center",
                             "address", "form", "fieldset", "body", "html", "caption", "figure", "main"})  # fmt: skip
SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}")
LONGEST_INPUT: Final = 3_000_000
LONGEST_OUTPUT: Final = 1_000_000


def html_to_text(source: str) -> str:
    """The text of an HTML body, at most a million characters; any input gives some text."""
    writer = Writer()
    for token in TOKEN.finditer(_without_comments(source[:LONGEST_INPUT])):
        name = token.group(2)
        if name:
            writer.tag(name.lower(), bool(token.group(1)), token.group(3))
        elif token.group(5):
            writer.words(token.group(5))
        elif not token.group(4):
            writer.words("<")
        if writer.length > LONGEST_OUTPUT:
            break
    return writer.text()[:LONGEST_OUTPUT]


def _without_comments(source: str) -> str:
    if "<!--" not in source:
        return source
    first, *pieces = source.split("<!--")
    return first + "".join(after if closed else piece for piece, (_, closed, after) in _parted(pieces))


def _parted(pieces: list[str]) -> list[tuple[str, tuple[str, str, str]]]:
    return [(piece, piece.partition("-->")) for piece in pieces]


class Writer:
    """Collects lines; knows the quote depth and what must stay hidden."""

    __slots__ = ("breaks", "depth", "hidden", "length", "line", "lines", "links", "pre")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.hidden = ""
        self.depth = 0
        self.pre = 0
        self.breaks = 0
        self.length = 0

    def words(self, text: str) -> None:
        if self.hidden:
            return
        if "&" in text:
            text = unescape(text)
        if self.pre:
            self._preformatted(text)
            return
        text = SPACES.sub(" ", text)
        if text == " " and (not self.line or self.line[-1].endswith(" ")):
            return
        self.line.append(text if self.line else text.lstrip(" "))

    def _preformatted(self, text: str) -> None:
        first, *rest = text.split("\n")
        self.line.append(first)
        for line in rest:
            self.end_line()
            self.line.append(line)

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        if self.hidden:
            if (closing and name == self.hidden) or name == "body":
                self.hidden = ""
        elif name in HIDDEN:
            self.hidden = "" if closing or attributes.endswith("/") else name
        elif name == "br":
            self.end_line()
        elif name in NEW_PARAGRAPH:
            self._paragraph(name, closing)
        elif name == "blockquote":
            self.new_block(1)
            self.depth = max(0, min(self.depth + (-1 if closing else 1), 20))
        elif name in NEW_LINE:
            self.new_block(0)
            self.line += ["- "] if name == "li" and not closing else []
        else:
            self._inline(name, closing, attributes)

    def _paragraph(self, name: str, closing: bool) -> None:
        self.new_block(1)
        if name == "pre":
            self.pre = max(0, self.pre + (-1 if closing else 1))

    def _inline(self, name: str, closing: bool, attributes: str) -> None:
        if name == "a":
            self._close_link() if closing else self._open_link(attributes)
        elif name in {"td", "th"} and not closing and self.line:
            self.words(" ")
        elif name == "img":
            alt = ALT.search(attributes)
            self.words((alt.group(1) or alt.group(2) or "") if alt else "")
        elif name == "hr":
            self.new_block(0)
            self.line.append("________________________________")
            self.new_block(0)

    def _open_link(self, attributes: str) -> None:
        found = HREF.search(attributes)
        target = unescape(next((group for group in found.groups() if group), "")).strip() if found else ""
        self.links = [*self.links[-5:], (target, len(self.line))]

    def _close_link(self) -> None:
        if not self.links:
            return
        target, begin = self.links.pop()
        shown = "".join(self.line[begin:]).strip()
        address = target.removeprefix("mailto:").removeprefix("tel:")
        known = not shown or address.rstrip("/") in {
            shown,
            f"http://{shown}",
            f"https://{shown}",
            shown.rstrip("/"),
        }
        if target[:7].lower() in {"http://", "https:/", "mailto:"} and not known and len(target) < 2000:
            self.line.append(f" <{address}>")

    def new_block(self, blank_lines: int) -> None:
        """Begin on a new line, after so many blank ones at least."""
        if "".join(self.line).strip():
            self.end_line()
        else:
            self.line = []
        self.breaks = max(self.breaks, blank_lines if self.lines else 0)

    def end_line(self) -> None:
        content = "".join(self.line).rstrip(" ")
        mark = ">" * self.depth
        if content and self.breaks:
            self.lines += [mark] * self.breaks
        if content:
            self.breaks = 0
        self.lines.append(f"{mark} {content}".rstrip(" ") if mark else "-- " if content == "--" else content)
        self.length += len(content) + 1
        self.line = []
        self.links = [(target, 0) for target, _ in self.links]

    def text(self) -> str:
        if self.line:
            self.end_line()
        return re.sub(r"\n{4,}", "\n\n\n", "\n".join(self.lines)).strip("\n")


def unescape(text: str) -> str:
    """Character references as characters; absurd ones become the replacement character."""
    try:
        return html.unescape(NUMBER.sub("\ufffd", text))
    except ValueError:
        return text
