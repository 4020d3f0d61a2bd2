"""A file's text as people read it. No database."""

from authoring.packages import parse_file
from authoring.review.wording import count_characters, count_words, passages_of, plain, prose_of, sources_of

PAGE = """+++
id = "alpha"
+++

First line,
second line. [@one]

- An item [@two]
- Another

## 2. A heading
Below it.

| Name | Number |
|---|---|
| a | 5 [@one] |

::: case
title: Her title

A story.
:::

::: chart
kind: bars
caption: Share
unit: %
source: three

| Group | % |
|---|---|
| IPS | 61 |
:::

::: single-choice
name: first
source: four

Which?

- [x] This one
  > Yes, [@one] indeed.
- [ ] That one

> To all.
:::
"""
FILE, _problems = parse_file(PAGE, "en/a/b/c.md")


def texts() -> list[str]:
    return [passage.text for passage in passages_of(FILE)]


def sources_beside(text: str) -> set[str]:
    return next(set(passage.sources) for passage in passages_of(FILE) if passage.text.strip() == text)


class TestPassages:
    def test_join_the_lines_of_a_paragraph(self):
        assert "First line, second line. " in texts()

    def test_take_each_item_and_row_for_itself(self):
        assert {"An item ", "Another", "| a | 5  |", "| IPS | 61 |"} <= set(texts())

    def test_keep_headings_apart_without_their_number(self):
        assert {"A heading", "Below it."} <= set(texts())

    def test_hold_titles_and_captions(self):
        assert {"Her title", "Share"} <= set(texts())

    def test_keep_a_choice_and_its_feedback_apart(self):
        assert {"This one", "Yes,  indeed.", "That one", "To all."} <= set(texts())

    def test_know_the_sources_of_their_own_piece(self):
        assert (sources_beside("An item"), sources_beside("Another")) == ({"two"}, set())

    def test_of_a_chart_rest_on_its_source(self):
        assert sources_beside("| IPS | 61 |") == {"three"}

    def test_of_a_question_do_not_rest_on_its_source(self):
        assert sources_beside("This one") == set()

    def test_know_their_line(self):
        assert next(passage.line for passage in passages_of(FILE) if passage.text == "An item ") == 8


def test_sources_are_those_of_marks_and_settings():
    assert sources_of(FILE) == {"one": 6, "two": 8, "three": 28, "four": 37}


class TestPlain:
    def test_has_the_words_that_are_read_for_a_term(self):
        assert plain("[[IPS]] and [[day care|the unit]]") == "IPS and the unit"

    def test_has_no_marks_and_addresses(self):
        assert plain("**Bold** [link](/en/x/)[@one]") == "Bold link"


class TestProse:
    def test_is_without_questions_tables_charts_and_headings(self):
        words = prose_of(FILE)
        assert "A story." in words
        assert not any(other in words for other in ("A heading", "61", "| a", "Which?", "Her title"))


class TestCounting:
    def test_takes_a_compound_and_a_number_for_one_word(self):
        assert count_words("A full-time job doesn’t need 1,450 forms.") == 7

    def test_leaves_punctuation_out_of_characters(self):
        assert count_characters("仕事、IPS。") == 5
