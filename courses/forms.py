import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models.reading import MAXIMUM_REFLECTION


class ReflectionForm(forms.Form):
    text = forms.CharField(
        required=False,
        max_length=MAXIMUM_REFLECTION,
        error_messages={
            "max_length": _(
                "Your text has %(show_value)s characters; %(limit_value)s can be kept. "
                "It is still in the form: shorten it and save again."
            )
        },
    )


class PositionForm(forms.Form):
    anchor = forms.RegexField(r"^b-[0-9a-f]{8}$", max_length=64)


class CertificateNumberForm(forms.Form):
    number = forms.CharField(
        max_length=60,
        label=_("Certificate number"),
        help_text=_("16 letters and digits. Capitals, spaces and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_number(self):
        return as_stored(self.cleaned_data["number"])


def as_stored(number: str) -> str:
    """Return a typed number as it is stored: narrow capitals, groups of four, whatever was typed between them."""
    narrow = unicodedata.normalize("NFKC", number).upper()
    letters = "".join(letter for letter in narrow if letter.isascii() and letter.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
