"""Whatever upstream sends, each method ends in a record or an ApiError, and in nothing else."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.accelevents import Accelevents, Upstream
from tests.accelevents.fuzzing import is_sound, mangled, outcome, statuses, truncated, values
from tests.accelevents.replies import BERLIN, ORIGIN, TOKEN

API = Accelevents(Upstream(ORIGIN, retry_delay=0.0, retries=0), TOKEN)
METHODS = [
    (lambda: API.sign_in_with_password("ada@example.org", "pa55word"), "login"),
    (API.profile, "profile"),
    (API.confirm_token, "profile"),
    (lambda: API.event("demo"), "event"),
    (lambda: API.access("demo"), "access"),
    (lambda: API.workshops("demo", BERLIN), "workshop-sessions"),
    (lambda: API.all_workshops("demo", BERLIN), "workshop-sessions"),
    (lambda: API.all_workshops("demo", BERLIN, with_api_key=True), "workshop-sessions"),
    (lambda: API.my_workshops("demo", BERLIN), "my-sessions"),
    (lambda: API.workshop("demo", 1, BERLIN), "session-detail"),
    (lambda: API.room("demo", 1), "join"),
    (lambda: API.join("demo", 1), "join"),
    (lambda: API.join("demo", 1), "join-text"),
    (lambda: API.register("demo", 1, before_start=True), "access"),
]
methods = st.sampled_from(METHODS)
bounded = settings(max_examples=80, deadline=None, database=None, derandomize=True)


@bounded
@given(method=methods, status=statuses, data=st.data())
def test_a_realistic_answer_with_odd_values_in_it(method, status, data):
    call, name = method

    assert is_sound(outcome(call, status, data.draw(mangled(name))))


@bounded
@given(method=methods, status=statuses, body=values)
def test_any_json_at_all(method, status, body):
    call, _ = method

    assert is_sound(outcome(call, status, json.dumps(body)))


@bounded
@given(method=methods, status=statuses, data=st.data())
def test_an_answer_that_is_cut_off_or_has_invalid_bytes(method, status, data):
    call, name = method

    assert is_sound(outcome(call, status, data.draw(truncated(name))))
