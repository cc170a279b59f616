"""A real browser, Debian's Chromium, that fails a test for anything it complains about or fetches from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.browser.chromium import CHROMIUM

HARMLESS = ("favicon.ico",)  # what a page may ask for in vain


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def watched(browser) -> Callable[..., object]:
    """Return a way to open pages that must neither complain nor reach for another machine."""

    @contextmanager
    def page(own: str, **settings: object) -> Iterator[object]:
        context = browser.new_context(**settings)
        opened = context.new_page()
        complaints: list[str] = []
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        opened.on("request", lambda request: None if _own(request.url, own) else complaints.append(request.url))
        yield opened
        context.close()
        assert [text for text in complaints if not any(harmless in text for harmless in HARMLESS)] == []

    return page


def _own(url: str, own: str) -> bool:
    return url.startswith((own, own.replace("http", "ws", 1), "data:", "blob:"))
