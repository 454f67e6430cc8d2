"""The bell in templates."""

from typing import Any

from django import template

from aiuto.notices.queries import CAP, standing

register = template.Library()


@register.simple_tag(takes_context=True)
def bell(context: dict[str, Any]) -> dict[str, Any]:
    """How many notices wait for the reader, in figures and as they are shown, and the newest of them."""
    now = standing(context["request"].user)
    return {
        "unread": now.unread,
        "shown": f"{CAP}+" if now.unread > CAP else str(now.unread),
        "newest": now.newest,
    }
