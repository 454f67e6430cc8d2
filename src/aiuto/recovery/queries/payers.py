"""By what a desk pays out, for its settings and for the wire."""

from aiuto.people.models import Desk
from aiuto.recovery.models import Compensation, Webhook
from aiuto.recovery.webhooks import SHORTEST_SECRET as SHORTEST_SECRET
from aiuto.recovery.webhooks import Payer as Payer
from aiuto.recovery.webhooks import payer_of


def payer_for(key: str) -> Payer | None:
    """The one of the desk whose compensation is asked for under this key. Two statements."""
    asked = Compensation.objects.filter(delivery__rfc_id=key, delivery__channel="webhook")
    return payer_of(asked.values_list("desk", flat=True).first())


def webhook_of(desk: Desk) -> Webhook | None:
    """The desk's own, None where the installation's holds."""
    return Webhook.objects.filter(desk=desk).first()
