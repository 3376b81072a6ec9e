"""Every page against an empty Streamlit page with the same charts: the server's time of a warm rerun, and the time in the
browser until the last chart is drawn."""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import requests
from playwright.sync_api import BrowserContext, sync_playwright
from streamlit.testing.v1 import AppTest

from ingest.settings import PROJECT
from tests.bench.measure import Measured, run

PAGES = ["overzicht", "vacatures", "onbenut", "participatie", "banen", "uitkeringen", "banenafspraak", "gegevens", "bronnen"]
RERUNS, VISITS = 40, 9

# The yardstick: nothing but the charts, made once and drawn at every run.
_EMPTY_PAGE = """
import json
import sys

import plotly.graph_objects as go
import streamlit as st


@st.cache_resource
def figures(path):
    return [go.Figure(each) for each in json.load(open(path))]


st.title("Leeg")
for number, figure in enumerate(figures({path!r})):
    st.plotly_chart(figure, key=str(number))
"""

# Notes when the wanted number of charts have their lines or bars, and the title stands.
_WATCH = """
window.drawnAt = null;
const wanted = __CHARTS__;
const look = () => {
  const drawn = [...document.querySelectorAll('.js-plotly-plot')]
    .filter(plot => plot.querySelector('.scatterlayer path, .barlayer path')).length;
  if (window.drawnAt === null && drawn >= wanted && document.querySelector('h1')) window.drawnAt = performance.now();
};
new MutationObserver(look).observe(document, {childList: true, subtree: true});
"""


def measure_pages(folder: Path) -> list[Measured]:
    """Two lines for each page."""
    data = folder / "pages"
    run([sys.executable, "-m", "ingest", "refresh", "--example"], DATA_DIR=str(data))
    os.environ["DATA_DIR"] = str(data)
    rows, charts = [], {}
    for page in PAGES:
        ours = AppTest.from_file(str(PROJECT / "pages" / "frame.py"), default_timeout=120).run()
        ours = ours.switch_page(f"{page}.py").run()
        charts[page] = [json.loads(chart.proto.spec) for chart in ours.get("plotly_chart")]
        empty = AppTest.from_file(str(_empty_page(folder, page, charts[page])), default_timeout=120).run()
        mine, theirs = [], []
        for _ in range(RERUNS):
            mine.append(_seconds(ours))
            theirs.append(_seconds(empty))
        rows.append(
            Measured(f"{page}: warm rerun, against {len(charts[page])} bare charts", *_medians(mine, theirs), "s", "<= 1.25")
        )
    for page, (mine, theirs) in _in_browser(folder, charts).items():
        rows.append(
            Measured(f"{page}: browser until the last chart, against bare charts", *_medians(mine, theirs), "s", "<= 1.25")
        )
    return rows


def _in_browser(folder: Path, charts: dict[str, list[object]]) -> dict[str, tuple[list[float], list[float]]]:
    found: dict[str, tuple[list[float], list[float]]] = {}
    with _served("app.py") as ours, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for page, figures in charts.items():
            with _served(str(_empty_page(folder, page, figures))) as theirs:
                context = browser.new_context(viewport={"width": 1440, "height": 1000})
                context.add_init_script(_WATCH.replace("__CHARTS__", str(len(figures))))
                pairs = [(_visit(context, f"{ours}/{page}"), _visit(context, theirs)) for _ in range(VISITS + 1)][1:]
                found[page] = ([mine for mine, _ in pairs], [other for _, other in pairs])
                context.close()
        browser.close()
    return found


def _visit(context: BrowserContext, url: str) -> float:
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("window.drawnAt !== null", timeout=60_000)
    seconds = float(page.evaluate("window.drawnAt")) / 1000
    page.close()
    return seconds


def _empty_page(folder: Path, page: str, figures: list[object]) -> Path:
    (folder / f"{page}.json").write_text(json.dumps(figures))
    script = folder / f"empty_{page}.py"
    script.write_text(_EMPTY_PAGE.format(path=str(folder / f"{page}.json")))
    return script


def _seconds(test: AppTest) -> float:
    start = time.perf_counter()
    test.run()
    return time.perf_counter() - start


def _medians(mine: list[float], theirs: list[float]) -> tuple[float, float]:
    return statistics.median(mine), statistics.median(theirs)


@contextmanager
def _served(script: str) -> Iterator[str]:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.headless", "true"]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(150):
            try:
                if requests.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).ok:
                    break
            except requests.ConnectionError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
