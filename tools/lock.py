"""Pin every package with its hashes, for all platforms and Python versions, naming no package host."""

import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--python-version", "3.11"]


def main() -> None:
    """Options given are handed on, for instance `--upgrade`."""
    for name in ("base", "dev"):
        command = ["uv", "pip", "compile", "--quiet", *OPTIONS, *sys.argv[1:], f"{name}.in", "-o", f"{name}.txt"]
        subprocess.run([sys.executable, "-m", *command], check=True, cwd=REQUIREMENTS)


if __name__ == "__main__":
    main()
