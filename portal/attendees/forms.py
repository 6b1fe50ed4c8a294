"""The forms in which a person signs in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.attendees import sign_in_link


class SecretTextInput(forms.TextInput):
    """A text field that is empty when the page is shown again: a key is a password."""

    def format_value(self, value: object) -> None:
        """None, whatever was typed."""


class PasswordForm(forms.Form):
    """Email and password; the password reaches upstream as typed, spaces included."""

    email = forms.EmailField(
        label=_("Email"),
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
        label=_("Paste the link from your email"),
        max_length=2000,
        widget=SecretTextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_key(self) -> sign_in_link.SignInLink:
        """Return what the link says; a bare key says nothing of an event."""
        link = sign_in_link.read(self.cleaned_data["key"])
        if not link.key:
            raise forms.ValidationError(
                _("There’s no sign-in link in this. Copy the whole link from the email.")
            )
        return link
