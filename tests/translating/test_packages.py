"""Packages and translations side by side: the file wins, and says so."""

import pytest
from wagtail_localize.models import Translation

from courses.models import LessonPage
from ipslearn.base.models import User
from tests import factories
from tests.authoring.conftest import small_curriculum
from translating import actions
from translating.standing import BY_HAND, standing_of


@pytest.fixture
def folder(tmp_path, db):
    """A course in English from a package, sent for translation in the editor."""
    curriculum = small_curriculum(tmp_path)
    curriculum.site("ja")
    curriculum.course()
    assert curriculum.problems() == []
    return curriculum


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def call(name="send"):
        page = LessonPage.objects.get(slug="alpha", locale__language_code="en").get_parent().get_parent()
        with django_capture_on_commit_callbacks(execute=True):
            user = User.objects.first() or factories.UserFactory()
            return getattr(actions, name)(page=page, locale=factories.locale("ja"), user=user)

    return call


def test_a_course_from_a_package_is_sent_like_any_other(folder, send):
    assert len(send().sent) == 4


def test_a_file_in_the_other_language_wins_and_says_so(folder, send):
    send()
    folder.course(code="ja")
    report = folder.load()
    assert report.problems == []
    assert "Title of basics-alpha (ja/basics/01-first/01-alpha.md)" in report.stopped
    assert not Translation.objects.filter(enabled=True).exists()


def test_what_the_file_brought_is_not_written_over(folder, send):
    send()
    folder.course(code="ja")
    folder.load()
    send("update")
    send("publish")
    page = LessonPage.objects.get(slug="alpha", locale__language_code="ja")
    assert page.title == "Title of basics-alpha"
    assert standing_of(page.get_translation(factories.locale("en")), factories.locale("ja")).count(BY_HAND) == 1


def test_a_load_without_a_change_leaves_the_translation_alone(folder, send):
    send()
    assert folder.load().stopped == []
    assert Translation.objects.filter(enabled=True).count() == 4


def test_a_changed_original_waits_for_an_update(folder, send):
    send()
    folder.write("en/basics/01-first/01-alpha.md", identifier="basics-alpha", body="Other text.")
    folder.load()
    assert [one.slug for one in send("update").updated] == ["alpha"]


def test_a_file_that_is_refused_stops_nothing(folder, send):
    send()
    folder.course(code="ja")
    folder.write("ja/basics/01-first/02-beta.md", identifier="basics-beta", body="An unknown [[word]].")
    assert folder.load().stopped == []
    assert Translation.objects.filter(enabled=True).count() == 4
