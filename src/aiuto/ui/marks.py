"""The smallest components: badge, state, delivery, count, key, avatar, progress."""

from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from aiuto.ui import words
from aiuto.ui.attributes import classes, one_of
from aiuto.ui.icons import icon as draw

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
    "queued": (gettext_lazy("ready to leave"), "neutral", "clock"),
    "leased": (gettext_lazy("leaving now"), "info", "send"),
    "sent": (gettext_lazy("delivered to the post"), "neutral", "check"),
    "failed": (gettext_lazy("will be tried again"), "warn", "refresh-cw"),
    "bounced": (gettext_lazy("came back"), "bad", "undo-2"),
    "dead": (gettext_lazy("could not leave"), "bad", "circle-alert"),
    "undone": (gettext_lazy("taken back"), "neutral", "undo-2"),
}


def badge(text: object, *, tone: str = "neutral", icon: str = "", outline: bool = False, title: str = "") -> SafeString:
    """A word with a colour."""
    one_of("badge tone", tone, TONES)
    names = classes("badge", f"tone-{tone}", outline and "badge-outline")
    hint = format_html(' title="{}"', title) if title else ""
    return format_html('<span class="{}"{}>{}<span>{}</span></span>', names, hint, draw(icon) if icon else "", text)


def state(value: str, *, title: str = "") -> SafeString:
    """The state of a ticket: a word, a colour and a shape."""
    word, tone, icon = STATES[one_of("state", str(value), STATES)]
    hint = format_html(' title="{}"', title) if title else ""
    return format_html('<span class="badge state tone-{}"{}>{}<span>{}</span></span>', tone, hint, draw(icon), word)


def delivery(value: str, *, title: str = "") -> SafeString:
    """Where an outgoing message is."""
    word, tone, icon = DELIVERIES[one_of("delivery", str(value), DELIVERIES)]
    return badge(word, tone=tone, icon=icon, outline=True, title=title)


def count(number: int | None, *, cap: int = 99, tone: str = "neutral", label: str = "") -> SafeString:
    """A number in a pill, capped; nothing at all for zero."""
    one_of("count tone", tone, TONES)
    if not number:
        return SafeString("")
    voice = format_html('<span class="visually-hidden"> {}</span>', label) if label else ""
    return format_html('<span class="count tone-{}">{}{}</span>', tone, words.capped(number, cap), voice)


def keys(text: str) -> SafeString:
    """Keys to press, separated by spaces: "Ctrl K"."""
    return format_html_join(" ", "<kbd>{}</kbd>", ((key,) for key in text.split()))


def avatar(name: str, *, size: str = "", presence: str = "", decorative: bool = True) -> SafeString:
    """A person's initials, always in the same hue; `presence` is "looks" or "writes"."""
    one_of("avatar size", size, ("", "small", "large"))
    one_of("avatar presence", presence, ("", "looks", "writes"))
    hue = crc32(name.strip().casefold().encode()) % 7
    names = classes("avatar", f"avatar-hue-{hue}", size and f"avatar-{size}", presence and f"avatar-{presence}")
    voice = _presence_words(presence) % {"name": name}
    spoken = SafeString('aria-hidden="true"') if decorative and not presence else format_html('role="img" aria-label="{}"', voice)
    return format_html('<span class="{}" title="{}" {}>{}</span>', names, voice, spoken, words.initials(name))


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
