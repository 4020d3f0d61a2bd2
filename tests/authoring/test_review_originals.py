"""Words that were copied, with documents of our own making. No database."""

import pytest

from authoring.review.originals import (
    VARIABLE,
    Originals,
    copied_in_tables,
    copied_words,
    folder_of_originals,
    names_of,
)
from tests.authoring.reviewed import around, lesson, messages

ENGLISH = "The blue train leaves the small station every morning at exactly seven, and nobody waves."
JAPANESE = "青い列車は小さな駅を毎朝きっかり七時に出発するがだれも手を振らないのはこの町の古い習わしである。"
ORIGINALS = Originals.of([ENGLISH, JAPANESE], names=["station of the north", "全国小駅連合会"])


class TestEnglish:
    def test_a_run_of_eight_words_is_a_copy(self):
        assert ORIGINALS.copied("It leaves the small station every morning at exactly dawn.", "en") == (
            "leaves the small station every morning at exactly"
        )

    def test_a_run_of_seven_words_is_none(self):
        assert ORIGINALS.copied("It leaves the small station every morning at dawn.", "en") == ""

    def test_capitals_and_punctuation_hide_nothing(self):
        assert ORIGINALS.copied("LEAVES the “small” station; every morning: at exactly", "en") != ""


class TestJapanese:
    def test_a_run_of_24_signs_is_a_copy(self):
        assert ORIGINALS.copied(f"ある{JAPANESE[:24]}。", "ja") == JAPANESE[:24]

    def test_a_run_of_23_signs_is_none(self):
        assert ORIGINALS.copied(f"ある{JAPANESE[:23]}。", "ja") == ""

    def test_punctuation_and_spaces_hide_nothing(self):
        assert ORIGINALS.copied(f"{JAPANESE[:12]}、 {JAPANESE[12:24]}", "ja") != ""

    def test_a_latin_word_is_one_sign(self):
        originals = Originals.of(["IPS（Individual Placement and Support）は"], names=[])
        assert originals.copied("IPS（Individual Placement and Support）は", "ja") == ""


class TestNames:
    def test_count_as_one_word(self):
        text = "Go to the station of the north by the road"
        assert Originals.of([text], names=[]).copied(text, "en") != ""
        assert Originals.of([text], names=["Station of the North"]).copied(text, "en") == ""

    def test_count_as_one_sign(self):
        text = "そのことは全国小駅連合会の規約に定められているとおりです"
        assert Originals.of([text], names=[]).copied(text, "ja") != ""
        assert Originals.of([text], names=["全国小駅連合会"]).copied(text, "ja") == ""

    def test_do_not_excuse_the_words_around_them(self):
        text = "we always go to the station of the north by the old road"
        assert Originals.of([text], names=["station of the north"]).copied(text, "en") != ""

    def test_are_those_of_terms_and_sources(self):
        terms = {"day-care": {"en": "day care", "ja": "デイケア", "other": ["DC"]}}
        assert {"day care", "デイケア", "DC", "An update"} <= names_of(around(terms=terms))


class TestCurriculum:
    COPY = "leaves the small station every morning at exactly seven"

    @pytest.mark.parametrize(
        "body",
        [
            COPY,
            f"::: key-point\ntitle: {COPY}\n\nText.\n:::",
            f"::: single-choice\nname: q\n\nWhich?\n\n- [x] {COPY}\n:::",
        ],
    )
    def test_a_copy_is_found_in_every_part_of_a_page(self, body):
        file = lesson(body)
        assert len(messages(copied_words(file, around(file), ORIGINALS))) == 1

    def test_a_copy_is_found_in_a_summary(self):
        file = lesson(summary=f'"{self.COPY}"')
        assert len(messages(copied_words(file, around(file), ORIGINALS))) == 1

    def test_a_copy_is_found_in_a_picture(self, tmp_path):
        picture = tmp_path / "en/basics/figures/a.svg"
        picture.parent.mkdir(parents=True)
        picture.write_text(f"<svg><desc>{self.COPY}</desc></svg>")
        file = lesson("::: figure\nimage: figures/a.svg\nalt: A\n:::")
        assert len(messages(copied_words(file, around(file, root=tmp_path), ORIGINALS))) == 1

    def test_a_copy_is_found_in_facts_and_definitions(self, tmp_path):
        (tmp_path / "facts.toml").write_text("[EV-01]\n")
        terms = {"train": {"en": "train", "ja": "列車", "definition_en": "It.", "definition_ja": JAPANESE}}
        curriculum = around(facts={"EV-01": {"says": self.COPY}}, terms=terms, root=tmp_path)
        assert [problem.path for problem in copied_in_tables(curriculum, ORIGINALS)] == ["facts.toml", "glossary.toml"]


class TestFolder:
    def test_is_named_by_the_environment(self, tmp_path, monkeypatch):
        monkeypatch.setenv(VARIABLE, str(tmp_path))
        assert folder_of_originals(tmp_path / "site") == tmp_path

    def test_that_is_named_must_be_there(self, tmp_path, monkeypatch):
        monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
        with pytest.raises(NotADirectoryError):
            folder_of_originals(tmp_path)

    def test_is_beside_the_repository_otherwise(self, tmp_path, monkeypatch):
        monkeypatch.delenv(VARIABLE, raising=False)
        (tmp_path / "shared" / "seeds").mkdir(parents=True)
        assert folder_of_originals(tmp_path / "site") == tmp_path / "shared" / "seeds"

    def test_may_be_missing(self, tmp_path, monkeypatch):
        monkeypatch.delenv(VARIABLE, raising=False)
        assert folder_of_originals(tmp_path / "site") is None
