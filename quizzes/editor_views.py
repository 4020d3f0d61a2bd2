"""In the editor: open responses that wait for a trainer, and scoring a question again. Neither names a learner."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from quizzes import actions, regrading
from quizzes.models import Regrading, Response

PER_PAGE = 20


class EditorView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the editor for people who have `permission`."""

    permission = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def waiting_responses():
    """Return the open responses that a trainer is to read: the oldest first, of attempts that are over."""
    return (
        Response.objects.filter(kind="open_response", is_answered=True, correctness=None, snapshot__review="reviewer")
        .exclude(attempt__submitted_at=None)
        .select_related("attempt")
        .order_by("attempt__submitted_at", "pk")
    )


class ReviewListView(EditorView):
    permission = "quizzes.change_response"
    template_name = "quizzes/admin/reviews.html"
    page_title = _("Responses to read")
    header_icon = "ips-open-response"

    def get_context_data(self, **kwargs):
        pages = Paginator(waiting_responses(), PER_PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page": page, "count": pages.count}


class ReviewView(EditorView):
    """One response: what was asked, what was written, and which criteria are in it."""

    permission = "quizzes.change_response"
    template_name = "quizzes/admin/response.html"
    page_title = _("Read a response")
    header_icon = "ips-open-response"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("quiz_reviews"), "label": _("Responses to read")},
    ]

    def get_response(self) -> Response:
        return get_object_or_404(waiting_responses(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        row = self.get_response()
        return super().get_context_data(**kwargs) | {"row": row, "question": row.snapshot}

    def post(self, request, *args, **kwargs):
        """Keep which criteria were found, and go on to the next response that waits."""
        actions.review_response(response=self.get_response(), met=request.POST.getlist("met"), now=timezone.now())
        messages.success(request, _now("Kept. The learner sees it with the results."))
        following = waiting_responses().first()
        return redirect("quiz_review", following.pk) if following else redirect("quiz_reviews")


class RegradingForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("What was wrong with the key. It is kept with your name."),
    )
    takes_passes_away = forms.BooleanField(
        required=False,
        label=_("Take passes away from attempts that fall below the pass mark"),
        help_text=_("Without this they stay passed. What was recorded as completed stays in any case."),
    )


class RegradeView(EditorView):
    """What scoring a question again would change; with a reason, it is done."""

    permission = "quizzes.add_regrading"
    template_name = "quizzes/admin/regrade.html"
    page_title = _("Score again")
    header_icon = "ips-question"
    form = None

    def get_context_data(self, **kwargs):
        key = self.kwargs["question_key"]
        try:
            definition = regrading.published_definitions(key)[get_language()]
            effect = regrading.preview(key)
        except regrading.NothingPublished as error:
            raise Http404 from error
        return super().get_context_data(**kwargs) | {
            "question": definition,
            "effect": effect,
            "form": self.form or RegradingForm(),
            "log": Regrading.objects.filter(question_key=key).select_related("made_by"),
        }

    def post(self, request, *args, **kwargs):
        self.form = RegradingForm(request.POST)
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        try:
            done = regrading.regrade(
                question_key=self.kwargs["question_key"], by=request.user, now=timezone.now(), **self.form.cleaned_data
            )
        except regrading.NothingPublished as error:
            raise Http404 from error
        count = done.better + done.worse
        words = ngettext("%(count)s response was scored anew.", "%(count)s responses were scored anew.", count)
        messages.success(request, words % {"count": count})
        return redirect(reverse("quiz_regrade", args=[self.kwargs["question_key"]]))
