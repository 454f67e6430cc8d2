"""Finding messages by their words."""

from aiuto.tickets.models import Message, SearchEntry
from aiuto.tickets.stems import stems_of


def index_message(message: Message, *, language: str) -> None:
    """Make one message findable, in one statement."""
    text = " ".join((message.subject, message.from_name, message.sender, message.text))
    SearchEntry.objects.create(message=message, ticket_id=message.ticket_id, stems=stems_of(text, language))


def forget(message: Message) -> None:
    """Nobody finds this message any more."""
    SearchEntry.objects.filter(message=message).delete()
