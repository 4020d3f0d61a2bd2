"""What somebody types about a plan, checked and turned into plain values."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ipslearn.base.selects import PlainSelect
from teams import requirements as rules
from teams.effects import Line
from teams.models import Adjustment, Requirement, TrainingPlan

NEVER, DAYS, DATE, ALWAYS = "never", "days", "date", "always"
LISTED = 300
"""So many people are offered by name to choose from."""
NO_CLIENTS = _("Write nothing about clients.")
SENSIBLE = [
    MinValueValidator(date(2000, 1, 1), _("Give a date from the year 2000 on.")),
    MaxValueValidator(date(2100, 12, 31), _("Give a date before the year 2101.")),
]


def date_field(**kwargs) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, validators=SENSIBLE, **kwargs)


def number_field(lowest: int, highest: int, **kwargs) -> forms.IntegerField:
    return forms.IntegerField(min_value=lowest, max_value=highest, required=False, **kwargs)


def capitalised(choices) -> list[tuple]:
    """Return the choices as they stand alone, with a capital."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class PlanForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Such as “Training plan” or “Fire safety”."))

    def __init__(self, *args, organisation, plan=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = TrainingPlan.objects.filter(organisation=organisation).exclude(pk=plan and plan.pk)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.others.filter(name=name).exists():
            raise forms.ValidationError(_("There is a plan of this name already."))
        return name


class ReasonForm(forms.Form):
    """Why a plan is changed: kept in the log."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is kept in the log of the organisation. Write nothing about clients."),
    )


class RequirementForm(forms.Form):
    """One requirement. What a choice makes meaningless is left out, whatever was typed there."""

    course = forms.ChoiceField(label=_("Course"), widget=PlainSelect)
    professions = forms.MultipleChoiceField(
        label=_("Professions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick those it is asked of. With none ticked it is asked of everybody."),
    )
    necessity = forms.ChoiceField(
        label=_("Necessity"),
        choices=capitalised(Requirement.Necessity),
        widget=forms.RadioSelect,
        help_text=_("Only what is essential is ever due, and people are enrolled in it."),
    )
    applies_from = date_field(
        label=_("Asked for from"),
        help_text=_("Who joined before that day has the whole time from it; who joins later, from joining."),
    )
    due = forms.ChoiceField(
        label=_("Due"),
        widget=forms.RadioSelect,
        choices=[
            (DAYS, _("So many days after joining, or after the day it is asked for from")),
            (DATE, _("On a date")),
            (NEVER, _("Never")),
        ],
    )
    due_within_days = number_field(0, 3650, label=_("Days"))
    due_on = date_field(
        label=_("Due on"), required=False, help_text=_("Who joins after that day has to be done on the day of joining.")
    )
    valid = forms.ChoiceField(
        label=_("A completion is valid"),
        widget=forms.RadioSelect,
        choices=[
            (ALWAYS, _("Always")),
            (rules.FROM_COMPLETION, _("So many months, counted from the day of completion")),
            (rules.FROM_EXPIRY, _("So many months, counted from the day the last one expired")),
            (rules.FIXED_DAY, _("Until a fixed day of the year")),
        ],
        help_text=_("The next round opens 60 days before the last valid day."),
    )
    valid_months = number_field(1, 240, label=_("Months"))
    renew_day = number_field(1, 31, label=_("Day"))
    renew_month = forms.TypedChoiceField(
        label=_("Month"), required=False, coerce=int, empty_value=None, choices=[("", "–"), *MONTHS.items()]
    )
    edition = forms.ChoiceField(
        label=_("Edition"),
        widget=forms.RadioSelect,
        choices=capitalised(Requirement.Edition),
        help_text=_("Asked for the current edition, people do the course again when a new one appears."),
    )
    renewal = forms.ChoiceField(
        label=_("To renew it, one does"), widget=forms.RadioSelect, choices=capitalised(Requirement.Renewal)
    )

    def __init__(self, *args, courses: dict | None, professions: dict[str, str], **kwargs):
        """`courses` are {key: Title} to choose from; None where the course is settled. `professions`: {code: name}."""
        super().__init__(*args, **kwargs)
        self.courses = courses
        self.fields["professions"].choices = [(code, capfirst(name)) for code, name in professions.items()]
        if courses is None:
            del self.fields["course"]
        else:
            self.fields["course"].choices = [("", "–"), *((str(key), one) for key, one in courses.items())]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("necessity") != rules.ESSENTIAL:
            cleaned["due"] = NEVER
            self.forgive("due")
        self.check_due(cleaned, cleaned.get("due"))
        self.check_validity(cleaned, cleaned.get("valid"))
        return cleaned

    def check_due(self, cleaned: dict, due: str | None) -> None:
        if due == DAYS:
            self.need("due_within_days", _("Give the number of days."))
        elif due == DATE:
            self.need("due_on", _("Give the date."))
            due_on, applies_from = cleaned.get("due_on"), cleaned.get("applies_from")
            if due_on and applies_from and due_on < applies_from:
                self.add_error("due_on", _("This is before the day it is asked for from."))
        for name, choice in (("due_within_days", DAYS), ("due_on", DATE)):
            if due != choice:
                cleaned[name] = None
                self.forgive(name)

    def check_validity(self, cleaned: dict, valid: str | None) -> None:
        if valid and valid != ALWAYS:
            self.need("valid_months", _("Give the number of months."))
        if valid == rules.FIXED_DAY:
            self.need("renew_day", _("Give the day."))
            self.need("renew_month", _("Choose the month."))
            if (cleaned.get("valid_months") or 12) < 12:
                self.add_error("valid_months", _("A fixed day comes once a year: give at least 12 months."))
        else:
            cleaned["renew_day"] = cleaned["renew_month"] = None
            self.forgive("renew_day", "renew_month")
        if valid == ALWAYS:
            cleaned["valid_months"] = None
            self.forgive("valid_months")

    def need(self, name: str, message) -> None:
        if self.cleaned_data.get(name) is None and name not in self.errors:
            self.add_error(name, message)

    def forgive(self, *names: str) -> None:
        """Drop the errors of fields that another choice made meaningless."""
        for name in names:
            self.errors.pop(name, None)

    def rule(self, pk: int = 0) -> rules.Requirement:
        cleaned = self.cleaned_data
        return rules.Requirement(
            pk=pk,
            professions=frozenset(cleaned["professions"]),
            necessity=cleaned["necessity"],
            applies_from=cleaned["applies_from"],
            due_within_days=cleaned["due_within_days"],
            due_on=cleaned["due_on"],
            valid_months=cleaned["valid_months"],
            valid_from=rules.FROM_COMPLETION if cleaned["valid"] == ALWAYS else cleaned["valid"],
            renew_month=cleaned["renew_month"] or 0,
            renew_day=cleaned["renew_day"] or 0,
            edition=cleaned["edition"],
            renewal=cleaned["renewal"],
        )

    def line(self) -> Line:
        """Return the new requirement of the course that was chosen."""
        key, title = next((key, one) for key, one in self.courses.items() if str(key) == self.cleaned_data["course"])
        return Line(key, title, self.rule())


def first_values(today: date) -> dict:
    """Return what the form of a new requirement begins with."""
    return {
        "necessity": rules.ESSENTIAL,
        "applies_from": today,
        "due": DAYS,
        "due_within_days": 90,
        "valid": ALWAYS,
        "edition": rules.ANY,
        "renewal": rules.WHOLE_COURSE,
    }


def values_of(row: Requirement) -> dict:
    """Return what the form of a requirement that there is begins with."""
    due = DATE if row.due_on else NEVER if row.due_within_days is None else DAYS
    return {
        "professions": [one.pk for one in row.professions.all()],
        "necessity": row.necessity,
        "applies_from": row.applies_from,
        "due": due,
        "due_within_days": row.due_within_days,
        "due_on": row.due_on,
        "valid": ALWAYS if row.valid_months is None else row.valid_from,
        "valid_months": row.valid_months,
        "renew_day": row.renew_day,
        "renew_month": row.renew_month,
        "edition": row.edition,
        "renewal": row.renewal,
    }


class AdjustmentForm(forms.Form):
    """What differs for one team or one person, and why."""

    who = forms.ChoiceField(label=_("For"))
    email = forms.EmailField(label=_("E-mail address of the person"), required=False)
    necessity = forms.ChoiceField(
        label=_("Necessity"), required=False, choices=[("", _("As the plan asks")), *capitalised(Adjustment.Necessity)]
    )
    due_on = date_field(label=_("Due on"), required=False, help_text=_("Left empty, it stays due as the plan asks."))
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_CLIENTS
    )

    def __init__(self, *args, teams, people, **kwargs):
        """`teams` is a list and `people` a queryset of those that may be chosen. Many people are named by address."""
        super().__init__(*args, **kwargs)
        self.people, listed = people, list(people[: LISTED + 1])
        if len(listed) > LISTED:
            listed, self.fields["who"].required = [], False
        else:
            del self.fields["email"]
        self.found = {f"team-{one.pk}": {"team": one} for one in teams}
        self.found |= {f"person-{one.pk}": {"person": one} for one in listed}
        named = [(f"person-{one.pk}", f"{one.name} · {one.email}") for one in listed]
        groups = [(_("Teams"), [(f"team-{one.pk}", one.name) for one in teams]), (_("People"), named)]
        self.fields["who"].choices = [("", "–"), *(group for group in groups if group[1])]

    def clean_email(self):
        email = self.cleaned_data["email"]
        self.found["email"] = {"person": self.people.filter(email__iexact=email).first()} if email else {}
        if email and self.found["email"]["person"] is None:
            raise forms.ValidationError(_("Nobody here has this address."))
        return email

    def clean(self):
        cleaned = super().clean()
        if "email" in self.fields and not self.errors and bool(cleaned["who"]) == bool(cleaned["email"]):
            raise forms.ValidationError(_("Choose a team or give the address of a person."))
        if not self.errors and not cleaned["necessity"] and not cleaned["due_on"]:
            raise forms.ValidationError(_("Choose a necessity or give a date: so far nothing would differ."))
        return cleaned

    @property
    def target(self) -> dict:
        """Return {"team": …} or {"person": …}."""
        return self.found[self.cleaned_data["who"] or "email"]


class EndAdjustmentForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_CLIENTS
    )
