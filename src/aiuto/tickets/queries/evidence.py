"""What a customer said, as far as a colleague may read it: to show what something is asked for."""

from django.db.models import QuerySet

from aiuto.people.models import User
from aiuto.tickets.models import Direction, Message
from aiuto.tickets.queries import of_customer


def said_by(user: User, customer: int) -> QuerySet[Message]:
    """Their messages on the requests that this person sees."""
    theirs = of_customer(user, customer).values("pk")
    return Message.objects.filter(ticket__in=theirs, direction=Direction.IN).select_related("ticket")


def newest_said_by(user: User, customer: int, *, limit: int = 12) -> list[Message]:
    """The newest of them first."""
    return list(said_by(user, customer).order_by("-at", "-id")[:limit])


def shown(user: User, customer: int, ids: list[int]) -> list[Message]:
    """Of these messages those that this person may read, the oldest first."""
    return list(said_by(user, customer).filter(pk__in=ids).order_by("at", "id"))
