"""The pages that each role meets, in Japanese and with Japanese content: no Latin word is left on them but names."""

import dataclasses
import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from ipslearn.base.models import User
from quizzes.actions import start_attempt
from teams.models import Adjustment, Organisation, Team, TrainingPlan, TrainingRecord
from tests import factories
from tests.questions.samples import SAMPLES
from tests.teams.test_permissions import ANSWERS as OF_TEAMS
from tests.teams.test_permissions import PARTS, ROLES, two_organisations
from tests.test_one_language import ENTRANCE
from tests.test_permissions import ANSWERS, address, values_of
from tests.test_words_are_translated import SPOKEN

WORD = re.compile(r"[A-Za-z]{2,}")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|/\w+/\S*|\w*\.\w+")
NUMBER = re.compile(r"\w{4}(\W{1,3}\w{4}){3}")
UNREAD = "script, style, code, [name$=time_zone], [name$=preferred_language], [lang]:not(html):not([lang^=ja])"
"""What is no text of ours: programs, codes, names of places and languages, and texts in another language."""
# The same in every language: names, and kinds of file.
NAMES = {"IPS", "Learn", "English", "Excel", "Shift", "JIS", "UTF", "MB", "QR", "PDF", "CSV", "XLSX", "DOCX"}
NAMES |= {"JPEG", "PNG", "HEIC", "GIF", "JPG", "SVG", "WEBP", "HTML", "XML", "URL"}
NAMES |= {"Wagtail", "JavaScript", "GIFT", "Moodle", "Aiken", "Enter"}
OF_FACTORIES = re.compile(
    r"\b(Root|Editors|Moderators approval|Moderators|Welcome to your new Wagtail site)(?![A-Za-z])"
    r"|\b(Home|Courses|North|South|Long leave|A workshop|Training plan|Minato Clinic|Elsewhere)(?![A-Za-z])|湊\w+"
)
"""What migrations and the starting points of the tests call things, where it cannot be changed beforehand."""
OF_SAMPLES = set(WORD.findall(json.dumps([dataclasses.asdict(one) for one in SAMPLES])))
"""Questions are samples in English."""


def in_text(text: str) -> set[str]:
    """Return its Latin words, without addresses, names of files, numbers of certificates, and data of the tests."""
    for pattern in (ADDRESS, NUMBER, OF_FACTORIES):
        text = pattern.sub(" ", text)
    return set(WORD.findall(text)) - NAMES - OF_SAMPLES


def left_words(html: bytes) -> set[str]:
    """Return the Latin words that people read or hear on a page, outside of texts marked as in another language."""
    soup = BeautifulSoup(html, "html.parser")
    for one in soup.select(UNREAD):
        one.decompose()
    texts = list(soup.stripped_strings)
    texts += [tag[name] for tag in soup.find_all(True) for name in SPOKEN if tag.get(name)]
    return set().union(*map(in_text, texts))


@pytest.fixture
def course(db):
    """A Japanese course with lessons and a quiz."""
    page = factories.course("就労支援の基礎", code="ja", summary="概要です。")
    part = factories.module(page, "第一部")
    factories.lesson(part, "聞くこと", body=[("text", "本文です。"), ("reflection", {"prompt": "どう思いますか。"})])
    factories.lesson(part, "話すこと", body=[("text", "本文です。")])
    return page


@pytest.fixture
def world(course):
    """Two organisations with teams and people, as in the walk of teams, and with Japanese names."""
    found = two_organisations(course)
    for model, field in ((Organisation, "name"), (Team, "name"), (TrainingPlan, "name"), (User, "name")):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(**{field: f"湊{row.pk}"})
    User.objects.update(preferred_language="ja")
    Page.objects.filter(title="Home").update(title="ホーム", draft_title="ホーム")
    Page.objects.filter(title="Courses").update(title="コース一覧", draft_title="コース一覧")
    found.member.refresh_from_db()
    return found


def of_learners(world) -> dict:
    """Return the values that the addresses of learners need: the member's own."""
    certificate = factories.complete_all(world.member, world.course).certificate
    quiz = factories.quiz(world.course.get_children().first().specific, SAMPLES, title="確認")
    attempt = start_attempt(learner=world.member, quiz=quiz, course=world.course, now=factories.NOW)
    lesson = factories.lessons_of(world.course)[0]
    return values_of(world.course, lesson, block=1, certificate=certificate, quiz=quiz, attempt=attempt)


