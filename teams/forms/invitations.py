"""What is asked before somebody is invited: one person in a form, or many in a text or a file."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipslearn.base.models import Profession
from teams import addresses
from teams.forms.days import DayField, first_day
from teams.forms.people import AddressField, ProfessionField

LONGEST_TEXT = 200_000
REFUSALS = {
    addresses.EMPTY: _("There is nobody in this list. It needs one person on each line, with an e-mail address."),
    addresses.NOT_TEXT: _("This is not a list in plain text. Save the table as CSV, and choose that file."),
    addresses.TOO_LARGE: _("The file has more than 2 MB. Split it."),
    addresses.TOO_MANY: _("The list has more than 5,000 lines. Split it, and invite one part after the other."),
    addresses.OPEN_QUOTE: _("A quotation mark is opened and never closed, so that the lines cannot be told apart."),
}
NAMES = {
    addresses.HOSTILE: _("This cannot be a name: it has signs that spreadsheets or mail programs would act on."),
    addresses.TOO_LONG: _("This is too long for a name."),
}


def language_field() -> forms.ChoiceField:
    return forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language of the mail"))


class InvitationForm(forms.Form):
    email = AddressField()
    name = forms.CharField(
        required=False,
        max_length=addresses.LONGEST_NAME,
        label=pgettext_lazy("person", "Name"),
        help_text=_("They can change it themselves."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    profession = ProfessionField()
    joined_on = DayField(
        required=False, label=_("First day in the team"), help_text=_("Otherwise the day on which they accept.")
    )
    language = language_field()
    is_leader = forms.BooleanField(
        required=False, label=_("Leads the team"), help_text=_("Leaders see the training of everybody in the team.")
    )

    def __init__(self, *args, may_make_leaders: bool, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if not may_make_leaders:
            del self.fields["is_leader"]

    def clean_name(self):
        name = addresses.plain_text(self.cleaned_data["name"])
        problem = addresses.person(1, name, "a@example.org", "").problem
        if addresses.is_hostile(self.cleaned_data["name"]):
            problem = addresses.HOSTILE
        if problem:
            raise forms.ValidationError(NAMES[problem])
        return name

    def clean_email(self):
        if not addresses.is_address(self.cleaned_data["email"]):
            raise forms.ValidationError(_("This is not an e-mail address."))
        return self.cleaned_data["email"]

    def clean_joined_on(self):
        return first_day(self.cleaned_data["joined_on"], today=self.today)


class InvitationListForm(forms.Form):
    """Lines or a file. `cleaned_data["lines"]` is what they say."""

    text = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        label=_("One person on each line"),
        help_text=_("An address, “name &lt;address&gt;”, or “name, address, profession”."),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        required=False,
        label=_("Or a CSV file"),
        help_text=_("In UTF-8 or Shift JIS, at most 2 MB and 5,000 lines."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )
    profession = ProfessionField(
        required=False,
        label=_("Profession of whoever has none in the list"),
        empty_label=_("None: such lines are refused"),
    )
    language = language_field()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is not None and file.size > addresses.MAXIMUM_BYTES:
            raise forms.ValidationError(REFUSALS[addresses.TOO_LARGE])
        return file

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        text, file, chosen = cleaned["text"], cleaned["file"], cleaned["profession"]
        if bool(text.strip()) == bool(file):
            raise forms.ValidationError(_("Write or paste lines, or choose a file: one of the two."))
        try:
            text = addresses.text_of(file.read()) if file else text
            lines = addresses.read(text, profession_codes(), chosen.pk if chosen else "")
        except addresses.Unreadable as unreadable:
            self.add_error("file" if file else "text", REFUSALS[unreadable.args[0]])
            return cleaned
        return {**cleaned, "lines": lines}


def profession_codes() -> dict[str, str]:
    """Return {code or name as `folded` writes it: code} of every profession. One query."""
    found = {}
    for code, *names in Profession.objects.values_list("code", "name_en", "name_ja"):
        found |= {addresses.folded(name): code for name in (code, *names)}
    return found
