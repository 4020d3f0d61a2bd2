import uuid

import pytest

from authoring.bodies import KINDS, BodyBuilder, References, unique_names, validated
from authoring.packages import parse_file
from courses.blocks import LessonBody
from ipslearn.base.models.pages import HomeBody
from ipslearn.base.prose import MAXIMUM_LENGTH

KEY = uuid.UUID(int=1)
TERMS = {"fidelity": 1}
SOURCES = {"bond-2008": 7}
HEAD = '+++\nid = "a"\n+++\n'


def build(body, stream=LessonBody, key=KEY):
    """Return (raw value, problems as text, lines) of a body whose first line is line 4."""
    file, found = parse_file(HEAD + body, "a.md")
    assert found == []
    references = References(TERMS, SOURCES, lambda name, block, file: 99)
    builder = BodyBuilder(file, key, references)
    raw = builder.build(file.blocks, stream().child_blocks)
    return raw, [str(problem) for problem in references.problems], builder.lines


def value_of(body, **options):
    raw, problems, _lines = build(body, **options)
    assert problems == []
    [child] = raw
    return child["value"]


def problems_of(body, **options):
    return build(body, **options)[1]


def ids(body, **options):
    return [child["id"] for child in build(body, **options)[0]]


TABLE = "| | One | Two |\n|---|---|---|\n| x | 1 | 2.5 |\n"
VALUES = {
    "text": ("Words.\n", "Words."),
    "key-point": ("::: key-point\n\nWords.\n:::\n", {"title": "", "text": "Words."}),
    "caution": ("::: caution\ntitle: T\n\nWords.\n:::\n", {"title": "T", "text": "Words."}),
    "case": ("::: case\ntitle: T\n\nWords.\n:::\n", {"title": "T", "text": "Words."}),
    "quotation": (
        "::: quotation\nsource: bond-2008\nby: Gary\n\nWords.\n:::\n",
        {"text": "Words.", "by": "Gary", "source": 7},
    ),
    "figure": (
        "::: figure\nimage: a.svg\nalt: Two\ncaption: C\nsource: bond-2008\n\nLong.\n:::\n",
        {"image": 99, "caption": "C", "source": 7, "long_description": "Long."},
    ),
    "video": (
        "::: video\ntitle: T\nfile: a.mp4\ncaptions: a.vtt\n\nSaid.\n:::\n",
        {"title": "T", "file": 99, "link": "", "transcript": "Said."},
    ),
    "audio": (
        "::: audio\ntitle: T\nlink: https://example.org/\n\nSaid.\n:::\n",
        {"title": "T", "file": None, "link": "https://example.org/", "transcript": "Said."},
    ),
    "document": ("::: document\ntitle: T\nfile: a.pdf\n:::\n", {"title": "T", "document": 99, "text": ""}),
    "table": (
        f"::: table\ncaption: C\n\n{TABLE}:::\n",
        {
            "caption": "C",
            "table": {
                "columns": [{"type": "text", "heading": heading} for heading in ("", "One", "Two")],
                "rows": [{"values": ["x", "1", "2.5"]}],
                "caption": "",
            },
        },
    ),
    "chart": (
        f"::: chart\nkind: bars\ncaption: C\nunit: %\nsource: bond-2008\nmaximum: 100\nnote: N\n\n{TABLE}:::\n",
        {
            "kind": "bars",
            "caption": "C",
            "unit": "%",
            "maximum": 100.0,
            "data": {
                "columns": [
                    {"type": "label", "heading": ""},
                    {"type": "number", "heading": "One"},
                    {"type": "number", "heading": "Two"},
                ],
                "rows": [{"values": ["x", 1.0, 2.5]}],
                "caption": "",
            },
            "source": 7,
            "note": "N",
        },
    ),
    "reflection": ("::: reflection\nname: monday\n\nWhat first?\n:::\n", {"prompt": "What first?"}),
}


@pytest.mark.parametrize("kind", VALUES)
def test_value(kind):
    body, value = VALUES[kind]
    assert value_of(body) == value


@pytest.mark.parametrize(("kind", "title"), [("steps", ""), ("accordion", "title: T\n")])
def test_value_of_items(kind, title):
    value = value_of(f"::: {kind}\n{title}\n### One\nFirst.\n\n### Two\nSecond.\n:::\n")
    assert value["title"] == ("T" if title else "")
    assert [item["value"] for item in value["items"]] == [
        {"title": "One", "text": "First."},
        {"title": "Two", "text": "Second."},
    ]


