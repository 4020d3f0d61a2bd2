from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipslearn.base.selects import PlainSelect
from teams.models import Standing
from teams.screens.matrix import LATE, Offer

SORTS = {
    "profession": _("Profession, then name"),
    "name": pgettext_lazy("person", "Name"),
    "overdue": _("Most overdue first"),
    "next": _("Next date first"),
}


class Choice(forms.ChoiceField):
    def __init__(self, *, anything, **kwargs):
        super().__init__(required=False, widget=PlainSelect, **kwargs)
        self.anything = anything

    def offer(self, choices) -> None:
        self.choices = [("", self.anything), *choices] if self.anything else list(choices)


class MatrixForm(forms.Form):
    """What the matrix can be narrowed to, and in which order it stands. Every field may be left out."""

    q = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=100, strip=True)
    team = Choice(label=_("Team"), anything=_("All teams"))
    profession = Choice(label=_("Profession"), anything=_("All professions"))
    state = Choice(label=_("State"), anything=_("All states"))
    course = Choice(label=_("Course"), anything=_("All courses"))
    sort = Choice(label=_("Order"), anything=None)

    def __init__(self, data, *, offer: Offer):
        super().__init__(data)
        states = [(LATE, _("Overdue or expired")), *Standing.State.choices]
        self.fields["profession"].offer(offer.professions.items())
        self.fields["state"].offer((key, capitalized(label)) for key, label in states)
        self.fields["course"].offer((str(column.key), column.title) for column in offer.columns)
        self.fields["sort"].offer(SORTS.items())
        if offer.teams is None:
            del self.fields["team"]
        else:
            self.fields["team"].offer(offer.teams)

    def chosen(self) -> dict[str, str]:
        """Return what was chosen and can be understood; the rest has an error in the form, and narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self) -> list[tuple[str, str]]:
        """Return (label, value) of each filter that is set, for paper and for the table's caption."""
        found = []
        for name, value in self.chosen().items():
            choices = dict(getattr(self.fields[name], "choices", ()))
            label = next((label for key, label in choices.items() if str(key) == value), value)
            # A Title made a str would forget its language.
            found.append((str(self.fields[name].label), label if isinstance(label, str) else str(label)))
        return found


def capitalized(label) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
