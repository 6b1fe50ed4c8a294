"""The chart of `make bench`: it shows the measured figures and can be read."""

import json
import math
from dataclasses import fields
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from tests.load import bench, chart, costs, goals, join_rows, joins, svg
from tests.load.chart_table import number, verdict
from tests.load.load_requests import Waits

SVG = "{http://www.w3.org/2000/svg}"
SIZE = bench.FULL.joins
WAITS = Waits((100, 200), 0)


@pytest.fixture
def upstream():
    """Replace the planned replies; no test here calls upstream."""


def joined(**changes):
    """The results of joins, the same for each of them, except for `changes`."""
    lists = {each.name: [WAITS] for each in fields(joins.Found) if each.name != "balance"}
    single = {"ours": [5.0], "bare": [2.0], "cpu": [0.1], "cpu_plain": [0.1]}
    return joins.Found(**(lists | single | changes))


def measured(**changes):
    """The results of a bench run in which every goal is met, except for `changes`."""
    all_joins = joined()
    names = ["nginx", "constant", "constant list", "session", "template", "page"]
    kinds = [f"{kind} {size}" for kind in ("changed", "unchanged") for size in chart.SIZES]
    results = {
        "polls_ms": {"nginx": [1, 2], "unchanged": [3, 4], "changed": [5, 6]},
        "joins_ms": join_rows.waits(all_joins, SIZE),
        "cpu_us": dict.fromkeys([*names, *kinds], 100.0)
        | {"unchanged fifty": 20.0}
        | join_rows.costs(all_joins),
        "viewers": [{"viewers": 100, "memory_mb": 140}, {"viewers": 30_000, "memory_mb": 141}],
    } | changes
    return results | {"limits": goals.limits(results, SIZE)}


class Replayed(bench.Bench):
    """A run that measures nothing and returns `measured`, without its limits."""

    def _one_process(self):
        self.chart |= {key: value for key, value in measured().items() if key != "limits"}

    def _as_it_comes(self):
        pass

    _joins = _room = _as_it_comes


def words(results):
    """The texts on the chart, in order."""
    return [each.text for each in ET.fromstring(chart.render(results)).iter(f"{SVG}text")]


def box(text):
    """(left, right, top, bottom) of a text, as wide as a wide font makes it."""
    size = {"title": 22, "heading": 16, "muted": 13}.get(text.get("class", ""), 15)
    width, x, y = 0.6 * size * len(text.text or ""), float(text.get("x")), float(text.get("y"))
    left = x - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor")]
    return left, left + width, y - 0.8 * size, y + 0.2 * size