def test_value_of_a_timeline_divides_when_and_what():
    value = value_of("::: timeline\ncaption: C\n\n### 1989: First: a programme\nThere.\n:::\n")
    assert value["items"][0]["value"] == {"when": "1989", "title": "First: a programme", "text": "There."}


@pytest.mark.parametrize("kind", ["principles", "courses"])
def test_blocks_without_text_have_no_value(kind):
    assert value_of(f"::: {kind}\n:::\n", stream=HomeBody) is None


def test_every_kind_is_tried_here():
    assert set(KINDS) == {*VALUES, "steps", "accordion", "timeline", "principles", "courses"}


class TestProblems:
    """The body begins at line 4."""

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            ("::: poem\n\nText.\n:::\n", "a.md:4: there is no block “poem” here"),
            ("::: principles\n:::\n", "a.md:4: there is no block “principles” here"),
            ("\n::: case\n\nText.\n:::\n", "a.md:5: the block “case” needs the setting “title”"),
            ("::: case\ntitle: T\ncolor: red\n\nText.\n:::\n", "a.md:6: “color” is not a setting of the block “case”"),
            ("::: case\ntitle: T\n:::\n", "a.md:4: the block “case” has no text"),
            ("Text.\n\n# Title\n", "a.md:6: begin headings with ##: the title is the first-level heading"),
            ("Text.\n\nA [[word]].\n", "a.md:6: The glossary has no term “word”."),
            ("Text. [@bond-2008; @none]\n", "a.md:4: There is no source “none”."),
            (
                "::: quotation\nby: me\nsource: none\n\nText.\n:::\n",
                "a.md:6: there is no source “none”",
            ),
            (
                f"::: chart\nkind: bars\ncaption: C\nunit: %\nsource: bond-2008\nnote: [@none]\n\n{TABLE}:::\n",
                "a.md:9: There is no source “none”.",
            ),
            ("::: figure\nimage: a.svg\n:::\n", "a.md:4: the figure needs “alt”, or “decorative: yes”"),
            ("::: figure\nimage: a.svg\ndecorative: no\n:::\n", "a.md:4: the figure needs “alt”, or “decorative: yes”"),
            ("::: audio\ntitle: T\n\nSaid.\n:::\n", "a.md:4: the block “audio” needs either “file” or “link”"),
            (
                "::: video\ntitle: T\nfile: a.mp4\nlink: https://example.org/\n\nSaid.\n:::\n",
                "a.md:4: the block “video” needs either “file” or “link”",
            ),
            ("::: video\ntitle: T\nfile: a.mp4\n\nSaid.\n:::\n", "a.md:4: a film needs “captions”, a .vtt file"),
            (
                "::: table\ncaption: C\n\nno table\n:::\n",
                "a.md:7: a Markdown table is expected: a line of headings, a line of dashes, and rows",
            ),
            (
                f"::: table\ncaption: C\n\n{TABLE}| y | 1 |\n:::\n",
                "a.md:10: this row has 2 cells, the headings 3",
            ),
            (
                f"::: chart\nkind: bars\ncaption: C\nunit: %\nsource: bond-2008\n\n{TABLE}| y | many | 1 |\n:::\n",
                "a.md:13: “y | many | 1” must hold a label and then only numbers",
            ),
            (
                f"::: chart\nkind: bars\ncaption: C\nunit: %\nsource: bond-2008\nmaximum: all\n\n{TABLE}:::\n",
                "a.md:9: “maximum” must be a number",
            ),
            (
                "::: timeline\ncaption: C\n\n### 1989\nText.\n:::\n",
                "a.md:7: write the moment as “### When: what happened”",
            ),
            (
                "::: steps\n\nLost.\n\n### One\nText.\n:::\n",
                "a.md:6: this text stands before the first ### title",
            ),
            ("::: reflection\n\nWhat?\n:::\n", "a.md:4: the block “reflection” needs the setting “name”"),
            ("x" * (MAXIMUM_LENGTH + 1), f"a.md:4: the text has more than {MAXIMUM_LENGTH} characters"),
        ],
    )
    def test_is_found_at_its_line(self, body, problem):
        assert problems_of(body) == [problem]

    def test_the_longest_text_is_fine(self):
        assert problems_of("x" * MAXIMUM_LENGTH) == []

    def test_a_block_without_text_takes_none(self):
        assert problems_of("::: courses\n\nText.\n:::\n", stream=HomeBody) == [
            "a.md:6: the block “courses” takes no text"
        ]

    def test_lines_are_those_of_the_file_after_odd_separators(self):
        assert problems_of("One.\u2028Two.\x0cThree.\n\n[[word]]\n") == ["a.md:6: The glossary has no term “word”."]

    def test_several_are_all_reported(self):
        assert len(problems_of("[[one]] [[two]]\n[@three]\n")) == 3

    def test_a_block_with_one_is_left_out_of_the_value(self):
        assert [child["value"] for child in build("[[word]]\n\n::: poem\n:::\n\nFine.\n")[0]] == ["Fine."]

    def test_a_reflection_name_used_twice_is_found_at_the_second(self):
        block = "::: reflection\nname: same\n\nWhat?\n:::\n"
        file, _problems = parse_file(HEAD + block + block, "a.md")
        assert [str(problem) for problem in unique_names(file)] == ["a.md:9: the name “same” is there twice"]


