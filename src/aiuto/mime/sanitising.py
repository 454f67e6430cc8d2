"""HTML from strangers made safe to show: an allow-list, no remote loads, no way to cover the page."""

import html
import re
from collections import Counter
from functools import lru_cache
from typing import Final

import nh3

from aiuto.mime.html_text import html_to_text

TAGS: Final = frozenset(
    "a abbr acronym address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em"
    " font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody"
    " td tfoot th thead time tr tt u ul var wbr".split()
)
BOX: Final = frozenset({"align", "valign", "width", "height", "bgcolor"})
EVERYWHERE: Final = frozenset({"style", "dir", "lang", "title"})
ATTRIBUTES: Final = {
    "*": EVERYWHERE,
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height", "data-remote"}),
    "font": frozenset({"color", "face", "size"}),
    "table": BOX | {"border", "cellpadding", "cellspacing"},
    "td": BOX | {"colspan", "rowspan"},
    "th": BOX | {"colspan", "rowspan"},
    "tr": BOX, "tbody": BOX, "thead": BOX, "col": BOX | {"span"}, "colgroup": BOX | {"span"},
    "p": frozenset({"align"}), "div": frozenset({"align"}), "ol": frozenset({"start", "type"}),
    "time": frozenset({"datetime"}), "bdo": frozenset({"dir"}), "hr": frozenset({"width", "size", "align"}),
}  # fmt: skip
DROPPED_WITH_CONTENT: Final = frozenset(
    "script style title head noscript template iframe object embed svg math xmp noembed noframes plaintext textarea"
    " select audio video canvas".split()
)
STYLES: Final = frozenset(
    "color background-color font-family font-size font-style font-weight text-align text-decoration text-indent"
    " text-transform line-height letter-spacing white-space word-break vertical-align list-style-type border-collapse"
    " border-spacing border border-top border-right border-bottom border-left border-color border-style border-width"
    " border-radius padding padding-top padding-right padding-bottom padding-left margin margin-top margin-right"
    " margin-bottom margin-left width height max-width min-width direction".split()
)
STYLE_VALUE = re.compile(r"[\w#%.,\s'\"!/+-]+|(?:rgb|hsl)a?\([\d\s.,%/deg]+\)", re.IGNORECASE)
NEGATIVE = re.compile(r"(?:^|\s)-[\d.]")
IMAGE = re.compile(r"<img((?: [a-z-]+=\"[^\"]*\")*)>")
REMOTE_SOURCE = re.compile(r" src=\"(https?:[^\"]*)\"")
KEPT_REMOTE = re.compile(r" data-remote=\"[^\"]*\"")
IGNORED_IN_ADDRESS = re.compile(r"[\x00-\x1f\x7f]")
OPENED = re.compile(r"<(/?)([a-zA-Z]+)")
CLOSED_BY_ITSELF: Final = frozenset(
    "br img hr meta input link wbr col area base p li td th tr dt dd option".split()
)
LONGEST: Final = 2_000_000
DEEPEST: Final = 1500
ROUNDS: Final = 4
LONGEST_STYLE: Final = 2000


def clean_html(source: str) -> str:
    """Safe HTML of an HTML body. Cleaning twice changes nothing.

    Images of the mail itself (`cid:`) stay; a remote one becomes a placeholder without `src`, its address in
    `data-remote`. What is too long or too deeply nested to be honest is shown as its text.
    """
    if len(source) > LONGEST or _too_deep(source):
        return _as_text(source)
    for _ in range(ROUNDS):
        cleaned = _cleaned(source)
        if cleaned == source:
            return cleaned
        source = cleaned
    return source if _cleaned(source) == source else _as_text(source)


def _too_deep(source: str) -> bool:
    """Whether elements nest beyond reason, which makes any HTML parser slow."""
    if source.count("<") < DEEPEST:
        return False
    depth = 0
    opened: Counter[str] = Counter()
    for closing, name in OPENED.findall(source.lower()):
        if name in CLOSED_BY_ITSELF or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        opened[name] += step
        depth += step
        if depth > DEEPEST:
            return True
    return False


def _as_text(source: str) -> str:
    text = html.escape(html_to_text(source), quote=False).replace("\xa0", "&nbsp;").strip()
    return f"<pre>{text}</pre>" if text else ""


def _cleaned(source: str) -> str:
    return IMAGE.sub(_placeholder, CLEANER.clean(source))


def _placeholder(image: re.Match[str]) -> str:
    attributes = image[1]
    remote = REMOTE_SOURCE.search(attributes)
    if not remote:
        return image[0]
    kept = KEPT_REMOTE.sub("", REMOTE_SOURCE.sub("", attributes))
    return f'<img{kept} data-remote="{remote[1]}">'


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "style":
        return _style(value) if len(value) <= LONGEST_STYLE else None
    if tag == "img" and attribute in {"src", "data-remote"}:
        return _image(attribute, value)
    return _address(value, {"http", "https", "mailto", "tel"}) if attribute == "href" else value


def _image(attribute: str, value: str) -> str | None:
    return _address(value, {"http", "https", "cid"} if attribute == "src" else {"http", "https"})


def _address(value: str, schemes: set[str]) -> str | None:
    """The address as a browser would understand it, its scheme in plain lower case; None for other schemes."""
    scheme, colon, rest = IGNORED_IN_ADDRESS.sub("", value).strip().partition(":")
    return f"{scheme.lower()}:{rest}" if colon and scheme.lower() in schemes else None


@lru_cache(maxsize=2000)
def _style(value: str) -> str | None:
    kept = [declaration for part in value.split(";")[:60] if (declaration := _declaration(part))]
    return ";".join(kept) or None


def _declaration(part: str) -> str:
    name, _, value = part.partition(":")
    name, value = name.strip().lower(), value.strip()
    if name not in STYLES or not value or len(value) > 200 or not STYLE_VALUE.fullmatch(value):
        return ""
    return "" if NEGATIVE.search(value) or "expression" in value.lower() else f"{name}:{value}"


CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=_allowed,
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    url_relative="deny",
)
