"""The report of all published questions: a list with filters and figures, and the same as a file."""

import re

from django.db.models import Avg, Count, F, OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from ipslearn.languages.foreign import titled
from quizzes.models import PublishedQuestion, QuestionBank
from quizzes.question_filters import QuestionFilterSet, with_words
from quizzes.question_rows import Link, QuestionRow, in_percent, in_words, rows_of
from quizzes.reports import counted

EDITORS = ("add", "change", "publish", "view")
# A spreadsheet takes a text that begins so for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# What XLSX has no place for.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def policy():
    """Return who may read questions: whoever may read or edit banks."""
    return policy_registry.get_by_type(QuestionBank)


class QuestionsMenuItem(MenuItem):
    def is_shown(self, request):
        return policy().user_has_any_permission(request.user, EDITORS)


def linked(link: Link) -> str:
    title = titled(link.title)
    return format_html('<a href="{}">{}</a>', link.url, title) if link.url else title


def linked_all(row: QuestionRow) -> str:
    return format_html_join(", ", "{}", ((linked(link),) for link in row.used_in))


def checked(row: QuestionRow) -> str:
    if not row.is_due:
        return row.checked_until or ""
    return format_html('<span class="w-status w-status--critical">{} {}</span>', row.checked_until, _("to be checked"))


def facility(row: QuestionRow) -> str:
    return in_percent(row.figures.facility)


class QuestionReportView(ReportView):
    model = PublishedQuestion
    page_title = _("Questions")
    header_icon = "ips-question"
    index_url_name = "question_report"
    index_results_url_name = "question_report_results"
    filterset_class = QuestionFilterSet
    any_permission_required = EDITORS
    is_searchable = True
    default_ordering = ("place", "locale", "position")
    export_filename = "questions"
    columns = [
        TitleColumn(
            "title",
            accessor=lambda row: titled(row.title),
            label=_("Question"),
            width="26%",
            sort_key="name",
            get_url=lambda row: detail_url(row.question),
        ),
        Column("asked", label=_("Times asked"), accessor="figures.asked", sort_key="asked"),
        Column(
            "facility", label=_("Facility"), accessor=lambda row: in_percent(row.figures.facility), sort_key="facility"
        ),
        Column("discrimination", label=_("Discrimination"), accessor=lambda row: in_words(row.figures.discrimination)),
        Column("kind", label=_("Kind"), sort_key="kind"),
        Column("place", label=_("Stands in"), accessor=lambda row: linked(row.place)),
        Column("used_in", label=_("Used in"), accessor=linked_all),
        Column("principle", label=_("Principle"), sort_key="principle"),
        Column("difficulty", label=_("Difficulty")),
        Column("tags", label=_("Tags")),
        Column("checked_until", label=_("Fact checked until"), accessor=checked, sort_key="checked_until"),
        Column("language", label=_("Language"), sort_key="locale"),
    ]
    export_headings = {
        "question.question_key": _("Id"),
        "name": _("Question"),
        "language": _("Language"),
        "kind": _("Kind"),
        "principle": _("Principle"),
        "difficulty": _("Difficulty"),
        "tags": _("Tags"),
        "place.title": _("Stands in"),
        "used_in_titles": _("Used in"),
        "checked_until": _("Fact checked until"),
        "figures.asked": _("Times asked"),
        "facility": _("Facility"),
        "discrimination": _("Discrimination"),
        "sure_and_wrong": _("Sure and wrong"),
        "seconds": _("Median seconds"),
    }
    list_export = list(export_headings)

    @cached_property
    def permission_policy(self):
        return policy()

    def get_base_queryset(self):
        return PublishedQuestion.objects.select_related("locale").defer("definition")

    def search_queryset(self, queryset):
        return with_words(queryset, self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset):
        """Order also by what is counted, over the same responses as the figures; the never asked stand last."""
        name = self.ordering.lstrip("-") if isinstance(self.ordering, str) else ""
        counts = {"asked": Count("pk"), "facility": Avg("correctness")}
        if name not in counts:
            return super().order_queryset(queryset)
        own = counted().filter(question_key=OuterRef("question_key")).order_by().values("question_key")
        value = Subquery(own.annotate(value=counts[name]).values("value"))
        order = F(name).desc(nulls_last=True) if self.ordering.startswith("-") else F(name).asc(nulls_last=True)
        return queryset.annotate(**{name: value}).order_by(order, *self.default_ordering)

    def get_table(self, object_list):
        self.rows = rows_of(object_list, self.request.user)
        return super().get_table(self.rows)

    def decorate_paginated_queryset(self, object_list):
        return self.rows

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        return in_cell(value) if isinstance(value, str) else value


def in_cell(text: str) -> str:
    """Return the text so that no spreadsheet runs or refuses it."""
    text = UNPRINTABLE.sub("", text)
    return f"'{text}" if text.startswith(FORMULA) else text


def detail_url(question: PublishedQuestion) -> str:
    address = reverse("question_detail", args=[question.question_key])
    return f"{address}?locale={question.locale.language_code}"
