from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from teams.models import Standing
from teams.screens.matrix import LATE, Offer

SORTS = {
    "profession": _("Profession, then name"),
    "name": pgettext_lazy("person", "Name"),
    "overdue": _("Most overdue first"),
    "next": _("Next date first"),
}


class PlainSelect(forms.Select):
    """A select whose options are not a template each: an organisation may have a thousand teams."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        chosen = "" if value is None else str(value)
        options = (
            f'<option value="{escape(key)}"{" selected" if str(key) == chosen else ""}>{escape(label)}</option>'
            for key, label in self.choices
        )
        return mark_safe(f"<select{forms.utils.flatatt(attributes)}>{''.join(options)}</select>")


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
            found.append((str(self.fields[name].label), str(label)))
        return found


def capitalized(label) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
