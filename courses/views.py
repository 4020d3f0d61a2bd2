from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import actions, checks, exports
from courses.certificates import certificate_face, certificate_file, certificate_screen
from courses.find import find_pages
from courses.forms import CertificateNumberForm, PositionForm, ReflectionForm
from courses.models import Certificate, CoursePage, LessonPage, Reflection
from courses.outlines import activity_kinds, course_above, outline_of
from courses.progress import next_activity
from courses.screens import my_learning_screen
from ipslearn.base.rendering import anchor_of
from ipslearn.base.views import login_required_keeping_text, post_only
from ipslearn.base.words import listed
from ipslearn.languages.foreign import titled
from questions.kinds import read_response


def course_or_404(request, course_key) -> CoursePage:
    """Return the course the reader may see, in the page's language where there is one."""
    courses = CoursePage.objects.visible_to(request.user).filter(translation_key=course_key)
    return in_language(courses.select_related("locale"))


def activity_or_404(request, activity_key, kinds=None):
    """Return the activity the reader may see, whatever kind it is, in the page's language where there is one."""
    if not is_key(activity_key):
        raise Http404
    for kind in kinds or activity_kinds():
        pages = kind.objects.visible_to(request.user).filter(translation_key=activity_key)
        if found := list(pages.select_related("locale").defer(*kind.kept_rendered)):
            return in_language(found)
    raise Http404


def is_key(text) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True


def in_language(pages):
    found = sorted(pages, key=lambda page: page.locale.language_code != get_language())
    if not found:
        raise Http404
    return found[0]


def course_url(request, course_key) -> str:
    """Return the page of the course, or of the lesson that `?lesson=` names."""
    if lesson := request.GET.get("lesson"):
        return activity_url(request, lesson)
    return course_or_404(request, course_key).url


def activity_url(request, activity_key, block_id=None) -> str:
    url = activity_or_404(request, activity_key).url
    return f"{url}#{anchor_of(str(block_id))}" if block_id else url


def reflections_url(request, **_keys) -> str:
    return reverse("courses:reflection_list")


