"""Mails for tests, written out as a mail program would."""

from email.message import EmailMessage


def mail(
    *,
    sender: str = "Giulia Neri <giulia@customer.example>",
    to: str = "assistenza@lumiera.example",
    subject: str = "La lampada non si accende",
    text: str = "Buongiorno, la lampada Nuvola non si accende più. Potete aiutarmi?",
    message_id: str = "<one@customer.example>",
    references: str = "",
    cc: str = "",
    headers: tuple[tuple[str, str], ...] = (),
    attachments: tuple[tuple[str, str, bytes], ...] = (),
) -> bytes:
    """Raw bytes with CRLF. Empty strings leave their header out."""
    message = EmailMessage()
    named = {"From": sender, "To": to, "Cc": cc, "Subject": subject, "Message-ID": message_id}
    named |= {"In-Reply-To": references.rpartition(" ")[2], "References": references}
    for name, value in (*named.items(), *headers):
        if value:
            message[name] = value
    message["Date"] = "Mon, 02 Mar 2026 09:55:00 +0100"
    message.set_content(text)
    for name, content_type, data in attachments:
        kind, _, subtype = content_type.partition("/")
        message.add_attachment(data, maintype=kind, subtype=subtype, filename=name)
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
