"""A browser over real HTTP: it keeps Secure cookies as on localhost, and its form token."""

import re
from typing import Any

import requests

FORM_TOKEN = re.compile(r'csrfmiddlewaretoken" value="([\w.:-]+)"')
PATIENCE_SECONDS = 60


class Browser:
    """Follows no redirect; `cookies` is what it would send, `headers` go with every request."""

    def __init__(self, origin: str, headers: dict[str, str] | None = None) -> None:
        self.origin, self.cookies, self.headers = origin, dict[str, str](), headers or {}
        self.form_token = self.email = ""
        self._http = requests.Session()
        self._http.trust_env = False

    def get(self, path: str, **headers: str) -> requests.Response:
        """The answer to a GET; `headers` are named with underscores."""
        return self.ask("GET", path, headers=_names(headers))

    def post(
        self, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> requests.Response:
        """The answer to a form with this browser's form token."""
        told = {"csrfmiddlewaretoken": self.form_token} | (form or {})
        return self.ask("POST", path, told, _names(headers))

    def ask(
        self,
        method: str,
        path: str,
        form: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: float = PATIENCE_SECONDS,
    ) -> requests.Response:
        """The answer to any request; requests.RequestException if there is none."""
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self._http.request(
            method,
            self.origin + path,
            data=form,
            headers=self.headers | (headers or {}) | ({"Cookie": told} if told else {}),
            timeout=timeout,
            allow_redirects=False,
        )
        self.cookies |= answer.cookies.get_dict()
        self._http.cookies.clear()
        return answer

    def sign_in(self, email: str, password: str, at: str = "/e/demo/") -> requests.Response:
        """The answer to the sign-in form at this list's address; afterwards the list is open."""
        self.read_form_token(f"{at}sign-in/")
        form = {"way": "password", "email": email, "password": password}
        answer = self.post(f"{at}sign-in/", form)
        if answer.status_code == 303:
            self.read_form_token(at)
        return answer

    def read_form_token(self, path: str) -> None:
        """Remember the form token of this page; AssertionError if it has none."""
        page = self.get(path)
        found = FORM_TOKEN.search(page.text)
        assert found, (page.status_code, page.text[:500])
        self.form_token = found[1]


def _names(headers: dict[str, str]) -> dict[str, Any]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
