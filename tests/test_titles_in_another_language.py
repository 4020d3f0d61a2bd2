"""Every page that each role meets, where courses exist in the other language alone: each title says its language.

All that is called something in the other language has one word in its name, by which it is found wherever it stands.
"""

import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from courses.models import CoursePage, CoursePrerequisite
from ipslearn.languages.models import PartialTranslation
from ipslearn.languages.passages import name_of
from quizzes.actions import start_attempt, submit_attempt
from quizzes.models import QuizPage
from teams import acts
from teams.models import Mail, Requirement, TrainingRecord
from tests import factories
from tests.questions.samples import SAMPLES
from tests.teams import factories as teams
from tests.teams.test_permissions import ANSWERS as OF_TEAMS
from tests.teams.test_permissions import PARTS, two_organisations
from tests.test_permissions import ANSWERS, address, values_of

OTHER = {"en": "ja", "ja": "en"}
NAME = {"en": "Zeppelin {}", "ja": "飛行船の{}"}
WORD = {"en": "Zeppelin", "ja": "飛行船"}
PARTS_OF_A_COURSE = {
    "en": ("course", "first part", "second part", "reading", "writing", "check"),
    "ja": ("課程", "第一部", "第二部", "読書", "作文", "確認"),
}
UNREAD = ("title", "script", "style", "template")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def strangers(html: bytes, word: str, language: str) -> list[str]:
    """Return the texts with the word in them that do not say that they are in the language."""
    soup = BeautifulSoup(html, "html.parser")
    texts = [one for one in soup.find_all(string=re.compile(word)) if one.parent.name not in UNREAD]
    return [str(one).strip() for one in texts if language_of(one) != language]


def language_of(text) -> str:
    return next((one["lang"] for one in text.parents if one.get("lang")), "")


def ours_abroad(html: bytes) -> list[str]:
    """Return the texts with Japanese letters in elements that say they are in English."""
    texts = BeautifulSoup(html, "html.parser").find_all(string=JAPANESE)
    return [str(one).strip() for one in texts if language_of(one) == "en"]


def named(language: str) -> list[str]:
    return [NAME[language].format(one) for one in PARTS_OF_A_COURSE[language]]


def course_called(titles: list[str], code: str, **fields) -> CoursePage:
    """Return a course in the language of `code`: an open part with two lessons and a quiz, a locked one with one."""
    course, first, second, reading, writing, check = titles
    page = factories.course(course, code, summary=course, **fields)
    part = factories.module(page, first, summary=first)
    words = {"en": "What do you think?", "ja": "どう思いますか。"}[code]
    body = [("text", words), ("reflection", {"prompt": words})]
    factories.lesson(part, reading, body, summary=reading)
    factories.lesson(part, writing, summary=writing)
    factories.quiz(part, SAMPLES, check, summary=check, is_required=False)
    locked = factories.module(page, second, summary=second, order="locked")
    factories.lesson(locked, f"{reading} 2", summary=reading)
    return CoursePage.objects.get(pk=page.pk)


def untranslated(page: CoursePage, language: str) -> None:
    """Note of a course that its titles and summaries are still those of the original."""
    for one in (page, *page.get_descendants().specific()):
        texts = [name_of(one.title), name_of(one.summary)]
        PartialTranslation.objects.create(
            key=one.translation_key, locale=one.locale, language=language, texts=texts, is_whole=True
        )
        one.save()


@pytest.fixture(params=["en", "ja"], ids=["for a reader of English", "for a reader of Japanese"])
def reader(request, db, english):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def foreign(reader) -> str:
    return OTHER[reader]


@pytest.fixture
def world(reader, foreign) -> SimpleNamespace:
    """A course in the other language alone, and one of the reader's own whose titles nobody has translated yet."""
    factories.catalog(reader)
    factories.catalog(foreign)
    course = course_called(named(foreign), foreign, credit_hours=2)
    found = two_organisations(course)
    found.half = course_called([f"{one} X" for one in named(foreign)], reader)
    untranslated(found.half, foreign)
    teams.requirement(found.plan, found.half)
    later = factories.course({"en": "Afterwards", "ja": "その後"}[reader], reader)
    for one in (course, found.half):
        CoursePrerequisite.objects.create(course=later, required_course=one, is_binding=True)
    found.later = later
    return found


