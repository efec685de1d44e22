"""The real program as a process with demo data, and a real browser in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
PASSWORD = "magnesium-demo"
START_SECONDS = 120


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    missing = pytest.mark.skip(reason="Chromium is not installed (apt install chromium).")
    for item in items:
        if "functional" in item.path.parts:
            item.add_marker(missing)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demonstration with its own data.

    `MGDCDS_TEST_ADDRESS` names one that runs already, on another machine for instance.
    """
    if given := os.environ.get("MGDCDS_TEST_ADDRESS"):
        yield given
        return
    folder = tmp_path_factory.mktemp("program")
    port = _free_port()
    log = (folder / "log.txt").open("w")
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_CURRENT_TEST")
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env=environment | {"MGDCDS_DATA_DIR": str(folder / "data")},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process, folder / "log.txt")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
            ],
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def sign_in(program: str, browser: Browser) -> Callable[[str], BrowserContext]:
    """Answers a browser context in which a person is signed in; one sign-in per person is kept."""
    kept: dict[str, object] = {}

    def context_of(username: str, **options: object) -> BrowserContext:
        if username not in kept:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{program}/sign-in/")
            page.get_by_label("Username").fill(username)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda url: "/sign-in/" not in url)
            kept[username] = context.storage_state()
            context.close()
        return browser.new_context(storage_state=kept[username], base_url=program, **options)

    return context_of


@pytest.fixture
def open_as(sign_in: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Answers a page of a signed-in person; what the browser complains about fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def page_of(username: str, **options: object) -> Page:
        context = sign_in(username, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if _complains(message) else None,
        )
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def check_accessibility() -> Callable[[Page], None]:
    """Answers a check that runs axe on a page and names what it finds."""

    def check(page: Page) -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("async () => (await axe.run()).violations")
        said = [
            f"{violation['id']}: {violation['help']} ({violation['nodes'][0]['html'][:120]})"
            for violation in found
        ]
        assert said == [], f"{page.url}: {said}"

    return check


def _complains(message: ConsoleMessage) -> bool:
    """A form that is sent back to be corrected (422, or 409) is no fault of the page."""
    is_sent_back = "status of 422" in message.text or "status of 409" in message.text
    return message.type == "error" and not is_sent_back


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise RuntimeError(f"The program did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")
