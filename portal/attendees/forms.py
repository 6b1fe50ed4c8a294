"""The forms in which a person signs in."""

import re
from urllib.parse import unquote, urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

# The query name that Accelevents' own pages use; the form of the mailed address is undocumented.
KEY_IN_QUERY = re.compile(r"(?:^|[?&#])userKey=([^&#\s]+)", re.IGNORECASE)
MAX_KEY_LENGTH = 500  # characters


class SecretTextInput(forms.TextInput):
    """A text field that is empty when the page is shown again: a key is a password."""

    def format_value(self, value: object) -> None:
        """None, whatever was typed."""


class PasswordForm(forms.Form):
    """E-mail and password; the password reaches upstream as typed, spaces included."""

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
    """The whole link from the mail, or only the key in it."""

    key = forms.CharField(
        label=_("Link or key from your mail"),
        max_length=2000,
        widget=SecretTextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_key(self) -> str:
        """Return the bare key."""
        key = user_key_in(self.cleaned_data["key"])
        if not key.strip(".") or len(key) > MAX_KEY_LENGTH or not key.isprintable():
            raise forms.ValidationError(
                _("There is no sign-in key in this. Copy the whole link from the mail.")
            )
        return key


def user_key_in(pasted: str) -> str:
    """The key of a pasted link: query userKey, else the last part of the path; "" if none."""
    text = "".join(pasted.split())  # mail programs break long links into lines
    query_match = KEY_IN_QUERY.search(text)
    if query_match:
        return unquote(query_match.group(1))
    if "/" not in text:
        return text
    return unquote(_path_of(text).rstrip("/").rpartition("/")[2])


def _path_of(link: str) -> str:
    """The path of a link, with or without its scheme; "" if it is not a link."""
    try:
        return urlsplit(link if "://" in link else f"https://{link}").path
    except ValueError:
        return ""
