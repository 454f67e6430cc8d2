"""Where the mail of an address probably is: the servers of large providers, else the usual names of a domain."""

from dataclasses import dataclass

KNOWN = {
    "aruba.it": ("imaps.aruba.it", "smtps.aruba.it", "tls"),
    "fastmail.com": ("imap.fastmail.com", "smtp.fastmail.com", "tls"),
    "gmail.com": ("imap.gmail.com", "smtp.gmail.com", "tls"),
    "libero.it": ("imapmail.libero.it", "smtp.libero.it", "tls"),
    "outlook.com": ("outlook.office365.com", "smtp.office365.com", "starttls"),
}
PORTS = {"tls": 465, "starttls": 587}


@dataclass(frozen=True, slots=True)
class Guess:
    """Both servers, as a form begins with them."""

    imap_host: str
    smtp_host: str
    smtp_security: str

    @property
    def smtp_port(self) -> int:
        return PORTS[self.smtp_security]


def guess(address: str) -> Guess:
    """What to begin with; whoever knows better writes over it."""
    domain = address.rpartition("@")[2].lower()
    return Guess(*KNOWN.get(domain, (f"imap.{domain}", f"smtp.{domain}", "tls")))