def of_teams(world) -> list[str]:
    arguments = {key: value for part in PARTS for key, value in part.arguments(world).items()}
    TrainingRecord.objects.update(title="研修会")
    Adjustment.objects.update(reason="休職のため")
    return [address(name, arguments) for name in sorted(OF_TEAMS)]


def words_left(client, urls: list[str]) -> dict[str, set[str]]:
    """Return {address: Latin words} of the pages that have some. What is no page, or not theirs, is passed over."""
    pages = {url: client.get(url, headers={"accept-language": "ja"}) for url in urls}
    shown = {url: page for url, page in pages.items() if page.status_code == 200 and "html" in page["Content-Type"]}
    assert shown
    found = {url: left_words(page.content) for url, page in shown.items()}
    return {url: words for url, words in found.items() if words}


@pytest.fixture
def in_japanese(english):
    with translation.override("ja"):
        yield


@pytest.mark.usefixtures("in_japanese")
class TestPages:
    def test_of_the_tree(self, client, world):
        of_learners(world)
        urls = [page.url for page in Page.objects.filter(locale__language_code="ja", depth__gt=1).specific()]
        assert words_left(client, urls) == {}
        client.force_login(world.member)
        assert words_left(client, urls) == {}

    def test_of_signing_in(self, client, db):
        assert words_left(client, [reverse(name) for name in sorted(ENTRANCE)]) == {}

    def test_of_learners(self, client, world):
        arguments = of_learners(world)
        client.force_login(world.member)
        names = [name for name, answers in ANSWERS.items() if 200 in answers]
        assert words_left(client, [address(name, arguments) for name in names]) == {}

    @pytest.mark.parametrize("role", ROLES[1:])
    def test_of_teams(self, client, world, role):
        client.force_login(getattr(world, role))
        assert words_left(client, of_teams(world)) == {}

    def test_that_are_not_there(self, client, db):
        factories.catalog("ja")
        assert left_words(client.get("/ja/nowhere/").content) == set()


EDITOR = [
    *("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account", "wagtailadmin_workflows:index"),
    *("wagtailadmin_collections:index", "wagtailadmin_reports:locked_pages", "wagtailadmin_reports:workflow"),
    *("wagtailadmin_reports:workflow_tasks", "wagtailadmin_reports:site_history", "wagtailimages:index"),
    *("wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:choose", "wagtaildocs:index"),
    *("wagtaildocs:add_multiple", "wagtaildocs_chooser:choose", "wagtailmedia:index", "wagtailsnippets:index"),
    *("wagtailusers_groups:index", "certificate_list", "question_report", "question_import", "quiz_reviews"),
]
OF_A_PAGE = ("add_subpage", "copy", "delete", "history", "move", "unpublish", "usage", "workflow_history")
FROZEN = {"Actions", "None"}
"""What Wagtail says in English in every language: it asks for no translation."""


@pytest.mark.usefixtures("in_japanese")
class TestEditor:
    @pytest.fixture(autouse=True)
    def trainer(self, client, world):
        client.force_login(world.site)

    def left(self, client, urls: list[str]) -> dict[str, set[str]]:
        found = words_left(client, urls)
        return {url: words - FROZEN for url, words in found.items() if words - FROZEN}

    def test_of_lists_and_reports(self, client):
        assert self.left(client, [reverse(name) for name in EDITOR]) == {}

    def test_of_a_page(self, client, world):
        urls = [reverse(f"wagtailadmin_pages:{name}", args=[world.course.pk]) for name in OF_A_PAGE]
        assert self.left(client, [reverse("wagtailadmin_explore", args=[world.course.pk]), *urls]) == {}

    def test_of_writing(self, client, world):
        quiz = factories.quiz(world.course.get_children().first().specific, title="確認")
        pages = [world.course, *Page.objects.descendant_of(world.course)]
        assert quiz.pk in [page.pk for page in pages]
        assert self.left(client, [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages]) == {}


class TestTheCheck:
    @pytest.mark.parametrize(
        "html",
        [
            "<p>Hello</p>",
            '<a aria-label="Hello">甲</a>',
            "<p>甲 and 乙</p>",
            '<img alt="Hello">',
            "<title>Hello</title>",
        ],
    )
    def test_sees_a_latin_word(self, html):
        assert left_words(html.encode()) != set()

    @pytest.mark.parametrize(
        "html",
        [
            "<p>甲</p>",
            '<p lang="en">Hello</p>',
            "<script>hello()</script>",
            "<p>a@example.org, https://example.org/hello, proof.pdf, ABCD-1234-EFGH-5678</p>",
        ],
    )
    def test_leaves_the_rest(self, html):
        assert left_words(html.encode()) == set()
