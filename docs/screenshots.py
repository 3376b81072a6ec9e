"""Pictures of the dashboard for the documentation: `python docs/screenshots.py [FOLDER]` makes them anew.

Starts the dashboard on example figures in a folder of its own, visits the pages with Chromium and puts the pictures into
docs/screenshots/, and the one for the README into docs/overzicht.png. Needs requirements-dev.txt and Chromium (`make browser`).
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import requests
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
COLOURS = 128  # a page has few colours; with a palette a picture takes a third of the room
MOST_BYTES = 250_000  # for the picture that the README loads


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the address that it shows, and the size of the window."""

    name: str
    path: str
    width: int = 1440
    height: int = 1080


SHOTS = [
    Shot("overzicht", "/"),
    Shot("onbenut", "/onbenut"),
    Shot("vacatures-techniek", "/vacatures?sector=techniek"),
    Shot("gegevens", "/gegevens?indicator=werklozen,vacatures&gebieden=AM37,NL01&van=2022"),
    Shot("briefing", "/briefing?regio=GM0392"),
    Shot("overzicht-telefoon", "/", 360, 800),
]


def main(folder: Path) -> None:
    """Take all pictures. Raises RuntimeError without Chromium, when the dashboard does not start, or for a picture too large."""
    chromium = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if chromium is None:
        raise RuntimeError("Er is geen Chromium. Installeer het met `make browser` en probeer het opnieuw.")
    (folder / "screenshots").mkdir(parents=True, exist_ok=True)
    with dashboard() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            picture = taken(browser, address, shot)
            (folder / "screenshots" / f"{shot.name}.png").write_bytes(picture)
            print(f"{shot.name}.png: {len(picture) // 1000} kB")
        browser.close()
    front = folder / "screenshots" / "overzicht.png"
    if front.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{front.name} is groter dan {MOST_BYTES // 1000} kB. Neem minder kleuren of een kleiner venster.")
    shutil.copyfile(front, folder / "overzicht.png")


@contextmanager
def dashboard() -> Iterator[str]:
    """The address of a dashboard on example figures, which is gone afterwards with its data."""
    with tempfile.TemporaryDirectory() as data, socket.socket() as free:
        environment = {**os.environ, "DATA_DIR": data}
        subprocess.run([sys.executable, "-m", "ingest", "refresh", "--example"], cwd=PROJECT, env=environment, check=True)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = ["streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
        server = subprocess.Popen([sys.executable, "-m", *command], cwd=PROJECT, env=environment)  # noqa: S603
        try:
            wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    """Return once the dashboard answers. Raises RuntimeError when it does not."""
    for _ in range(300):
        try:
            if requests.get(f"{address}/healthz", timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.2)
    raise RuntimeError("Het dashboard start niet. Kijk met `make run` wat er misgaat.")


def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    """The picture as a PNG with a palette."""
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, locale="nl-NL", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}{shot.path}")
    settle(page)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    context.close()
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


_DRAWN = "[...document.querySelectorAll('[data-testid=stPlotlyChart]')].every((chart) => chart.querySelector('.main-svg'))"


def settle(page: Page) -> None:
    """Wait until the page is whole: its footer there, its charts drawn, nothing moving any more."""
    page.wait_for_selector("footer.foot", timeout=60_000)
    page.wait_for_function(_DRAWN)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "docs")
