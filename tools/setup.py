"""Make `.venv` and install the pinned packages and Aiuto in it: `python3 tools/setup.py base|dev|model`.

Plain Python for the system's own interpreter. A second run compares a stamp and returns at once.
"""

import hashlib
import importlib.util
import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

OLDEST = (3, 11)
SETS = ("base", "dev", "model")
HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
STAMP = HOME / "aiuto-setup.json"


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else "base"
    require_python()
    if is_done(wanted):
        return
    make_environment()
    install(wanted)
    STAMP.write_text(json.dumps(stamps() | {wanted: digest(wanted)}))


def require_python() -> None:
    if sys.version_info < OLDEST:
        here = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Aiuto needs Python 3.11 or newer; this python3 is {here}. Try: make PYTHON=python3.12 …")


def is_done(wanted: str) -> bool:
    """Each set contains those before it."""
    done, larger = stamps(), SETS[SETS.index(wanted) :]
    return PYTHON.exists() and any(name in done and done[name] == digest(name) for name in larger)


def stamps() -> dict[str, str]:
    return json.loads(STAMP.read_text()) if STAMP.exists() else {}


def digest(name: str) -> str:
    """What the installed set depends on: the interpreter, the place and the pinned packages."""
    files = (requirements(name), ROOT / "pyproject.toml")
    parts = [sys.version, str(ROOT), *(path.read_text(encoding="utf-8") for path in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def requirements(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def make_environment() -> None:
    if is_current():
        return
    require_ensurepip()
    print("Making .venv …", flush=True)
    venv.create(HOME, clear=True, with_pip=True, symlinks=True)


def is_current() -> bool:
    """Whether `.venv` works and was made by this version of Python."""
    ask = "import pip, sys; print(sys.version)"
    return PYTHON.exists() and _output([str(PYTHON), "-c", ask]) == sys.version


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def require_ensurepip() -> None:
    """Debian keeps `ensurepip` in a package of its own."""
    if importlib.util.find_spec("ensurepip"):
        return
    from tools import system_packages  # noqa: PLC0415 - needed on few machines

    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not system_packages.install([package]):
        sys.exit(f"Python's venv is missing. Type: sudo apt-get install -y {package}")


def install(name: str) -> None:
    print(f"Installing the packages of requirements/{name}.txt …", flush=True)
    _pip("--require-hashes", "--no-deps", "-r", str(requirements(name)))
    _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]
    if code := subprocess.run(command, check=False, cwd=ROOT).returncode:
        sys.exit(code)


if __name__ == "__main__":
    main()
