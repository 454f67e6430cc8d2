"""Programs that the tests need from the system: find them, and install what is missing where that is allowed.

Plain Python for the system's own interpreter: `python3 tools/system_packages.py`.
With `CI=true` a missing part is a failure.
"""

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Draws no window of its own: the tests that need a browser take two thirds of the time.
HEADLESS = "chromium-headless-shell"
BROWSERS = (HEADLESS, "chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
DOWNLOADED_BROWSER = "~/.cache/ms-playwright/chromium-*/chrome-linux*/chrome"
WAIT_FOR_OTHERS = ("-o", "DPkg::Lock::Timeout=300")
RELEASE = Path("/etc/os-release")
ON_UBUNTU = RELEASE.exists() and "\nID=ubuntu\n" in RELEASE.read_text()
DOWNLOAD_BROWSER = ".venv/bin/playwright install --with-deps chromium"
NO_START = Path("/usr/sbin/policy-rc.d")


@dataclass(frozen=True, slots=True)
class Part:
    """A program the tests need: how to find it, and Debian's package that brings it."""

    name: str
    package: str
    find: Callable[[], str | None]
    then: str = ""

    @property
    def remedy(self) -> str:
        return " && ".join(filter(None, (f"sudo apt-get install -y {self.package}", self.then)))


def find_chromium() -> str | None:
    """Path of a browser that runs: Ubuntu's `chromium-browser` can be a signpost to a snap only."""
    named = (shutil.which(name) for name in BROWSERS)
    downloaded = sorted(glob.glob(str(Path(DOWNLOADED_BROWSER).expanduser())), reverse=True)  # noqa: PTH207
    return next((path for path in [*named, *downloaded] if path and _runs(path)), None)


def _runs(path: str) -> bool:
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def find_dovecot() -> str | None:
    """Path of the IMAP server."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def find_postgresql() -> str | None:
    """Folder with `initdb` and `postgres`, the newest version of several."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((str(folder) for folder in folders if (folder / "initdb").exists()), None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0


# Ubuntu's chromium is a snap, which a container cannot run: there Playwright brings its own build.
CHROMIUM = (
    Part("chromium", "libatomic1", find_chromium, then=DOWNLOAD_BROWSER)
    if ON_UBUNTU
    else Part("chromium", HEADLESS, find_chromium)
)
PARTS = (
    CHROMIUM,
    Part("dovecot", "dovecot-imapd", find_dovecot),
    Part("PostgreSQL", "postgresql", find_postgresql),
)


def missing() -> list[Part]:
    return [part for part in PARTS if not part.find()]


def wanted() -> list[Part]:
    """What is missing, and the browser that tests are fastest in where only another is there."""
    slow = not ON_UBUNTU and not shutil.which(HEADLESS)
    return [part for part in PARTS if not part.find() or (slow and part is CHROMIUM)]


def install(packages: list[str]) -> bool:
    """Install Debian packages as root or by sudo without a password; False where that may not be or fails."""
    prefix = _root_prefix()
    if prefix is None:
        return False
    print(f"Installing {', '.join(packages)} with apt-get …", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *WAIT_FOR_OTHERS]
    _quietly([*apt, "update"])
    return _quietly([*apt, "install", "-y", "--no-install-recommends", *packages])


def _root_prefix() -> list[str] | None:
    """What to put before `apt-get` so that root runs it; None where that may not be or there is none."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = (
        shutil.which("sudo")
        and not subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode
    )
    return sudo if allowed else None


def _quietly(command: list[str]) -> bool:
    """Run a command and show what it said only when it failed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return done.returncode == 0


def install_parts(parts: list[Part]) -> None:
    """Tests start servers of their own: what Debian would start and keep running stays off."""
    with _services_off():
        for part in parts:
            if install([part.package]):
                _quietly(part.then.split() or ["true"])


@contextmanager
def _services_off() -> Iterator[None]:
    """Debian asks this file before it starts a service."""
    prefix = _root_prefix()
    if prefix is None or NO_START.exists():
        yield
        return
    refuse = f"printf '#!/bin/sh\\nexit 101\\n' > {NO_START} && chmod 755 {NO_START}"
    _quietly([*prefix, "sh", "-c", refuse])
    try:
        yield
    finally:
        _quietly([*prefix, "rm", "-f", str(NO_START)])


def main() -> None:
    if parts := wanted():
        install_parts(parts)
    for part in missing():
        print(f"{part.name} is missing; tests that need it are skipped. Type: {part.remedy}")
    if missing() and os.environ.get("CI") == "true":
        sys.exit("CI=true: a missing part is a failure.")


if __name__ == "__main__":
    main()
