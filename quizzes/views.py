from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.actions import ActivityLocked, NotEnrolled
from courses.outlines import course_reference
from courses.views import activity_or_404
from ipslearn.base.views import login_required_keeping_text, post_only
from questions.definitions import from_json
from questions.kinds import read_response
from quizzes import actions, screens
from quizzes.models import Attempt, QuizPage


def own_attempt(request, pk) -> Attempt:
    return get_object_or_404(Attempt.objects.visible_to(request.user), pk=pk)


def quiz_url(request, quiz_key) -> str:
    return activity_or_404(request, quiz_key, kinds=[QuizPage]).url


def attempt_url(request, pk, **_keys) -> str:
    return reverse("quizzes:attempt_detail", args=[pk])


def results_url(attempt) -> str:
    return reverse("quizzes:attempt_results", args=[attempt.pk])


def is_script(request) -> bool:
    return request.headers.get("X-Requested-With") == "quiz-form"


@login_required
@post_only(quiz_url)
def attempt_start(request, quiz_key):
    quiz = activity_or_404(request, quiz_key, kinds=[QuizPage])
    try:
        attempt = actions.start_attempt(
            learner=request.user, quiz=quiz, course=course_reference(quiz), now=timezone.now()
        )
    except NotEnrolled:
        messages.warning(request, _("Enrol in the course first, so that your result can be kept."))
    except ActivityLocked:
        messages.warning(request, _("The module before this one comes first."))
    except actions.NothingToAsk:
        messages.warning(request, _("This quiz has no questions at the moment. Nothing is missing on your side."))
    except actions.MayNotBegin as refused:
        messages.warning(request, why_not(refused.args[0]))
    else:
        return redirect("quizzes:attempt_detail", attempt.pk)
    return redirect(quiz.url)


def why_not(permission) -> str:
    if permission.begins_at is None:
        return _("You have used all attempts at this quiz.")
    when = date_format(timezone.localtime(permission.begins_at), "DATETIME_FORMAT")
    return _("Your next attempt can begin on %(when)s. Time to read again.") % {"when": when}


@login_required
@require_safe
def attempt_detail(request, pk):
    """All questions on one page, or on to the first one that is not answered."""
    attempt = own_attempt(request, pk)
    if not attempt.is_open:
        return redirect("quizzes:attempt_results", attempt.pk)
    if attempt.rules.get("paging") == QuizPage.Paging.ALL:
        return render(request, "quizzes/attempt.html", screens.whole_attempt_screen(attempt, timezone.now()))
    left = attempt.responses.filter(is_answered=False).order_by("position").values_list("position", flat=True)
    if (position := left.first()) is None:
        return redirect("quizzes:attempt_review", attempt.pk)
    return redirect("quizzes:attempt_question", attempt.pk, position)


@login_required
@require_safe
def attempt_question(request, pk, position):
    attempt = own_attempt(request, pk)
    if not attempt.is_open:
        return redirect("quizzes:attempt_results", attempt.pk)
    screen = screens.attempt_screen(attempt, position, timezone.now())
    if screen is None:
        raise Http404
    return render(request, "quizzes/attempt.html", screen)


@login_required_keeping_text
@post_only(attempt_url)
def attempt_save(request, pk):
    """Save what the form holds and go where its button says. The page's script saves without leaving the page."""
    attempt = own_attempt(request, pk)
    given, seen = given_in(request, attempt), seen_in(request)
    is_final = "check" in request.POST and attempt.rules.get("feedback") == QuizPage.Feedback.ONCE
    try:
        saved = actions.save_responses(
            attempt=attempt, given=given, seen=seen, now=timezone.now(), is_final=is_final, language=get_language()
        )
    except actions.AttemptClosed:
        return attempt_over(request, attempt)
    except actions.AnswerIsFinal:
        saved = actions.Saved([], [])
        messages.info(request, _("You have seen the feedback to this question, so your answer stays as it was."))
    return after_saving(request, attempt, given, seen, saved)


def after_saving(request, attempt, given, seen, saved):
    """Tell the script what is saved, go on, or show the form again where another device was first."""
    if is_script(request):
        return told_to_script(saved, given)
    if saved.elsewhere:
        return render(request, "quizzes/attempt.html", screens.asking_again(attempt, given, seen, saved), status=409)
    return redirect(where_to(request, attempt, saved.rows))


def told_to_script(saved, given) -> JsonResponse:
    """Say what is saved, in which versions; and with status 409 what was answered on another device, to choose from."""
    # Of a question that is older in the page than here, the page goes on with the version it has.
    same = [row for row in saved.rows if row.response == given[row.position][0]]
    answer = {"saved": [row.position for row in saved.rows], "versions": {row.position: row.version for row in same}}
    if not saved.elsewhere:
        return JsonResponse({**answer, "message": _("Saved")})
    words = _("Not saved: this question was answered on another device as well. Choose below which answer counts.")
    elsewhere = {row.position: screens.elsewhere_html(row) for row in saved.elsewhere}
    return JsonResponse({**answer, "message": words, "elsewhere": elsewhere}, status=409)


