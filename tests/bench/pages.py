"""Every page against an empty Streamlit page with the same charts: the server's time of a warm rerun, and in the browser the time
until the last chart is drawn and, after another choice in a filter, until nothing changes any more."""

import json
import os
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright
from streamlit.testing.v1 import AppTest

from ingest.settings import PROJECT
from pages.interface.shell import page_names
from pages.stewardship.door import OPENED_BY
from tests.bench.measure import Measured, run
from tests.loopback import streamlit

PAGES = sorted(page_names() - {*OPENED_BY, "inloggen"})
RERUNS, VISITS = 25, 7
WARM_RERUN = 0.06  # seconds of the server that a warm rerun may take
QUIET = 700  # milliseconds without any change: the page is done

# The yardstick: nothing but the charts, made once, drawn at every run, and drawn anew when the year is another.
_EMPTY_PAGE = """
import json
import sys

import plotly.graph_objects as go
import streamlit as st


@st.cache_resource
def figures(path):
    return [go.Figure(each) for each in json.load(open(path))]


st.title("Leeg")
year = st.sidebar.selectbox("Van", [str(year) for year in range(2003, 2027)])
for number, figure in enumerate(figures({path!r})):
    st.plotly_chart(go.Figure(figure).update_layout(title=year), key=str(number))
"""

# Notes when the wanted number of charts have their lines or bars, and the title stands. What is said to who hears the page, on
# purpose a moment later, is nothing that is drawn.
_WATCH = """
window.drawnAt = null;
const wanted = __CHARTS__;
const look = () => {
  const drawn = [...document.querySelectorAll('.js-plotly-plot')]
    .filter(plot => plot.querySelector('.scatterlayer path, .barlayer path, .sankey path')).length;
  if (window.drawnAt === null && drawn >= wanted && document.querySelector('h1')) window.drawnAt = performance.now();
  window.lastChange = performance.now();
};
const onThePage = (change) => !(change.target instanceof Element && change.target.matches('body > [aria-live]'));
new MutationObserver((changes) => { if (changes.some(onThePage)) look(); }).observe(document, {childList: true, subtree: true});
"""


def measure_pages(folder: Path) -> list[Measured]:
    """Two lines for each page."""
    data = folder / "pages"
    run([sys.executable, "-m", "ingest", "refresh", "--example"], DATA_DIR=str(data))
    run([sys.executable, "-m", "indicators", "prepare"], DATA_DIR=str(data))  # else the server does so beside the first pages
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
        asked = "<= 1.25" if charts[page] else ""  # without charts the other page is a title, and there is nothing to compare
        what = f"{page}: warm rerun, against {len(charts[page])} bare charts"
        rows.append(Measured(what, *_medians(mine, theirs), "s", asked))
        rows.append(Measured(f"{page}: warm rerun, against 60 ms", statistics.median(mine), WARM_RERUN, "s", "<= 1"))
    for page, pairs in _in_browser(folder, {page: those for page, those in charts.items() if those}).items():
        for what, asked, place in (("until the last chart", "<= 1.25", 0), ("after another first year", "<= 1.5", 1)):
            mine, theirs = [ours[place] for ours, _ in pairs], [others[place] for _, others in pairs]
            rows.append(Measured(f"{page}: browser {what}, against bare charts", *_medians(mine, theirs), "s", asked))
    return rows


Visit = tuple[float, float]  # seconds until the last chart is drawn, and from another choice until all is drawn anew


def _in_browser(folder: Path, charts: dict[str, list[object]]) -> dict[str, list[tuple[Visit, Visit]]]:
    found: dict[str, list[tuple[Visit, Visit]]] = {}
    with streamlit("app.py") as (ours, *_), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for page, figures in charts.items():
            with streamlit(str(_empty_page(folder, page, figures))) as (theirs, *_):
                context = browser.new_context(viewport={"width": 1440, "height": 1000}, bypass_csp=True)  # _WATCH asks often
                context.add_init_script(_WATCH.replace("__CHARTS__", str(len(figures))))
                found[page] = [(_visit(context, f"{ours}/{page}"), _visit(context, theirs)) for _ in range(VISITS + 1)][1:]
                context.close()
        browser.close()
    return found


def _visit(context: BrowserContext, url: str) -> Visit:
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("window.drawnAt !== null", timeout=60_000)
    first = float(page.evaluate("window.drawnAt"))
    page.wait_for_function(f"performance.now() - window.lastChange > {QUIET}", timeout=60_000)
    page.get_by_role("combobox", name="Van", exact=True).fill("2018")
    page.get_by_role("option", name="2018", exact=True).wait_for()
    chosen = float(page.evaluate("window.lastChange = performance.now()"))
    page.keyboard.press("Enter")
    page.wait_for_function(f"performance.now() - window.lastChange > {QUIET}", timeout=60_000)
    again = float(page.evaluate("window.lastChange")) - chosen
    page.close()
    return first / 1000, again / 1000


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
