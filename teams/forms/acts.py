"""Forms of what a leader does for one person, and of what people send in themselves."""

from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipslearn.base.half_width import HalfWidth
from ipslearn.base.selects import PlainSelect
from ipslearn.base.uploads import MEGABYTE, check_upload
from teams.forms.days import EARLIEST, DayField

EVIDENCE_MAXIMUM = 10 * MEGABYTE
EVIDENCE_ENDINGS = ("pdf", "png", "jpg", "jpeg", "docx")
NOTHING_ABOUT_CLIENTS = _("Write nothing about clients.")


class ReasonField(forms.CharField):
    """Why something is done. It is kept with the act."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Reason"))
        kwargs.setdefault("help_text", NOTHING_ABOUT_CLIENTS)
        super().__init__(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class ReasonForm(forms.Form):
    reason = ReasonField()


class ExtendForm(forms.Form):
    """Another due date for one person, from today on."""

    due_on = DayField(label=_("New due date"))
    reason = ReasonField()

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        if day.year > self.today.year + 10:
            raise forms.ValidationError(_("Is the year right? Choose a day in the next ten years."))
        return day


class RemindForm(forms.Form):
    note = forms.CharField(
        label=_("A line of your own"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Plain text, up to 300 characters. It stands at the beginning of the mail. Write nothing about clients."
        ),
    )


class EvidenceField(forms.FileField):
    """A file that is what its ending says: PDF, PNG, JPEG or DOCX, at most 10 MB."""

    widget = forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in EVIDENCE_ENDINGS)})

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return file
        ending = PurePath(file.name).suffix.lower().lstrip(".")
        if ending not in EVIDENCE_ENDINGS:
            raise forms.ValidationError(_("Only PDF, PNG, JPEG and DOCX are possible."))
        check_upload(file, file.name, maximum_size=EVIDENCE_MAXIMUM)
        if ending == "docx" and not is_document(file):
            raise forms.ValidationError(_("The name says .docx, but the file is no document. Choose the right file."))
        return file


def is_document(file) -> bool:
    """Say whether a ZIP archive holds a text document."""
    try:
        with ZipFile(file) as archive:
            return {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist())
    except BadZipFile:
        return False
    finally:
        file.seek(0)


class HoursField(HalfWidth, forms.DecimalField):
    pass


class TrainingForm(forms.Form):
    """Training outside the site. `courses` are (key, title) of what it may count for."""

    title = forms.CharField(label=_("Title of the training"), max_length=255, help_text=NOTHING_ABOUT_CLIENTS)
    provider = forms.CharField(label=_("Given by"), max_length=255, required=False)
    course_key = forms.TypedChoiceField(
        label=_("Counts for the course"),
        widget=PlainSelect,
        required=False,
        coerce=lambda value: value,
        empty_value=None,
    )
    hours = HoursField(label=_("Hours"), min_value=0.25, max_value=500, decimal_places=2)
    completed_on = DayField(label=_("Completed on"))
    evidence = EvidenceField(
        label=_("Evidence"),
        required=False,
        help_text=_("A certificate or confirmation: PDF, PNG, JPEG or DOCX, at most 10 MB. Nothing about clients."),
    )

    def __init__(self, *args, courses, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["course_key"].choices = [("", _("No course; it is kept as training")), *courses]
        self.fields["completed_on"].widget.attrs["max"] = today.isoformat()

    def clean_completed_on(self):
        day = self.cleaned_data["completed_on"]
        if not EARLIEST <= day <= self.today:
            raise forms.ValidationError(_("Choose a day that is not in the future."))
        return day


class DecideForm(forms.Form):
    ACCEPT, DECLINE = "accept", "decline"

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[(ACCEPT, _("Accept: it counts from the day of completion")), (DECLINE, _("Decline"))],
    )
    reason = ReasonField(
        required=False, help_text=_("Needed to decline; the person reads it. Write nothing about clients.")
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == self.DECLINE and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why, so that the person knows what is missing."))
        return cleaned


class LogFilterForm(forms.Form):
    """What the log can be narrowed to. Whatever does not fit is left out."""

    q = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("What"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Everything")), *kinds]

    def chosen(self) -> dict:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class MailPreferenceForm(forms.Form):
    wants_early_reminders = forms.BooleanField(
        label=_("Reminders long before a date"),
        required=False,
        help_text=_(
            "Two weeks before a course is due, sixty days before a completion expires, and what is recommended."
        ),
    )
    wants_digest = forms.BooleanField(
        label=_("The weekly digest of my team"), required=False, help_text=_("For leaders, when something has changed.")
    )
