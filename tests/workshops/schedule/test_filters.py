from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.factories import BERLIN, label, speaker, viewer, workshop
from workshops.schedule.filters import Filters, apply, options

NOBODY = frozenset()
queries = st.builds(
    Filters,
    q=st.sampled_from(["", "work", "ada 1", "zzz"]),
    day=st.sampled_from(["", "2026-03-10", "2026-03-11", "tomorrow"]),
    track=st.sampled_from(["", "Craft"]),
    state=st.sampled_from(["", "open", "now", "next", "later", "ended", "never"]),
    mine=st.sampled_from(["", "1"]),
)
workshops = st.builds(
    workshop,
    st.integers(1, 9),
    st.integers(-200, 1000),
    tracks=st.sampled_from([(), (label("Craft"),)]),
    speakers=st.sampled_from([(), (speaker("Ada"),)]),
)
values = st.text(st.characters(codec="utf-8"), max_size=100).map(str.strip)


def viewer_of(registered_ids):
    return replace(viewer(), registered_ids=registered_ids)


def ids_matching(filters, *among, mine=NOBODY):
    return [each.id for each in apply(among, filters, viewer_of(mine))]


def test_a_query_is_trimmed_bounded_and_stripped_of_unknown_names():
    query = QueryDict("q=+ink++&track=3&page=7&admin=1&tag=" + "x" * 500)

    filters = Filters.from_query(query)

    assert filters == Filters(q="ink", track="3", tag="x" * 100)


@given(st.builds(Filters, values, values, values, values, values, values, values))
def test_the_query_of_some_filters_leads_to_the_same_filters(filters):
    again = Filters.from_query(QueryDict(filters.query))

    assert again == filters


def test_filters_know_whether_they_narrow_anything():
    assert not Filters.from_query(QueryDict("q=++&page=7")).is_set
    assert Filters(mine="1").is_set
    assert Filters().query == ""


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [1, 2, 3]),
        (Filters(track="T1"), [1, 2]),
        (Filters(tag="G1"), [2]),
        (Filters(speaker="S1"), [1]),
        (Filters(track="T1", tag="G1"), [2]),
        (Filters(track="T1", speaker="S2"), []),
        (Filters(track="nowhere"), []),
        (Filters(mine="1"), [3]),
    ],
)
def test_a_workshop_must_fit_every_filter(filters, expected):
    with_speaker = workshop(1, tracks=(label("Craft", "T1"),), speakers=(speaker("Ada", "S1"),))
    with_tag = workshop(2, tracks=(label("Craft", "T1"),), tags=(label("New", "G1"),))
    of_mine = workshop(3, speakers=(speaker("Bo", "S2"),))

    matching = ids_matching(filters, with_speaker, with_tag, of_mine, mine=frozenset({3}))

    assert matching == expected


@pytest.mark.parametrize(
    "q", ["soldering", "SOLDERING", "sold", "fur soldering", "zoë", "zoe", "craft", "new", "1920"]
)
def test_a_search_covers_title_speakers_tracks_and_tags(q):
    wanted = workshop(
        1,
        title="𝐒𝐨𝐥𝐝𝐞𝐫𝐢𝐧𝐠 für Anfänger, ab ①⑨②⓪",
        speakers=(speaker("Zoë Ångström"),),
        tracks=(label("Craft"),),
        tags=(label("NEW"),),
    )
    other = workshop(2, title="Bookbinding", description="soldering zoe craft new 1920")

    assert ids_matching(Filters(q=q), wanted, other) == [1]


def test_every_word_of_a_search_must_occur():
    both, one = workshop(1, title="Ink and paper"), workshop(2, title="Ink")

    assert ids_matching(Filters(q="paper ink"), both, one) == [1]


@given(st.text(max_size=40))
def test_a_workshop_is_found_by_its_own_title(title):
    named = workshop(title=title)

    assert ids_matching(Filters(q=title), named) == [1]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("open", [1, 2]),
        ("now", [1, 2, 3]),
        ("next", [4]),
        ("later", [5]),
        ("ended", [6]),
        ("untimed", []),
        ("anything", []),
    ],
)
def test_a_state_narrows_to_its_section_and_open_to_workshops_that_can_be_joined(state, expected):
    live, full = workshop(1), workshop(2, capacity=5, seats_taken=5)
    on_site, soon = workshop(3, is_in_person=True), workshop(4, begins=30)
    later, over, untimed = workshop(5, begins=90), workshop(6, begins=-99), workshop(7, starts=None)

    matching = ids_matching(Filters(state=state), live, full, on_site, soon, later, over, untimed)

    assert matching == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-03-10", [1]), ("2026-03-11", [2]), ("10 March", []), ("None", [])]
)
def test_a_day_is_the_events_day(day, expected):
    at_23_30_in_berlin = workshop(1, starts=datetime(2026, 3, 10, 22, 30, tzinfo=UTC))
    at_00_30_in_berlin = workshop(2, starts=datetime(2026, 3, 10, 23, 30, tzinfo=UTC))
    undated = workshop(3, starts=None)

    matching = ids_matching(Filters(day=day), at_23_30_in_berlin, at_00_30_in_berlin, undated)

    assert matching == expected


@given(st.lists(workshops), queries, st.frozensets(st.integers(1, 9)))
def test_matching_workshops_are_part_of_the_list_in_its_order(among, filters, mine):
    matching = apply(among, filters, viewer_of(mine))

    assert matching == [each for each in among if each in matching]


def test_options_are_what_occurs_once_each_in_reading_order():
    ink, wood = label("ink", "9"), label("Wood", "8")
    zoe, ada = speaker("zoe", "1"), speaker("Ada", "2")
    first = workshop(1, tracks=(wood, ink), tags=(wood,), speakers=(zoe, ada))
    second = workshop(2, begins=-60 * 24, tracks=(ink,), speakers=(ada,))

    offered = options([first, second, workshop(3, starts=None)], BERLIN)

    assert offered.days == (("2026-03-09", "Monday, March 9"), ("2026-03-10", "Tuesday, March 10"))
    assert (offered.tracks, offered.tags) == ((ink, wood), (wood,))
    assert offered.speakers == (ada, zoe)


def test_a_speaker_without_an_id_is_no_option_because_it_would_mean_everybody():
    known, unknown = speaker("Ada", number="2"), speaker("Bo", number="")

    offered = options([workshop(speakers=(unknown, known))], BERLIN)

    assert offered.speakers == (known,)
