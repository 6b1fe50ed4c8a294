from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.factories import BERLIN, EARLY, NOON, after_noon, label, speaker, workshop
from workshops.schedule import rules
from workshops.schedule.rules import State

SECOND = timedelta(seconds=1)
IN_ORDER = [State.LATER, State.NEXT, State.LIVE, State.ENDED]

moments = st.integers(-300, 300).map(after_noon)
workshops = st.builds(
    workshop, st.integers(1, 9), st.integers(-200, 200), lasts=st.integers(-5, 120)
)
detailed_workshops = st.builds(
    workshop,
    st.integers(1, 99),
    st.integers(-90, 90),
    is_in_person=st.booleans(),
    capacity=st.none() | st.integers(1, 3),
    seats_taken=st.none() | st.integers(0, 3),
    late_minutes=st.none() | st.integers(1, 90),
    ticket_types=st.just(()) | st.just(("Maker pass",)),
)
timed_workshops = st.builds(workshop, begins=st.integers(-200, 200), lasts=st.integers(1, 120))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (after_noon(-2) - SECOND, State.LATER),
        (after_noon(-2), State.NEXT),
        (after_noon(57), State.NEXT),
        (after_noon(58) - SECOND, State.NEXT),
        (after_noon(58), State.LIVE),
        (after_noon(60), State.LIVE),
        (after_noon(90) - SECOND, State.LIVE),
        (after_noon(90), State.ENDED),
    ],
)
def test_a_workshop_passes_from_later_to_next_to_live_to_ended(now, expected):
    at_one = workshop(begins=60, lasts=30)

    state = rules.state(at_one, now, early=timedelta(minutes=2))

    assert state is expected


@pytest.mark.parametrize(
    "times",
    [
        {"starts": None},
        {"ends": None},
        {"starts": None, "ends": None},
        {"starts": NOON, "ends": NOON},
        {"starts": NOON, "ends": NOON - SECOND},
    ],
)
def test_without_a_start_before_an_end_a_workshop_is_never_live(times):
    untimed = workshop(**times)

    assert rules.state(untimed, NOON, EARLY) is State.UNTIMED
    assert rules.next_change([untimed], NOON - timedelta(days=1), EARLY) is None


@given(timed_workshops, moments, moments)
def test_time_moves_a_workshop_forward_only(timed, one, other):
    earlier, later = sorted((one, other))

    before, after = (rules.state(timed, now, EARLY) for now in (earlier, later))

    assert IN_ORDER.index(before) <= IN_ORDER.index(after)


@given(timed_workshops, moments)
def test_a_workshop_is_live_from_early_before_its_start_to_its_end(timed, now):
    state = rules.state(timed, now, EARLY)

    assert (state is State.LIVE) == (timed.starts - EARLY <= now < timed.ends)


@given(st.lists(workshops, max_size=5), moments)
def test_nothing_changes_before_the_next_change_and_something_then(several, now):
    change = rules.next_change(several, now, EARLY)

    def states(at):
        return [rules.state(each, at, EARLY) for each in several]

    just_before = (change or after_noon(10_000)) - SECOND
    assert states(just_before) == states(now)
    assert change is None or states(change) != states(now)


@given(detailed_workshops, moments)
def test_late_entry_closes_at_a_change_and_only_while_a_workshop_runs(detailed, now):
    closes = rules.late_entry_ends(detailed)

    assert closes is None or closes in rules.state_changes([detailed], EARLY)
    assert closes is None or detailed.starts < closes < detailed.ends
    assert rules.is_closed_to_latecomers(detailed, now) == (closes is not None and closes <= now)


def test_late_entry_is_not_judged_without_times_or_by_more_minutes_than_fit():
    minutes = [
        workshop(late_minutes=None),
        workshop(late_minutes=5, starts=None),
        workshop(late_minutes=5, ends=None),
        workshop(late_minutes=60, lasts=60),
        workshop(late_minutes=2**62),
    ]

    assert [rules.late_entry_ends(each) for each in minutes] == [None] * 5


@pytest.mark.parametrize(("now", "expected"), [(-3, -2), (-2, 58), (0, 58), (58, 90), (89, 90)])
def test_the_next_change_comes_after_this_moment(now, expected):
    at_one = workshop(begins=60, lasts=30)

    change = rules.next_change([at_one], after_noon(now), EARLY)

    assert change == after_noon(expected)
    assert rules.next_change([at_one], after_noon(90), EARLY) is None


def test_a_workshop_opens_early_and_at_an_unknown_time_without_a_start():
    assert rules.opens_at(workshop(begins=30), EARLY) == after_noon(28)
    assert rules.opens_at(workshop(starts=None), EARLY) is None


