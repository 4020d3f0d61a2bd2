"""Loading a small curriculum that was loaded before: what changes, what stays, and what mistakes leave alone."""

import shutil
from datetime import UTC, datetime

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from authoring.models import LoadedFile
from authoring.pages import key_of
from courses import actions
from courses.models import Completion, CourseAudience, CoursePage, LessonPage, Reflection
from ipslearn.base.models import HomePage
from tests import factories

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MODULE = "en/basics/01-first"
ASK = "::: reflection\nname: monday\n\n{prompt}\n:::\n"


def lesson(identifier="basics-alpha", code="en") -> LessonPage:
    return LessonPage.objects.get(translation_key=key_of(identifier), locale__language_code=code)


def course(identifier="basics") -> CoursePage:
    return CoursePage.objects.get(translation_key=key_of(identifier))


def titles_in_order() -> list[str]:
    pages = LessonPage.objects.live().order_by("path")
    return [page.title.removeprefix("Title of basics-") for page in pages]


def done(report) -> tuple[int, int, int]:
    return len(report.created), len(report.updated), len(report.withdrawn)


class TestTree:
    def test_makes_the_tree(self, loaded):
        tree = [(type(page).__name__, page.url_path) for page in Page.objects.filter(depth__gt=1).specific()]
        assert tree == [
            ("HomePage", "/en/"),
            ("CatalogPage", "/en/courses/"),
            ("CoursePage", "/en/courses/basics/"),
            ("ModulePage", "/en/courses/basics/first/"),
            ("LessonPage", "/en/courses/basics/first/alpha/"),
            ("LessonPage", "/en/courses/basics/first/beta/"),
        ]

    def test_publishes_every_page_with_a_revision(self, loaded):
        assert not Page.objects.filter(depth__gt=1).filter(live_revision=None).exists()

    def test_makes_the_home_page_the_sites_root(self, loaded):
        assert HomePage.objects.get().get_url() == "/en/"


class TestSecondLoad:
    def test_changes_nothing(self, loaded):
        revisions = Revision.objects.count()
        report = loaded.load()
        assert (done(report), report.unchanged) == ((0, 0, 0), 8)
        assert Revision.objects.count() == revisions

    def test_keeps_what_a_trainer_wrote_while_the_file_is_the_same(self, loaded):
        page = lesson()
        page.title = "Written in the editor"
        page.save_revision().publish()
        loaded.load()
        assert lesson().title == "Written in the editor"

    def test_does_not_publish_what_a_trainer_withdrew(self, loaded):
        lesson().unpublish()
        loaded.load()
        assert not lesson().live

    def test_updates_the_page_of_a_changed_file_only(self, loaded):
        before = lesson()
        loaded.write(f"{MODULE}/01-alpha.md", identifier="basics-alpha", body="New words.")
        report = loaded.load()
        after = lesson()
        assert report.updated == ["Title of basics-alpha (en/basics/01-first/01-alpha.md)"]
        assert report.unchanged == 7
        assert (after.pk, after.translation_key, after.url) == (before.pk, before.translation_key, before.url)
        assert after.body[0].value == "New words."

    def test_keeps_what_learners_did(self, loaded, learner):
        loaded.write(f"{MODULE}/01-alpha.md", identifier="basics-alpha", body=ASK.format(prompt="What?"))
        loaded.load()
        [block_id] = lesson().reflections
        actions.enroll(learner=learner, course=course(), now=NOW)
        place = {"learner": learner, "lesson": lesson(), "course": course(), "now": NOW}
        actions.save_reflection(**place, block_id=block_id, prompt="What?", text="Mine.")
        actions.complete_activity(learner=learner, activity=lesson(), course=course(), now=NOW)
        text = "First.\n\n" + ASK.format(prompt="What would you do?")
        loaded.write(f"{MODULE}/01-alpha.md", identifier="basics-alpha", body=text)
        loaded.load()
        assert str(Reflection.objects.get().block_id) in lesson().reflections
        assert Completion.objects.get().activity_key == lesson().activity_key

    def test_updates_a_course_with_its_audience(self, loaded):
        for necessity in ("optional", "essential"):
            audience = f'{{ nurse = "{necessity}", "job-coach" = "optional" }}'
            loaded.write("en/basics/course.md", "course", identifier="basics", audience=audience)
            assert done(loaded.load()) == (0, 1, 0)
        rows = CourseAudience.objects.order_by("profession").values_list("profession", "necessity")
        assert list(rows) == [("job-coach", "optional"), ("nurse", "essential")]


