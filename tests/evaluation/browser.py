"""Headless Chromium, in which the report page is tried."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program() -> str:
    """Where the browser is. Skips what asked for it where there is none, or fails it where `CI`
    is `true`."""
    found = os.environ.get("MCDEPLOY_CHROMIUM") or shutil.which("chromium")
    if found:
        return found
    missing = "no browser: install chromium, or give its path in MCDEPLOY_CHROMIUM"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for the whole session; each test opens a context of its own."""
    path = program()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()
