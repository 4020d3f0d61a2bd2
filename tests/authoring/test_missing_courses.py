"""Loading a folder in which a course that was loaded before is no longer: it is named, and withdrawn when asked for."""

import shutil
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Page

from authoring.actions import load_curriculum
from authoring.pages import key_of
from courses import actions
from courses.models import Certificate, Completion, CoursePage, Enrollment, LessonPage
from tests import factories

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NAMED = ["Title of basics (en/basics/course.md)"]


@pytest.fixture
def without(loaded):
    """The small curriculum, loaded with one course, without the folder of this course."""
    shutil.rmtree(loaded.root / "en/basics")
    return loaded


def withdraw(curriculum):
    return load_curriculum(root=curriculum.root, withdraw_missing=True)


def course() -> CoursePage:
    return CoursePage.objects.get(translation_key=key_of("basics"))


def live_titles() -> list[str]:
    return list(Page.objects.descendant_of(factories.catalog()).live().values_list("title", flat=True))


class TestWithoutBeingAsked:
    def test_the_course_is_named(self, without):
        assert without.load().missing == NAMED

    def test_and_named_again_the_next_time(self, without):
        without.load()
        assert without.load().missing == NAMED

    def test_it_stays_on_the_site(self, without):
        without.load()
        assert len(live_titles()) == 4

    def test_nothing_is_missing_where_every_course_is_there(self, loaded):
        assert loaded.load().missing == []

    def test_a_course_of_a_language_that_is_gone_is_named(self, loaded):
        shutil.rmtree(loaded.root / "en")
        assert loaded.load().missing == NAMED

    def test_a_course_in_another_folder_is_not_missing(self, loaded):
        (loaded.root / "en/basics").rename(loaded.root / "en/foundations")
        assert loaded.load().missing == []

    def test_a_course_with_a_mistake_is_not_missing(self, loaded):
        loaded.put("en/basics/course.md", "+++\nid = \n+++\n")
        assert loaded.load().missing == []

    def test_a_course_made_in_the_editor_is_not_missing(self, loaded):
        factories.course("Made in the editor")
        assert loaded.load().missing == []

    def test_a_course_that_a_trainer_took_off_is_not_named(self, without):
        course().unpublish()
        assert without.load().missing == []


class TestWhenAsked:
    def test_the_course_is_withdrawn_with_everything_in_it(self, without):
        report = withdraw(without)
        assert (report.withdrawn, report.missing, live_titles()) == (NAMED, [], [])

    def test_nothing_is_left_to_say_the_next_time(self, without):
        withdraw(without)
        report = without.load()
        assert (report.withdrawn, report.missing) == ([], [])

    def test_a_course_that_is_there_stays(self, loaded):
        loaded.course("more", lessons=["01-gamma"])
        loaded.load()
        shutil.rmtree(loaded.root / "en/basics")
        withdraw(loaded)
        assert live_titles() == ["Title of more", "Title of more-first", "Title of more-gamma"]

    def test_a_lesson_that_moved_to_another_course_stays(self, loaded):
        loaded.course("more", lessons=[])
        loaded.write("en/more/01-first/01-alpha.md", identifier="basics-alpha")
        shutil.rmtree(loaded.root / "en/basics")
        withdraw(loaded)
        assert live_titles() == ["Title of more", "Title of more-first", "Title of basics-alpha"]

    def test_what_learners_did_stays(self, without, learner):
        factories.complete_all(learner, course(), NOW)
        withdraw(without)
        assert (Completion.objects.count(), Certificate.objects.count()) == (2, 1)
        assert Enrollment.objects.get().withdrawn_at is None

    def test_somebody_in_the_middle_still_has_my_learning(self, without, signed_in, learner):
        actions.enroll(learner=learner, course=course(), now=NOW)
        withdraw(without)
        assert signed_in.get("/en/learning/").status_code == 200

    def test_nothing_is_withdrawn_while_there_are_mistakes(self, without):
        without.put("glossary.toml", "[broken]\n")
        report = withdraw(without)
        assert (report.missing, report.withdrawn, len(live_titles())) == (NAMED, [], 4)

    def test_its_files_bring_it_back(self, loaded):
        before, folder = course(), loaded.root / "en/basics"
        kept = shutil.copytree(folder, loaded.root / "kept")
        addresses = list(LessonPage.objects.values_list("url_path", flat=True))
        shutil.rmtree(folder)
        withdraw(loaded)
        shutil.copytree(kept, folder)
        loaded.load()
        assert (course().pk, course().url, len(live_titles())) == (before.pk, before.url, 4)
        assert list(LessonPage.objects.values_list("url_path", flat=True)) == addresses

    def test_another_course_may_take_its_address(self, without):
        withdraw(without)
        without.course("basics", lessons=[])
        without.write("en/basics/course.md", "course", identifier="other")
        without.write("en/basics/01-first/module.md", "module", identifier="other-first")
        assert without.problems() == []
        assert CoursePage.objects.live().get().get_url() == "/en/courses/basics/"


class TestCommand:
    def test_names_what_is_missing_and_says_what_to_do(self, without, capsys):
        call_command("load_curriculum", without.root)
        assert capsys.readouterr().out.splitlines() == [
            "Curriculum: 0 new, 0 changed, 0 withdrawn, 4 as they were.",
            "Loaded before and not in this folder: Title of basics (en/basics/course.md).",
            "What is missing stays on the site; --withdraw-missing unpublishes it. "
            "What learners did is kept either way.",
        ]

    def test_withdraws_when_told_to(self, without, capsys):
        call_command("load_curriculum", without.root, "--withdraw-missing")
        assert capsys.readouterr().out == "Curriculum: 0 new, 0 changed, 1 withdrawn, 4 as they were.\n"

    def test_refuses_to_withdraw_while_there_are_mistakes(self, without):
        without.put("glossary.toml", "[broken]\n")
        with pytest.raises(CommandError, match="problems"):
            call_command("load_curriculum", without.root, "--withdraw-missing")
        assert len(live_titles()) == 4