def of_learners(world) -> dict:
    """Return the values that the addresses of learners need: the member has begun one course and done the other."""
    factories.enrolled(world.member, world.half)
    quiz = QuizPage.objects.descendant_of(world.course).get()
    certificate = factories.complete_all(world.member, world.course).certificate
    certificate.enrollment.completions.create(
        activity_key=quiz.quiz_key,
        rule="quiz_passed",
        title=quiz.title,
        language=quiz.locale.language_code,
        edition=1,
        minutes=5,
        score_given=8,
        score_maximum=10,
        completed_at=factories.NOW,
    )
    attempt = start_attempt(learner=world.member, quiz=quiz, course=world.course, now=factories.NOW)
    over = submit_attempt(attempt=attempt, now=factories.NOW)
    again = start_attempt(learner=world.member, quiz=quiz, course=world.course, now=factories.NOW)
    lesson = factories.lessons_of(world.course)[0]
    world.member.reflections.create(
        course_key=world.course.course_key,
        activity_key=lesson.activity_key,
        block_id=lesson.body[1].id,
        title=lesson.title,
        prompt=lesson.title,
        text=lesson.title,
        saved_at=factories.NOW,
    )
    values = values_of(world.course, lesson, block=1, certificate=certificate, quiz=quiz, attempt=again)
    return values | {"over": over.pk}


def of_teams(world) -> list[str]:
    arguments = {key: value for part in PARTS for key, value in part.arguments(world).items()}
    title = world.course.title
    for record in TrainingRecord.objects.all():
        TrainingRecord.objects.update(title=title)
        record.refresh_from_db()
        acts.log_training("training_sent_in", record, by=world.member, now=factories.NOW)
    subject = {"organisation": world.organisation, "person": world.member, "by": world.leader, "now": factories.NOW}
    acts.exempt(**subject, course_key=world.half.course_key, reason="–")
    Mail.objects.create(
        organisation=world.organisation, person=world.member, kind="courses", subject=title, planned_at=factories.NOW
    )
    urls = [address(name, arguments) for name in sorted(OF_TEAMS)]
    urls += [address("teams:cell_detail", arguments | {"course_key": world.half.course_key})]
    urls += [address(name, arguments | {"which": "mails"}) for name in ("teams:organisation_log", "teams:team_log")]
    return [*urls, f"{address('teams:team_matrix', arguments)}?course={world.course.course_key}"]


class Walk:
    """Reads pages; knows which had the word, and what was wrong on which."""

    def __init__(self, client, foreign: str):
        self.client, self.foreign, self.reader = client, foreign, OTHER[foreign]
        self.seen, self.wrong = set(), {}

    def read(self, urls) -> "Walk":
        for url in urls:
            page = self.client.get(url, headers={"accept-language": self.reader})
            if page.status_code in (200, 404) and "html" in page["Content-Type"]:
                self.look(url, page.content)
        return self

    def look(self, url: str, html: bytes) -> None:
        if WORD[self.foreign] in html.decode():
            self.seen.add(url)
        found = strangers(html, WORD[self.foreign], self.foreign)
        found += ours_abroad(html) if self.foreign == "en" else []
        if found:
            self.wrong[url] = found


@pytest.fixture
def walk(client, foreign) -> Walk:
    return Walk(client, foreign)


