"""Chromium for a test, without a window; what its loop asked of the database ends with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

NOT_ASKED_FOR = (
    "Translate", "OptimizationHints", "MediaRouter", "IsolateSandboxedIframes", "SpareRendererForSitePerProcess",
    # what Playwright turns off, whose list ours takes the place of
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "GlobalMediaControls", "HttpsUpgrades",
    "LensOverlay", "PaintHolding", "RenderDocument", "AcceptCHFrame",
)  # fmt: skip
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_ASKED_FOR)}",
]


@contextmanager
def started(executable: str) -> Iterator[Browser]:
    """A browser until the block ends.

    While its loop stands in this thread Django keeps connections apart for it: one left open would go on reading
    a database that another has taken the place of.
    """
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=executable, chromium_sandbox=False, headless=True, args=FLAGS
        )
        yield chrome
        chrome.close()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
            connections.close_all()
