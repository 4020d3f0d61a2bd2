"""Loading a small curriculum for the first time, with good files and bad ones."""

import shutil
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from authoring.pages import key_of
from courses.models import CoursePage, LessonPage, ModulePage
from ipslearn.base.models import HomePage
from tests.authoring.conftest import page_file, settings_of

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


class TestFirstLoad:
    def test_fills_a_course_from_its_settings(self, db, folder):
        folder.course(
            credit_hours="1.1",
            edition="3",
            trainers='["Keiko Morita", "Ren Mori"]',
            objectives='["do it"]',
            audience='{ nurse = "optional" }',
        )
        assert folder.problems() == []
        page = course()
        assert (str(page.credit_hours), page.edition, page.trainers) == ("1.10", 3, "Keiko Morita, Ren Mori")
        assert [(one.profession_id, one.necessity) for one in page.audience.all()] == [("nurse", "optional")]
        assert [block.value for block in page.objectives] == ["do it"]

    def test_fills_a_lesson_from_its_settings(self, db, folder):
        folder.course()
        folder.write(
            f"{MODULE}/03-c.md", minutes="7", required="false", completion='"reflections"', facts='["E1"]',
            body=ASK.format(prompt="What?"),
        )  # fmt: skip
        assert folder.problems() == []
        page = lesson("03-c")
        assert (page.minutes, page.is_required, page.completion_rule, page.facts) == (7, False, "reflections", ["E1"])

    def test_fills_a_module_from_its_settings(self, db, folder):
        folder.course()
        folder.write(
            f"{MODULE}/module.md", "module", identifier="basics-first", principles="[1, 8]", order='"locked"',
            fidelity_items='["zero exclusion", "caseload"]',
        )  # fmt: skip
        assert folder.problems() == []
        page = ModulePage.objects.get()
        assert (page.principles, page.order, page.fidelity_items) == ([1, 8], "locked", "zero exclusion, caseload")


