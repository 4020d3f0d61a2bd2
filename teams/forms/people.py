"""What is asked about organisations, teams and the people in them."""

import zoneinfo
from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ipslearn.base.models import Profession
from teams.addresses import plain_text
from teams.forms.days import DayField, first_day, until_today
from teams.models import Membership, Organisation, Team


class ProfessionField(forms.ModelChoiceField):
    """One profession, by its name in the language of the page."""

    def __init__(self, **kwargs):
        shown = {"label": _("Profession"), "empty_label": _("Choose one")}
        super().__init__(**{"queryset": Profession.objects.all(), **shown, **kwargs})

    def label_from_instance(self, profession):
        return profession.name_in(get_language())


class AddressField(forms.EmailField):
    """An e-mail address; one in full-width letters is read as its plain form."""

    widget = forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off", "autocapitalize": "none"})
    default_error_messages = {"invalid": _("This is not an e-mail address.")}

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("E-mail address"), "max_length": 254, **kwargs})

    def to_python(self, value):
        return plain_text(super().to_python(value)).lower()


class OrganisationForm(forms.Form):
    name = forms.CharField(max_length=200, label=_("Name"))
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, label=_("Language"), help_text=_("Of mail to people who have not chosen one.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_(
            "It decides which day it is: when something is due, overdue or expires. A change counts at once, for "
            "everybody; nothing that was recorded changes."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(name, name) for name in sorted(zoneinfo.available_timezones())]


class NewOrganisationForm(OrganisationForm):
    email = AddressField(
        label=_("E-mail address of its first administrator"),
        help_text=_("Your own, or somebody else’s: they get an invitation, whether they have an account or not."),
    )


class TeamForm(forms.Form):
    name = forms.CharField(max_length=120, label=_("Name of the team"))

    def __init__(self, *args, organisation: Organisation, team: Team | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = organisation.teams.exclude(pk=team.pk if team else None)

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if self.others.filter(name=name).exists():
            raise forms.ValidationError(_("There is a team of this name already."))
        return name


class AdministratorForm(forms.Form):
    """`cleaned_data["user"]` is the member who has the address, or None where somebody may be invited."""

    email = AddressField()

    def __init__(self, *args, organisation: Organisation, is_inviting: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation, self.is_inviting = organisation, is_inviting
        self.fields["email"].help_text = (
            _("Of somebody in one of the teams; anybody else gets an invitation.")
            if is_inviting
            else _("Of somebody in one of the teams.")
        )

    def clean(self):
        cleaned = super().clean()
        members = Membership.objects.current().filter(team__organisation=self.organisation)
        found = members.filter(user__email=cleaned.get("email")).select_related("user").first()
        if found is None and not self.is_inviting and "email" in cleaned:
            self.add_error("email", _("Nobody in the teams has this address. Invite them to a team first."))
        return {**cleaned, "user": found.user if found else None}


class PeopleFilterForm(forms.Form):
    """What the list of people can be narrowed to. Whatever does not fit is left out."""

    q = forms.CharField(
        required=False,
        max_length=200,
        label=_("Name or e-mail address"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    team = forms.ModelChoiceField(Team.objects.none(), required=False, label=_("Team"), empty_label=_("All teams"))
    profession = ProfessionField(required=False, empty_label=_("All professions"))

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        if teams is None:
            del self.fields["team"]
        else:
            self.fields["team"].queryset = teams

    def chosen(self) -> dict:
        self.is_valid()
        return self.cleaned_data


class OfMembershipForm(forms.Form):
    def __init__(self, *args, membership: Membership, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership, self.today = membership, today

    def clean_day(self):
        return until_today(self.cleaned_data["day"], since=self.membership.joined_on, today=self.today)


class ChangeProfessionForm(OfMembershipForm):
    profession = ProfessionField()
    day = DayField(
        label=_("From"),
        help_text=_("What is asked of the new profession counts from this day. The first day corrects a mistake."),
    )

    def clean_profession(self):
        profession = self.cleaned_data["profession"]
        if profession.pk == self.membership.profession_id:
            raise forms.ValidationError(_("This is the profession already. Choose another one."))
        return profession


class LeaveForm(OfMembershipForm):
    day = DayField(label=_("Last day in the team"))


class OtherTeamForm(forms.Form):
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), empty_label=_("Choose one"))
    profession = ProfessionField()
    joined_on = DayField(label=_("First day in the team"))

    def __init__(self, *args, teams, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        self.today = today

    def clean_joined_on(self):
        return first_day(self.cleaned_data["joined_on"], today=self.today)
