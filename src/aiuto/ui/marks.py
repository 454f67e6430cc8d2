"""The smallest components: badge, state, delivery, count, key, avatar, progress."""

from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from aiuto.ui import words
from aiuto.ui.attributes import classes, one_of
from aiuto.ui.icons import icon as draw
from aiuto.ui.remembering import remembered

TONES = ("neutral", "accent", "good", "warn", "bad", "info", "plum")
STATES = {
    "new": (pgettext_lazy("ticket", "new"), "info", "circle-dot"),
    "open": (pgettext_lazy("ticket", "open"), "accent", "circle"),
    "waiting": (pgettext_lazy("ticket", "waiting"), "neutral", "hourglass"),
    "hold": (pgettext_lazy("ticket", "on hold"), "plum", "circle-pause"),
    "solved": (pgettext_lazy("ticket", "solved"), "good", "circle-check"),
    "closed": (pgettext_lazy("ticket", "closed"), "neutral", "archive"),
    "merged": (pgettext_lazy("ticket", "merged"), "neutral", "merge"),
    "snoozed": (pgettext_lazy("ticket", "snoozed"), "info", "alarm-clock"),
    "spam": (pgettext_lazy("ticket", "spam"), "bad", "octagon-alert"),
}
DELIVERIES = {
    "queued": (pgettext_lazy("delivery", "ready to leave"), "neutral", "clock"),
    "leased": (pgettext_lazy("delivery", "leaving now"), "info", "send"),
    "sent": (pgettext_lazy("delivery", "sent"), "neutral", "check"),
    "failed": (pgettext_lazy("delivery", "will be tried again"), "warn", "refresh-cw"),
    "bounced": (pgettext_lazy("delivery", "came back"), "bad", "undo-2"),
    "dead": (pgettext_lazy("delivery", "could not leave"), "bad", "circle-alert"),
    "undone": (pgettext_lazy("delivery", "taken back"), "neutral", "undo-2"),
}


@remembered
def badge(
    text: object, *, tone: str = "neutral", icon: str = "", outline: bool = False, title: str = ""
) -> SafeString:
    """A word with a colour."""
    one_of("badge tone", tone, TONES)
    names = classes("badge", f"tone-{tone}", outline and "badge-outline")
    hint = format_html(' title="{}"', title) if title else ""
    return format_html(
        '<span class="{}"{}>{}<span>{}</span></span>', names, hint, draw(icon) if icon else "", text
    )


@remembered
def state(value: str, *, title: str = "", compact: bool = False) -> SafeString:
    """The state of a ticket: a word, a colour and a shape; `compact` leaves the word to the title."""
    word, tone, icon = STATES[one_of("state", str(value), STATES)]
    if compact:
        return format_html(
            '<span class="badge state-compact tone-{}" title="{}">{}</span>',
            tone,
            title or word,
            draw(icon, "", str(word)),
        )
    hint = format_html(' title="{}"', title) if title else ""
    return format_html(
        '<span class="badge state tone-{}"{}>{}<span>{}</span></span>', tone, hint, draw(icon), word
    )


def delivery(value: str, *, title: str = "") -> SafeString:
    """Where an outgoing message is."""
    word, tone, icon = DELIVERIES[one_of("delivery", str(value), DELIVERIES)]
    return badge(word, tone=tone, icon=icon, outline=True, title=title)


@remembered
def count(number: int | None, *, cap: int = 99, tone: str = "neutral", label: str = "") -> SafeString:
    """A number in a pill, capped; nothing at all for zero."""
    one_of("count tone", tone, TONES)
    if not number:
        return SafeString("")
    voice = format_html('<span class="visually-hidden"> {}</span>', label) if label else ""
    return format_html('<span class="count tone-{}">{}{}</span>', tone, words.capped(number, cap), voice)


@remembered
def keys(text: str) -> SafeString:
    """Keys to press, separated by spaces: "Ctrl K"."""
    return format_html_join(
        " ", "<kbd>{}</kbd>", ((key.upper() if len(key) == 1 else key.capitalize(),) for key in text.split())
    )


@remembered
def avatar(name: str, *, size: str = "", presence: str = "", decorative: bool = True) -> SafeString:
    """A person's initials, always in the same hue; `presence` is "looks" or "writes".

    A decorative one stands beside the name.
    """
    one_of("avatar size", size, ("", "small", "large"))
    one_of("avatar presence", presence, ("", "looks", "writes"))
    if not name.strip():
        return format_html(
            '<span class="{}" title="{}"></span>',
            classes("avatar avatar-none", size and f"avatar-{size}"),
            _("nobody yet"),
        )
    hue = crc32(name.strip().casefold().encode()) % 7
    names = classes(
        "avatar", f"avatar-hue-{hue}", size and f"avatar-{size}", presence and f"avatar-{presence}"
    )
    voice = _presence_words(presence) % {"name": name}
    spoken = (
        SafeString('aria-hidden="true"')
        if decorative and not presence
        else format_html('role="img" title="{}"', voice)
    )
    return format_html('<span class="{}" {}>{}</span>', names, spoken, words.initials(name))


def progress(value: float, *, total: float, label: str, tone: str = "accent") -> SafeString:
    """How far along, with its words above."""
    one_of("progress tone", tone, TONES)
    return format_html(
        '<div class="progress tone-{}"><span>{}</span><span class="numbers">{} / {}</span>'
        '<progress value="{}" max="{}" aria-label="{}"></progress></div>',
        *(tone, label, value, total, value, total, label),
    )


def _presence_words(presence: str) -> str:
    return {"": "%(name)s", "looks": _("%(name)s is looking"), "writes": _("%(name)s is writing")}[presence]
