"""The command palette and the keys, once on every page."""

from typing import Any

from django import template
from django.template.context import Context

from aiuto.workspace.palette.commands import addresses_by_keys

register = template.Library()


@register.inclusion_tag("workspace/palette/_dialog.html", takes_context=True)
def palette(context: Context) -> dict[str, Any]:
    """The dialogs, empty until they are opened, and where the keys go."""
    return {"by_keys": addresses_by_keys(context["user"])}