class TestIds:
    BODY = "One.\n\n::: case\ntitle: A\n\nText.\n:::\n\nTwo.\n"
    ASK = "::: reflection\nname: {name}\n\n{prompt}\n:::\n\n"

    def test_they_are_the_same_at_every_load(self):
        assert ids(self.BODY) == ids(self.BODY)

    def test_they_differ_within_a_page(self):
        assert len(set(ids(self.BODY))) == 3

    def test_they_differ_between_pages(self):
        assert not set(ids(self.BODY)) & set(ids(self.BODY, key=uuid.UUID(int=2)))

    def test_the_items_of_a_list_have_their_own(self):
        value = value_of("::: steps\n\n### One\nA.\n\n### Two\nB.\n:::\n")
        assert len({item["id"] for item in value["items"]}) == 2

    def test_a_reflections_id_depends_on_its_name_only(self):
        alone = ids(self.ASK.format(name="monday", prompt="What first?"))
        other = ids(
            self.ASK.format(name="before", prompt="Why?")
            + self.ASK.format(name="monday", prompt="最初に何をしますか。")
        )
        assert other[1:] == alone

    def test_a_reflection_with_another_name_is_another(self):
        one, two = (ids(self.ASK.format(name=name, prompt="What?")) for name in ("one", "two"))
        assert one != two


class TestEditorsChecks:
    """What the builder does not know, the blocks themselves refuse, at the line of the block."""

    def check(self, body):
        file, _problems = parse_file(HEAD + body, "a.md")
        raw, problems, lines = build(body)
        assert problems == []
        _value, found = validated(LessonBody(), raw, file, lines)
        return [str(problem) for problem in found]

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            (f"\n::: case\ntitle: {'x' * 121}\n\nText.\n:::\n", "a.md:5: title: "),
            (f"::: steps\n\n### A\nText.\n\n### {'x' * 161}\nText.\n:::\n", "a.md:4: items: 2: title: "),
            ("::: steps\n\n### A\nText.\n:::\n", "a.md:4: items: "),
            ("::: audio\ntitle: T\nlink: no address\n\nSaid.\n:::\n", "a.md:4: link: "),
        ],
        ids=["too long", "inside an item", "too few items", "no address"],
    )
    def test_are_reported_in_words(self, db, body, problem):
        [found] = self.check(body)
        assert found.startswith(problem)
        assert "Validation error" not in found

    @pytest.mark.parametrize("kind", ["pie", "bars"])
    def test_a_chart_that_cannot_be_drawn(self, db, kind):
        table = "| | One |\n|---|---|\n| x | -1 |\n"
        body = f"::: chart\nkind: {kind}\ncaption: C\nunit: %\nsource: bond-2008\n\n{table}:::\n"
        [found] = self.check(body)
        assert found.startswith("a.md:4: ")

    def test_a_body_without_fault_has_no_problem(self, db):
        assert self.check("Text.\n\n::: case\ntitle: T\n\nText.\n:::\n") == []
