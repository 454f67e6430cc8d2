"""Markdown as agents write it, as safe HTML. The plain text that leaves is the Markdown itself."""

from collections.abc import Iterable
from html import escape

from markdown_it import MarkdownIt

from aiuto.mime import clean_html

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["strikethrough", "table"])
_markdown.disable("image")


def html_of(text: str) -> str:
    """Safe HTML of a Markdown text; HTML in it stays text, images stay links."""
    return clean_html(_markdown.render(text)).strip()


def html_of_plain(text: str) -> str:
    """Plain text as HTML, line by line."""
    return escape(text).replace("\n", "<br>\n")


def html_with_links(text: str, links: Iterable[str]) -> str:
    """Plain text as HTML, where these addresses in it can be clicked."""
    html = html_of_plain(text)
    for link in map(escape, links):
        html = html.replace(link, f'<a href="{link}">{link}</a>')
    return html