class TestFilesThatMove:
    def test_a_renamed_file_keeps_its_page(self, loaded):
        before = lesson()
        (loaded.root / MODULE / "01-alpha.md").rename(loaded.root / MODULE / "01-omega.md")
        report = loaded.load()
        after = lesson()
        assert (after.pk, after.slug, done(report)) == (before.pk, "omega", (0, 1, 0))

    def test_the_old_address_leads_to_the_new_one(self, loaded, django_capture_on_commit_callbacks):
        (loaded.root / MODULE / "01-alpha.md").rename(loaded.root / MODULE / "01-omega.md")
        with django_capture_on_commit_callbacks(execute=True):
            loaded.load()
        redirects = Redirect.objects.values_list("old_path", "redirect_page_id")
        assert list(redirects) == [("/en/courses/basics/first/alpha", lesson().pk)]

    def test_two_lessons_may_swap_their_addresses(self, loaded):
        for name, identifier in (("01-beta", "basics-alpha"), ("02-alpha", "basics-beta")):
            loaded.write(f"{MODULE}/{name}.md", identifier=identifier)
        for name in ("01-alpha", "02-beta"):
            (loaded.root / MODULE / f"{name}.md").unlink()
        assert loaded.problems() == []
        assert (lesson("basics-alpha").slug, lesson("basics-beta").slug) == ("beta", "alpha")

    def test_lessons_stand_in_the_order_of_their_numbers(self, loaded):
        loaded.write(f"{MODULE}/015-between.md", identifier="basics-between")
        loaded.load()
        assert titles_in_order() == ["alpha", "between", "beta"]

    def test_new_numbers_make_a_new_order(self, loaded):
        (loaded.root / MODULE / "01-alpha.md").rename(loaded.root / MODULE / "03-alpha.md")
        loaded.load()
        assert titles_in_order() == ["beta", "alpha"]

    def test_a_lesson_may_move_to_another_module(self, loaded):
        before = lesson()
        loaded.write("en/basics/02-second/module.md", "module", identifier="basics-second")
        (loaded.root / MODULE / "01-alpha.md").rename(loaded.root / "en/basics/02-second/01-alpha.md")
        assert loaded.problems() == []
        after = lesson()
        assert (after.pk, after.live, after.get_parent().slug) == (before.pk, True, "second")
        assert titles_in_order() == ["beta", "alpha"]


class TestFilesThatGo:
    def test_a_removed_lesson_is_unpublished(self, loaded):
        (loaded.root / MODULE / "01-alpha.md").unlink()
        report = loaded.load()
        assert report.withdrawn == ["Title of basics-alpha (en/basics/01-first/01-alpha.md)"]
        assert not lesson().live

    def test_what_learners_did_in_it_stays(self, loaded, learner):
        actions.enroll(learner=learner, course=course(), now=NOW)
        actions.complete_activity(learner=learner, activity=lesson(), course=course(), now=NOW)
        (loaded.root / MODULE / "01-alpha.md").unlink()
        loaded.load()
        assert Completion.objects.get().title == "Title of basics-alpha"

    def test_it_is_reported_once(self, loaded):
        (loaded.root / MODULE / "01-alpha.md").unlink()
        loaded.load()
        assert done(loaded.load()) == (0, 0, 0)

    def test_its_file_brings_it_back(self, loaded):
        before = lesson()
        (loaded.root / MODULE / "01-alpha.md").unlink()
        loaded.load()
        loaded.write(f"{MODULE}/01-alpha.md", identifier="basics-alpha")
        loaded.load()
        after = lesson()
        assert (after.pk, after.live, after.url) == (before.pk, True, before.url)

    def test_another_lesson_may_take_its_address(self, loaded):
        loaded.write(f"{MODULE}/01-alpha.md", identifier="basics-new")
        assert loaded.problems() == []
        assert (lesson("basics-new").url, lesson().live) == ("/en/courses/basics/first/alpha/", False)

    def test_a_removed_module_goes_with_its_lessons(self, loaded):
        loaded.write("en/basics/02-second/module.md", "module", identifier="basics-second")
        loaded.write("en/basics/02-second/01-gamma.md", identifier="basics-gamma")
        loaded.load()
        shutil.rmtree(loaded.root / MODULE)
        assert done(loaded.load()) == (0, 0, 3)
        assert titles_in_order() == ["gamma"]

    def test_a_removed_module_takes_the_addresses_below_it_along(self, loaded):
        made = factories.lesson(lesson().get_parent().specific, "Made in the editor")
        loaded.write("en/basics/02-second/module.md", "module", identifier="basics-second")
        shutil.rmtree(loaded.root / MODULE)
        loaded.load()
        made.refresh_from_db()
        assert made.url_path == f"{made.get_parent().url_path}{made.slug}/"


