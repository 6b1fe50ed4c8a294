"""Which responses are compressed."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from portal.server.compression import PACKET_BYTES, LargeGZipMiddleware
from tests.support.attendee_client import HTMX, join_of, page_of, visitor

SOLDERING = 11655
PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.django_db
def test_the_answer_to_a_press_is_sent_as_it_is(sandbox):
    answer = visitor(sandbox).post(join_of(SOLDERING), headers=HTMX | PACKED)

    assert "Content-Encoding" not in answer.headers
    assert 200 < len(answer.content) <= PACKET_BYTES
    assert "You’re registered" in answer.content.decode()


@pytest.mark.django_db
def test_a_page_is_compressed(sandbox):
    answer = visitor(sandbox).get(page_of(SOLDERING), headers=PACKED)

    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("response", "encoding"),
    [
        (HttpResponse(b"a" * PACKET_BYTES), None),
        (HttpResponse(b"a" * (PACKET_BYTES + 1)), "gzip"),
        (StreamingHttpResponse([b"a"]), "gzip"),
    ],
)
def test_more_than_a_packet_is_compressed(rf, response, encoding):
    middleware = LargeGZipMiddleware(lambda _: response)

    assert middleware(rf.get("/", headers=PACKED)).headers.get("Content-Encoding") == encoding
