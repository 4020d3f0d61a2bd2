"""The curriculum that comes with the site, page by page. A failure names file, line and reason.

The rules are described in curriculum/README.md; that each of them finds what it is for is tested in
tests/authoring/test_review_*.py.
"""

from pathlib import Path

import pytest
from django.conf import settings

from authoring.review import facts, originals, pace, pairs, signs
from authoring.review.curriculum import Curriculum

CURRICULUM = Curriculum.read(Path(settings.BASE_DIR) / "curriculum")
PAGES = list(CURRICULUM.files.values())
FOLDER = originals.folder_of_originals(Path(settings.BASE_DIR))


def path_of(file) -> str:
    return file.path


every_page = pytest.mark.parametrize("file", PAGES, ids=path_of)
every_lesson = pytest.mark.parametrize("file", CURRICULUM.lessons, ids=path_of)
every_translation = pytest.mark.parametrize(
    "file", [file for file in PAGES if file.path.startswith("ja/")], ids=path_of
)


def listed(problems) -> list[str]:
    return [str(problem) for problem in problems]


def test_can_be_read():
    assert listed(CURRICULUM.unreadable) == []


def test_facts_rest_on_sources_and_say_their_numbers():
    assert listed(facts.problems_of_facts(CURRICULUM)) == []


@every_page
def test_sources_exist(file):
    assert listed(facts.unknown_sources(file, CURRICULUM)) == []


@every_page
def test_numbers_beside_a_source_rest_on_it(file):
    assert listed(facts.unlisted_numbers(file, CURRICULUM)) == []


def test_signs_are_those_of_print():
    assert [line for file in PAGES for line in listed(signs.typed_signs(file))] == []


class TestLesson:
    @every_lesson
    def test_rests_on_facts_that_exist(self, file):
        assert listed(facts.unknown_facts(file, CURRICULUM)) == []

    @every_lesson
    def test_gives_the_numbers_it_lists(self, file):
        assert listed(facts.wrong_numbers(file, CURRICULUM)) == []

    @every_lesson
    def test_cites_where_its_numbers_come_from(self, file):
        assert listed(facts.uncited_facts(file, CURRICULUM)) == []

    @every_lesson
    def test_takes_the_minutes_it_states(self, file):
        assert listed(pace.dishonest_minutes(file)) == []

    @every_lesson
    def test_is_neither_too_long_nor_too_short(self, file):
        assert listed(pace.too_long_or_short(file)) == []


class TestLanguages:
    def test_have_the_same_files(self):
        assert listed(pairs.missing_files(CURRICULUM)) == []

    @every_translation
    def test_have_the_same_page(self, file):
        english = CURRICULUM.files["en/" + file.path.removeprefix("ja/")]
        assert listed(pairs.differences(english, file)) == []


@pytest.fixture(scope="module")
def texts():
    return originals.Originals.read(FOLDER, originals.names_of(CURRICULUM))


@pytest.mark.skipif(FOLDER is None, reason="there is no folder of source documents to compare with")
class TestWords:
    def test_are_compared_with_something(self, texts):
        assert all(texts.runs.values())

    # Without documents there are no tests instead of three hundred skipped ones.
    @pytest.mark.parametrize("file", PAGES if FOLDER else [], ids=path_of)
    def test_are_our_own(self, file, texts):
        assert listed(originals.copied_words(file, CURRICULUM, texts)) == []

    def test_of_facts_and_terms_are_our_own(self, texts):
        assert listed(originals.copied_in_tables(CURRICULUM, texts)) == []
