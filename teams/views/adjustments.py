"""What differs for a team or a person: administrators for both, leaders for the people of their teams."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from ipslearn.base.models import User
from ipslearn.languages.foreign import guessed
from teams import planning
from teams.forms.plans import AdjustmentForm, EndAdjustmentForm
from teams.models import Adjustment, Membership, Organisation, Requirement, Team
from teams.screens.plans import course_titles
from teams.screens.requirement_words import adjustment_words
from teams.views.plans import way_to


@login_required
def adjustment_add(request, requirement):
    rows = Requirement.objects.visible_to(request.user).filter(ended_at=None)
    row = get_object_or_404(rows.select_related("plan__organisation"), pk=requirement)
    first = {"who": f"person-{request.GET['person']}"} if request.GET.get("person", "").isdecimal() else {}
    form = AdjustmentForm(request.POST or None, initial=first, **choices_for(request.user, row.plan.organisation))
    if request.method == "POST" and form.is_valid():
        terms = {name: form.cleaned_data[name] for name in ("necessity", "due_on", "reason")}
        planning.adjust(requirement=row, **form.target, **terms, by=request.user, now=timezone.now())
        return redirect("teams:plan_detail", row.plan_id)
    title = course_titles().get(row.course_key) or guessed(row.title)
    context = {"plan": row.plan, "form": form, "course": title, "breadcrumbs": way_to(row.plan)}
    return render(request, "teams/plans/adjustment_form.html", context)


def choices_for(user, organisation: Organisation) -> dict:
    """Return the teams and people that `user` may ask something different of, never themselves. Three queries."""
    is_own = Organisation.objects.administered_by(user).filter(pk=organisation.pk).exists()
    teams = Team.objects.led_by(user).filter(organisation=organisation)
    members = Membership.objects.current().filter(team__in=teams).values("user")
    people = User.objects.filter(pk__in=members).exclude(pk=user.pk).only("name", "email").order_by("sort_name", "pk")
    return {"teams": list(teams) if is_own else [], "people": people}


@login_required
def adjustment_end(request, adjustment):
    rows = Adjustment.objects.changeable_by(request.user).filter(ended_at=None)
    row = get_object_or_404(rows.select_related("requirement__plan", "team", "person"), pk=adjustment)
    form = EndAdjustmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        planning.end_adjustment(adjustment=row, reason=reason, by=request.user, now=timezone.now())
        return redirect("teams:plan_detail", row.requirement.plan_id)
    context = {
        "adjustment": row,
        "plan": row.requirement.plan,
        "form": form,
        "differs": adjustment_words(row.necessity, row.due_on),
        "breadcrumbs": way_to(row.requirement.plan),
    }
    return render(request, "teams/plans/adjustment_end.html", context)
