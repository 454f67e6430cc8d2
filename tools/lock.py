"""Pin every package with its hashes, for all platforms and Python versions, naming no package host."""

import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = [
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--python-version",
    "3.11",
]


def main() -> None:
    """Options given are handed on, for instance `--upgrade`."""
    for name in ("base", "dev", "model"):
        compile_ = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *OPTIONS, *sys.argv[1:]]
        subprocess.run([*compile_, f"{name}.in", "-o", f"{name}.txt"], check=True, cwd=REQUIREMENTS)


if __name__ == "__main__":
    main()