def overlap(one, other):
    """Whether two boxes have a point in common."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def test_every_name_is_on_the_chart_with_its_figures_and_its_goal():
    shown = words(measured())
    name = "polls while 500 join a second"
    at = shown.index(name)

    assert shown[at : at + 4] == [name, "100", "200", "≤ 100 ✗"]
    assert shown[shown.index("first page") :][:3] == ["first page", "100", "≤ 200 ✓"]
    assert {*chart.COSTS.values(), *chart.waits_of(measured())} <= set(shown)


def test_a_goal_belongs_to_a_figure_that_is_on_the_chart():
    results = measured()

    assert results["limits"]["p99_ms"].keys() <= results["joins_ms"].keys()
    assert results["limits"]["cpu_us"].keys() <= chart.COSTS.keys()


@pytest.mark.parametrize(
    ("name", "measure", "row"),
    [
        ("a join alone", "ours", "a join alone, p99"),
        ("200 joins in a second", "few", "200 joins in one second at 300 ms, p99 / delay"),
        ("500 joins in a second", "rush", "500 joins in one second at 300 ms, p99 / plain view"),
        ("1,000 joins in a second", "crowd", "1000 joins in flight at 1 s, p99 / plain view"),
        (
            "polls while 200 join a second",
            "polls_few",
            "polls while 200 join a second, p99 / while nobody joins",
        ),
        (
            "polls while 500 join a second",
            "polls_rush",
            "polls while 500 join a second, p99",
        ),
    ],
)
@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_a_latency_meets_its_goal_on_the_chart_exactly_if_it_does_in_the_table(
    name, measure, row, factor
):
    limit = measured()["limits"]["p99_ms"][name]
    figure = limit * factor
    found = joined(**{measure: [figure] if measure == "ours" else [Waits((figure, figure), 0)]})
    [table_row] = [each for each in join_rows.rows(found, SIZE) if each.what == row]

    assert table_row.is_met is (factor < 1)
    assert verdict(figure, limit)[1] == ["missed", "met"][table_row.is_met]


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("unchanged fifty", "CPU: unchanged poll / nginx micro-cache"),
        ("changed fifty", "CPU: changed poll of 50 / constant view without a session"),
        ("page", "CPU: first page, warm / view that reads the session"),
    ],
)
@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_a_cost_meets_its_goal_on_the_chart_exactly_if_it_does_in_the_table(name, goal, factor):
    results = measured(cpu_us=measured()["cpu_us"] | {"nginx": 10.0})
    figure = results["limits"]["cpu_us"][name] * factor
    [table_row] = [
        each for each in costs.rows(results["cpu_us"] | {name: figure}) if each.what == goal
    ]

    assert table_row.is_met is (factor < 1)


@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_the_cost_of_a_join_meets_its_goal_on_the_chart_exactly_if_it_does_in_the_table(factor):
    limit = measured()["limits"]["cpu_us"]["join"]
    found = joined(cpu=[limit * factor / 1000])
    name = "CPU: a join of 500 in one second / plain view"
    [table_row] = [each for each in join_rows.rows(found, SIZE) if each.what == name]

    assert join_rows.costs(found)["join"] == pytest.approx(limit * factor)
    assert table_row.is_met is (factor < 1)


def test_a_figure_that_must_not_grow_has_its_goal_from_its_smallest_value():
    limits = measured()["limits"]

    assert limits["unchanged_us"] == pytest.approx(24)
    assert limits["memory_mb"] == pytest.approx(154)


@pytest.mark.parametrize("memory", [1, 150, 1_000_000])
@pytest.mark.parametrize("wait", [0.01, 20_000])
def test_no_text_overlaps_another_or_leaves_the_card(memory, wait):
    viewers = [{"viewers": 100, "memory_mb": 140}, {"viewers": 30_000, "memory_mb": memory}]
    waits = dict.fromkeys(measured()["joins_ms"], (wait, 99_999))
    image = ET.fromstring(chart.render(measured(viewers=viewers, joins_ms=waits)))
    boxes = [box(text) for text in image.iter(f"{SVG}text")]
    width, height = float(image.get("width")), float(image.get("height"))

    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    assert min(left for left, *_ in boxes) > 0
    assert max(right for _, right, *_ in boxes) < width
    assert max(bottom for *_, bottom in boxes) < height


def test_a_figure_that_was_not_measured_is_shown_as_a_dash_without_a_mark():
    gone = (math.nan, math.nan)
    results = measured(joins_ms=measured()["joins_ms"] | {"a join alone": gone})
    at = words(results).index("a join alone")

    assert words(results)[at : at + 4] == ["a join alone", "–", "–", "≤ 10 ✗"]
    assert "nan" not in chart.render(results)


def test_the_chart_is_readable_in_light_and_dark_and_loads_nothing():
    image = chart.render(measured())

    assert "prefers-color-scheme: dark" in image
    assert "<title>" in image
    assert image.count("http") == 1  # the name of SVG itself


@pytest.mark.parametrize(
    ("value", "expected"), [(0.84, "0.8"), (9.96, "10.0"), (10, "10"), (12_997.4, "12,997")]
)
def test_a_figure_has_only_the_digits_that_matter(value, expected):
    assert number(value) == expected


def test_a_logarithmic_scale_ends_at_powers_of_ten_around_its_values():
    scale = svg.LogScale.around([2, 300, 0, math.nan], 100, 400)

    assert scale.ticks() == pytest.approx([1, 10, 100, 1000])
    assert [scale.at(value) for value in (0.5, 1, 10, 1000)] == pytest.approx([100, 100, 200, 400])


def test_a_scale_of_no_value_or_one_value_has_a_length():
    assert svg.LogScale.around([], 0, 1).ticks() == [1, 10]
    assert svg.LogScale.around([10], 0, 1).ticks() == [10, 100]


def test_text_that_looks_like_markup_stays_text():
    assert svg.text(1, 2, "<b> & c", "muted") == (
        '<text class="muted" x="1.0" y="2.0" text-anchor="start">&lt;b&gt; &amp; c</text>'
    )


def test_a_goal_far_beyond_the_figures_is_still_in_the_plot():
    results = measured()
    results["limits"]["cpu_us"]["page"] = 5e7
    image = ET.fromstring(chart.render(results))
    goals_at = [
        float(line.get("x1")) for line in image.iter(f"{SVG}line") if line.get("class") == "goal"
    ]

    assert max(goals_at[1:-2]) <= 640  # the first one is the legend's, the last two lie flat


def test_a_run_measures_everything_that_the_chart_needs():
    run = Replayed(site=None, extent=bench.FULL)

    run.run()

    assert chart.render(run.chart) == chart.render(measured())


def test_a_chart_drawn_from_the_json_of_a_run_equals_the_chart_of_the_run(tmp_path):
    (tmp_path / "bench.json").write_text(json.dumps({"chart": measured()}))

    chart.main(tmp_path / "bench.json", tmp_path / "bench.svg")

    assert (tmp_path / "bench.svg").read_text() == chart.render(measured())
