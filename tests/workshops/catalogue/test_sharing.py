"""What of a list is everybody's, whatever upstream says of its items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.attendees import Attendee, EncryptedToken
from tests.workshops.factories import NOON, workshop
from workshops.catalogue import sharing

WORKSHOPS = st.lists(
    st.builds(
        workshop,
        st.integers(1, 9),
        visibility=st.sampled_from(["PUBLIC", "PRIVATE", "", "INVITED"]),
        status=st.sampled_from(["VISIBLE", "HIDDEN", "", "DRAFT"]),
        is_hidden=st.booleans(),
        ticket_ids=st.sampled_from([(), ("4711",)]),
    ),
    max_size=6,
)


def attendee(*roles):
    return Attendee("demo", "7", "Ada", "", roles, EncryptedToken(""), NOON, "ada")


@given(WORKSHOPS, st.booleans())
def test_everything_shared_says_that_it_is_public_and_holds_nothing_personal(workshops, by_key):
    public, unclear, private = sharing.divide(workshops, by_key=by_key)

    assert {each.visibility for each in public} <= {"PUBLIC"}
    assert {each.visibility for each in unclear} <= {""}
    assert {each.visibility for each in private} <= {"PRIVATE", "INVITED"}
    shown = [*public, *unclear, *private]
    assert not any(each.is_hidden or each.ticket_ids for each in shown)
    assert {each.status for each in shown} <= (
        {"VISIBLE"} if by_key else {"VISIBLE", "", "DRAFT", "HIDDEN"}
    )


@given(WORKSHOPS)
def test_to_attendees_nothing_is_lost_but_what_is_hidden(workshops):
    kept = sum(len(part) for part in sharing.divide(workshops, by_key=False))

    assert kept == sum(not each.is_hidden for each in workshops)


@pytest.mark.parametrize(
    ("roles", "is_plain", "reads_for_all", "status"),
    [
        (("attendee",), True, True, ""),
        ((), False, True, "VISIBLE"),
        (("speaker",), False, False, "VISIBLE"),
        (("attendee", "speaker"), False, False, "VISIBLE"),
        (("admin",), False, False, "VISIBLE"),
        (("leadretriever",), False, False, "VISIBLE"),
    ],
)
def test_only_who_sees_what_all_see_reads_for_all(roles, is_plain, reads_for_all, status):
    someone = attendee(*roles)

    assert sharing.is_plain(someone) is is_plain
    assert sharing.reads_for_all(someone) is reads_for_all
    assert sharing.wanted_status(someone) == status
