"""What a leader does for one person: each page says first what will happen, and does it when it is sent."""

from collections.abc import Callable

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courses.models import Certificate
from teams import acts, planning
from teams.forms.acts import ExtendForm, ReasonForm, RemindForm
from teams.models import Exemption, Organisation, Requirement, Team
from teams.screens.acts import (
    Subject,
    act_screen,
    due_again,
    late_members,
    reminder_screen,
    standing_or_404,
    subject_or_404,
)

forms_only = require_http_methods(["GET", "HEAD", "POST"])


def with_reason(request, template: str, screen: dict, act: Callable[[str], object], done: str):
    """Show the form; once it has a reason, do the act, say that it is done, and go back."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(form.cleaned_data["reason"])
        messages.success(request, done)
        return redirect(screen["back_url"])
    return render(request, template, screen | {"form": form})


def by_whom(request, subject: Subject) -> dict:
    return {"organisation": subject.organisation, "by": request.user, "now": timezone.now()}


@login_required
@forms_only
def exemption_grant(request, organisation, person, course_key):
    subject = subject_or_404(request.user, organisation, person)
    screen = act_screen(subject, course_key, standing_or_404(subject, course_key))

    def act(reason):
        acts.exempt(person=subject.person, course_key=course_key, reason=reason, **by_whom(request, subject))

    return with_reason(request, "teams/acts/exempt.html", screen, act, _("They are exempt."))


@login_required
@forms_only
def exemption_end(request, organisation, person, course_key):
    subject = subject_or_404(request.user, organisation, person)
    of = {"organisation": subject.organisation, "person": subject.person, "course_key": course_key}
    exemption = get_object_or_404(Exemption, ended_at=None, **of)

    def act(reason):
        acts.end_exemption(exemption=exemption, reason=reason, by=request.user, now=timezone.now())

    screen = act_screen(subject, course_key) | {"exemption": exemption}
    return with_reason(request, "teams/acts/exemption_end.html", screen, act, _("The exemption has ended."))


@login_required
@forms_only
def course_reopen(request, organisation, person, course_key):
    subject = subject_or_404(request.user, organisation, person)
    standing = standing_or_404(subject, course_key)
    if standing.state not in acts.DONE_STATES:
        return not_completed(request, act_screen(subject, course_key)["back_url"])

    def act(reason):
        acts.reopen(person=subject.person, course_key=course_key, reason=reason, **by_whom(request, subject))

    screen = act_screen(subject, course_key, standing) | {"due_on": due_again(subject, course_key, timezone.now())}
    return with_reason(request, "teams/acts/reopen.html", screen, act, _("They are asked for the course again."))


def not_completed(request, url: str):
    messages.info(request, _("The course is not completed, so that there is nothing to ask for again."))
    return redirect(url)


@login_required
@forms_only
def due_extend(request, organisation, person, course_key):
    """Another due date, by every requirement that the course is asked by."""
    subject, now = subject_or_404(request.user, organisation, person), timezone.now()
    standing = standing_or_404(subject, course_key)
    if standing.necessity != Requirement.Necessity.ESSENTIAL:
        raise Http404
    form = ExtendForm(request.POST or None, today=subject.organisation.today(now))
    screen = act_screen(subject, course_key, standing)
    if request.method == "POST" and form.is_valid():
        extend(standing, subject, request.user, now, **form.cleaned_data)
        messages.success(request, _("The due date is changed."))
        return redirect(screen["back_url"])
    return render(request, "teams/acts/extend.html", screen | {"form": form})


@transaction.atomic
def extend(standing, subject: Subject, by, now, *, due_on, reason) -> None:
    for requirement in Requirement.objects.filter(pk__in=standing.sources):
        planning.extend(requirement=requirement, person=subject.person, due_on=due_on, reason=reason, by=by, now=now)


def certificate_of(request, organisation, person, number) -> tuple[Subject, Certificate]:
    """Return a certificate of somebody of an organisation that the reader administers."""
    get_object_or_404(Organisation.objects.administered_by(request.user), pk=organisation)
    subject = subject_or_404(request.user, organisation, person)
    keys = Requirement.objects.filter(plan__organisation=subject.organisation).values("course_key")
    found = Certificate.objects.filter(enrollment__learner=subject.person, enrollment__course_key__in=keys)
    return subject, get_object_or_404(found.select_related("enrollment__learner"), number=number)


@login_required
@forms_only
def certificate_revoke(request, organisation, person, number):
    subject, certificate = certificate_of(request, organisation, person, number)

    def act(reason):
        acts.revoke(certificate=certificate, reason=reason, **by_whom(request, subject))

    screen = act_screen(subject, certificate.enrollment.course_key) | {"certificate": certificate}
    return with_reason(request, "teams/acts/revoke.html", screen, act, _("The certificate is revoked."))


@login_required
@forms_only
def certificate_reinstate(request, organisation, person, number):
    subject, certificate = certificate_of(request, organisation, person, number)

    def act(reason):
        acts.reinstate(certificate=certificate, reason=reason, **by_whom(request, subject))

    screen = act_screen(subject, certificate.enrollment.course_key) | {"certificate": certificate}
    return with_reason(request, "teams/acts/reinstate.html", screen, act, _("The certificate is valid again."))


# The mail's own styles stand at its elements; the frame that shows it runs nothing.
@csp_update({"style-src": [UNSAFE_INLINE]})
@login_required
@forms_only
def person_remind(request, organisation, person):
    """Show the mail as it will be read, again with each change of the note; send it when it is asked to."""
    subject, now = subject_or_404(request.user, organisation, person), timezone.now()
    form = RemindForm(request.POST or None)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    screen = reminder_screen(subject, request.user, note, now)
    if form.is_valid() and "send" in request.POST and not screen["refusal"]:
        return reminded(request, [subject], note, subject.url)
    return render(request, "teams/acts/remind.html", screen | {"form": form})


def reminded(request, subjects: list[Subject], note: str, url: str):
    """Remind each, and say how many could be."""
    sent = 0
    for subject in subjects:
        try:
            acts.remind(person=subject.person, note=note, **by_whom(request, subject))
        except (acts.AlreadyReminded, acts.NothingToRemind):
            continue
        sent += 1
    words = ngettext("%(n)s person is reminded.", "%(n)s people are reminded.", sent) % {"n": sent}
    messages.success(request, words)
    if left := len(subjects) - sent:
        words = ngettext("%(n)s had a mail today already.", "%(n)s had a mail today already.", left) % {"n": left}
        messages.info(request, words)
    return redirect(url)


@csp_update({"style-src": [UNSAFE_INLINE]})
@login_required
@forms_only
def team_remind(request, team):
    """Remind everybody of the team who is overdue or has an expired course; the first one's mail is shown."""
    found = get_object_or_404(Team.objects.led_by(request.user).select_related("organisation"), pk=team)
    subjects = [Subject(found.organisation, person) for person in late_members(found, request.user)]
    form = RemindForm(request.POST or None)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    if form.is_valid() and "send" in request.POST and subjects:
        return reminded(request, subjects, note, request.path)
    screen = reminder_screen(subjects[0], request.user, note, timezone.now()) if subjects else {}
    screen |= {"team": found, "subjects": subjects, "form": form}
    return render(request, "teams/acts/team_remind.html", screen)
