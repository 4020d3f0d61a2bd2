"""One question as the editor wrote it, beside what became of it. Nobody who answered is named."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from questions.definitions import Choice, MultipleChoice, OpenResponse, Question, SingleChoice, TrueFalse, from_json
from questions.summaries import right_answer, summary
from quizzes.models import PublishedQuestion
from quizzes.question_report import EDITORS, detail_url, policy
from quizzes.question_rows import in_percent, in_words, rows_of
from quizzes.reports import Figures, responses_to
from quizzes.statistics import Share, chosen, most_common


@dataclass(frozen=True)
class Bar:
    """A choice or a common response. `percent` is None where too few responded; `mark` says whether it is right."""

    text: str
    count: int
    percent: int | None
    mark: str = ""
    feedback: str = ""


class QuestionDetailView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "quizzes/admin/question_detail.html"
    header_icon = "ips-question"
    any_permission_required = EDITORS

    @cached_property
    def permission_policy(self):
        return policy()

    @cached_property
    def published(self) -> list[PublishedQuestion]:
        """The question in every place and language where it is published, the language asked for first."""
        rows = PublishedQuestion.objects.filter(question_key=self.kwargs["question_key"]).select_related("locale")
        code = self.request.GET.get("locale", "")
        if found := sorted(rows, key=lambda one: (one.locale.language_code != code, one.pk)):
            return found
        raise Http404

    def get_page_title(self):
        return self.published[0].name

    def get_breadcrumbs_items(self):
        report = {"url": reverse("question_report"), "label": _("Questions")}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = rows_of(self.published, self.request.user)
        question = from_json(self.published[0].definition)
        return context | {
            "row": rows[0],
            "rows": rows,
            "question": question,
            "others": [(one.locale.get_display_name(), detail_url(one)) for one in languages(self.published)],
            "figures": figures_in_words(rows[0].figures),
            "bars": bars_of(question),
            "right": "" if hasattr(question, "choices") else right_answer(question, words=words()),
        }


def languages(published: list[PublishedQuestion]) -> list[PublishedQuestion]:
    """Return one row for each language other than that of the first."""
    found = {one.locale_id: one for one in reversed(published)}
    return [one for locale, one in found.items() if locale != published[0].locale_id]


def words() -> dict[str, str]:
    return {"true": _("True"), "false": _("False")}


def figures_in_words(figures: Figures) -> list[tuple[str, str, str]]:
    """Return (name, figure, on how many responses it rests)."""
    seconds = figures.seconds
    return [
        (_("Times asked"), str(figures.asked), ""),
        (_("Answered"), str(figures.sums.answered), ""),
        (_("Facility"), in_percent(figures.facility), str(figures.facility.n)),
        (_("Discrimination"), in_words(figures.discrimination), str(figures.discrimination.n)),
        (_("Sure and wrong"), in_percent(figures.sure_and_wrong), str(figures.sure_and_wrong.n)),
        (_("Median seconds"), in_words(seconds) if seconds.value is None else f"{seconds.value:g}", str(seconds.n)),
    ]


def bars_of(question: Question) -> list[Bar]:
    """Return how often each choice was chosen; of other kinds the responses that several people gave.

    What only one person wrote could tell who it was. Texts of open responses are for their readers alone.
    """
    if isinstance(question, OpenResponse):
        return []
    given = responses_to(question.id)
    if isinstance(question, SingleChoice | MultipleChoice):
        choices = {one.id: one for one in question.choices}
        shares = chosen(list(choices), given)
        least = 1.0 if isinstance(question, SingleChoice) else 0.01
        return [bar(share, choices.get(share.what), least) for share in shares]
    if isinstance(question, TrueFalse):
        return [bar_of_statement(question, share) for share in chosen(["true", "false"], given)]
    shares = most_common(given, lambda response: summary(question, response, words=words()))
    return [Bar(one.what, one.count, percent(one)) for one in shares if one.count > 1]


def bar(share: Share, choice: Choice | None, least: float) -> Bar:
    if choice is None:
        return Bar(_("A choice that this question does not have any more"), share.count, percent(share))
    # In a single choice what is worth less than all is only partly right; in a multiple choice credits are shares.
    mark = _("right") if choice.credit >= least else _("partly right") if choice.is_correct else ""
    return Bar(choice.text, share.count, percent(share), mark, choice.feedback)


def bar_of_statement(question: TrueFalse, share: Share) -> Bar:
    feedback = {"true": question.feedback_true, "false": question.feedback_false}
    mark = _("right") if share.what == ("true" if question.is_true else "false") else ""
    return Bar(words().get(share.what, share.what), share.count, percent(share), mark, feedback.get(share.what, ""))


def percent(share: Share) -> int | None:
    return None if share.share is None else round(share.share * 100)
