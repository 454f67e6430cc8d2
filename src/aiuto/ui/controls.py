"""What a person presses or fills in: button, field, menu, tabs, search, theme."""

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from aiuto.ui import themes
from aiuto.ui.attributes import attributes, classes, one_of, refuse_unknown, rendered
from aiuto.ui.icons import icon as draw
from aiuto.ui.marks import TONES, count
from aiuto.ui.marks import keys as draw_keys
from aiuto.ui.remembering import remembered

VARIANTS = ("plain", "primary", "quiet", "danger")
SIZES = ("", "small", "large")


@remembered
def button(
    content: str,
    *,
    variant: str = "plain",
    size: str = "",
    icon: str = "",
    icon_end: str = "",
    label: str = "",
    href: str = "",
    type: str = "submit",
    name: str = "",
    value: object = "",
    form: str = "",
    opens: str = "",
    keys: str = "",
    disabled: bool = False,
    busy: bool = False,
    pressed: bool | None = None,
    wide: bool = False,
    **extra: object,
) -> SafeString:
    """A button, or a link that looks like one (`href`); `label` names one that shows only its icon."""
    refuse_unknown("button", extra)
    one_of("button type", type, ("submit", "button", "reset"))
    look = classes(_look("button", variant, size), bool(label) and "button-square", wide and "button-wide")
    names = {"class_": look, "aria_label": label, "title": label, **_shortcut(keys), **extra}
    if not href:
        names |= {"type": type, "name": name, "value": value, "form": form, "disabled": disabled}
        names |= {"aria_busy": "true" if busy else "", "aria_pressed": _spoken(pressed)}
    face = _face(
        content, icon="loader-circle" if busy else icon, icon_end=icon_end, keys="" if label else keys
    )
    return _pressable(face, href=href, opens=opens, names=names)


def _pressable(face: SafeString, *, href: str, opens: str, names: dict[str, object]) -> SafeString:
    """A link to an address, or a button; either may open a dialog instead."""
    if href:
        return format_html("<a{}>{}</a>", attributes(href=href, data_opens=opens, **names), face)
    if opens:
        names |= {"type": "button", "commandfor": opens, "command": "show-modal", "data_opens": opens}
    return format_html("<button{}>{}</button>", attributes(**names), face)


def _look(component: str, variant: str, size: str) -> str:
    one_of(f"{component} variant", variant, VARIANTS)
    one_of(f"{component} size", size, SIZES)
    return classes("button", f"button-{variant}", size and f"button-{size}")


def _face(content: str, *, icon: str, icon_end: str, keys: str) -> SafeString:
    return format_html(
        "{}{}{}{}",
        draw(icon) if icon else "",
        rendered(content),
        draw(icon_end, "tail") if icon_end else "",
        draw_keys(keys) if keys else "",
    )


def _shortcut(keys: str) -> dict[str, str]:
    return {"data_keys": keys.lower(), "aria_keyshortcuts": keys.replace(" ", "+")} if keys else {}


def _spoken(pressed: bool | None) -> str | None:
    return None if pressed is None else str(pressed).lower()


def field(
    bound: BoundField,
    *,
    label: str = "",
    help: str = "",
    hide_label: bool = False,
    icon: str = "",
    placeholder: str = "",
    autofocus: bool = False,
    autocomplete: str = "",
    inputmode: str = "",
    rows: int | None = None,
    **extra: object,
) -> SafeString:
    """A bound form field with its label, help and errors, tied together for every reader."""
    refuse_unknown("field", extra)
    help = help or str(bound.help_text)
    kind = _kind(bound)
    extra |= {"placeholder": placeholder, "autofocus": autofocus, "autocomplete": autocomplete}
    extra |= {"inputmode": inputmode, "rows": rows, "class": {"check": "check", "input": "input"}.get(kind)}
    return render(
        "field",
        bound=bound,
        kind=kind,
        label=label or bound.label,
        help=help,
        hide_label=hide_label,
        icon=icon,
        widget=_widget(bound, help, extra),
        optional=kind == "input" and not bound.field.required and not isinstance(bound.field.widget, Select),
    )


def _kind(bound: BoundField) -> str:
    """How a field is laid out: one check, a group of options, or an input."""
    if isinstance(bound.field.widget, CheckboxInput):
        return "check"
    return "options" if isinstance(bound.field.widget, (RadioSelect, CheckboxSelectMultiple)) else "input"


