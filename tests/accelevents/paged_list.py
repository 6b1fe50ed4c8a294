"""An upstream with a list of sessions that it gives out in pages, in one of several ways."""

import json

from tests.accelevents.replies import LIST, session


class PagedList:
    """
    Answers GET …/session/v2 from `sessions`, and records the (page, size) of each call.

    `cap` is how many sessions a page holds at most; `by_asked_size` says that pages are counted by
    the size that was asked for, and not by the cap. A larger size than `largest` is refused by
    `refusal`, (status, body). `total` is recordsTotal.
    """

    def __init__(self, upstream, sessions, **manner):
        self.sessions, self.asked = sessions, []
        self.cap, self.by_asked_size = manner.get("cap", 1000), manner.get("by_asked_size", False)
        self.largest = manner.get("largest", 1000)
        self.refusal = manner.get("refusal", (400, "{}"))
        self.total = manner.get("total")
        upstream.add_callback("GET", LIST, self._answer)

    @property
    def sizes(self):
        return [size for _, size in self.asked]

    def _answer(self, request):
        number, asked = int(request.params["page"]), int(request.params["size"])
        self.asked.append((number, asked))
        if asked > self.largest:
            status, body = self.refusal
            return status, {}, body
        size = min(asked, self.cap)
        start = number * (asked if self.by_asked_size else size)
        page = self.sessions[start : start + size]
        body = {"recordsTotal": self.total, "recordsFiltered": len(page), "data": page}
        return 200, {}, json.dumps(body)


def sessions(count, **descriptions):
    """That many sessions with ids from 1; `descriptions` by "at_<id>" make one of them longer."""
    return [
        session(sessionId=n, description=descriptions.get(f"at_{n}", ""))
        for n in range(1, count + 1)
    ]
