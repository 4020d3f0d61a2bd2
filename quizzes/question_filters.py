"""What the report of questions can be narrowed to."""

import json
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale

from ipslearn.base.principles import PRINCIPLES
from ipslearn.base.selects import PlainSelect
from ipslearn.languages.foreign import guessed
from ipslearn.languages.titles import Title
from questions.kinds.base import DIFFICULTIES
from quizzes.models import PublishedQuestion, QuestionBank, QuizPage
from quizzes.question_rows import KIND_NAMES

# What a person wrote into a question; the rest of a definition is ids, rules and names of fields.
TEXTS = {
    *("prompt", "name", "feedback", "hint", "text", "left", "right", "feedback_true", "feedback_false"),
    *("model_answer", "tags", "units", "fidelity_item", "source"),
}


class QuestionFilterSet(WagtailFilterSet):
    locale = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=lambda request: Locale.objects.all(), widget=forms.RadioSelect
    )
    place = django_filters.ChoiceFilter(label=_("Bank or quiz"), empty_label=_("All"), widget=PlainSelect)
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=list(KIND_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    principle = django_filters.MultipleChoiceFilter(
        label=_("Principle"),
        choices=[(one.number, one.numbered) for one in PRINCIPLES],
        widget=forms.CheckboxSelectMultiple,
    )
    difficulty = django_filters.MultipleChoiceFilter(
        label=_("Difficulty"), choices=DIFFICULTIES, widget=forms.CheckboxSelectMultiple
    )
    tag = django_filters.CharFilter(label=_("Tag"), method="filter_tag")
    fact = django_filters.ChoiceFilter(
        label=_("Fact"),
        choices=[("due", _("to be checked")), ("dated", _("with a date"))],
        empty_label=_("All"),
        method="filter_fact",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = PublishedQuestion
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["place"].extra["choices"] = place_choices()

    def filter_tag(self, queryset, name, value):
        return with_tag(queryset, value)

    def filter_fact(self, queryset, name, value):
        if value == "due":
            return queryset.filter(checked_until__lt=timezone.localdate())
        return queryset.filter(checked_until__isnull=False)


def place_choices() -> list[tuple[str, Title]]:
    """Return (key, title) of each bank and quiz, once for all its languages. Two queries."""
    titles = {}
    for model in (QuestionBank, QuizPage):
        rows = model.objects.filter(live=True).order_by("-locale")
        columns = rows.values_list("translation_key", "title", "locale__language_code")
        titles |= {str(key): guessed(title, language) for key, title, language in columns}
    return sorted(titles.items(), key=lambda one: one[1])


def with_tag(questions: QuerySet, tag: str) -> QuerySet:
    """Return the questions with exactly this tag. Tags are JSON, which SQLite keeps with \\u for what is not ASCII."""
    spelled = Q(tags_text__contains=json.dumps(tag)) | Q(tags_text__contains=json.dumps(tag, ensure_ascii=False))
    return questions.alias(tags_text=Cast("tags", TextField())).filter(spelled)


def with_words(questions: QuerySet, words: str) -> QuerySet:
    """Return the questions in whose texts `words` stand, in any case.

    The database finds them anywhere in the definition; ids and names of fields are sorted out here.
    """
    spelled = Q(name__icontains=words)
    for text in {json.dumps(words)[1:-1], json.dumps(words, ensure_ascii=False)[1:-1]}:
        spelled |= Q(definition_text__icontains=text)
    found = questions.alias(definition_text=Cast("definition", TextField())).filter(spelled)
    rows = found.order_by().values_list("pk", "name", "definition")
    sought = words.casefold()
    keys = [pk for pk, name, definition in rows if sought in f"{name}\n{texts_of(definition)}".casefold()]
    return questions.filter(pk__in=keys)


def texts_of(definition: Any, field: str = "") -> str:
    """Return all that a person wrote into the definition of a question, divided by new lines."""
    if isinstance(definition, dict):
        return "\n".join(texts_of(value, name) for name, value in definition.items())
    if isinstance(definition, list):
        return "\n".join(texts_of(value, field) for value in definition)
    return definition if isinstance(definition, str) and field in TEXTS else ""
