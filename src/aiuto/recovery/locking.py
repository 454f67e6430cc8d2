"""Taking a recovery to change it: its request is locked first, as every act on a request does."""

from aiuto.people.models import User
from aiuto.recovery.errors import NotFound, WrongState
from aiuto.recovery.models import Compensation, Recovery
from aiuto.recovery.queries import recovery_for
from aiuto.tickets.locking import lock
from aiuto.tickets.models import Ticket
from aiuto.tickets.threading import target_of


def lock_recovery(user: User, recovery_id: int) -> tuple[Ticket, Recovery]:
    """The recovery and the request where it is carried on, that into which its own was merged. Raises NotFound."""
    return lock_this(recovery_for(user, recovery_id).pk)


def lock_this(recovery_id: int) -> tuple[Ticket, Recovery]:
    """The same for work that follows from another room's."""
    own = Recovery.objects.only("ticket_id").get(pk=recovery_id)
    ticket = lock(target_of(own.ticket_id))
    locked = (
        Recovery.objects.select_for_update(of=("self",), no_key=True)
        .select_related("desk__schedule", "customer")
        .get(pk=recovery_id)
    )
    if locked.ticket_id != own.ticket_id:
        raise WrongState
    return ticket, locked


def lock_compensation(user: User, compensation_id: int) -> tuple[Ticket, Compensation]:
    """What is given, with its recovery, and the request where that is carried on. Raises NotFound."""
    found = Compensation.objects.filter(pk=compensation_id).values_list("recovery", flat=True).first()
    if found is None:
        raise NotFound
    return lock_given(recovery_for(user, found).pk, compensation_id)


def lock_given(recovery_id: int, compensation_id: int) -> tuple[Ticket, Compensation]:
    """The same for work that follows from another room's."""
    ticket, recovery = lock_this(recovery_id)
    locked = Compensation.objects.select_for_update(of=("self",), no_key=True)
    given = locked.select_related("line", "delivery").get(pk=compensation_id)
    given.recovery = recovery
    return ticket, given
