"""The device behind a browser's name for itself: enough to tell one's own apart."""

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
HANDHELD = frozenset({"Android", "iPhone", "iPad"})


def device(user_agent: str) -> tuple[str, str]:
    """An icon and a name: `("smartphone", "Firefox · Android")`; both parts as far as they are known."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    icon = "smartphone" if system in HANDHELD else "monitor"
    return icon, " · ".join(part for part in (browser, system) if part)


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in known if sign in text), "")
