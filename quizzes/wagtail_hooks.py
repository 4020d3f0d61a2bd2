"""The editor's side: question banks for trainers, extra time for administrators."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, LocaleColumn, StatusTagColumn, UpdatedAtColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Revision, WorkflowState
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from ipslearn.base.models import User
from ipslearn.base.words import listed
from quizzes.editor_views import RegradeView, ReviewListView, ReviewView
from quizzes.models import ExtraTime, PublishedQuestion, QuestionBank
from quizzes.question_detail import QuestionDetailView
from quizzes.question_report import QuestionReportView, QuestionsMenuItem
from quizzes.question_rows import in_percent
from quizzes.reports import Figures, figures_of_places


def status_of(bank: QuestionBank) -> str:
    """Return where a bank of `for_list` stands. Its own `status_string` asks the database twice for each bank."""
    published = _("published") if bank.live else _("not published") if bank.first_published_at else _("draft")
    notes = []
    if bank.live and bank.has_unpublished_changes:
        notes.append(_("with a draft"))
    if bank.is_scheduled:
        notes.append(_("scheduled"))
    if bank.workflow_in_progress:
        notes.append(_("in moderation"))
    return listed((published, *notes))


def published_questions(bank: QuestionBank) -> str:
    """Return how many there are, with a link to them in the report."""
    query = {"place": bank.translation_key, "locale": bank.locale_id}
    return format_html('<a href="{}?{}">{}</a>', reverse("question_report"), urlencode(query), bank.published_count)


class BankIndexView(IndexView):
    def get_table(self, object_list):
        """Put the figures of all its questions together beside each bank. One query."""
        banks = list(object_list)
        figures = figures_of_places({bank.translation_key for bank in banks})
        for bank in banks:
            bank.figures = figures.get(bank.translation_key, Figures())
        return super().get_table(banks)


class QuestionBankViewSet(SnippetViewSet):
    model = QuestionBank
    icon = "ips-bank"
    index_view_class = BankIndexView
    add_to_admin_menu = True
    menu_order = 240
    list_display = [
        *("title", "tags", Column("published_count", label=_("Published questions"), accessor=published_questions)),
        Column("asked", label=_("Times asked"), accessor="figures.asked"),
        Column("facility", label=_("Facility"), accessor=lambda bank: in_percent(bank.figures.facility)),
        *(LocaleColumn(), UpdatedAtColumn()),
        StatusTagColumn("live", label=_("Status"), accessor=status_of, sort_key="live", primary=lambda bank: bank.live),
    ]
    ordering = "title"
    list_per_page = 50
    copy_view_enabled = False

    def get_queryset(self, request):
        return for_list(QuestionBank.objects.all())


def for_list(banks: QuerySet) -> QuerySet:
    """Return the banks as their list shows them: counted where quizzes draw from, with all that their status asks."""
    offered = PublishedQuestion.objects.filter(place=OuterRef("translation_key"), locale=OuterRef("locale"))
    count = offered.order_by().values("place").annotate(count=Count("pk")).values("count")
    scheduled = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(QuestionBank),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    states = Prefetch("_workflow_states", WorkflowState.objects.active(), to_attr="_current_workflow_states")
    return (
        banks.annotate(
            published_count=Coalesce(Subquery(count, output_field=IntegerField()), 0),
            is_scheduled=Exists(scheduled),
        )
        .prefetch_related(states)
        .select_related("locale")
        .defer("questions")
    )


register_snippet(QuestionBankViewSet)


class ExtraTimeForm(WagtailAdminModelForm):
    """Asks for an e-mail address: a list of everybody would tell whoever opens it who learns here."""

    learner = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        to_field_name="email",
        widget=forms.EmailInput,
        label=_("E-mail address of the learner"),
        error_messages={"invalid_choice": _("Nobody who can sign in has this address.")},
    )

    class Meta:
        model = ExtraTime
        fields = ["learner", "factor"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["learner"] = self.instance.learner.email


@hooks.register("register_admin_viewset")
class ExtraTimeViewSet(ModelViewSet):
    model = ExtraTime
    icon = "time"
    add_to_settings_menu = True
    menu_order = 650
    list_display = ["learner", "factor"]
    search_fields = ["learner__name", "learner__email"]
    inspect_view_enabled = copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return ExtraTimeForm


@hooks.register("register_admin_urls")
def register_report_urls():
    return [
        path("reports/questions/", QuestionReportView.as_view(), name="question_report"),
        path(
            "reports/questions/results/",
            QuestionReportView.as_view(results_only=True),
            name="question_report_results",
        ),
        path("reports/questions/<uuid:question_key>/", QuestionDetailView.as_view(), name="question_detail"),
    ]


@hooks.register("register_reports_menu_item")
def register_report_menu_item():
    address = reverse("question_report")
    return QuestionsMenuItem(_("Questions"), address, name="questions", icon_name="ips-question", order=600)


@hooks.register("register_admin_urls")
def register_editor_urls():
    return [
        path("reviews/", ReviewListView.as_view(), name="quiz_reviews"),
        path("reviews/<int:pk>/", ReviewView.as_view(), name="quiz_review"),
        path("questions/<uuid:question_key>/regrade/", RegradeView.as_view(), name="quiz_regrade"),
    ]


class ReviewMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(ReviewListView.permission)


@hooks.register("register_admin_menu_item")
def register_review_menu_item():
    return ReviewMenuItem(_("Reviews"), reverse_lazy("quiz_reviews"), icon_name="ips-open-response", order=245)
