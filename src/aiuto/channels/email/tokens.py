"""Access tokens of OAuth2 mailboxes: the line that the administrator's own command prints, kept until it is refused."""

import shlex
import subprocess
import threading

from django.utils.translation import gettext as _

SECONDS = 30

_known: dict[str, str] = {}
_lock = threading.Lock()


class NoToken(Exception):
    """The command gave no token. Its text says why, without what the command printed: that may be a secret."""


def access_token(command: str) -> str:
    """The token in use, or what the command prints now. Raises NoToken."""
    with _lock:
        if command not in _known:
            _known[command] = _ask(command)
        return _known[command]


def forget(command: str, token: str) -> None:
    """This token was refused: the next one is asked for anew. A newer one that somebody else asked for stays."""
    with _lock:
        if _known.get(command) == token:
            del _known[command]


def xoauth2(username: str, token: str) -> str:
    """What XOAUTH2 says to a server, before base64."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01"


def _ask(command: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the administrator's command, without a shell
            shlex.split(command), capture_output=True, check=True, timeout=SECONDS, stdin=subprocess.DEVNULL
        )
        token = done.stdout.decode("ascii").strip()
    except subprocess.TimeoutExpired:
        raise NoToken(
            _("The token command gave no answer in %(seconds)s seconds.") % {"seconds": SECONDS}
        ) from None
    except subprocess.CalledProcessError as failure:
        raise NoToken(
            _("The token command ended with code %(code)s.") % {"code": failure.returncode}
        ) from None
    except (OSError, ValueError) as failure:
        problem = {"problem": type(failure).__name__}
        raise NoToken(_("The token command could not be run: %(problem)s.") % problem) from None
    if not token or not token.isprintable():
        raise NoToken(_("The token command printed no token."))
    return token
