"""How somebody without a token gets one, and whose it is."""

from typing import Any

from portal.accelevents import endpoints as calls
from portal.accelevents.base import Caller, path_of
from portal.accelevents.endpoints import Call
from portal.accelevents.records import Profile, SignedIn
from portal.accelevents.transport import Request


class SigningIn(Caller):
    """The calls about the person; all ways to sign in answer alike."""

    def sign_in_with_password(self, email: str, password: str) -> SignedIn:
        """
        A token; ApiRefused WRONG_PASSWORD (unknown e-mail too), ACCOUNT_LOCKED, ACCOUNT_PROBLEM.

        POST /rest/u/login: no reference page; the vendor's own client of 2017 used it.
        """
        body = {"username": email, "password": password, "rememberme": False}
        return self._signed_in(calls.SIGN_IN_WITH_PASSWORD, {}, body, secrets=(email, password))

    def sign_in_with_user_key(self, user_key: str) -> SignedIn:
        """
        A token for a magic link's key, which this spends.

        POST /rest/u/loginUserByUserKey/{key}. ApiRefused KEY_INVALID, KEY_BLOCKED, KEY_USED.
        https://developer.accelevents.com/reference/login-using-userkey
        """
        return self._signed_in(
            calls.SIGN_IN_WITH_USER_KEY, {"key": user_key}, None, secrets=(user_key,)
        )

    def sign_in_with_login_token(self, login_token: str) -> SignedIn:
        """
        A token for the access link of a speaker or exhibitor; ApiRefused KEY_INVALID.

        POST /rest/u/login/token/{key}
        https://developer.accelevents.com/reference/login-using-token
        """
        where = {"key": login_token}
        return self._signed_in(calls.SIGN_IN_WITH_LOGIN_TOKEN, where, None, secrets=(login_token,))

    def profile(self) -> Profile:
        """
        Whose token this is: the cheapest test of one.

        GET /rest/u/myprofile
        https://developer.accelevents.com/reference/get-user-profile-details
        """
        return self.call(calls.PROFILE, {}, Profile.from_json)

    def _signed_in(
        self,
        call: Call,
        where: dict[str, str],
        body: dict[str, Any] | None,
        secrets: tuple[str, ...],
    ) -> SignedIn:
        """The token a sign-in call yields; it is sent without any token of ours."""
        request = Request(call, path_of(call, where), {}, {}, body, secrets)
        return self._transport.ask(request, SignedIn.from_json)
