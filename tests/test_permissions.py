"""Every URL of the site, for a visitor, for its owner and for somebody else.

The walk reads the URL configuration: an address that is not in the table below fails it, so that a new one cannot
be forgotten.
"""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from quizzes.actions import start_attempt
from quizzes.models import Response
from tests import factories
from tests.questions.samples import SAMPLES

# What each address answers to (visitor, owner, somebody else). "in" is a redirect to the sign-in page, 302 one to
# the page of the form that an action belongs to.
PUBLIC = (200, 200, 200)
OWN = ("in", 200, 200)
ACT = ("in", 302, 302)
# What visitors may send as well: answers to questions in the lessons that are open to everyone.
ASK = (302, 302, 302)
# Addresses of the editor: those who may not edit are asked to sign in as somebody else.
EDIT = ("in", "in", "in")
ANSWERS = {
    "courses:my_learning": OWN,
    "courses:course_enroll": ACT,
    "courses:course_leave": ACT,
    "courses:course_finish": ACT,
    "courses:activity_complete": ACT,
    "courses:activity_position": ACT,
    "courses:question_check": ASK,
    "courses:reflection_list": OWN,
    "courses:reflection_export": OWN,
    "courses:reflection_save": ACT,
    "courses:reflection_delete": ACT,
    "courses:certificate_detail": ("in", 200, 404),
    "courses:certificate_pdf": ("in", 200, 404),
    "courses:certificate_check": PUBLIC,
    "certificate_list": EDIT,
    "certificate_list_results": EDIT,
    "certificate_record": EDIT,
    "quizzes:attempt_start": ACT,
    "quizzes:attempt_detail": ("in", 302, 404),
    "quizzes:attempt_question": ("in", 200, 404),
    "quizzes:attempt_save": ACT,
    "quizzes:attempt_review": ("in", 200, 404),
    "quizzes:attempt_submit": ACT,
    "quizzes:attempt_results": ("in", 302, 404),
    "quizzes:response_compare": ACT,
    "quiz_reviews": EDIT,
    "quiz_review": EDIT,
    "quiz_regrade": EDIT,
    "question_report": EDIT,
    "question_report_results": EDIT,
    "question_detail": EDIT,
    "question_import": EDIT,
    "question_import_check": EDIT,
    "question_export_bank": EDIT,
    "question_export_quiz": EDIT,
    "question_transfer_bank": EDIT,
    "question_transfer_quiz": EDIT,
    "language_choose": ASK,
    "translation_list": EDIT,
    "translation_detail": EDIT,
    "translation_changes": EDIT,
    "translation_send": EDIT,
    "translation_source_update": EDIT,
    "translation_update": EDIT,
    "translation_publish": EDIT,
    "translation_adopt": EDIT,
    "glossary": PUBLIC,
    "search": PUBLIC,
    "styleguide": (404, 404, 404),
    "profile": OWN,
    "data_download": OWN,
    "profile_erase": OWN,
}


def named_patterns(patterns, namespace=""):
    """Yield (full name, pattern) for every URL pattern below."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_patterns(pattern.url_patterns, inside)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern


def ours():
    return sorted(
        name
        for name, pattern in named_patterns(get_resolver().url_patterns)
        # Those of teams have more roles, and a walk of their own: tests/teams/test_permissions.py.
        if not name.startswith(("wagtail", "account_", "media", "teams:"))
        and getattr(pattern.callback, "__module__", "").split(".")[0]
        in {"courses", "quizzes", "questions", "ipslearn", "authoring", "teams", "translating"}
        and name not in {"admin/account/"}
    )


def test_every_address_is_in_the_table():
    assert set(ours()) - {"wagtail_serve"} == set(ANSWERS)


@pytest.fixture
def arguments(learner, course):
    certificate = factories.complete_all(learner, course).certificate
    lesson = factories.lessons_of(course)[0]
    quiz = factories.quiz(course.get_children().first().specific, SAMPLES)
    attempt = start_attempt(learner=learner, quiz=quiz, course=course, now=factories.NOW)
    values = values_of(course, lesson, block=0, certificate=certificate, quiz=quiz, attempt=attempt)
    return values | {"page_id": course.pk, "translation_source_id": 1, "code": "ja"}


def values_of(course, lesson, *, block: int, certificate, quiz, attempt) -> dict:
    """Return the values that the addresses of learners need; `block` is the place of the reflection in the lesson."""
    return {
        "course_key": course.course_key,
        "activity_key": lesson.activity_key,
        "block_id": lesson.body[block].id,
        "number": certificate.number,
        "quiz_key": quiz.quiz_key,
        "pk": attempt.pk,
        "position": 1,
        "question_key": SAMPLES[0].id,
    }


def address(name: str, arguments: dict) -> str:
    pattern = next(pattern for found, pattern in named_patterns(get_resolver().url_patterns) if found == name)
    return reverse(name, kwargs={key: arguments[key] for key in pattern.pattern.converters})


def answer(client, url: str) -> int | str:
    return answer_in(client.get(url))


def answer_in(response) -> int | str:
    is_sign_in = response.status_code == 302 and reverse("account_login") in response.url
    return "in" if is_sign_in else response.status_code


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_who_gets_what(client, learner, other, arguments, name):
    url = address(name, arguments)
    found = [answer(client, url)]
    for user in (learner, other):
        client.force_login(user)
        found.append(answer(client, url))
    assert tuple(found) == ANSWERS[name]


ACTIONS = sorted(name for name, answers in ANSWERS.items() if answers == ACT)
# What visitors sent there they get back on the spot, to send it again.
GIVEN_BACK = {"courses:reflection_save", "quizzes:attempt_save", "quizzes:attempt_submit"}


def test_no_address_is_a_dead_end():
    assert [name for name, answers in ANSWERS.items() if 405 in answers] == []


@pytest.mark.parametrize("name", sorted({*ACTIONS} - GIVEN_BACK))
def test_who_signs_in_for_an_action_comes_to_a_page(client, learner, arguments, name):
    response = client.post(address(name, arguments), {"text": "Kept"})
    form = {"login": learner.email, "password": factories.PASSWORD}
    response = client.post(response.url, form, follow=True)
    assert (response.status_code, response.wsgi_request.user) == (200, learner)


@pytest.mark.parametrize("name", ACTIONS)
def test_somebody_elses_click_changes_nothing_of_the_owner(client, learner, other, course, arguments, name):
    before = snapshot(learner)
    client.force_login(other)
    client.post(address(name, arguments), {"text": "Mine now", "anchor": "b-00000000"})
    assert snapshot(learner) == before


def snapshot(user):
    """Return every row that belongs to the user."""
    return [
        list(user.enrollments.values_list()),
        [list(one.completions.values_list()) for one in user.enrollments.all()],
        list(user.reflections.values_list()),
        list(user.positions.values_list()),
        list(user.commitments.values_list()),
        [list(one.attempts.values_list()) for one in user.enrollments.all()],
        list(Response.objects.visible_to(user).values_list()),
    ]