def wants_json(request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@login_required
@post_only(course_url)
def course_enroll(request, course_key):
    course = course_or_404(request, course_key)
    try:
        actions.enroll(learner=request.user, course=course, now=timezone.now())
    except actions.CourseLocked as locked:
        titles = listed(map(titled, locked.args[0]))
        messages.warning(request, mark_safe(_("Please complete this first: %(titles)s.") % {"titles": titles}))
        return redirect(course.url)
    if lesson := request.GET.get("lesson"):
        return redirect(activity_url(request, lesson))
    messages.success(request, _("You are enrolled. Begin with the first lesson whenever you like."))
    return redirect(course.url)


@login_required
@post_only(course_url)
def course_leave(request, course_key):
    course = course_or_404(request, course_key)
    enrollment = get_object_or_404(request.user.enrollments.open(), course_key=course_key)
    try:
        actions.withdraw(enrollment=enrollment, now=timezone.now())
    except actions.CourseRequired:
        messages.warning(request, _("Your team’s training plan asks for this course. Talk to your team leader."))
    else:
        messages.info(request, _("You have left the course. What you completed is kept if you come back."))
    return redirect(course.url)


@login_required
@post_only(course_url)
def course_finish(request, course_key):
    course = course_or_404(request, course_key)
    try:
        enrollment = actions.finish_course(learner=request.user, course=course, now=timezone.now())
    except actions.NotEnrolled as error:
        raise Http404 from error
    except actions.CourseUnfinished:
        messages.warning(request, _("Something in this course is still open; the outline shows what."))
        return redirect(course.url)
    return redirect("courses:certificate_detail", enrollment.certificate.number)


@login_required
@post_only(activity_url)
def activity_complete(request, activity_key):
    activity = activity_or_404(request, activity_key)
    course = course_above(activity)
    try:
        completion = actions.complete_activity(
            learner=request.user, activity=activity, course=course, now=timezone.now()
        )
    except actions.NotEnrolled:
        messages.warning(request, _("Enrol in the course first, so that your progress can be kept."))
        return redirect(activity.url)
    except actions.ActivityLocked:
        messages.warning(request, _("The module before this one comes first."))
        return redirect(activity.url)
    except actions.RuleNotMet:
        messages.warning(request, _("This lesson is completed by writing every reflection in it."))
        return redirect(activity.url)
    return redirect(after_completion(request, completion.enrollment, activity, course))


def after_completion(request, enrollment, activity, course) -> str:
    """Return where the reader goes on, and say so when that is the end of the course."""
    outline = outline_of(course)
    upcoming = next_activity(outline, actions.completed_keys(enrollment), after=activity.activity_key)
    if upcoming:
        return upcoming.url
    if enrollment.completed_at:
        messages.success(request, _("You have completed the course. Your certificate is ready."))
    return outline.url


@login_required
@post_only(activity_url)
def activity_position(request, activity_key):
    """Called by the page itself when it is left; nobody looks at the answer."""
    activity = activity_or_404(request, activity_key)
    form = PositionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    actions.remember_position(
        learner=request.user,
        course_key=course_above(activity).course_key,
        activity_key=activity.activity_key,
        anchor=form.cleaned_data["anchor"],
        now=timezone.now(),
        places=activity.places,
    )
    return HttpResponse(status=204)


@login_required_keeping_text
@post_only(activity_url)
def reflection_save(request, activity_key, block_id):
    lesson = activity_or_404(request, activity_key, kinds=[LessonPage])
    prompt = lesson.reflections.get(str(block_id))
    if prompt is None:
        raise Http404
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        return reflection_refused(request, lesson, block_id, " ".join(form.errors["text"]))
    reflection = actions.save_reflection(
        learner=request.user,
        lesson=lesson,
        course=course_above(lesson),
        block_id=block_id,
        prompt=prompt,
        text=form.cleaned_data["text"],
        now=timezone.now(),
    )
    message = _("Saved. Only you can read it.") if reflection else _("Your text was empty, so nothing is kept.")
    if wants_json(request):
        return JsonResponse({"message": message})
    messages.success(request, message)
    return redirect(f"{lesson.url}#b-{str(block_id)[:8]}")


def reflection_refused(request, lesson, block_id, message):
    """Show the lesson again with the text still in its form, or say so to the page that sent it."""
    if wants_json(request):
        return JsonResponse({"message": message}, status=422)
    kept = {"block_id": str(block_id), "text": request.POST.get("text", ""), "error": message}
    context = lesson.get_context(request) | {"kept": kept}
    return TemplateResponse(request, lesson.get_template(request), context, status=422)


@post_only(activity_url)
def question_check(request, activity_key, block_id):
    """Check an answer to a question in a lesson: the question alone for the page's script, else the whole page."""
    lesson = activity_or_404(request, activity_key, kinds=[LessonPage])
    context = lesson.get_context(request)
    if context["needs_sign_in"]:
        return redirect_to_login(lesson.url)
    found = checks.question_in(lesson, str(block_id), context["foreign"])
    if found is None or context["is_locked"]:
        raise Http404
    question, is_opening = found
    response = None if "again" in request.POST else read_response(question, request.POST, f"r{question.id[:8]}")
    if is_opening and response is not None and request.user.is_authenticated:
        commitment = actions.commit(
            learner=request.user,
            course_key=context["course"].course_key,
            activity_key=lesson.activity_key,
            question_key=block_id,
            response=response,
            now=timezone.now(),
        )
        response = commitment.response
    answers = question_answers(request, lesson, question, response, is_opening)
    if request.headers.get("X-Requested-With") == "check-question":
        return HttpResponse("".join(answers.values()))
    context["parts"] = checks.drawn_anew(context["parts"], answers)
    return TemplateResponse(request, lesson.get_template(request), context)


def question_answers(request, lesson, question, response, is_opening) -> dict:
    """Return {anchor: html} of what an answer changes in the page; see checks.answered."""
    if "again" in request.POST:
        answers = checks.asked_again(lesson, question, is_opening=is_opening)
    else:
        with_answer = "answer" in request.POST
        answers = checks.answered(lesson, question, response, with_answer=with_answer, is_opening=is_opening)
    return {anchor: checks.with_token(html, get_token(request)) for anchor, html in answers.items()}


@login_required
@post_only(reflections_url)
def reflection_delete(request, activity_key, block_id):
    actions.delete_reflection(learner=request.user, activity_key=activity_key, block_id=block_id)
    messages.success(request, _("The reflection is deleted."))
    return redirect("courses:reflection_list")


@login_required
@require_safe
def reflection_list(request):
    reflections = Reflection.objects.visible_to(request.user)
    return render(request, "courses/reflection_list.html", {"reflections": reflections})


@login_required
@require_safe
def reflection_export(request):
    """The learner's reflections as one Markdown file, the newest first."""
    text = exports.reflections_as_markdown(Reflection.objects.visible_to(request.user))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reflections.md"'
    return response


@login_required
@require_safe
def my_learning(request):
    return render(request, "courses/my_learning.html", my_learning_screen(request.user, timezone.localtime()))


def certificate_or_404(request, number) -> Certificate:
    return get_object_or_404(Certificate.objects.visible_to(request.user).select_related("enrollment"), number=number)


@login_required
@require_safe
def certificate_detail(request, number):
    screen = certificate_screen(certificate_or_404(request, number), request)
    return render(request, "courses/certificate_detail.html", screen | {"pdfs": addresses_by_language(request)})


def addresses_by_language(request) -> list[tuple[str, str, str]]:
    """Return (code, name, address) of the certificate's file in each language of the site."""
    view, found = request.resolver_match, []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            found.append((code, name, reverse("courses:certificate_pdf", kwargs=view.kwargs)))
    return found


@login_required
@require_safe
@never_cache
def certificate_pdf(request, number):
    """The certificate as a file, in the language of its address."""
    certificate = certificate_or_404(request, number)
    if certificate.revoked_at:
        messages.warning(request, _("This certificate is revoked. There is no file of it any more."))
        return redirect("courses:certificate_detail", number)
    response = HttpResponse(certificate_file(certificate, request), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{number}-{get_language()}.pdf"'
    return response


@require_safe
def certificate_check(request):
    """Anyone may check a number: whether it is valid, and what the certificate itself says. Search engines keep out."""
    form = CertificateNumberForm(request.GET or None)
    certificate = None
    if form.is_valid():
        numbered = Certificate.objects.select_related("enrollment")
        certificate = numbered.filter(number=form.cleaned_data["number"]).first()
    context = {
        "form": form,
        "face": certificate_face(certificate) if certificate else None,
        "is_asked": form.is_bound,
    }
    response = render(request, "courses/certificate_check.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def search(request):
    found = find_pages(request.GET.get("q", ""), request.user, get_language(), request.GET.get("page"))
    count = found["count"]
    found["heading"] = ngettext("%(count)s result", "%(count)s results", count) % {"count": count}
    return render(request, "courses/search.html", found)
