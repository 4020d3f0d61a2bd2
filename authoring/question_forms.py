"""What is asked before questions are imported, copied or moved."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from authoring.question_files import format_for
from authoring.question_places import Place, editable_banks
from ipslearn.base.words import in_brackets
from questions.formats import FORMATS
from questions.formats.decoding import MAXIMUM_BYTES, MEGABYTES
from quizzes.models import QuestionBank, QuizPage

COPY, MOVE = "copy", "move"


class BankField(forms.ModelChoiceField):
    def label_from_instance(self, bank):
        return f"{bank.title}{in_brackets(bank.locale.get_display_name())}"


class ImportForm(forms.Form):
    """A file and the bank it goes into, an existing one or a new one. `cleaned_data["file_format"]` is its Format."""

    file = forms.FileField(label=_("File"), help_text=_("GIFT, Moodle XML or Aiken, at most 20 MB."))
    format = forms.ChoiceField(
        choices=[("", _("What its name ends with")), *((one.key, one.name) for one in FORMATS.values())],
        required=False,
        label=_("Format"),
    )
    bank = BankField(QuestionBank.objects.none(), required=False, label=_("Into this bank"), empty_label=_("a new one"))
    title = forms.CharField(max_length=200, required=False, label=_("Title of the new bank"))
    locale = forms.ModelChoiceField(Locale.objects.all(), label=_("Language of the new bank"), empty_label=None)
    leaves_out = forms.BooleanField(
        required=False,
        label=_("Leave out questions that the editor would refuse"),
        help_text=_(
            "Otherwise one such question refuses the file. What is left out is listed before anything is done."
        ),
    )
    is_published = forms.BooleanField(
        required=False, initial=True, label=_("Publish"), help_text=_("Otherwise the questions wait in a draft.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(QuestionBank)
        self.fields["bank"].queryset = editable_banks(user)
        if not policy.user_has_permission(user, "add"):
            self.fields["bank"].required = True
            del self.fields["title"]
        if not policy.user_has_permission(user, "publish"):
            del self.fields["is_published"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAXIMUM_BYTES:
            raise forms.ValidationError(_("The file has more than %(size)s MB. Split it.") % {"size": MEGABYTES})
        return file

    def clean(self):
        cleaned = super().clean()
        bank, title = cleaned.get("bank"), cleaned.get("title", "")
        if "bank" not in self.errors and bool(bank) == bool(title):
            self.add_error("bank", _("Choose a bank, or give the title of a new one."))
        if title and QuestionBank.objects.filter(title=title, locale=cleaned.get("locale")).exists():
            self.add_error("title", _("There is a bank of this title. Choose it above."))
        if file := cleaned.get("file"):
            cleaned["data"] = file.read()
            cleaned["file_format"] = format_for(file.name, cleaned["data"], cleaned.get("format", ""))
            if cleaned["file_format"] is None:
                self.add_error("format", _("The name of the file does not say its format. Choose it."))
        return cleaned


class TransferForm(forms.Form):
    """Which questions of a bank or quiz go where, as copies or as themselves."""

    questions = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label=_("Questions"))
    target = forms.ChoiceField(label=pgettext_lazy("questions", "To"))
    how = forms.ChoiceField(
        choices=[
            (MOVE, _("Move: they keep their id, and their statistics with it")),
            (COPY, _("Copy: the copies get ids of their own, and begin without statistics")),
        ],
        widget=forms.RadioSelect,
        initial=MOVE,
        label=_("How"),
    )

    def __init__(self, *args, origin: Place, questions, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = [(one.id, one.name or one.prompt[:100]) for one in questions]
        self.targets = {f"{one._meta.model_name}-{one.pk}": one for one in targets_of(origin, user)}
        self.fields["target"].choices = [
            (key, f"{one.title}{in_brackets(one._meta.verbose_name)}") for key, one in self.targets.items()
        ]

    def clean_target(self):
        return self.targets[self.cleaned_data["target"]]


def targets_of(origin: Place, user) -> list[Place]:
    """Return the other banks and quizzes in the same language that `user` may edit. Three queries."""
    banks = editable_banks(user).filter(locale=origin.locale_id)
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    quizzes = QuizPage.objects.filter(locale=origin.locale_id, pk__in=pages.values("pk")).order_by("title")
    found = [*banks, *quizzes.defer(*QuizPage.kept_rendered)]
    return [one for one in found if (type(one), one.pk) != (type(origin), origin.pk)]
