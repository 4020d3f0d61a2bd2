"""Training plans. Leaders read them, administrators change them, and see first whom a change affects."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ipslearn.base.models import Profession
from ipslearn.languages.foreign import guessed
from teams import planning
from teams.effects import Change, Line
from teams.forms.plans import PlanForm, RequirementForm, first_values, values_of
from teams.forms.suggested import SuggestedForm
from teams.models import Organisation, Requirement, TrainingPlan
from teams.screens.plans import course_titles, plan_list_screen, plan_screen, plan_way
from teams.screens.suggested import suggestions
from teams.views.previews import decide, is_sent


def own_plan(request, plan) -> TrainingPlan:
    """Return the plan that the reader may change."""
    return get_object_or_404(TrainingPlan.objects.administered_by(request.user).select_related("organisation"), pk=plan)


def own_requirement(request, requirement) -> Requirement:
    rows = Requirement.objects.administered_by(request.user).filter(ended_at=None)
    return get_object_or_404(rows.select_related("plan__organisation"), pk=requirement)


@login_required
@require_safe
def plan_list(request, organisation):
    plans = TrainingPlan.objects.visible_to(request.user).values("organisation")
    found = Organisation.objects.filter(pk=organisation)
    own = found.administered_by(request.user)
    organisation = own.first() or get_object_or_404(found.filter(pk__in=plans))
    return render(request, "teams/plans/plan_list.html", plan_list_screen(organisation, request.user))


@login_required
def plan_add(request, organisation):
    organisation = get_object_or_404(Organisation.objects.administered_by(request.user), pk=organisation)
    form = PlanForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        plan = planning.create_plan(organisation=organisation, name=name, by=request.user, now=timezone.now())
        return redirect("teams:plan_detail", plan.pk)
    context = {"form": form, "title": _("New training plan"), "breadcrumbs": plan_way(organisation)}
    return render(request, "teams/plans/plan_form.html", context)


@login_required
@require_safe
def plan_detail(request, plan):
    plans = TrainingPlan.objects.visible_to(request.user).select_related("organisation")
    plan = get_object_or_404(plans, pk=plan)
    return render(request, "teams/plans/plan_detail.html", plan_screen(plan, request.user))


@login_required
def plan_rename(request, plan):
    plan = own_plan(request, plan)
    first = {"name": plan.name}
    form = PlanForm(request.POST or None, initial=first, organisation=plan.organisation, plan=plan)
    if request.method == "POST" and form.is_valid():
        planning.rename_plan(plan=plan, name=form.cleaned_data["name"], by=request.user, now=timezone.now())
        return redirect("teams:plan_detail", plan.pk)
    context = {"form": form, "title": _("Rename the plan"), "breadcrumbs": way_to(plan)}
    return render(request, "teams/plans/plan_form.html", context)


@login_required
def plan_force(request, plan):
    """Put a plan in force, or take it out."""
    plan = own_plan(request, plan)
    title = _("Take the plan out of force") if plan.is_active else _("Put the plan in force")
    wanted = request.POST.get("wanted", "out" if plan.is_active else "in")
    return decide(request, plan, Change(is_active=wanted == "in"), title=title, kept=[("wanted", wanted)])


@login_required
def plan_suggested(request, plan):
    plan = own_plan(request, plan)
    first = {"applies_from": plan.organisation.today(timezone.now())}
    form = SuggestedForm(request.POST or None, initial=first, suggestions=suggestions(plan))
    if is_sent(request) and form.is_valid():
        return decide(request, plan, Change(lines=form.lines()), title=_("Suggested plan"))
    context = {"plan": plan, "form": form, "breadcrumbs": way_to(plan)}
    return render(request, "teams/plans/suggested.html", context)


@login_required
def requirement_add(request, plan):
    plan = own_plan(request, plan)
    form = RequirementForm(
        request.POST or None,
        initial=first_values(plan.organisation.today(timezone.now())),
        courses=course_titles(),
        professions=Profession.objects.names(get_language()),
    )
    if is_sent(request) and form.is_valid():
        return decide(request, plan, Change(lines=(form.line(),)), title=_("Add a requirement"))
    return form_page(request, plan, form, _("Add a requirement"))


@login_required
def requirement_change(request, requirement):
    row = own_requirement(request, requirement)
    title = course_titles().get(row.course_key) or guessed(row.title)
    professions = Profession.objects.names(get_language())
    form = RequirementForm(request.POST or None, initial=values_of(row), courses=None, professions=professions)
    if is_sent(request) and form.is_valid():
        line = Line(row.course_key, row.title, form.rule(row.pk))
        return decide(request, row.plan, Change(lines=(line,)), title=_("Change a requirement"))
    return form_page(request, row.plan, form, _("Change a requirement"), course=title)


@login_required
def requirement_end(request, requirement):
    row = own_requirement(request, requirement)
    return decide(request, row.plan, Change(ended=frozenset({row.pk})), title=_("End a requirement"), kept=[])


def form_page(request, plan, form, title, course=None):
    context = {"plan": plan, "form": form, "title": title, "course": course, "breadcrumbs": way_to(plan)}
    return render(request, "teams/plans/requirement_form.html", context)


def way_to(plan: TrainingPlan) -> list[tuple[str, str]]:
    return plan_way(plan.organisation, (plan.name, reverse("teams:plan_detail", args=[plan.pk])))
