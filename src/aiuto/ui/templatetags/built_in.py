"""Tags of all templates: Django's `url`, asked once a name, and `drawn_once` for what always reads the same."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as read_url
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from aiuto.ui.addresses import address
from aiuto.ui.remembering import DrawnOnce

register = template.Library()


class AddressNode(URLNode):
    """What has named values, or no such address, is left to Django."""

    def render(self, context: Context) -> str:
        try:
            found = address(self.view_name.resolve(context), *(one.resolve(context) for one in self.args))
        except NoReverseMatch:
            return str(super().render(context))
        if self.asvar is None:
            return str(conditional_escape(found))
        context[self.asvar] = found
        return ""


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """As Django reads it."""
    read = read_url(parser, token)
    return read if read.kwargs else AddressNode(read.view_name, read.args, {}, read.asvar)


@register.tag
def drawn_once(parser: Parser, _token: Token) -> DrawnOnce:
    """Up to `enddrawn_once`."""
    nodes = parser.parse(("enddrawn_once",))
    parser.delete_first_token()
    return DrawnOnce(nodes)