def test_workshops_are_sorted_by_start_and_title_with_undated_ones_last():
    undated = workshop(1, title="Always", starts=None)
    late = workshop(2, begins=20, title="a late one")
    tie_b, tie_a = workshop(3, begins=10, title="B"), workshop(4, begins=10, title="a")

    ordered = rules.by_start([undated, late, tie_b, tie_a])

    assert ordered == [tie_a, tie_b, late, undated]


def test_a_day_is_the_events_day_and_not_that_of_utc():
    late_evening = workshop(1, starts=datetime(2026, 3, 10, 22, 59, tzinfo=UTC))
    past_midnight = workshop(2, starts=datetime(2026, 3, 10, 23, 1, tzinfo=UTC))
    undated = workshop(3, starts=None)

    days = rules.by_day([late_evening, past_midnight, undated], BERLIN)

    assert days == [
        (date(2026, 3, 10), [late_evening]),
        (date(2026, 3, 11), [past_midnight]),
        (None, [undated]),
    ]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (workshop(2, begins=20, lasts=10), True),
        (workshop(2, begins=-30, lasts=90), True),
        (workshop(2, begins=59, lasts=10), True),
        (workshop(2, begins=60, lasts=10), False),
        (workshop(2, begins=-30, lasts=30), False),
        (workshop(1, begins=20, lasts=10), False),
        (workshop(2, ends=None), False),
    ],
)
def test_two_workshops_overlap_when_both_run_at_some_moment(other, expected):
    first_hour = workshop(1, begins=0, lasts=60)

    assert rules.overlap(first_hour, other) is expected
    assert rules.overlap(other, first_hour) is expected


def test_a_workshop_that_is_over_clashes_with_nothing():
    wanted = workshop(1, begins=-60, lasts=120)
    over, running = workshop(2, begins=-50, lasts=50), workshop(3, begins=-50, lasts=51)
    afterwards = workshop(4, begins=60)

    clashes = rules.clashes(wanted, [over, running, afterwards], NOON)

    assert clashes == [running]


@pytest.mark.parametrize(
    ("capacity", "seats_taken", "expected"),
    [(10, 9, False), (10, 10, True), (10, 11, True), (None, 10, False), (10, None, False)],
)
def test_full_is_what_upstreams_own_numbers_say(capacity, seats_taken, expected):
    counted = workshop(capacity=capacity, seats_taken=seats_taken)

    assert rules.is_full(counted) is expected


def test_alternatives_can_be_entered_now_or_within_the_hour():
    refused, live, soon = workshop(1), workshop(2), workshop(3, begins=50)
    full = workshop(4, capacity=1, seats_taken=1)
    on_site, later, over = (
        workshop(5, is_in_person=True),
        workshop(6, begins=90),
        workshop(7, begins=-90),
    )

    offered = rules.alternatives(
        refused, [refused, later, soon, full, on_site, over, live], NOON, EARLY
    )

    assert offered == [live, soon]


@given(st.lists(detailed_workshops, unique_by=lambda w: w.id), st.frozensets(st.integers(1, 99)))
def test_no_alternative_is_known_to_be_closed_to_the_attendee(others, registered):
    offered = rules.alternatives(workshop(100), others, NOON, EARLY, registered, max_count=99)

    of_strangers = [w for w in offered if w.id not in registered]
    own = [w for w in others if w.id in registered and rules.is_live_or_next(w, NOON, EARLY)]
    assert [w for w in own if w not in offered and not w.is_in_person] == []
    assert [w for w in offered if w.is_in_person] == []
    assert [w for w in of_strangers if rules.is_full(w)] == []
    assert [w for w in of_strangers if rules.is_closed_to_latecomers(w, NOON)] == []


@given(st.lists(detailed_workshops, unique_by=lambda w: w.id))
def test_ticket_types_and_what_is_untold_exclude_no_alternative(others):
    plain = [replace(w, is_in_person=False, seats_taken=None, late_minutes=None) for w in others]

    offered = rules.alternatives(workshop(100), plain, NOON, EARLY, max_count=99)

    soon = [w for w in plain if rules.is_live_or_next(w, NOON, EARLY)]
    assert sorted(w.id for w in offered) == sorted(w.id for w in soon)


def test_alternatives_of_the_same_track_or_speaker_come_first_and_live_ones_before_all():
    refused = workshop(1, tracks=(label("Craft"),), speakers=(speaker("Ada"),))
    soon_related = workshop(2, begins=30, tracks=(label("Craft"),))
    unrelated, same_speaker = workshop(3, begins=-30), workshop(4, speakers=(speaker("Ada"),))
    same_track = workshop(5, begins=-20, tracks=(label("Craft"),))

    offered = rules.alternatives(
        refused, [soon_related, unrelated, same_speaker, same_track], NOON, EARLY, max_count=3
    )

    assert offered == [same_track, same_speaker, unrelated]
