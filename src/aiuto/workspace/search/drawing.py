"""Rows of what was found: behind the title, the words around what matched."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.html import escape

from aiuto.tickets.queries.listing import Listed
from aiuto.tickets.queries.search import Piece
from aiuto.workspace.inbox.drawing import Pen


class FindingPen(Pen):
    """Draws the rows of one page of a search."""

    def __init__(self, now: datetime, snippets: Mapping[int, list[Piece]]) -> None:
        super().__init__(now)
        self.snippets = snippets

    def words(self, ticket: Listed) -> str:
        """Each piece is a stranger's and escaped; what matched is marked."""
        pieces = self.snippets.get(ticket.pk, [(ticket.excerpt, False)])
        return "".join(
            f"<mark>{escape(text)}</mark>" if matched else escape(text) for text, matched in pieces
        )