class TestMistakes:
    def test_are_all_reported_in_one_go(self, db, folder):
        folder.course(lessons=["01-alpha"], edition="0", audience='{ plumber = "optional" }')
        folder.write("en/basics/01-first/module.md", "module", identifier="basics-first", body="[[one]]")
        folder.write("en/basics/02-second/module.md", "module", identifier="basics-second", order='"any"')
        folder.write("en/basics/02-second/01-gamma.md", identifier="basics-gamma", body="::: poem\n:::\n", minutes="0")
        folder.put("en/basics/02-second/02-delta.md", "no settings")
        folder.put("en/basics/02-second/03-eta.md", page_file("[@two]", **settings_of("lesson", "eta"), minute="5"))
        assert [problem.rpartition(": ")[0] for problem in folder.problems()] == [
            "en/basics/01-first/module.md:7",
            "en/basics/02-second/01-gamma.md:5",
            "en/basics/02-second/01-gamma.md:8",
            "en/basics/02-second/02-delta.md:1",
            "en/basics/02-second/03-eta.md:6",
            "en/basics/02-second/03-eta.md:9",
            "en/basics/02-second/module.md:5",
            "en/basics/course.md:7",
            "en/basics/course.md:9",
        ]

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"", "en/basics/01-first/01-alpha.md:1: the file must begin with settings between two lines of +++"),
            (b"\x89PNG\r\n\x1a\n\0\xff", "en/basics/01-first/01-alpha.md: cannot be read as UTF-8 text: "),
            ("+++\nid".encode("utf-16"), "en/basics/01-first/01-alpha.md: cannot be read as UTF-8 text: "),
            ("+++\nid".encode("utf-16-le"), "en/basics/01-first/01-alpha.md:1: has a null character: "),
            (b"x" * 1_000_000, "en/basics/01-first/01-alpha.md: has more than 300000 characters"),
        ],
        ids=["empty", "a picture", "UTF-16", "UTF-16 without a mark", "1 MB"],
    )
    def test_a_file_that_is_no_lesson(self, db, folder, content, problem):
        folder.course()
        folder.put(f"{MODULE}/01-alpha.md", content)
        [found] = folder.problems()
        assert found.startswith(problem)

    def test_an_id_used_twice_in_a_course(self, db, folder):
        folder.course()
        folder.write(f"{MODULE}/03-gamma.md", identifier="basics-alpha")
        assert folder.problems() == [
            "en/basics/01-first/03-gamma.md:2: the id “basics-alpha” is also that of en/basics/01-first/01-alpha.md"
        ]

    def test_an_id_that_is_no_text(self, db, folder):
        folder.course()
        folder.put(f"{MODULE}/01-alpha.md", page_file(**(settings_of("lesson", "x") | {"id": '["a"]'})))
        assert folder.problems() == [
            "en/basics/01-first/01-alpha.md:2: “id” must be lower-case letters, digits and hyphens"
        ]

    def test_an_address_used_twice(self, db, folder):
        folder.course()
        folder.write(f"{MODULE}/03-alpha.md", identifier="basics-gamma")
        assert folder.problems() == [
            "en/basics/01-first/03-alpha.md: the address “alpha” is also that of en/basics/01-first/01-alpha.md"
        ]

    def test_an_address_that_cannot_be_one(self, db, folder):
        folder.course()
        folder.write(f"{MODULE}/03-two words.md", identifier="basics-gamma")
        [problem] = folder.problems()
        assert problem.startswith("en/basics/01-first/03-two words.md:1: slug: ")

    def test_a_folder_of_lessons_without_its_module(self, db, folder):
        folder.course()
        (folder.root / MODULE / "module.md").unlink()
        [problem] = folder.problems()
        assert problem.startswith("en/basics/01-first/module.md: cannot be read as UTF-8 text: ")

    def test_a_course_without_a_catalog(self, db, folder):
        folder.course()
        shutil.rmtree(folder.root / "en/site")
        assert folder.problems() == ["en/basics/course.md: there is no catalog in this language: add site/catalog.md"]

    def test_a_site_without_its_catalog(self, db, folder):
        (folder.root / "en/site/catalog.md").unlink()
        [problem] = folder.problems()
        assert problem.startswith("en/site/catalog.md: cannot be read")
        assert not HomePage.objects.exists()


class TestPrerequisites:
    def test_follow_whatever_the_order_of_the_names(self, db, folder):
        folder.course("advanced", lessons=[], prerequisites='["basics"]')
        folder.course("basics", lessons=[])
        assert folder.problems() == []
        assert [one.required_course.slug for one in course("advanced").prerequisites.all()] == ["basics"]

    def test_nobody_knows_are_a_mistake(self, db, folder):
        folder.course(prerequisites='["none"]')
        assert folder.problems() == ["en/basics/course.md:9: there is no course “none” in this language"]


class TestCommand:
    def test_says_what_it_did(self, db, folder, capsys):
        folder.course()
        call_command("load_curriculum", folder.root)
        call_command("load_curriculum", folder.root)
        assert capsys.readouterr().out.splitlines() == [
            "Curriculum: 8 new, 0 changed, 0 withdrawn, 0 as they were.",
            "Curriculum: 0 new, 0 changed, 0 withdrawn, 8 as they were.",
        ]

    def test_fails_and_names_every_line_it_could_not_use(self, db, folder, capsys):
        folder.course()
        folder.write(f"{MODULE}/01-alpha.md", identifier="basics-alpha", body="[[one]]\n[[two]]")
        with pytest.raises(CommandError, match="2 problems"):
            call_command("load_curriculum", folder.root)
        assert [line.split(": ")[0] for line in capsys.readouterr().err.splitlines()] == [
            "en/basics/01-first/01-alpha.md:8",
            "en/basics/01-first/01-alpha.md:9",
        ]

    def test_refuses_a_folder_that_is_not_there(self, db, tmp_path):
        with pytest.raises(CommandError, match="no folder"):
            call_command("load_curriculum", tmp_path / "none")
