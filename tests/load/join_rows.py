"""The joins of `make bench` in its table and on its chart."""

import statistics

from tests.load import goals
from tests.load.bench_size import Size
from tests.load.joins import Found
from tests.load.load_requests import middle, percentile
from tests.load.result_row import Row

LATE_MS = 1000
BITING = 500  # joins a second: with fewer, threads without admission still keep up
UNBOUNDED = "polls without admission"


def rows(found: Found, size: Size) -> list[Row]:
    """The table's rows."""
    return [
        *_alone(found),
        *_many(found, size),
        *_balance(found),
        *_polls(found, size),
    ]


def waits(found: Found, size: Size) -> dict[str, tuple[float, float]]:
    """(p50, p99) in milliseconds, for the chart."""
    many = {
        goals.joins_name(size.few): found.few,
        goals.plain_name(size.rush): found.rush_plain,
        goals.joins_name(size.rush): found.rush,
        goals.plain_name(size.crowd): found.crowd_plain,
        goals.joins_name(size.crowd): found.crowd,
        goals.polls_name(0): found.polls_alone,
        goals.polls_name(size.few): found.polls_few,
        goals.polls_name(size.rush): found.polls_rush,
        UNBOUNDED: found.polls_unbounded,
    }
    ours, bare = sorted(found.ours), sorted(found.bare)
    return {
        "bare call upstream": (percentile(bare, 0.5), percentile(bare, 0.99)),
        "a join alone": (percentile(ours, 0.5), percentile(ours, 0.99)),
    } | {name: (middle(each, 0.5), middle(each, 0.99)) for name, each in many.items()}


def costs(found: Found) -> dict[str, float]:
    """Microseconds of CPU of a join in the rush, for the chart."""
    return {
        "plain join": 1000 * statistics.median(found.cpu_plain),
        "join": 1000 * statistics.median(found.cpu),
    }


def _alone(found: Found) -> list[Row]:
    ours, bare = sorted(found.ours), sorted(found.bare)
    half = percentile(ours, 0.5) / percentile(bare, 0.5)
    return [
        Row("a join alone, p50 / one bare call", half, goals.JOIN_TO_BARE_CALL),
        Row("a join alone, p99", percentile(ours, 0.99), goals.JOIN_MS, "ms"),
        Row("one bare call, p99", percentile(bare, 0.99), unit="ms"),
    ]


def _many(found: Found, size: Size) -> list[Row]:
    rush, crowd = middle(found.rush, 0.99), middle(found.crowd, 0.99)
    rush_plain, crowd_plain = middle(found.rush_plain, 0.99), middle(found.crowd_plain, 0.99)
    cpu = statistics.median(found.cpu)
    few = middle(found.few, 0.99) / goals.RUSH_MS
    return [
        Row(
            f"CPU: a join of {size.rush} in one second / plain view",
            cpu / statistics.median(found.cpu_plain),
            goals.JOIN_CPU_TO_PLAIN,
        ),
        Row("… itself", cpu, unit="ms"),
        Row(f"{size.few} joins in one second at 300 ms, p99 / delay", few, goals.FEW_TO_DELAY),
        Row(
            f"{size.rush} joins in one second at 300 ms, p99 / plain view",
            rush / rush_plain,
            goals.RUSH_TO_PLAIN,
        ),
        *_to_delay(rush, rush_plain, middle(found.rush_straight, 0.99), goals.RUSH_MS),
        Row(
            f"{size.crowd} joins in flight at 1 s, p99 / plain view",
            crowd / crowd_plain,
            goals.CROWD_TO_PLAIN,
        ),
        *_to_delay(crowd, crowd_plain, middle(found.crowd_straight, 0.99), goals.CROWD_MS),
    ]


def _to_delay(ours: float, plain: float, straight: float, delay_ms: float) -> list[Row]:
    """What the joins, and those that they are compared with, took to the delay of upstream."""
    return [
        Row("… / delay", ours / delay_ms),
        Row("… through the plain view / delay", plain / delay_ms),
        Row("… straight to upstream / delay", straight / delay_ms),
    ]


def _balance(found: Found) -> list[Row]:
    failed = sum(each.failed for each in [*found.few, *found.rush, *found.crowd])
    balance = found.balance
    return [
        Row("joins: not let in within 30 s, of all rounds", failed, 0, "presses"),
        Row("joins: lost, by the sandbox's journal", balance.lost, 0, "presses"),
        Row("joins: registered twice, by the sandbox's journal", balance.double, 0, "presses"),
        Row("joins: overtaken, over all processes", balance.overtaken, 0, "presses"),
        Row("joins: told what is not true", balance.wrongly_told, 0, "presses"),
    ]


def _polls(found: Found, size: Size) -> list[Row]:
    alone, few = middle(found.polls_alone, 0.99), middle(found.polls_few, 0.99)
    rush, unbounded = middle(found.polls_rush, 0.99), middle(found.polls_unbounded, 0.99)
    return [
        Row(f"{goals.polls_name(0)}, p99", alone, unit="ms"),
        Row(
            f"{goals.polls_name(size.few)}, p99 / while nobody joins",
            few / alone,
            goals.POLLS_TO_ALONE,
        ),
        Row(f"{goals.polls_name(size.rush)}, p99", rush, goals.POLLS_MS, "ms"),
        Row("… late (over 1 s) or failed, of both", _late(found), 0, "polls"),
        Row(
            "… without admission, by plain threads, p99 / with",
            unbounded / rush,
            10 if size.rush >= BITING else None,
            at_least=True,
        ),
    ]


def _late(found: Found) -> int:
    return sum(each.later_than(LATE_MS) for each in [*found.polls_few, *found.polls_rush])
