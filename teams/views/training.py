"""Training outside the site: sent in by a member, entered by a leader, looked at, and its evidence."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ipslearn.base.views import post_only
from teams import acts
from teams.forms.acts import DecideForm, TrainingForm
from teams.models import Membership, Organisation, Team, TrainingRecord
from teams.screens.acts import course_title, led_memberships, records_to_review, subject_or_404, training_courses

forms_only = require_http_methods(["GET", "HEAD", "POST"])


def own_organisations(user):
    """Return the organisations that the user belongs to now. One query."""
    current = Membership.objects.current().filter(user=user).values("team__organisation")
    return Organisation.objects.filter(pk__in=current)


@login_required
@require_safe
def training_list(request):
    """Everybody's own training, newest first."""
    rows = TrainingRecord.objects.filter(person=request.user).select_related("organisation")
    context = {"records": rows, "organisations": own_organisations(request.user)}
    return render(request, "teams/acts/training_list.html", context)


@login_required
@forms_only
def training_new(request, organisation):
    """A member sends in training of their own, for a leader to look at."""
    found = get_object_or_404(own_organisations(request.user), pk=organisation)
    return training_form(request, found, request.user, "teams:training_list")


@login_required
@forms_only
def training_add(request, organisation, person):
    """A leader enters training for somebody; it is accepted at once."""
    subject = subject_or_404(request.user, organisation, person)
    return training_form(request, subject.organisation, subject.person, subject.url)


def training_form(request, organisation, person, back):
    now = timezone.now()
    values = {"courses": training_courses(organisation, person), "today": organisation.today(now)}
    form = TrainingForm(request.POST or None, request.FILES or None, **values)
    if request.method == "POST" and form.is_valid():
        acts.add_training(organisation=organisation, person=person, by=request.user, now=now, **form.cleaned_data)
        is_own = person == request.user
        messages.success(request, _("It is sent in. A leader of your team looks at it.") if is_own else _("It counts."))
        return redirect(back)
    context = {"form": form, "organisation": organisation, "person": person, "back": back}
    return render(request, "teams/acts/training_form.html", context)


@login_required
@post_only(lambda request, record: redirect("teams:training_list").url)
def training_withdraw(request, record):
    """Take back one's own while nobody has looked at it."""
    found = get_object_or_404(TrainingRecord.objects.filter(person=request.user), pk=record)
    try:
        acts.withdraw_training(record=found, by=request.user, now=timezone.now())
    except acts.AlreadyDecided:
        messages.info(request, _("Somebody has decided on it in the meantime, so that it stays."))
    else:
        messages.success(request, _("It is withdrawn, and its file deleted."))
    return redirect("teams:training_list")


@login_required
@require_safe
def training_review(request, organisation):
    """What waits for the reader's decision."""
    found = get_object_or_404(Organisation, pk=organisation)
    is_leader = Team.objects.led_by(request.user).filter(organisation=found).exists()
    if not is_leader and not Organisation.objects.administered_by(request.user).filter(pk=found.pk).exists():
        raise Http404
    context = {"organisation": found, "records": records_to_review(request.user, found)}
    return render(request, "teams/acts/training_review.html", context)


def record_or_404(request, pk) -> TrainingRecord:
    """Return a record of somebody for whom the reader may act; 403 for their own."""
    rows = TrainingRecord.objects.visible_to(request.user).select_related("person", "organisation", "decided_by")
    record = get_object_or_404(rows, pk=pk)
    if record.person_id == request.user.pk:
        raise PermissionDenied
    if not led_memberships(request.user).filter(user=record.person, team__organisation=record.organisation).exists():
        raise Http404
    return record


@login_required
@forms_only
def training_decide(request, record):
    found = record_or_404(request, record)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return decided(request, found, form.cleaned_data)
    title = course_title(found.organisation, found.course_key) if found.course_key else ""
    return render(request, "teams/acts/training_decide.html", {"record": found, "form": form, "course_title": title})


def decided(request, record: TrainingRecord, chosen: dict):
    is_accepted = chosen["decision"] == DecideForm.ACCEPT
    try:
        acts.decide_training(
            record=record, is_accepted=is_accepted, reason=chosen["reason"], by=request.user, now=timezone.now()
        )
    except acts.AlreadyDecided:
        messages.info(request, _("Somebody else has decided on it in the meantime."))
    else:
        messages.success(request, _("It is accepted and counts.") if is_accepted else _("It is declined."))
    return redirect("teams:training_review", record.organisation_id)


@login_required
@require_safe
@never_cache
def training_file(request, record):
    """The evidence, to be saved and never shown in place: for who may see the record, and nobody else."""
    found = get_object_or_404(TrainingRecord.objects.visible_to(request.user).exclude(evidence=""), pk=record)
    try:
        with found.evidence.open("rb") as file:
            response = HttpResponse(file.read(), content_type="application/octet-stream")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.evidence_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
