"""The suggested plan as a form: which of its lines are taken, by when they are due and how long they count."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ipslearn.base.words import labelled
from teams import requirements as rules
from teams.effects import Line
from teams.forms.plans import date_field, number_field
from teams.screens.suggested import Suggestion

DUE_WITHIN_DAYS = 90


class SuggestedForm(forms.Form):
    applies_from = date_field(label=_("Asked for from"))

    def __init__(self, *args, suggestions: list[Suggestion], **kwargs):
        super().__init__(*args, **kwargs)
        self.suggestions = suggestions
        for one in suggestions:
            label = labelled(one.title, one.necessity_words)
            self.fields[f"take-{one.name}"] = forms.BooleanField(
                label=label, required=False, initial=not one.is_asked and one.necessity == rules.ESSENTIAL
            )
            if one.necessity == rules.ESSENTIAL:
                days = number_field(0, 3650, label=_("Due within days"), initial=DUE_WITHIN_DAYS)
                self.fields[f"days-{one.name}"] = days
            self.fields[f"months-{one.name}"] = number_field(1, 240, label=_("Valid for months"))

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(f"take-{one.name}") for one in self.suggestions):
            raise forms.ValidationError(_("Tick at least one course."))
        return cleaned

    def rows(self) -> list[dict]:
        """Return each suggestion with its fields, for the template."""
        names = self.fields.keys()
        return [
            {
                "suggestion": one,
                "take": self[f"take-{one.name}"],
                "days": self[f"days-{one.name}"] if f"days-{one.name}" in names else None,
                "months": self[f"months-{one.name}"],
            }
            for one in self.suggestions
        ]

    def lines(self) -> tuple[Line, ...]:
        return tuple(self.line(one) for one in self.suggestions if self.cleaned_data[f"take-{one.name}"])

    def line(self, one: Suggestion) -> Line:
        rule = rules.Requirement(
            pk=0,
            professions=one.codes,
            necessity=one.necessity,
            applies_from=self.cleaned_data["applies_from"],
            due_within_days=self.cleaned_data.get(f"days-{one.name}"),
            valid_months=self.cleaned_data[f"months-{one.name}"],
        )
        return Line(one.course_key, one.title, rule)
