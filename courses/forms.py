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
    number = forms.CharField(max_length=40, label=_("Certificate number"))

    def clean_number(self):
        """Return the number as it is stored: capitals, groups of four, whatever was typed between them."""
        letters = [letter for letter in self.cleaned_data["number"].upper() if letter.isalnum()]
        joined = "".join(letters)
        return "-".join(joined[start : start + 4] for start in range(0, len(joined), 4))
