"""The demo's people and what they have learned so far, made through the apps' own actions.

Their addresses end in `demo.example`, which nobody can own; under production settings such accounts can neither
be made nor sign in.
"""

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

PASSWORD = "work-is-possible"


@dataclass(frozen=True)
class Person:
    role: str
    email: str
    name: str
    language: str = "en"


PEOPLE = (
    Person("learner", f"learner@{DEMO_DOMAIN}", "Yuki Tanabe"),
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
    return list(PEOPLE)


def begin_first_course(learner: User) -> None:
    """Enroll in the first course ten days ago, complete two lessons, and stop in the middle of the third."""
    course = CoursePage.objects.live().filter(translation_key=key_of("ips-foundations")).first()
    if course is None:
        return
    now = timezone.now()
    actions.enroll(learner=learner, course=course, now=now - timedelta(days=10))
    activities = outline_of(course).activities
    lessons = {page.activity_key: page for page in LessonPage.objects.live().descendant_of(course)}
    for days, activity in zip((9, 6), activities, strict=False):
        lesson = lessons[activity.key]
        moment = now - timedelta(days=days)
        write_reflection(learner, lesson, course, moment)
        actions.complete_activity(learner=learner, activity=lesson, course=course, now=moment)
    stop_in_the_middle(learner, lessons[activities[2].key], course, now - timedelta(days=3))


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
