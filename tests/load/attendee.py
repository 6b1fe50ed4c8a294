"""An attendee under load: what their page does by itself, and what they then do themselves."""

import json
import re
import time
from dataclasses import dataclass, field

import requests

FRAGMENT, LIST = "/e/demo/list/", "/e/demo/"
KIND = re.compile(r'data-kind="(\w+)"')
AGAIN = re.compile(r"load delay:([\d.]+)s")
NO_ANSWER = "no answer"  # what the page shows is "no contact with the portal"


@dataclass
class Attendee:
    """visitor-<number>, with a browser of their own."""

    origin: str
    number: int
    etag: str = ""
    told: dict[int, list[str]] = field(default_factory=dict)  # by workshop: every answer

    def __post_init__(self) -> None:
        self.email = f"visitor-{self.number}@example.org"
        self._http = requests.Session()
        self._http.trust_env = False
        self._cookies: dict[str, str] = {}
        self._token = ""

    def sign_in(self, password: str) -> None:
        """Type e-mail and password; cookies are Secure, which requests would not send here."""
        page = self._get("/e/demo/sign-in/")
        form = {"way": "password", "email": self.email, "password": password}
        form["csrfmiddlewaretoken"] = _token(page.text)
        answer = self._post("/e/demo/sign-in/", form)
        assert answer.headers.get("Location") == LIST, (answer.status_code, answer.text[:500])
        self._token = _token(self._get(LIST).text)

    def poll(self) -> tuple[int, float]:
        """(status of a refresh, seconds until the page wants the next)."""
        headers = {"HX-Request": "true"} | ({"If-None-Match": self.etag} if self.etag else {})
        try:
            answer = self._get(FRAGMENT + "?", **headers)
        except requests.RequestException:
            return 0, 20.0
        self.etag = answer.headers.get("ETag", self.etag)
        looked = json.loads(answer.headers.get("HX-Trigger", "{}")).get("looked", {})
        return answer.status_code, looked.get("again", 20.0)

    def press(self, workshop: int, patience: float) -> str:
        """The last answer to a press; in line the page asks again, without an answer they do."""
        told, latest = self.told.setdefault(workshop, []), time.monotonic() + patience
        while time.monotonic() < latest:
            kind, wait = self._pressed(workshop)
            told.append(kind)
            if kind not in {"in_line", NO_ANSWER}:
                break
            time.sleep(wait)
        return told[-1]

    def _pressed(self, workshop: int) -> tuple[str, float]:
        headers = {"HX-Request": "true", "HX-Current-URL": self.origin + LIST}
        form = {"csrfmiddlewaretoken": self._token}
        try:
            answer = self._post(f"/e/demo/w/{workshop}/join/", form, **headers)
        except requests.RequestException:
            return NO_ANSWER, 1.0
        found, again = KIND.search(answer.text), AGAIN.search(answer.text)
        return (found[1] if found else NO_ANSWER), float(again[1]) if again else 1.0

    def _get(self, path: str, **headers: str) -> requests.Response:
        return self._kept(
            self._http.get(
                self.origin + path,
                headers=self._with_cookies(headers),
                timeout=60,
                allow_redirects=False,
            )
        )

    def _post(self, path: str, form: dict[str, str], **headers: str) -> requests.Response:
        return self._kept(
            self._http.post(
                self.origin + path,
                form,
                headers=self._with_cookies(headers),
                timeout=60,
                allow_redirects=False,
            )
        )

    def _with_cookies(self, headers: dict[str, str]) -> dict[str, str]:
        told = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return headers | ({"Cookie": told} if told else {})

    def _kept(self, answer: requests.Response) -> requests.Response:
        self._cookies |= answer.cookies.get_dict()
        self._http.cookies.clear()
        return answer


def _token(page: str) -> str:
    found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
    assert found, page[:500]
    return found[1]
