"""What holds other things: panel, facts, dialog, notice, toast, table, rows, message, event, attachment."""

from datetime import datetime

from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aiuto.ui import words
from aiuto.ui.attributes import attributes, classes, one_of, refuse_unknown, rendered
from aiuto.ui.clocks import time
from aiuto.ui.controls import render
from aiuto.ui.icons import icon as draw
from aiuto.ui.marks import TONES, avatar
from aiuto.ui.marks import delivery as draw_delivery

TONE_ICONS = {"good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert", "info": "info"}
FILE_ICONS = {"image": "image", "audio": "file-headphone", "video": "file-play", "text": "file-text"}


def panel(
    content: str,
    *,
    title: str = "",
    id: str = "",
    icon: str = "",
    quiet: bool = False,
    landmark: bool = True,
    **extra: object,
) -> SafeString:
    """A titled part of a page. An element with the class `panel-actions` inside sits beside the title.

    In a list, where two may have one title, it is no `landmark`: whoever jumps among them needs other names.
    """
    refuse_unknown("panel", extra)
    head = (
        format_html('<h2 class="panel-title">{} {}</h2>', draw(icon) if icon else "", title) if title else ""
    )
    names = attributes(
        class_=classes("panel", quiet and "panel-quiet"), id=id, aria_label=title if landmark else "", **extra
    )
    return format_html("<section{}>{}{}</section>", names, head, rendered(content))


def facts(content: str, *, wide: bool = False) -> SafeString:
    """A list of `fact`s."""
    return format_html('<dl class="{}">{}</dl>', classes("facts", wide and "facts-wide"), rendered(content))


def fact(content: str, *, term: str) -> SafeString:
    """A term and what is known of it."""
    return format_html("<dt>{}</dt><dd>{}</dd>", term, rendered(content))


def dialog(content: str, *, id: str, title: str, wide: bool = False, **extra: object) -> SafeString:
    """A window above the page, opened by a button or menu item whose `opens` is its id."""
    refuse_unknown("dialog", extra)
    return render(
        "dialog",
        content=rendered(content),
        id=id,
        title=title,
        look=classes("dialog", wide and "dialog-wide"),
        extra=attributes(**extra),
    )


def empty(content: str, *, title: str, icon: str) -> SafeString:
    """What a page says when there is nothing to show: a kind word and the next step."""
    return format_html(
        '<div class="empty">{}<p class="empty-title">{}</p>{}</div>', draw(icon), title, rendered(content)
    )


def notice(
    content: str, *, tone: str = "info", title: str = "", icon: str = "", urgent: bool = False
) -> SafeString:
    """Something to know, in its place on the page; `urgent` interrupts a screen reader."""
    one_of("notice tone", tone, TONES)
    head = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="notice tone-{}" role="{}">{}{}<div class="notice-body">{}</div></div>',
        *(
            tone,
            "alert" if urgent else "note",
            draw(icon or TONE_ICONS.get(tone, "info")),
            head,
            rendered(content),
        ),
    )


def toast(
    content: str, *, tone: str = "good", seconds: int = 6, undo: str = "", csrf_token: str = ""
) -> SafeString:
    """A passing word at the foot of the page; `undo` is the address that takes the act back."""
    one_of("toast tone", tone, TONES)
    return render(
        "toast",
        content=rendered(content),
        tone=tone,
        seconds=seconds,
        undo=undo,
        csrf_token=csrf_token,
        icon=TONE_ICONS.get(tone, "info"),
    )


def table(content: str, *, label: str) -> SafeString:
    """A table that scrolls inside itself when it is too wide; the content is its thead and tbody."""
    return format_html(
        '<div class="table" tabindex="0" role="region" aria-label="{}"><table>{}</table></div>',
        label,
        rendered(content),
    )


def rows(content: str, *, label: str, airy: bool = False, **extra: object) -> SafeString:
    """A list of `row`s."""
    refuse_unknown("rows", extra)
    names = attributes(class_=classes("rows", airy and "rows-airy"), aria_label=label, **extra)
    return format_html("<ul{}>{}</ul>", names, rendered(content))


def row(
    content: str,
    *,
    href: str,
    title: str,
    text: str = "",
    unread: bool = False,
    selected: bool = False,
    **extra: object,
) -> SafeString:
    """One line of a list. Inside: elements with the classes `row-lead`, `row-who` and `row-end`."""
    refuse_unknown("row", extra)
    look = classes("row", unread and "row-unread", selected and "row-selected")
    behind = format_html('<span class="row-text">{}</span>', text) if text else ""
    link = format_html(
        '<a class="row-link" href="{}"><span class="row-title">{}</span>{}</a>',
        *(href, title or _("(no subject)"), behind),
    )
    return format_html("<li{}>{}{}</li>", attributes(class_=look, **extra), link, rendered(content))


def pagination(
    *, older: str = "", newer: str = "", further: str = "", note: str = "", label: str = ""
) -> SafeString:
    """Ways to the newer and older page; `further` looks further back when a bounded search found little."""
    if not (older or newer or further):
        return SafeString("")
    return render("pagination", older=older, newer=newer, further=further, note=note, label=label)


def message(
    context: Context,
    content: str,
    *,
    kind: str,
    author: str,
    at: datetime | None,
    address: str = "",
    id: str = "",
    channel: str = "",
    delivery: str = "",
    now: datetime | None = None,
    **extra: object,
) -> SafeString:
    """A message of a conversation: kind "in", "out" or "note".

    Inside, elements with the classes `message-actions` and `message-foot` find their places.
    """
    refuse_unknown("message", extra)
    one_of("message kind", kind, ("in", "out", "note"))
    head = [
        format_html('<span class="message-author" dir="auto">{}</span>', author),
        _for_colleagues() if kind == "note" else "",
        format_html('<span class="message-address">{}</span>', address) if address else "",
        format_html("<span>{}</span>", channel) if channel else "",
        time(context, at, now=now),
        draw_delivery(delivery) if delivery else "",
    ]
    return format_html(
        '<article{}>{}\n<header class="message-head">{}</header>\n{}</article>',
        attributes(class_=f"message message-{kind}", id=id, **extra),
        avatar(author or address),
        SafeString("".join(head)),
        rendered(content),
    )


def _for_colleagues() -> SafeString:
    words = _("Note: only colleagues see it")
    return format_html('<span class="message-label">{}{}</span>', draw("lock"), words)


def event(
    context: Context, content: str, *, icon: str, at: datetime | None = None, now: datetime | None = None
) -> SafeString:
    """A quiet line between messages: something happened."""
    when = time(context, at, now=now)
    return format_html('<p class="event">{}<span>{}</span>{}</p>', draw(icon), rendered(content), when)


def attachment(*, name: str, size: int, href: str = "", type: str = "", **extra: object) -> SafeString:
    """A file with its name and size; a link when it can be had."""
    refuse_unknown("attachment", extra)
    icon = "file-archive" if "zip" in type else FILE_ICONS.get(type.partition("/")[0], "file")
    face = format_html(
        '{}<span class="attachment-name" dir="auto" title="{}">{}</span>'
        '<span class="attachment-size">{}</span>',
        *(draw(icon), name, name, words.file_size(size)),
    )
    names = attributes(class_="attachment", href=href, **extra)
    return format_html("<a{}>{}</a>", names, face) if href else format_html("<span{}>{}</span>", names, face)
