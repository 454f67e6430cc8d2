"""Strict HTML attributes: what a component does not know, it refuses."""

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape

from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString

OPEN_PREFIXES = ("data_", "aria_")
HTMX = frozenset(
    "hx_get hx_post hx_put hx_delete hx_target hx_swap hx_swap_oob hx_trigger hx_include hx_vals hx_confirm "
    "hx_push_url hx_replace_url hx_select hx_select_oob hx_indicator hx_disabled_elt hx_sync hx_boost "
    "hx_encoding hx_params hx_preserve".split()
)


def one_of(name: str, value: str, choices: Iterable[str]) -> str:
    """`value`, if it is one of `choices`; a mistake in a template is an error, never a default."""
    if value not in choices:
        raise TemplateSyntaxError(f"{name}={value!r} is unknown; known: {', '.join(sorted(choices))}")
    return value


def refuse_unknown(component: str, extra: Mapping[str, object]) -> None:
    for name in extra:
        if name not in HTMX and not name.startswith(OPEN_PREFIXES):
            raise TemplateSyntaxError(f"{component} has no attribute {name!r}")


def attributes(**values: object) -> SafeString:
    """HTML attributes with a leading space each: `hx_get` becomes `hx-get`; None, False and "" leave one out.

    >>> attributes(href="/a", disabled=True, title="")
    ' href="/a" disabled'
    """
    return SafeString("".join([_one(name, value) for name, value in values.items() if not _absent(value)]))


def classes(*names: str | bool | None) -> str:
    return " ".join(name for name in names if isinstance(name, str) and name)


def rendered(content: str) -> SafeString:
    """The inside of a block tag: the template has rendered, and escaped, it already."""
    return SafeString(content.strip())


def _absent(value: object) -> bool:
    return value is None or value is False or value == ""


@cache
def _html_name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _one(name: str, value: object) -> str:
    """Escaped whatever it is: a literal in a template arrives marked as safe and is not."""
    shown = _html_name(name)
    return f" {shown}" if value is True else f' {shown}="{escape(str(value))}"'