def _widget(bound: BoundField, help: str, shown: dict[str, object]) -> SafeString:
    """The input, told where its help and its errors are written."""
    described = classes(
        bool(help) and f"{bound.auto_id}_help", bool(bound.errors) and f"{bound.auto_id}_error"
    )
    shown |= {"aria_describedby": described, "aria_invalid": "true" if bound.errors else ""}
    attrs: dict[str, str | bool] = {
        name.replace("_", "-"): True if value is True else str(value)
        for name, value in shown.items()
        if value
    }
    return bound.as_widget(attrs=attrs)


def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with a form, at its head, with a link to each field."""
    wrong = [form[name] for name in form.errors if name in form.fields]
    return render("form_errors", form=form, wrong=wrong) if form.errors else SafeString("")


def search(
    *, action: str, value: str = "", label: str, name: str = "q", keys: str = "", **extra: object
) -> SafeString:
    """A search box that is a form of its own."""
    refuse_unknown("search", extra)
    return render(
        "search",
        action=action,
        value=value,
        label=label,
        name=name,
        keys=keys,
        shortcut=attributes(**_shortcut(keys), **extra),
    )


def menu(
    content: str,
    *,
    label: str,
    icon: str = "",
    variant: str = "plain",
    size: str = "",
    square: bool = False,
    side: str = "",
    up: bool = False,
) -> SafeString:
    """A button that unfolds `menu_item`s; `square` shows the icon alone, `side="end"` aligns the far edge."""
    one_of("menu side", side, ("", "end"))
    look = classes(_look("menu", variant, size), square and "button-square")
    place = classes("menu", side and "menu-end", up and "menu-up")
    return render(
        "menu", content=rendered(content), label=label, icon=icon, look=look, square=square, place=place
    )


@remembered
def menu_item(
    content: str,
    *,
    href: str = "",
    icon: str = "",
    tone: str = "neutral",
    name: str = "",
    value: object = "",
    form: str = "",
    formaction: str = "",
    opens: str = "",
    keys: str = "",
    current: bool = False,
    **extra: object,
) -> SafeString:
    """One thing to do in a menu: a link with `href`, otherwise a submit button."""
    refuse_unknown("menu_item", extra)
    one_of("menu_item tone", tone, TONES)
    look = classes("menu-item", tone != "neutral" and f"tone-{tone}")
    names = {"class_": look, "aria_current": "true" if current else "", **extra}
    names |= _shortcut(keys)
    if not href:
        names |= {"name": name, "value": value, "form": form, "formaction": formaction}
    return _pressable(_face(content, icon=icon, icon_end="", keys=keys), href=href, opens=opens, names=names)


def tabs(content: str, *, label: str) -> SafeString:
    """A row of `tab`s; each is an address of its own."""
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label, rendered(content))


@remembered
def tab(
    content: str,
    *,
    href: str,
    current: bool = False,
    number: int | None = None,
    icon: str = "",
    keys: str = "",
    **extra: object,
) -> SafeString:
    """One tab with its capped number."""
    refuse_unknown("tab", extra)
    names = attributes(
        href=href, class_="tab", aria_current="page" if current else None, **_shortcut(keys), **extra
    )
    return format_html("<a{}>{}{}</a>", names, _face(content, icon=icon, icon_end="", keys=""), count(number))


@remembered
def nav_link(
    content: str,
    *,
    href: str,
    icon: str,
    current: bool = False,
    number: int | None = None,
    tone: str = "neutral",
    keys: str = "",
    **extra: object,
) -> SafeString:
    """A place in the navigation, with its capped number."""
    refuse_unknown("nav_link", extra)
    names = attributes(
        href=href, class_="nav-link", aria_current="page" if current else None, **_shortcut(keys), **extra
    )
    return format_html(
        "<a{}>{}<span>{}</span>{}</a>", names, draw(icon), rendered(content), count(number, tone=tone)
    )


def theme_switch(context: Context) -> SafeString:
    """The choice between the device's own light, light and dark."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    return render(
        "theme_switch",
        action=reverse("ui:theme"),
        chosen=themes.chosen(request),
        choices=themes.choices(),
        back=here,
        csrf_token=context.get("csrf_token", ""),
    )


def render(name: str, /, **values: object) -> SafeString:
    """The template of a component, with nothing in its context but what the component was given."""
    return rendered(render_to_string(f"ui/components/{name}.html", values))
