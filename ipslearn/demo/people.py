"""The demo's people and what they have learned so far, made through the apps' own actions.

Their addresses end in `demo.example`, which nobody can own; under production settings such accounts can neither
be made nor sign in.
"""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from authoring.actions import key_of
from authoring.roles import ensure_trainers
from courses import actions
from courses.models import CoursePage, LessonPage
from courses.outlines import outline_of
from ipslearn.accounts.demo import DEMO_DOMAIN
from ipslearn.base.models import User
from ipslearn.demo.quizzes import take_quiz
from ipslearn.demo.teams import create_organisation
from quizzes.models import QuizPage

PASSWORD = "work-is-possible"
COLLEAGUES = 48


@dataclass(frozen=True)
class Person:
    role: str
    email: str
    name: str
    language: str = "en"


PEOPLE = (
    Person("learner", f"learner@{DEMO_DOMAIN}", "Yuki Tanabe"),
    Person("team leader", f"leader@{DEMO_DOMAIN}", "Naoko Hirano"),
    Person("organisation", f"office@{DEMO_DOMAIN}", "Aya Sato"),
    Person("trainer", f"trainer@{DEMO_DOMAIN}", "Keiko Morita"),
    Person("administrator", f"admin@{DEMO_DOMAIN}", "Site Administrator"),
)


def create_people() -> list[Person]:
    """Create the demo accounts that are not there yet; change nothing that is."""
    for person in PEOPLE:
        if User.objects.filter(email=person.email).exists():
            continue
        make = User.objects.create_superuser if person.role == "administrator" else User.objects.create_user
        user = make(person.email, PASSWORD, name=person.name, preferred_language=person.language)
        if person.role != "administrator":
            user.emailaddress_set.create(email=person.email, verified=True, primary=True)
        if person.role == "trainer":
            user.groups.add(ensure_trainers())
        if person.role == "learner":
            begin_first_course(user)
    create_colleagues()
    create_organisation()
    return list(PEOPLE)


def begin_first_course(learner: User) -> None:
    """Enroll ten days ago, do the first module with its quiz at the second try, and stop in the middle of the next."""
    course = CoursePage.objects.live().filter(translation_key=key_of("ips-foundations")).first()
    if course is None:
        return
    now = timezone.now()
    actions.enroll(learner=learner, course=course, now=now - timedelta(days=10))
    first, second, *_others = outline_of(course).modules
    lessons = {page.activity_key: page for page in LessonPage.objects.live().descendant_of(course)}
    required = [one for one in first.activities if one.is_required and one.key in lessons]
    for days, activity in zip((9, 8, 6, 5), required, strict=False):
        lesson, moment = lessons[activity.key], now - timedelta(days=days)
        write_reflection(learner, lesson, course, moment)
        actions.complete_activity(learner=learner, activity=lesson, course=course, now=moment)
    for quiz in QuizPage.objects.live().filter(translation_key__in=[one.key for one in first.activities]):
        take_quiz(learner, quiz, random.Random("a first try"), skill=0.55, now=now - timedelta(days=4))
        take_quiz(learner, quiz, random.Random("a second try"), skill=1.0, now=now - timedelta(days=3, hours=22))
    stop_in_the_middle(learner, lessons[second.activities[0].key], course, now - timedelta(days=3))


def create_colleagues() -> None:
    """Let colleagues who cannot sign in take the quizzes of the first course, so that its questions have statistics."""
    course = CoursePage.objects.live().filter(translation_key=key_of("ips-foundations")).first()
    if course is None or User.objects.filter(email=colleague_address(1)).exists():
        return
    now = timezone.now()
    quizzes = list(QuizPage.objects.live().descendant_of(course).order_by("path"))
    for number in range(1, COLLEAGUES + 1):
        luck = random.Random(f"colleague {number}")
        colleague = User.objects.create_user(colleague_address(number), None, name=f"Colleague {number}")
        began = now - timedelta(days=luck.randint(12, 60))
        actions.enroll(learner=colleague, course=course, now=began)
        skill = luck.betavariate(5, 2.5)
        for days, quiz in enumerate(quizzes[: luck.randint(1, len(quizzes))], start=1):
            take_quiz(colleague, quiz, luck, skill=skill, now=began + timedelta(days=days))


def colleague_address(number: int) -> str:
    return f"colleague-{number:02}@{DEMO_DOMAIN}"


def write_reflection(learner, lesson, course, moment) -> None:
    for block_id, prompt in list(lesson.reflections.items())[:1]:
        actions.save_reflection(
            learner=learner,
            lesson=lesson,
            course=course,
            block_id=block_id,
            prompt=prompt,
            text="Ask what she would like to do first, then visit one workplace together next week.",
            now=moment,
        )


def stop_in_the_middle(learner, lesson, course, moment) -> None:
    blocks = list(lesson.body)
    actions.remember_position(
        learner=learner,
        course_key=course.course_key,
        activity_key=lesson.activity_key,
        anchor=f"b-{blocks[len(blocks) // 2].id[:8]}",
        now=moment,
    )