class TestPages:
    def test_of_the_tree(self, client, world, reader, walk):
        pages = [page.url for page in Page.objects.filter(locale__language_code=reader, depth__gt=1).specific()]
        assert walk.read(pages).wrong == {}
        # The catalog; the course, its parts and what is open in the first; the course that comes after it.
        assert len(walk.seen) == 7
        of_learners(world)
        client.force_login(world.member)
        assert walk.read(pages).wrong == {}
        assert len(walk.seen) == 9

    def test_that_are_not_there_in_this_language(self, world, reader, foreign, walk):
        there = [page.url for page in Page.objects.descendant_of(world.course, inclusive=True).specific()]
        urls = [url.replace(f"/{foreign}/", f"/{reader}/", 1) for url in there]
        assert walk.read(urls).wrong == {}
        assert len(walk.seen) == len(urls)

    def test_of_learners(self, client, world, walk):
        arguments = of_learners(world)
        client.force_login(world.member)
        names = [name for name, answers in ANSWERS.items() if 200 in answers]
        urls = [address(name, arguments) for name in names]
        urls += [reverse("quizzes:attempt_results", args=[arguments["over"]])]
        urls += [f"{reverse('courses:certificate_check')}?number={arguments['number']}"]
        assert walk.read(urls).wrong == {}
        assert {reverse("courses:my_learning"), reverse("courses:reflection_list"), *urls[-2:]} <= walk.seen

    def test_of_a_course_that_waits_for_others(self, client, world, walk):
        client.force_login(world.member)
        client.post(reverse("courses:course_enroll", args=[world.later.course_key]))
        page = client.get(world.later.url)
        assert page.context["messages"]
        walk.look(world.later.url, page.content)
        assert walk.wrong == {}

    def test_of_a_search(self, client, world, walk, foreign):
        for page in Page.objects.all():
            get_search_backend().add(page.specific)
        url = f"{reverse('search')}?q={WORD[foreign]}"
        assert walk.read([url]).wrong == {}
        assert walk.seen

    @pytest.mark.parametrize("role", ["member", "leader", "administrator"])
    def test_of_teams(self, client, world, walk, role):
        of_learners(world)
        urls = of_teams(world)
        client.force_login(getattr(world, role))
        assert walk.read(urls).wrong == {}
        assert walk.seen

    def test_of_a_plan_that_is_changed(self, client, world, walk):
        client.force_login(world.administrator)
        row = Requirement.objects.get(course_key=world.course.course_key)
        url = reverse("teams:requirement_end", args=[row.pk])
        walk.look(url, client.post(url).content)
        assert (walk.wrong, walk.seen) == ({}, {url})

    def test_of_courses_that_are_gone(self, client, world, walk):
        of_learners(world)
        urls = of_teams(world)
        CoursePage.objects.update(live=False)
        for role in ("member", "administrator"):
            client.force_login(getattr(world, role))
            assert walk.read([reverse("courses:my_learning"), *urls]).wrong == {}
        assert walk.seen


class TestReports:
    NAMES = ("certificate_list", "question_report", "quiz_reviews")

    def test_of_trainers(self, client, world, walk):
        of_learners(world)
        client.force_login(world.site)
        certificate = world.member.enrollments.exclude(completed_at=None).get().certificate
        question = f"{reverse('question_detail', args=[SAMPLES[0].id])}?locale={walk.foreign}"
        urls = [*map(reverse, self.NAMES), reverse("certificate_record", args=[certificate.pk]), question]
        assert walk.read(urls).wrong == {}
        assert {urls[0], urls[1], *urls[3:]} <= walk.seen


class TestTheCheck:
    @pytest.mark.parametrize(
        "html",
        [
            "<html lang=ja><p>Zeppelin</p></html>",
            "<html lang=ja><p lang=en>a<span lang=ja>Zeppelin</span></p></html>",
            "<html lang=ja><option>Zeppelin</option></html>",
        ],
    )
    def test_finds_a_title(self, html):
        assert strangers(html.encode(), "Zeppelin", "en") != []

    @pytest.mark.parametrize(
        "html",
        [
            "<html lang=ja><p lang=en>Zeppelin</p></html>",
            "<html lang=ja><p lang=en><b>Zeppelin</b></p></html>",
            "<html lang=ja><title>Zeppelin</title><p aria-label=Zeppelin>–</p></html>",
        ],
    )
    def test_leaves_the_rest(self, html):
        assert strangers(html.encode(), "Zeppelin", "en") == []

    def test_finds_our_own_words_in_what_says_it_is_in_english(self):
        assert ours_abroad("<html lang=ja><p lang=en>Zeppelin 完了</p></html>".encode()) == ["Zeppelin 完了"]
