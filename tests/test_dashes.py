"""A place of one level is dashed in one way in every chart, on the screen and on paper."""

import re
from dataclasses import replace

import pytest

from indicators.point import Point
from indicators.ranking import standings
from pages.components import charts
from pages.components.dashes import dashes
from pages.components.place_charts import dots
from pages.paper.drawing import drawing
from tests.made_figures import PARTICIPATION, line_of

STEADY = line_of(PARTICIPATION, {"2022": 72.0, "2023": 73.9})
COUNTRY, PROVINCE, REGION = (replace(STEADY, region=code) for code in ("NL01", "PV27", "AM37"))


def on_screen(*others):
    """How each of these is dashed in a chart of Haarlem."""
    named = [(line, line.region) for line in others]
    figure = charts.trend(PARTICIPATION, STEADY, "Haarlem", named, None, [])
    return {trace.name: trace.line.dash for trace in figure.data if trace.name != "Haarlem"}


def on_paper(*others):
    svg = drawing(PARTICIPATION, [(STEADY, "Haarlem"), *((line, line.region) for line in others)])
    drawn = re.findall(r'stroke-width="1.6" stroke-dasharray="([\d ]+)"', svg)
    return dict(zip([line.region for line in reversed(others)], drawn, strict=True))


@pytest.mark.parametrize("dashed", [on_screen, on_paper])
def test_the_country_is_dashed_alike_with_and_without_the_province_and_the_region(dashed):
    whole = dashed(REGION, PROVINCE, COUNTRY)
    assert len(set(whole.values())) == 3
    assert dashed(COUNTRY) == {"NL01": whole["NL01"]}
    assert dashed(PROVINCE, COUNTRY) == {"PV27": whole["PV27"], "NL01": whole["NL01"]}
    assert dashed(COUNTRY, PROVINCE) == dashed(PROVINCE, COUNTRY)
    assert dashed(REGION) == {"AM37": whole["AM37"]}


def test_more_of_one_level_differ_from_each_other_and_from_a_province_and_the_country():
    wide = set(dashes(["PV27", "NL01"]))
    for codes in (["GM0392", "GM0453", "GM0375", "GM0377"], ["AM37", "AM18", "AM17", "AM15"]):
        found = dashes(codes)
        assert len(set(found)) == 4
        assert wide.isdisjoint(found)
    assert dashes(["GM0392"]) != dashes(["AM37"])


def test_the_country_is_dashed_alike_where_places_are_dots():
    upright = dots(PARTICIPATION, standings({"a": Point("2023", 70.0)}), {"a": "A"}, "a", Point("2023", 73.0)).layout.shapes[0]
    assert upright.line.dash == on_screen(COUNTRY)["NL01"]
