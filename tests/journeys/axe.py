"""axe-core from the npm registry, for tests only: fetched once into .cache, never committed."""

import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

VERSION = "4.14.1"
FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "axe"
ARCHIVE = FOLDER / f"axe-core-{VERSION}.tgz"
OPTIONS = {
    "iframes": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def source() -> str:
    """The script. Where it cannot be had the test is skipped with the reason, and fails where CI promises it."""
    if not ARCHIVE.exists():
        reason = _fetch()
        if reason and os.environ.get("CI") == "true":
            pytest.fail(reason)
        if reason:
            pytest.skip(reason)
    with tarfile.open(ARCHIVE) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script
        return script.read().decode()


def _fetch() -> str:
    """Why not, or nothing."""
    if not shutil.which("npm"):
        return "axe-core is missing: sudo apt-get install -y npm"
    own = FOLDER / str(os.getpid())
    own.mkdir(parents=True, exist_ok=True)
    command = ["npm", "pack", f"axe-core@{VERSION}", "--silent", "--pack-destination", str(own)]
    done = subprocess.run(command, cwd=own, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"axe-core could not be fetched: {done.stderr.strip()[-300:]}"
    (own / ARCHIVE.name).replace(ARCHIVE)
    return ""


def violations(page: Page, script: str) -> list[str]:
    """What stands in somebody's way on this page, one line each."""
    page.evaluate(script)
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:260]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]
