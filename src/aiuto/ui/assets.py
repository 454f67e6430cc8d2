"""The one list of what a page loads: styles in their order, behaviours one a file."""

from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString

from aiuto.ui import words
from aiuto.ui.remembering import remembered

STYLES = tuple(
    f"ui/css/{name}.css"
    for name in (
        "layers reset tokens base button marks clock field combobox menu tabs dialog notice panel rows message shell "
        "utilities print"
    ).split()
)
HTMX = "django_htmx/htmx-2.min.js"
BEHAVIOURS = tuple(
    f"ui/js/{name}.js"
    for name in (
        "autosize clock combobox dialog draft drop focus forms live menu offline shortcuts theme toast token undo"
    ).split()
)
BUNDLES = {"ui/house.css": STYLES, "ui/house.js": BEHAVIOURS}
HTMX_SETTINGS = (
    '{"allowEval": false, "includeIndicatorStyles": false, "selfRequestsOnly": true, "historyCacheSize": 0, '
    '"refreshOnHistoryMiss": true, "scrollBehavior": "auto", "allowScriptTags": false, "defaultSettleDelay": 0, '
    '"attributesToSettle": ["class"]}'
)
TONES_OF_LEVELS = {"debug": "neutral", "info": "info", "success": "good", "warning": "warn", "error": "bad"}


@remembered
def stylesheets() -> SafeString:
    """Links to every style of the house, in the order of their layers."""
    return styles_in("ui/house.css", STYLES)


@remembered
def scripts() -> SafeString:
    """htmx, the words and the behaviours."""
    modules = scripts_in("ui/house.js", BEHAVIOURS)
    return format_html(
        '<meta name="htmx-config" content="{}">\n<script src="{}" defer></script>\n{}\n{}',
        *(HTMX_SETTINGS, static(HTMX), json_script(words.for_scripts(), "words"), modules),
    )


@remembered
def styles_in(bundle: str, parts: tuple[str, ...]) -> SafeString:
    """Links to what is in a bundle."""
    return _linked('<link rel="stylesheet" href="{}">', bundle, parts)


@remembered
def scripts_in(bundle: str, parts: tuple[str, ...]) -> SafeString:
    """The modules in a bundle."""
    return _linked('<script type="module" src="{}"></script>', bundle, parts)


def _linked(tag: str, bundle: str, parts: tuple[str, ...]) -> SafeString:
    """One file where the storage puts them together, as an installation does; else each by itself."""
    put_together = bundle in getattr(staticfiles_storage, "bundles", ())
    paths = (bundle,) if put_together else parts
    return format_html_join("\n", tag, ((static(path),) for path in paths))


def tone_of(message: Message) -> str:
    """The tone in which a message of Django's is shown."""
    return TONES_OF_LEVELS.get(message.level_tag, "info")


def undo_of(message: Message) -> str:
    """The address that takes back what a message says: its extra tag, when that is one."""
    return message.extra_tags if (message.extra_tags or "").startswith("/") else ""
