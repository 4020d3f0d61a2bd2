"""Starting points for tests. Factories build what is there before; actions do what happens then."""

import uuid
from datetime import UTC, datetime

import factory
from wagtail.models import Locale, Page, Site

from authoring.pages import publish
from courses import actions
from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage
from courses.outlines import renew_outlines
from ipslearn.base.models import GlossaryTerm, HomePage, Source, User
from questions.kinds import BLOCKS
from quizzes.models import QuestionBank, QuizDraw, QuizPage
from quizzes.publishing import publish_questions

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD = "a-long-enough-word"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.PostGenerationMethodCall("set_password", PASSWORD)

    @factory.post_generation
    def saved(self, create, extracted, **kwargs):
        if create:
            self.save()
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    key = factory.Sequence(lambda n: f"source-{n}")
    authors = "Bond G."
    year = "2008"
    title = factory.Sequence(lambda n: f"A study, part {n}")


class GlossaryTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GlossaryTerm

    key = factory.Sequence(lambda n: f"term-{n}")
    name_en = factory.Sequence(lambda n: f"term {n}")
    name_ja = factory.Sequence(lambda n: f"用語{n}")
    definition_en = "What it means."
    definition_ja = "その意味。"


def locale(code: str = "en") -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def catalog(code: str = "en") -> CatalogPage:
    """Return the catalog of a language, with its home page as the site's root where it is the first."""
    found = CatalogPage.objects.filter(locale=locale(code)).first()
    if found:
        return found
    home = HomePage(title="Home", slug=code, lead="Learn.", locale=locale(code), translation_key=key("home"))
    publish(home, None)
    Site.clear_site_root_paths_cache()
    page = CatalogPage(title="Courses", slug="courses", locale=locale(code), translation_key=key("catalog"))
    return add(page, home)


def key(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def add(page: Page, parent: Page) -> Page:
    """Put a published page into the tree without a revision: a third of the cost of publishing one."""
    parent.refresh_from_db()
    parent.add_child(instance=page)
    renew_outlines([page.path])
    return type(page).objects.get(pk=page.pk)


def course(title: str = "Foundations", code: str = "en", **fields) -> CoursePage:
    page = CoursePage(title=title, locale=locale(code), **{"credit_hours": 1, **fields})
    return add(page, catalog(code))


def module(parent: CoursePage, title: str = "Module", **fields) -> ModulePage:
    page = ModulePage(title=title, locale=parent.locale, **fields)
    return add(page, parent)


def lesson(parent: ModulePage, title: str = "Lesson", body=(), **fields) -> LessonPage:
    """Return a published lesson. `body` is a list of (block name, value)."""
    page = LessonPage(title=title, locale=parent.locale, **fields)
    page.body = list(body)
    return add(page, parent)


def quiz(parent, questions=(), title: str = "Quiz", draws=(), **fields) -> QuizPage:
    """Return a published quiz. `questions` are definitions; `draws` is a list of (bank, how many, tag)."""
    page = QuizPage(title=title, locale=parent.locale, **fields)
    page.questions = stored(questions)
    page = add(page, parent)
    for order, (drawn, count, tag) in enumerate(draws):
        QuizDraw.objects.create(quiz=page, bank=drawn, count=count, tag=tag, sort_order=order)
    publish_questions(place=page.quiz_key, locale=page.locale, questions=questions)
    return page


def bank(questions, title: str = "Bank", code: str = "en") -> QuestionBank:
    found = QuestionBank(title=title, locale=locale(code), questions=stored(questions))
    found.save()
    found.save_revision().publish()
    return found


def stored(questions):
    """Return definitions of questions as the value of a StreamField."""
    raw = [{"type": one.kind, "id": one.id, "value": BLOCKS[one.kind].raw(one, {})} for one in questions]
    return QuizPage._meta.get_field("questions").stream_block.to_python(raw)


def course_with_lessons(modules: int = 2, lessons: int = 2, code: str = "en", **fields) -> CoursePage:
    """Return a published course; its modules and lessons are called M1, L1.1, L1.2 and so on."""
    page = course(code=code, **fields)
    for m in range(1, modules + 1):
        inside = module(page, f"M{m}")
        for n in range(1, lessons + 1):
            lesson(inside, f"L{m}.{n}", body=[("text", f"Text of lesson {m}.{n}.")])
    return CoursePage.objects.get(pk=page.pk)


def lessons_of(page: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.descendant_of(page).order_by("path"))


def enrolled(learner: User, page: CoursePage, now=NOW):
    return actions.enroll(learner=learner, course=page, now=now)


def complete_all(learner: User, page: CoursePage, now=NOW):
    """Complete every lesson of the course, and return the enrollment."""
    enrollment = enrolled(learner, page, now)
    for one in lessons_of(page):
        actions.complete_activity(learner=learner, activity=one, course=page, now=now)
    enrollment.refresh_from_db()
    return enrollment


def root_page() -> Page:
    return Page.get_first_root_node()
