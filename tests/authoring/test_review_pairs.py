"""A page in two languages, with one difference each. No database."""

import pytest

from authoring.review.pairs import differences, missing_files
from tests.authoring.conftest import Curriculum as Folder
from tests.authoring.reviewed import around, lesson, messages

ENGLISH = """Some text. [@bond-2008]

## A heading

::: table
caption: Days

| a | b |
|---|---|
| c | d |
:::

::: steps
title: Two

### One

Do it.

### Two

Do that.
:::

::: figure
image: figures/a.svg
alt: A picture
:::

::: reflection
name: own

What?
:::

::: single-choice
name: which
difficulty: easy
hint: Look.

Which?

- [x] This
- [ ] That
:::
"""
JAPANESE = """文です。[@bond-2008]

## 見出し

::: table
caption: 日

| い | ろ |
|---|---|
| は | に |
:::

::: steps
title: 二つ

### 一つ目

します。

### 二つ目

それもします。
:::

::: figure
image: figures/a.svg
alt: 絵
:::

::: reflection
name: own

何ですか。
:::

::: single-choice
name: which
difficulty: easy
hint: 見てください。

どれですか。

- [x] これ
- [ ] それ
:::
"""


def differing(old: str = "", new: str = "", **settings) -> list[str]:
    """Return what differs when `old` is replaced by `new` in the Japanese page, or its settings are others."""
    assert old in JAPANESE
    return messages(
        differences(lesson(ENGLISH), lesson(JAPANESE.replace(old, new) if old else JAPANESE, "ja", **settings))
    )


def test_two_languages_of_one_page_do_not_differ():
    assert differing() == []


@pytest.mark.parametrize("name", ["title", "summary"])
def test_words_of_settings_may_differ(name):
    assert differing(**{name: '"別の言葉"'}) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", '"beta"'),
        ("minutes", "6"),
        ("required", "false"),
        ("facts", '["EV-17"]'),
        ("numbers", '{ "EV-17" = [11] }'),
    ],
)
def test_other_settings_may_not(name, value):
    assert [message.split(" is ")[0] for message in differing(**{name: value})] == [f"“{name}”"]


@pytest.mark.parametrize(
    ("old", "new", "facet"),
    [
        ("name: own", "name: other", "name"),
        ("name: which", "name: other", "name"),
        ("figures/a.svg", "figures/b.svg", "image"),
        ("difficulty: easy", "difficulty: hard", "difficulty"),
        ("hint: 見てください。\n", "", "has hint"),
        ("- [x] これ\n- [ ] それ", "- [ ] これ\n- [x] それ", "parts"),
        ("- [ ] それ", "- [ ] それ\n- [ ] あれ", "parts"),
        ("| は | に |", "| は | に |\n| ほ | へ |", "rows"),
        ("### 二つ目", "それから", "items"),
        ("## 見出し", "見出し", "headings"),
    ],
)
def test_blocks_do_not_differ_in_what_is_no_word(old, new, facet):
    assert [message.split(":")[0] for message in differing(old, new)] == [facet]


def test_blocks_are_of_the_same_kinds_in_the_same_order():
    assert differing("::: steps", "::: accordion") == [
        "a block “accordion” where en/basics/01-first/01-alpha.md:20 has “steps”"
    ]


def test_no_block_is_missing_at_the_end():
    assert differing(JAPANESE[JAPANESE.index("::: single-choice") :], "") == [
        "5 blocks, but 6 in en/basics/01-first/01-alpha.md"
    ]


def test_sources_are_the_same():
    assert differing("[@bond-2008]", "[@hayashi-2023]") == ["cited in one language only: bond-2008, hayashi-2023"]


def question(kind: str, parts: str, settings: str = "") -> str:
    return f"::: {kind}\nname: q\n{settings}\nWhich?\n\n{parts}\n:::"


@pytest.mark.parametrize(
    ("kind", "settings", "english", "other"),
    [
        ("multiple-choice", "", "- [x] a\n- [x] b\n- [ ] c", "- [x] い\n- [ ] ろ\n- [x] は"),
        ("true-false", "", "- [x] true\n- [ ] false", "- [ ] true\n- [x] false"),
        ("matching", "", "- a = one\n- b = two\n- c = one", "- い = 一\n- ろ = 二\n- は = 二"),
        ("ordering", "", "- a\n- b", "- い\n- ろ\n- は"),
        ("sorting", "bins: x = X; y = Y\n", "- [x] a\n- [y] b", "- [y] い\n- [x] ろ"),
        ("numeric", "", "- 61", "- 62"),
        ("short-text", "", "- a\n- [ ] b", "- い"),
        ("gaps", "", "A {one} b.\n\n- one = [x] a / [ ] b", "い {one} ろ。\n\n- one = [ ] い / [x] ろ"),
        ("open-response", "", "- a\n\n> Model.", "- い\n- ろ\n\n> 模範。"),
    ],
)
def test_every_kind_of_question_has_the_same_right_parts(kind, settings, english, other):
    pair = lesson(question(kind, english, settings)), lesson(question(kind, other, settings), "ja")
    assert len(messages(differences(*pair))) == 1
    assert messages(differences(pair[0], lesson(question(kind, english, settings), "ja"))) == []


def test_a_chart_shows_the_same_values():
    chart = "::: chart\nkind: bars\ncaption: C\nunit: %\nsource: bond-2008\n\n| a | % |\n|---|---|\n| IPS | {} |\n:::"
    found = messages(differences(lesson(chart.format(61)), lesson(chart.format(62), "ja")))
    assert [message.split(":")[0] for message in found] == ["values"]


class TestFiles:
    def missing(self, root) -> list[str]:
        return [problem.path for problem in missing_files(around(root=root))]

    @pytest.fixture
    def root(self, tmp_path):
        folder = Folder(tmp_path)
        for code in ("en", "ja"):
            folder.course(code=code)
            folder.put(f"{code}/basics/figures/a.svg", "<svg/>")
        return tmp_path

    def test_are_the_same(self, root):
        assert self.missing(root) == []

    @pytest.mark.parametrize("name", ["basics/01-first/02-beta.md", "basics/figures/a.svg"])
    @pytest.mark.parametrize(("gone", "left"), [("ja", "en"), ("en", "ja")])
    def test_are_missed_in_either_language(self, root, name, gone, left):
        (root / gone / name).unlink()
        assert self.missing(root) == [f"{left}/{name}"]
