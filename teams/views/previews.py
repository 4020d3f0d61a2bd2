"""A change of a plan is looked at before it is saved: the same form is sent twice, the second time with a stamp."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from teams import planning
from teams.differences import DIFFERENCES
from teams.effects import SHOWN, Change, effects_of
from teams.forms.plans import ReasonForm
from teams.models import TrainingPlan
from teams.screens.plans import plan_way
from teams.screens.previews import preview_screen

OF_THE_PREVIEW = {"csrfmiddlewaretoken", "confirm", "stamp", "reason", "show", "back"}


def is_sent(request) -> bool:
    """Say whether a form was sent; not when somebody goes back to it from the preview."""
    return request.method == "POST" and "back" not in request.POST


def decide(request, plan: TrainingPlan, change: Change, *, title: str, kept=None):
    """Save the change if it was looked at; show what it would do if not, or if something changed since."""
    now, reason = timezone.now(), ReasonForm(request.POST if "reason" in request.POST else None)
    if "confirm" in request.POST and reason.is_valid():
        words, stamp = reason.cleaned_data["reason"], request.POST.get("stamp", "")
        try:
            planning.change_plan(plan=plan, change=change, by=request.user, now=now, reason=words, stamp=stamp)
        except planning.PlanChanged:
            messages.warning(request, _("The plan or the people changed meanwhile. This is what it would do now."))
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("teams:plan_detail", plan.pk)
    only = shown_group(request.POST.get("show", ""))
    page = only[2] if only else 1
    effects = effects_of(plan, change, now=now, shown=range((page - 1) * SHOWN, page * SHOWN))
    context = preview_screen(plan, change, effects, only)
    plan_url = reverse("teams:plan_detail", args=[plan.pk])
    way = plan_way(plan.organisation, (plan.name, plan_url))
    context |= {"title": title, "reason_form": reason, "plan_url": plan_url, "breadcrumbs": way}
    context |= {"kept": kept_fields(request) if kept is None else kept, "has_form": kept is None and request.POST}
    return render(request, "teams/plans/preview.html", context)


def shown_group(text: str) -> tuple[UUID, str, int] | None:
    """Read which group is looked at: "course key:difference:page"; None for what nobody could have pressed."""
    try:
        key, name, page = text.split(":")
        return (UUID(key), name, max(1, min(int(page), 10_000))) if name in DIFFERENCES else None
    except ValueError:
        return None


def kept_fields(request) -> list[tuple[str, str]]:
    """Return what was typed, to be sent again."""
    lists = [(name, values) for name, values in request.POST.lists() if name not in OF_THE_PREVIEW]
    return [(name, value) for name, values in lists for value in values]