class TestMistakes:
    def test_change_nothing_of_the_course(self, loaded):
        loaded.write(f"{MODULE}/01-alpha.md", identifier="basics-alpha", body="New words.")
        loaded.write(f"{MODULE}/02-beta.md", identifier="basics-beta", body="A [[word]].")
        before = Revision.objects.count()
        report = loaded.load()
        assert [str(problem) for problem in report.problems] == [
            "en/basics/01-first/02-beta.md:8: The glossary has no term “word”."
        ]
        assert (done(report), Revision.objects.count()) == ((0, 0, 0), before)
        assert lesson().body[0].value == "Some text."

    def test_leave_other_courses_alone(self, loaded):
        loaded.course("more", lessons=["01-gamma"])
        loaded.write(f"{MODULE}/01-alpha.md", identifier="basics-alpha", body="A [[word]].")
        assert len(loaded.load().created) == 3
        assert lesson("more-gamma").live

    def test_an_id_used_in_two_courses(self, loaded):
        loaded.course("more", lessons=["01-gamma"])
        loaded.write("en/more/01-first/01-gamma.md", identifier="basics-alpha")
        assert loaded.problems() == [
            "en/more/01-first/01-gamma.md:2: the id “basics-alpha” is also that of en/basics/01-first/01-alpha.md"
        ]
        assert lesson().get_parent().get_parent().slug == "basics"

    def test_an_id_of_a_page_of_another_kind(self, loaded):
        loaded.write(f"{MODULE}/03-gamma.md", identifier="basics-first")
        loaded.write(f"{MODULE}/module.md", "module", identifier="basics-other")
        assert loaded.problems() == [
            "en/basics/01-first/03-gamma.md:2: the id “basics-first” belongs to a page of another kind"
        ]


class TestPrerequisites:
    def test_bind_only_where_the_file_says_so(self, loaded):
        loaded.course("more", lessons=[], prerequisites='[{ id = "basics", binding = true }]')
        loaded.load()
        assert [one.is_binding for one in course("more").prerequisites.all()] == [True]

    def test_a_course_cannot_be_its_own(self, loaded):
        loaded.course(prerequisites='["basics"]')
        assert loaded.problems() == ["en/basics/course.md:9: a course cannot ask for itself first"]

    def test_a_trainers_choice_stays_while_the_file_is_the_same(self, loaded):
        loaded.course("more", lessons=[], prerequisites='["basics"]')
        loaded.load()
        page = course("more")
        page.prerequisites = []
        page.save_revision().publish()
        loaded.load()
        assert not course("more").prerequisites.exists()


class TestLanguages:
    @pytest.fixture
    def both(self, loaded):
        """The course in both languages, its first lesson with the same reflection."""
        loaded.site("ja")
        loaded.course(code="ja")
        for code, prompt in (("en", "What?"), ("ja", "何を？")):
            path = f"{code}/basics/01-first/01-alpha.md"
            loaded.write(path, identifier="basics-alpha", body=ASK.format(prompt=prompt))
        assert loaded.problems() == []
        return loaded

    def test_pages_share_their_keys(self, both):
        keys = {code: set(Page.objects.filter(locale__language_code=code).values_list("translation_key", flat=True))
                for code in ("en", "ja")}  # fmt: skip
        assert keys["ja"] <= keys["en"]
        assert len(keys["ja"]) == 6

    def test_a_reflection_has_the_same_id(self, both):
        assert list(lesson().reflections) == list(lesson(code="ja").reflections)

    def test_a_mistake_in_one_leaves_the_other_alone(self, both):
        both.write("ja/basics/01-first/01-alpha.md", identifier="basics-alpha", body="[[何]]")
        both.write("en/basics/01-first/01-alpha.md", identifier="basics-alpha", body="New words.")
        report = both.load()
        assert len(report.problems) == len(report.updated) == 1


def test_factories_and_loader_agree_on_the_root(loaded):
    """The loader's home page is the one that the factories would use."""
    assert factories.catalog().get_parent().specific == HomePage.objects.get()
    assert LoadedFile.objects.filter(key=None).count() == 2
