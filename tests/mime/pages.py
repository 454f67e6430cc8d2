"""What a browser would make of cleaned HTML, told by the standard library's parser: an oracle that knows no aiuto."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

HARMLESS = {
    "a",
    "abbr",
    "acronym",
    "address",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
}
LOADING = {
    "src",
    "srcset",
    "background",
    "poster",
    "data",
    "dynsrc",
    "lowsrc",
    "longdesc",
    "ping",
    "cite",
    "action",
    "formaction",
    "manifest",
    "usemap",
    "xlink:href",
    "srcdoc",
    "code",
    "codebase",
    "id",
    "name",
    "class",
}
COVERING = re.compile(
    r"url|image|expression|position|behavio|binding|@|\\|/\*|var\(|z-index|opacity|transform|float|:\s*-",
    re.IGNORECASE,
)


class Judge(HTMLParser):
    """Collects what would run, load or cover."""

    def __init__(self) -> None:
        super().__init__()
        self.wrongs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS:
            self.wrongs.append(f"<{tag}>")
        for name, value in attrs:
            self.judge(tag, name, value or "")

    handle_startendtag = handle_starttag

    def judge(self, tag: str, name: str, value: str) -> None:
        scheme = urlsplit(value).scheme
        if name.startswith(("on", "hx-", "data-hx", "data-action", "data-confirm")):
            self.wrongs.append(f"{tag} {name}")
        if name in LOADING and not (tag == "img" and name == "src" and scheme == "cid"):
            self.wrongs.append(f"{tag} {name}={value}")
        if name == "href" and scheme not in {"http", "https", "mailto", "tel"}:
            self.wrongs.append(f"{tag} {name}={value}")
        if name == "data-remote" and scheme not in {"http", "https"}:
            self.wrongs.append(f"{tag} {name}={value}")
        if name == "style" and COVERING.search(value):
            self.wrongs.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.wrongs.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrongs.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.wrongs.append(f"<?{data}>")


def wrongs(page: str) -> list[str]:
    """Everything in the page that could run, load from afar or cover something; empty when it is safe."""
    judge = Judge()
    judge.feed(page)
    judge.close()
    return judge.wrongs
