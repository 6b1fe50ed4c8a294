"""The parts of `make bench`: percentiles, verdicts, requests, answers and the chart's figures."""

import math
import socketserver
import threading
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from tests.load import chart, load_generator
from tests.load.list_requests import LOADING, ended
from tests.load.load_requests import Answer, Waits, ask, percentile, send, spread
from tests.load.payload_size import referred
from tests.load.result_row import Row
from tests.load.soak import Sample, rows, slope


@pytest.fixture
def upstream():
    """Replace the planned replies; no test here calls upstream."""


@pytest.mark.parametrize(
    ("part", "expected"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)]
)
def test_a_percentile_is_the_smallest_value_that_this_share_of_values_does_not_exceed(
    part, expected
):
    assert percentile(range(1, 101), part) == expected


def test_a_percentile_of_no_values_meets_no_goal():
    nothing = percentile([], 0.99)

    assert math.isnan(nothing)
    assert not Row("p99", nothing, 10, "ms").is_met
    assert not Row("p99", nothing, 10, "ms", at_least=True).is_met


def test_a_request_that_failed_counts_as_late_and_in_no_percentile():
    answers = [Answer(0.2, 200, "", ""), Answer(0.1, 304, "", ""), Answer(0.001, 0, "", "")]

    waits = Waits.of(answers, lambda each: each.status in {200, 304})

    assert waits.ms == (100, 200)
    assert waits.failed == 1
    assert waits.later_than(150) == 2


@pytest.mark.parametrize(
    ("row", "is_met"),
    [
        (Row("at the goal", 1.5, 1.5), True),
        (Row("above it", 1.51, 1.5), False),
        (Row("enough", 10, 10, at_least=True), True),
        (Row("too little", 9.9, 10, at_least=True), False),
        (Row("none allowed", 1, 0), False),
        (Row("no goal", 1e9), True),
    ],
)
def test_a_figure_equal_to_its_goal_meets_it(row, is_met):
    assert row.is_met is is_met
    assert row.told["met"] is is_met


def test_a_row_shows_which_goal_is_missed_and_by_how_much():
    words = " ".join(str(Row("unchanged poll", 3.0, 1.5)).split())

    assert words == "MISSED unchanged poll 3.00 × ≤ 1.5 2.00 of the goal"


def test_a_row_without_a_goal_has_no_ratio():
    assert Row("lost", 2, 0).ratio is None
    assert Row("late", 30, 100).ratio == 0.3


def test_a_get_and_a_post_are_written_as_they_go_over_the_wire():
    get = ask("http://localhost:8000/e/demo/list/?", {"Cookie": "a=b"})
    post = ask("http://localhost:8000/join/", {}, {"go": "in"})

    assert get.port == 8000
    assert get.sent == b"GET /e/demo/list/? HTTP/1.1\r\nHost: localhost:8000\r\nCookie: a=b\r\n\r\n"
    assert post.sent.startswith(b"POST /join/ HTTP/1.1\r\n")
    assert post.sent.endswith(b"Content-Length: 5\r\n\r\ngo=in")


def test_requests_are_spread_evenly():
    one = ask("http://localhost:8000/", {})

    assert [each.due for each in spread([one] * 3, 500)] == [0, 0.002, 0.004]


@pytest.mark.parametrize(
    ("answer", "is_whole"),
    [
        (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n", False),
        (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", False),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", False),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", True),
    ],
)
def test_a_response_is_complete_with_its_last_byte(answer, is_whole):
    assert load_generator.is_whole(answer) is is_whole


def test_a_response_is_split_into_status_headers_and_body():
    response = b'HTTP/1.1 200 OK\r\netag: "a.1"\r\n\r\n<p data-kind="let_in">'

    assert load_generator.read(response, 0.5) == Answer(0.5, 200, '"a.1"', "let_in")
    assert load_generator.read(b"", 0.5) == Answer(0.5, 0, "", "")


class QueueingHandler(socketserver.StreamRequestHandler):
    """A handler that queues the first request of a connection and registers the second."""

    def handle(self):
        self._answer(b'<p data-kind="in_line" hx-trigger="load delay:0.1s">')
        self._answer(b'<p data-kind="let_in">')

    def _answer(self, body):
        while self.rfile.readline() not in {b"\r\n", b""}:
            pass
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))


@pytest.mark.parametrize(("until", "kind", "least"), [(0.0, "in_line", 0), (60.0, "let_in", 0.1)])
def test_a_queued_join_asks_again_and_the_whole_wait_counts(until, kind, least):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), QueueingHandler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        press = replace(ask(f"http://127.0.0.1:{server.server_address[1]}/", {}), until=until)

        answers = send([press])
        server.shutdown()

    assert [each.kind for each in answers] == [kind]
    assert answers[0].seconds > least


def test_a_server_that_does_not_listen_gives_no_response():
    answers = send([ask("http://127.0.0.1:1/", {})])

    assert [(each.status, each.kind) for each in answers] == [(0, "")]


def test_an_expired_etag_names_the_same_list():
    assert ended('"look.12.34.0a1b2c"') == '"look.12.34.0"'


def test_the_first_pages_of_a_list_are_not_taken_for_the_whole_list():
    assert LOADING in render_to_string("workshops/live_list/_loading_notice.html")


def test_the_style_sheets_and_scripts_of_a_page_are_found_without_its_pictures():
    page = (
        '<link rel="icon" href="/mark.svg"><link rel="stylesheet" href="/a.css">'
        '<script src="/b.js" defer></script><img src="/c.png">'
    )

    assert referred(page) == ["/a.css", "/b.js"]


def test_the_chart_shows_the_figures_that_were_measured():
    results = {
        "polls_ms": {"nginx": [1, 2], "unchanged": [3, 4], "changed": [5, 6]},
        "joins_ms": {"a join alone": [7, 8]},
        "cpu_us": {"unchanged fifty": 10, "unchanged big": 11, "unchanged huge": 12},
        "viewers": [{"viewers": 100, "memory_mb": 140}, {"viewers": 30_000, "memory_mb": 141}],
    }

    assert chart.waits_of(results) == {
        "nginx micro-cache": (1, 2),
        "unchanged poll": (3, 4),
        "changed poll": (5, 6),
        "a join alone": (7, 8),
    }
    assert chart.sizes_of(results) == [(50, 10), (500, 11), (5000, 12)]
    assert chart.viewers_of(results) == [(100, 140), (30_000, 141)]


def test_growth_by_one_unit_a_minute_has_that_slope():
    samples = [Sample(minute, 100 + minute, 70, 40) for minute in range(10)]

    assert slope(samples, "memory_mb") == pytest.approx(60)
    assert slope(samples, "threads") == 0


@pytest.mark.parametrize(("samples", "met"), [(5, [True, True, True]), (30, [False, True, True])])
def test_a_soak_is_judged_if_it_was_long_enough_and_after_its_warm_up(samples, met):
    growing = [Sample(minute, 100 + minute, 70, 40) for minute in range(samples)]

    assert [row.is_met for row in rows(growing)] == met


def test_growth_in_the_warm_up_alone_does_not_count():
    samples = [
        Sample(minute, min(minute, 5), min(minute, 5), min(minute, 5)) for minute in range(60)
    ]

    assert [row.figure for row in rows(samples)] == pytest.approx([0, 0, 0])
