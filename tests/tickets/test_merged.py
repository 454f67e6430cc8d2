"""The requests that were merged into one, by however many steps."""

import pytest

from aiuto.people.queries import default_desk
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.merged import ends_of, merged_into
from aiuto.tickets.references import new_reference


@pytest.mark.both_databases
@pytest.mark.django_db
def test_chain_of_merges_is_followed_to_its_end_and_others_are_not_in_it(now):
    first, second, last, other = (
        Ticket.objects.create(
            desk=default_desk(), reference=new_reference(), created_at=now, last_message_at=now
        )
        for _ in range(4)
    )
    Ticket.objects.filter(pk=first.pk).update(merged_into=second)
    Ticket.objects.filter(pk=second.pk).update(merged_into=last)
    assert set(Ticket.objects.filter(pk__in=merged_into(last.pk))) == {first, second, last}
    assert ends_of([last.pk, other.pk]) == dict.fromkeys((first.pk, second.pk, last.pk), last.pk) | {
        other.pk: other.pk
    }
    assert ends_of([]) == {}
