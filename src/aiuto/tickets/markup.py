"""Markdown as agents write it, as safe HTML. The plain text that leaves is the Markdown itself."""

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
