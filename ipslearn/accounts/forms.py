import re
import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipslearn.base import kana
from ipslearn.base.models import User
from ipslearn.base.typesetting import unprintable


class PrintedName:
    """A name that certificates can print: what no font of theirs has is refused where it is entered."""

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if missing := unprintable(name):
            text = _("Certificates cannot print these characters: %(missing)s. Write the name without them.")
            raise forms.ValidationError(text, params={"missing": " ".join(missing)})
        return name


class SignupForm(PrintedName, forms.Form):
    """What we ask besides allauth's e-mail address and password."""

    name = forms.CharField(
        max_length=120,
        label=pgettext_lazy("person", "Name"),
        help_text=_("As it should be printed on your certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        """allauth asks for this method; the adapter has kept the name already."""


class ProfileForm(PrintedName, forms.ModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"))

    class Meta:
        model = User
        fields = ["name", "name_reading", "preferred_language", "time_zone"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(name, name) for name in sorted(zoneinfo.available_timezones())]

    def clean_name_reading(self):
        """Return the reading in hiragana, whichever kana it was typed in: lists are sorted by one of them."""
        reading = " ".join(kana.flat(self.cleaned_data["name_reading"]).split())
        if re.search(r"[一-鿿々]", reading):
            raise forms.ValidationError(_("Write the reading in hiragana or katakana."))
        return reading
