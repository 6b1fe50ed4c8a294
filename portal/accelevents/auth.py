"""How somebody without a token gets one, and whose it is."""

from typing import Any

from portal.accelevents import endpoints
from portal.accelevents.base import BaseClient, build_path
from portal.accelevents.endpoints import Endpoint
from portal.accelevents.records import LoginResult, Profile
from portal.accelevents.transport import Request


class AuthClient(BaseClient):
    """The calls about the person; all ways to sign in answer alike."""

    def sign_in_with_password(self, email: str, password: str) -> LoginResult:
        """
        A token; ApiRefused WRONG_PASSWORD (unknown e-mail too), ACCOUNT_LOCKED, ACCOUNT_PROBLEM.

        POST /rest/u/login: no reference page; the vendor's own client of 2017 used it.
        """
        body = {"username": email, "password": password, "rememberme": False}
        return self._login(endpoints.SIGN_IN_WITH_PASSWORD, {}, body, secrets=(email, password))

    def sign_in_with_user_key(self, user_key: str) -> LoginResult:
        """
        A token for a magic link's key, which this spends.

        POST /rest/u/loginUserByUserKey/{key}. ApiRefused KEY_INVALID, KEY_BLOCKED, KEY_USED.
        https://developer.accelevents.com/reference/login-using-userkey
        """
        return self._login(
            endpoints.SIGN_IN_WITH_USER_KEY, {"key": user_key}, None, secrets=(user_key,)
        )

    def sign_in_with_login_token(self, login_token: str) -> LoginResult:
        """
        A token for the access link of a speaker or exhibitor; ApiRefused KEY_INVALID.

        POST /rest/u/login/token/{key}
        https://developer.accelevents.com/reference/login-using-token
        """
        where = {"key": login_token}
        return self._login(endpoints.SIGN_IN_WITH_LOGIN_TOKEN, where, None, secrets=(login_token,))

    def profile(self) -> Profile:
        """
        Whose token this is: the cheapest test of one.

        GET /rest/u/myprofile
        https://developer.accelevents.com/reference/get-user-profile-details
        """
        return self.call(endpoints.PROFILE, {}, Profile.from_json)

    def _login(
        self,
        call: Endpoint,
        where: dict[str, str],
        body: dict[str, Any] | None,
        secrets: tuple[str, ...],
    ) -> LoginResult:
        """The token a sign-in call yields; it is sent without any token of ours."""
        request = Request(call, build_path(call, where), {}, {}, body, secrets)
        return self._transport.send(request, LoginResult.from_json)
