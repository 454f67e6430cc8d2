"""The demo's webhook: what would be handed over stays here, as a file."""

from django.conf import settings

from aiuto.outbox.queries import Parts, Receipt

FOLDER = "outgoing"


def keep(parts: Parts, **_where: object) -> Receipt:
    """Write the request to `AIUTO_HOME/outgoing/`, one file a key, which is its reference."""
    folder = settings.HOME / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{parts.message_id}.json").write_text(parts.text)
    return Receipt(parts.message_id)
