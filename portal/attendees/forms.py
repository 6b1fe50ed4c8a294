"""What a person types to sign in."""

import re
from urllib.parse import unquote, urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

# The query name that Accelevents' own pages use; the form of the mailed address is not documented.
KEY_IN_QUERY = re.compile(r"(?:^|[?&#])userKey=([^&#\s]+)", re.IGNORECASE)
LONGEST_KEY = 500  # characters


class NotEchoed(forms.TextInput):
    """A text field that a second showing of the page leaves empty: a key is a password."""

    def format_value(self, value: object) -> None:
        """Nothing, whatever was typed."""


class PasswordForm(forms.Form):
    """E-mail and password; the password reaches upstream as typed, blanks included."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class KeyForm(forms.Form):
    """The link from the mail, whole, or only the key in it."""

    key = forms.CharField(
        label=_("Link or key from your mail"),
        max_length=2000,
        widget=NotEchoed(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_key(self) -> str:
        """The bare key."""
        key = user_key_in(self.cleaned_data["key"])
        if not key.strip(".") or len(key) > LONGEST_KEY or not key.isprintable():
            raise forms.ValidationError(
                _("There is no sign-in key in this. Copy the whole link from the mail.")
            )
        return key


def user_key_in(pasted: str) -> str:
    """The key of a pasted link: query userKey, else the last part of the path; "" if none."""
    text = "".join(pasted.split())  # mail programs break long links into lines
    named = KEY_IN_QUERY.search(text)
    if named:
        return unquote(named.group(1))
    if "/" not in text:
        return text
    return unquote(_path_of(text).rstrip("/").rpartition("/")[2])


def _path_of(link: str) -> str:
    """The path of a link, with or without its scheme; "" if it is none."""
    try:
        return urlsplit(link if "://" in link else f"https://{link}").path
    except ValueError:
        return ""
