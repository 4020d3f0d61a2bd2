"""Addresses under /ja/ on a site that has English alone so far: nothing there is an error."""

import pytest
from django.urls import get_resolver
from django.utils import translation
from wagtail.models import Locale

from quizzes.actions import start_attempt
from tests import factories
from tests.questions.samples import SAMPLES
from tests.test_permissions import address, named_patterns, ours

ENTRANCE = {
    name
    for name, pattern in named_patterns(get_resolver().url_patterns)
    if name.startswith("account_") and not pattern.pattern.regex.groups
}
TREE = ["/ja/", "/ja/courses/", "/ja/courses/foundations/", "/ja/courses/foundations/m1/l11/", "/ja/nowhere/"]
SEARCHES = ["", "?q=lesson", "?q=支援", "?q=lesson&page=2"]


@pytest.fixture
def addresses(learner, course):
    """Return every address of ours under /ja/, of what there is in English."""
    certificate = factories.complete_all(learner, course).certificate
    lesson = factories.lessons_of(course)[0]
    quiz = factories.quiz(course.get_children().first().specific, SAMPLES)
    attempt = start_attempt(learner=learner, quiz=quiz, course=course, now=factories.NOW)
    arguments = {
        "course_key": course.course_key,
        "activity_key": lesson.activity_key,
        "block_id": lesson.body[0].id,
        "number": certificate.number,
        "quiz_key": quiz.quiz_key,
        "pk": attempt.pk,
        "position": 1,
        "question_key": SAMPLES[0].id,
        "page_id": course.pk,
        "translation_source_id": 1,
        "code": "ja",
    }
    assert list(Locale.objects.values_list("language_code", flat=True)) == ["en"]
    with translation.override("ja"):
        return [address(name, arguments) for name in sorted({*ours(), *ENTRANCE} - {"wagtail_serve"})]


@pytest.mark.parametrize("is_signed_in", [False, True], ids=["visitor", "learner"])
class TestOneLanguage:
    @pytest.fixture(autouse=True)
    def reader(self, client, learner, is_signed_in):
        client.raise_request_exception = False
        if is_signed_in:
            client.force_login(learner)

    def test_no_address_fails(self, client, addresses):
        assert [url for url in addresses if client.get(url).status_code >= 500] == []

    def test_no_action_fails(self, client, addresses):
        assert [url for url in addresses if client.post(url).status_code >= 500] == []

    def test_no_page_of_the_tree_fails(self, client, course):
        assert [url for url in TREE if client.get(url).status_code not in (302, 404)] == []

    def test_a_search_finds_nothing_and_says_so(self, client, course):
        found = [client.get(f"/ja/search/{query}") for query in SEARCHES]
        assert [(one.status_code, list(one.context["page"])) for one in found] == [(200, [])] * len(SEARCHES)


class TestOneCourse:
    """A course that is there in one language only, on a site with two."""

    @pytest.fixture
    def lesson(self, course):
        factories.catalog("ja")
        return factories.lessons_of(course)[0]

    def read(self, client, url: str):
        return client.get(url.replace("/en/", "/ja/"))

    def test_it_says_so_and_offers_the_page(self, client, lesson):
        response = self.read(client, lesson.url)
        assert response.status_code == 404
        assert f'href="{lesson.url}" lang="en" hreflang="en"' in response.content.decode()

    def test_it_offers_the_nearest_page_of_the_language(self, client, lesson):
        assert self.read(client, lesson.url).context["nearest"].url == "/ja/courses/"

    def test_the_nearest_is_the_module_where_only_the_lesson_is_missing(self, client, course, lesson):
        module = lesson.get_parent()
        other = factories.course("コース", "ja", slug=course.slug, translation_key=course.translation_key)
        factories.module(other, "モジュール", slug=module.slug, translation_key=module.translation_key)
        assert self.read(client, lesson.url).context["nearest"].title == "モジュール"

    def test_a_draft_is_not_the_nearest(self, client, course, lesson):
        other = factories.course("コース", "ja", slug=course.slug, translation_key=course.translation_key)
        other.unpublish()
        assert self.read(client, lesson.url).context["nearest"].url == "/ja/courses/"

    def test_what_the_address_asks_is_kept(self, client, lesson):
        page = self.read(client, f"{lesson.url}?from=mail").content.decode()
        assert f'href="{lesson.url}?from=mail"' in page

    def test_it_is_kept_on_the_way_to_a_translation_too(self, client, lesson):
        catalog = factories.catalog("ja")
        catalog.slug = "kurasu"
        catalog.save()
        assert client.get("/ja/courses/?length=short").url == "/ja/kurasu/?length=short"
