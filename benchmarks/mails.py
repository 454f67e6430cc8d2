"""Mixed mails for intake: the corpus made unique, and ordinary ones by seed: plain, HTML, attachments, replies."""

import random
import re
from collections.abc import Iterator
from email.message import EmailMessage
from itertools import islice
from pathlib import Path

from aiuto.flows.volume.texts import Writer
from aiuto.mime import over_limit

CORPUS = Path(__file__).parent.parent / "tests" / "mail"
A_REPLY, AN_ATTACHMENT, HTML = 0.3, 0.12, 0.6
_MESSAGE_ID = re.compile(rb"(?im)^message-id:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")


def mixed(count: int, *, seed: int = 1) -> list[bytes]:
    """So many mails, three in ten from the corpus, in an order that the seed decides."""
    chance = random.Random(seed)
    corpus = list(islice(_unique_corpus(), count * 3 // 10))
    mails = corpus + list(_ordinary(count - len(corpus), chance, Writer(seed)))
    chance.shuffle(mails)
    return mails


def _unique_corpus() -> Iterator[bytes]:
    """Each mail of the corpus again and again, another mail each time."""
    mails = [
        raw
        for path in sorted(CORPUS.glob("*.eml"))
        if "not-mail" not in path.stem and (raw := path.read_bytes())
    ]
    mails = [raw for raw in mails if not over_limit(raw)]
    number = 0
    while mails:
        for raw in mails:
            number += 1
            ending = b"\r\n" if b"\r\n" in raw else b"\n"
            own = _MESSAGE_ID.sub(b"Message-ID: <corpus-%d@bench.example>" % number, raw, count=1)
            yield b"Comments: %d%s%s" % (number, ending, own)


def _ordinary(count: int, chance: random.Random, writer: Writer) -> Iterator[bytes]:
    known: list[tuple[str, str, str]] = []
    for number in range(count):
        if known and chance.random() < A_REPLY:
            sender, subject, earlier = chance.choice(known)
        else:
            name, _ = writer.name()
            sender, subject, earlier = (
                f"{name} <{name.lower().replace(' ', '.')}.{number}@posta.example>",
                "",
                "",
            )
        subject = subject or writer.text(number).words[:50]
        own = f"<ordinary-{number}@bench.example>"
        known.append((sender, subject, own))
        mail = _mail(number, sender, subject, own, earlier, chance, writer)
        for level, part in enumerate(part for part in mail.walk() if part.is_multipart()):
            part.set_boundary(f"{level}-{number}")
        yield mail.as_bytes()


def _mail(
    number: int, sender: str, subject: str, own: str, earlier: str, chance: random.Random, writer: Writer
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = sender, "aiuto@lamps.example", own
    mail["Subject"] = f"Re: {subject}" if earlier else subject
    mail["Date"] = f"Mon, 02 Mar 2026 {number // 60 % 24:02d}:{number % 60:02d}:00 +0100"
    if earlier:
        mail["In-Reply-To"] = mail["References"] = earlier
    words = writer.text(number).words.replace(". ", ".\n")
    quote = f"\n\nIl 1 marzo 2026 Assistenza ha scritto:\n> {writer.text(number).words}" if earlier else ""
    mail.set_content(words + quote)
    if chance.random() < HTML:
        mail.add_alternative(
            f"<html><body><p>{words}</p><blockquote>{quote}</blockquote></body></html>", subtype="html"
        )
    if chance.random() < AN_ATTACHMENT:
        data = chance.randbytes(chance.randrange(2_000, 150_000))
        mail.add_attachment(data, maintype="image", subtype="jpeg", filename=f"foto-{number}.jpg")
    return mail
