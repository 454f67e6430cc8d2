"""Whether a mailbox's servers let us in: asked by `aiuto doctor`."""

from django.utils.translation import gettext as _

from aiuto.channels.email.imap import opened
from aiuto.channels.email.outbound import session
from aiuto.channels.email.servers import incoming, outgoing, told
from aiuto.intake import queries


def trouble_reading(mailbox: "queries.Mailbox") -> str:
    """Sign in and open the folder; a sentence for people, or "" when all is well or nothing is read there."""
    if not mailbox.imap_host:
        return ""
    try:
        with opened(incoming(mailbox), mailbox.imap_folder):
            return ""
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what keeps the mail away
        return told(problem)


def trouble_sending(mailbox: "queries.Mailbox") -> str:
    """Sign in where its answers leave; a sentence for people, or "" when all is well."""
    try:
        with session(outgoing(mailbox.pk)) as smtp:
            code = smtp.noop()[0]
            return "" if code == 250 else _("The mail server takes no mail at this moment.")
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what keeps the answers here
        return told(problem)
