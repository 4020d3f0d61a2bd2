"""The people and the course that are measured. Needs Django set up on a database of its own."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from itertools import cycle, zip_longest

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.utils import timezone

from authoring.actions import key_of
from authoring.pages import publish
from courses import actions
from courses.models import CatalogPage, Completion, CoursePage, LessonPage, ModulePage, ReadingPosition
from courses.outlines import outline_of
from ipslearn.base.models import User
from scripts.bench import quizzes
from scripts.bench.client import Ask

LEARNERS, MODULES, LESSONS = 200, 8, 8
TITLE = "A long course"
CSRF = "benchbenchbenchbenchbenchbenchbe"


def seed() -> None:
    """Load the curriculum, and add the long course and its learners; once for a database."""
    if CoursePage.objects.filter(title=TITLE).exists():
        return
    call_command("load_curriculum")
    real = CoursePage.objects.get(locale__language_code="en", translation_key=key_of("ips-foundations"))
    samples = lessons_of(real)
    long = long_course(samples)
    quizzes.seed(long)
    lessons = lessons_of(long)
    dice = random.Random(1)
    for number in range(LEARNERS):
        learner = User.objects.create(email=f"learner{number}@example.org", name=f"Learner {number}")
        learn(learner, long, lessons, dice.randint(0, len(lessons)))
        learn(learner, real, samples, dice.randint(0, 5))


def lessons_of(course: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def long_course(samples: list[LessonPage]) -> CoursePage:
    """Publish a course whose lessons have the bodies of `samples`, in turn."""
    catalog = CatalogPage.objects.get(locale__language_code="en")
    course = add(CoursePage(title=TITLE, summary="Eight modules with eight lessons each.", credit_hours=8), catalog)
    for m in range(MODULES):
        module = add(ModulePage(title=f"Module {m + 1}", summary="Eight lessons.", principles=[m + 1]), course)
        for n in range(LESSONS):
            sample = samples[(m * LESSONS + n) % len(samples)]
            body = json.dumps(list(sample.body.raw_data))
            title = f"{m + 1}.{n + 1} {sample.title}"
            add(LessonPage(title=title, summary=sample.summary, minutes=sample.minutes, body=body), module)
    return CoursePage.objects.get(pk=course.pk)


def add(page, parent):
    page.locale = parent.locale
    publish(page, parent)
    return page


def learn(learner: User, course: CoursePage, lessons: list[LessonPage], count: int) -> None:
    """Enroll, read and complete the first `count` lessons, a day each, and stop in the next one."""
    begun = timezone.now() - timedelta(days=99)
    enrollment = actions.enroll(learner=learner, course=course, now=begun)
    Completion.objects.bulk_create(
        Completion(
            enrollment=enrollment,
            activity_key=lesson.activity_key,
            rule=Completion.Rule.DECLARED,
            title=lesson.title,
            language="en",
            edition=course.edition,
            revision=lesson.live_revision_id,
            minutes=lesson.minutes,
            completed_at=begun + timedelta(days=day),
        )
        for day, lesson in enumerate(lessons[:count])
    )
    ReadingPosition.objects.bulk_create(
        ReadingPosition(
            learner=learner,
            course_key=course.course_key,
            activity_key=lesson.activity_key,
            anchor=f"b-{lesson.body[1].id[:8]}",
            seen_at=begun + timedelta(days=day),
        )
        for day, lesson in enumerate(lessons[: count + 1])
    )
    if count == len(lessons):
        actions.finish_course(learner=learner, course=course, now=timezone.now())


def sign_in(learner: User) -> str:
    """Return the cookies of a new session."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(learner.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = learner.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"


def plan() -> dict[str, Iterator[Ask]]:
    """Return for each page an endless row of requests, the learners in turn; completions end after some thousands."""
    course = CoursePage.objects.get(title=TITLE)
    activities = [one for one in outline_of(course).activities if one.kind == "lessonpage"]
    pages = {
        "floor": "/bench/floor/",
        "course page": course.url,
        "my learning": "/en/learning/",
        "catalog": course.get_parent().url,
    }
    cookies, lessons, completions = [], [], []
    for learner in User.objects.filter(email__endswith="@example.org").order_by("pk"):
        rows = Completion.objects.filter(enrollment__learner=learner)
        done = set(rows.values_list("activity_key", flat=True))
        waiting = [activity for activity in activities if activity.key not in done]
        cookie = sign_in(learner)
        cookies.append(cookie)
        lessons.append(Ask((waiting or activities)[0].url, cookie))
        completions.append([completion_of(activity, cookie) for activity in waiting])
    plan = {name: cycle([Ask(path, cookie) for cookie in cookies]) for name, path in pages.items()}
    in_turn = (ask for round in zip_longest(*completions) for ask in round if ask)
    return plan | {"lesson page": cycle(lessons), "marking complete": in_turn}


def people() -> list[str]:
    """Return the cookies of the learners."""
    return [sign_in(learner) for learner in User.objects.filter(email__endswith="@example.org").order_by("pk")]


def completion_of(activity, cookie: str) -> Ask:
    return Ask(f"/en/activities/{activity.key}/complete/", cookie, f"csrfmiddlewaretoken={CSRF}")
