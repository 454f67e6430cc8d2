"""The tree of a mail's parts, cut out of the bytes without copying them, within limits."""

import re
from typing import Final

from aiuto.mime import headers, parameters, transfer

MOST_PARTS: Final = 1000
DEEPEST: Final = 20
SNIFFED = re.compile(rb"(?:\A|\n)--([^\s][^\r\n]{0,200}?)[ \t]*\r?\n(?=content-|\r?\n)", re.IGNORECASE)
SNIFFED_TYPED = re.compile(rb"(?:\A|\n)--[^\s][^\r\n]{0,200}\r?\ncontent-", re.IGNORECASE)
LINE_REST = re.compile(rb"(--)?[ \t]*\r?(?:\n|\Z)")
HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:!doctype html|html[\s>]|body[\s>])", re.IGNORECASE)
ENCODED_MULTIPART: Final = frozenset({"base64", "quoted-printable"})


class Budget:
    """How many parts may still be opened, and what had to be repaired on the way."""

    __slots__ = ("deepest", "defects", "most", "parts", "reached")

    def __init__(self, most: int = MOST_PARTS, deepest: int = DEEPEST) -> None:
        self.most = most
        self.deepest = deepest
        self.parts = 0
        self.reached = 0
        self.defects: list[str] = []

    def spend(self, depth: int) -> bool:
        """Whether one more part at that depth is within the limits."""
        self.parts += 1
        self.reached = max(self.reached, depth)
        return self.parts <= self.most and depth <= self.deepest

    def overspent(self) -> bool:
        return self.parts > self.most


class Part:
    """One node: its headers, where its body lies in `raw`, and its children if it is a multipart."""

    __slots__ = (
        "_decoded",
        "children",
        "declared",
        "end",
        "headers",
        "kind",
        "parameters",
        "raw",
        "shut",
        "start",
        "top",
    )

    def __init__(self, raw: bytes, top: int, end: int, default: str = "text/plain") -> None:
        self.raw = raw
        self.top = top
        self.headers, self.start = headers.split(raw, top, end)
        self.end = end
        self.children: list[Part] = []
        self.shut = False
        self._decoded: tuple[bytes, bytes, str | None] | None = None
        kind, self.parameters, _ = parameters.parse(self.headers.raw(b"content-type"))
        self.declared = kind
        self.kind = parameters.content_type(
            kind, "application/octet-stream" if b"/" in kind.encode() else default
        )

    @property
    def encoding(self) -> str:
        return self.headers.plain(b"content-transfer-encoding").partition(";")[0].lower().strip()

    def body(self) -> bytes:
        """The body with its transfer encoding undone."""
        return self.decoded()[0]

    def decoded(self) -> tuple[bytes, bytes, str | None]:
        if self._decoded is None:
            self._decoded = transfer.decode(self.raw[self.start : self.end], self.encoding)
        return self._decoded

    def whole(self) -> bytes:
        """The part with its headers, as it came."""
        return self.raw[self.top : self.end]


def parse(raw: bytes, start: int, budget: Budget, depth: int = 1) -> Part:
    """The tree of the mail that begins at `start`; past a limit a part stays shut: kept, not looked into."""
    budget.spend(depth)
    root = Part(raw, start, len(raw))
    open_part(root, budget, depth)
    return root


def open_part(part: Part, budget: Budget, depth: int) -> None:
    """Cut a multipart into its children, down to the last one."""
    budget.defects += part.headers.defects
    if not part.kind.startswith("multipart/"):
        _sniff_forgotten_type(part, budget)
    if not part.kind.startswith("multipart/"):
        return
    if depth >= budget.deepest:
        budget.spend(depth + 1)
        part.shut = True
        return
    raw, start, end = _content(part)
    spans = _spans(part, raw, start, end, budget)
    default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
    for index, (child_start, child_end) in enumerate(spans):
        if not budget.spend(depth + 1):
            part.children.append(_rest(raw, child_start, spans[-1][1]))
            return
        child = Part(raw, child_start, child_end, default)
        part.children.append(child)
        open_part(child, budget, depth + 1)
        if budget.overspent() and index + 1 < len(spans):
            part.children.append(_rest(raw, spans[index + 1][0], spans[-1][1]))
            return


def _rest(raw: bytes, start: int, end: int) -> Part:
    """Everything after the last part that the limits allow, shut, as one piece."""
    rest = Part(raw, start, end)
    rest.kind = "application/octet-stream"
    rest.shut = True
    return rest


def _sniff_forgotten_type(part: Part, budget: Budget) -> None:
    """A header that declares no type above a body that is plainly multipart or HTML."""
    if b"content-type" in part.headers.named:
        return
    begin = part.raw[part.start : part.start + 400]
    if HTML_START.match(begin):
        part.kind = "text/html"
    elif b"--" in begin and b"mime-version" in part.headers.named and SNIFFED_TYPED.search(begin):
        part.kind = "multipart/mixed"
        budget.defects.append("type-missing")


def _content(part: Part) -> tuple[bytes, int, int]:
    """Where the children lie. A multipart may not be encoded as a whole, and yet some are."""
    if part.encoding in ENCODED_MULTIPART:
        decoded = part.body()
        if b"--" in decoded:
            return decoded, 0, len(decoded)
    return part.raw, part.start, part.end


def _spans(part: Part, raw: bytes, start: int, end: int, budget: Budget) -> list[tuple[int, int]]:
    boundary = part.parameters.get("boundary", b"").strip()
    spans, closed = delimited(raw, start, end, boundary) if boundary else ([], False)
    if not spans:
        found = SNIFFED.search(raw, start, end)
        if found is None or found.group(1) == boundary:
            budget.defects.append("boundary-missing")
            part.kind = "text/plain"
            return []
        budget.defects.append("boundary-wrong")
        spans, closed = delimited(raw, start, end, found.group(1))
    if not closed:
        budget.defects.append("boundary-unclosed")
    return spans


def delimited(raw: bytes, start: int, end: int, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    """The spans between delimiter lines and whether the last one was the closing one."""
    mark = b"--" + boundary
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    closed = False
    position = raw.find(mark, start, end)
    while position != -1:
        rest = LINE_REST.match(raw, position + len(mark), end)
        if rest and (position == start or raw[position - 1 : position] == b"\n"):
            if begin is not None:
                spans.append((begin, _line_end_before(raw, position, begin)))
            closed = rest.group(1) is not None
            begin = None if closed else rest.end()
            position = raw.find(mark, rest.end(), end)
            if len(spans) > 100_000:
                break
        else:
            position = raw.find(mark, position + len(mark), end)
    if begin is not None and begin < end:
        spans.append((begin, end))
    return spans, closed


def _line_end_before(raw: bytes, position: int, least: int) -> int:
    """The line end before a delimiter belongs to the delimiter."""
    if position > least and raw[position - 1 : position] == b"\n":
        position -= 1
        if position > least and raw[position - 1 : position] == b"\r":
            position -= 1
    return position