def seen_in(request) -> dict[int, str]:
    """Return {position: version of the answer the form was filled in over}; of one that is kept, the one elsewhere."""
    kept, _sign, version = request.POST.get("keep", "").partition(":")
    found = {position: request.POST.get(f"{screens.prefix_of(position)}-seen") for position in positions_in(request)}
    if kept.isdecimal() and int(kept) in found:
        found[int(kept)] = version
    return {position: version for position, version in found.items() if version}


def positions_in(request) -> list[int]:
    """Return the positions in the form, without the one whose answer elsewhere the learner takes."""
    named = request.POST.getlist("position")
    return [int(one) for one in named if one.isdecimal() and len(one) < 5 and one != request.POST.get("take")]


def given_in(request, attempt) -> dict:
    """Return {position: (response, confidence)} of the questions of this attempt that are in the form. One query."""
    positions = positions_in(request)
    given = {}
    asked = attempt.responses.filter(position__in=positions).order_by()
    for position, snapshot in asked.values_list("position", "snapshot"):
        prefix = screens.prefix_of(position)
        response = read_response(from_json(snapshot), request.POST, prefix)
        given[position] = (response, request.POST.get(f"{prefix}-confidence", ""))
    return given


def where_to(request, attempt, rows) -> str:
    """Return the address that the pressed button names: a position, the review, or the page it came from."""
    wanted = request.POST.get("go", "")
    if chosen := request.POST.get("take") or request.POST.get("keep", "").partition(":")[0]:
        return screens.place_of(attempt, chosen)
    if "check" in request.POST and rows:
        if not rows[0].is_answered:
            messages.info(request, _("Choose or write an answer first."))
        return screens.step_url(attempt, rows[0].position)
    if wanted.isdecimal() and len(wanted) < 5:
        return screens.step_url(attempt, int(wanted))
    return reverse("quizzes:attempt_review", args=[attempt.pk])


def attempt_over(request, attempt):
    """Close an attempt whose time is over, and say so; one that was submitted before stays as it is."""
    was_open = attempt.is_open
    attempt = actions.submit_attempt(attempt=attempt, now=timezone.now())
    words = _("This attempt was submitted before. Its result stays as it is.")
    if was_open and attempt.is_late:
        words = _("The time was over. What you had saved before counts; the last answer came too late.")
    messages.info(request, words)
    url = results_url(attempt)
    return JsonResponse({"closed": url, "message": words}, status=409) if is_script(request) else redirect(url)


@login_required
@require_safe
def attempt_review(request, pk):
    attempt = own_attempt(request, pk)
    if not attempt.is_open:
        return redirect("quizzes:attempt_results", attempt.pk)
    steps = screens.steps_of(attempt)
    context = {
        "attempt": attempt,
        "steps": steps,
        "unanswered": [step for step in steps if not step.is_answered],
        **screens.clock(attempt, timezone.now()),
    }
    return render(request, "quizzes/review.html", context)


@login_required_keeping_text
@post_only(attempt_url)
def attempt_submit(request, pk):
    attempt = own_attempt(request, pk)
    if not attempt.is_open:
        messages.info(request, _("This attempt was submitted before. Its result stays as it is."))
    elif given := given_in(request, attempt):
        try:
            actions.save_responses(
                attempt=attempt, given=given, seen=seen_in(request), now=timezone.now(), language=get_language()
            )
        except actions.AttemptClosed:
            return attempt_over(request, attempt)
        except actions.AnswerIsFinal:
            pass
    actions.submit_attempt(attempt=attempt, now=timezone.now())
    return redirect("quizzes:attempt_results", attempt.pk)


@login_required
@require_safe
def attempt_results(request, pk):
    attempt = own_attempt(request, pk)
    if attempt.is_open:
        return redirect("quizzes:attempt_detail", attempt.pk)
    return render(request, "quizzes/results.html", screens.results_screen(attempt, timezone.now()))


@login_required
@post_only(attempt_url)
def response_compare(request, pk, position):
    """The learner compared an open response with the model answer, and says which criteria it meets."""
    attempt = own_attempt(request, pk)
    response = get_object_or_404(attempt.responses, position=position)
    if not screens.is_for_oneself(response):
        raise Http404
    try:
        actions.review_response(response=response, met=request.POST.getlist("met"), now=timezone.now())
    except actions.NotForReview as error:
        raise Http404 from error
    messages.success(request, _("Kept. You can look at it again at any time."))
    return redirect(f"{results_url(attempt)}#q-q{position}")
