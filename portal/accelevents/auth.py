"""How somebody without a token gets one, and whose token it is."""

from math import inf
from time import monotonic
from typing import Any

from portal.accelevents import endpoints, token_header
from portal.accelevents.base import BaseClient, build_path
from portal.accelevents.endpoints import Endpoint
from portal.accelevents.exceptions import AuthenticationRequired
from portal.accelevents.records import LoginResult, Profile
from portal.accelevents.request import Request


class AuthClient(BaseClient):
    """The calls about the person; all ways to sign in answer alike."""

    def sign_in_with_password(self, email: str, password: str) -> LoginResult:
        """
        A token for an email address and a password.

        ApiRefused WRONG_PASSWORD (for an unknown address too), ACCOUNT_LOCKED, ACCOUNT_PROBLEM.
        POST /rest/u/login: no reference page; the vendor's own client of 2017 used it.
        """
        body = {"username": email, "password": password, "rememberme": False}
        return self._login(endpoints.SIGN_IN_WITH_PASSWORD, {}, body, secrets=(email, password))

    def sign_in_with_user_key(self, user_key: str) -> LoginResult:
        """
        A token for the key of a magic link; the call uses the key up.

        POST /rest/u/loginUserByUserKey/{key}. ApiRefused KEY_INVALID, KEY_BLOCKED, KEY_USED.
        https://developer.accelevents.com/reference/login-using-userkey
        """
        path_values = {"key": user_key}
        return self._login(endpoints.SIGN_IN_WITH_USER_KEY, path_values, None, secrets=(user_key,))

    def sign_in_with_login_token(self, login_token: str) -> LoginResult:
        """
        A token for the access link of a speaker or exhibitor; ApiRefused KEY_INVALID.

        POST /rest/u/login/token/{key}
        https://developer.accelevents.com/reference/login-using-token
        """
        path_values = {"key": login_token}
        return self._login(
            endpoints.SIGN_IN_WITH_LOGIN_TOKEN, path_values, None, secrets=(login_token,)
        )

    def profile(self) -> Profile:
        """
        The person whose token this is: the cheapest test of a token.

        GET /rest/u/myprofile
        https://developer.accelevents.com/reference/get-user-profile-details
        """
        return self._profile(token_header.current_form())

    def confirm_token(self) -> Profile:
        """
        The same person; from then on it is known in which form upstream wants tokens.

        GET /rest/u/myprofile, after a 401 once more in the other form. The form that works is
        noted as the finding "token" and used from then on. AuthenticationRequired if neither does.
        """
        form = token_header.current_form()
        deadline = monotonic() + self.upstream.read_timeout
        try:
            profile = self._profile(form, deadline)
        except AuthenticationRequired:
            form = token_header.other_form(form)
            profile = self._profile(form, deadline)
        token_header.remember(form)
        return profile

    def _profile(self, form: str, deadline: float = inf) -> Profile:
        """The profile, asked for with the token in this form, until `deadline` at most."""
        headers = token_header.headers(self._token, form)
        path = build_path(endpoints.PROFILE, {})
        request = Request(endpoints.PROFILE, path, headers, {}, secrets=(self._token,))
        return self._transport.send(request, Profile.from_json, deadline)

    def _login(
        self,
        endpoint: Endpoint,
        path_values: dict[str, str],
        body: dict[str, Any] | None,
        secrets: tuple[str, ...],
    ) -> LoginResult:
        """The result of a sign-in call, which is sent without any token of ours."""
        request = Request(endpoint, build_path(endpoint, path_values), {}, {}, body, secrets)
        return self._transport.send(request, LoginResult.from_json)
