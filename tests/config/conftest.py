"""Settings are read in a process of their own, as a start of Aiuto does."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def start(tmp_path):
    """Run some Python after the settings were loaded from nothing but these variables and `.env`."""

    def run(line: str, **variables: str) -> subprocess.CompletedProcess[str]:
        surroundings = {"PATH": os.environ["PATH"], "AIUTO_HOME": str(tmp_path / "var"), **variables}
        command = [sys.executable, "-c", f"from aiuto.config import settings\n{line}"]
        return subprocess.run(
            command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
        )

    return run
