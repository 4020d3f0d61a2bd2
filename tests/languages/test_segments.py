"""What of each block is sent for translation, and that it comes back to its place with everything else as it was."""

import dataclasses
from typing import Any

import pytest
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.strings import StringValue

from courses.blocks import LessonBody
from ipslearn.base.models import CustomImage
from ipslearn.base.models.pages import HomeBody
from questions.definitions import Question
from questions.kinds import BLOCKS
from tests import factories
from tests.questions.samples import SAMPLES

BODY = HomeBody().child_blocks | LessonBody().child_blocks
READ = {
    "prompt",
    "hint",
    "feedback",
    "text",
    "left",
    "right",
    "units",
    "feedback_true",
    "feedback_false",
    "model_answer",
}
TABLE = {
    "caption": "Two routes",
    "table": {
        "columns": [{"type": "text", "heading": ""}, {"type": "text", "heading": "Weeks"}],
        "rows": [{"values": ["First [[term]]", "9"]}, {"values": ["Then", "Weeks"]}],
        "caption": "",
    },
}
CHART = {
    "kind": "bars",
    "caption": "Work",
    "unit": "weeks",
    "maximum": 100,
    "data": {
        "columns": [{"type": "label", "heading": ""}, {"type": "number", "heading": "Share"}],
        "rows": [{"values": ["One way", 61]}, {"values": ["1989", 23]}],
        "caption": "",
    },
    "source": 1,
    "note": "Invented. [@a]\n\nReally.",
}
ITEMS = [{"type": "item", "id": "i1", "value": {"title": "First", "text": "Do.\n\n- this\n- that"}}]
MOMENTS = [{"type": "item", "id": "m1", "value": {"when": "1989", "title": "It began", "text": ""}}]
FILM = {"title": "A film", "link": "https://example.org/f", "file": 3, "transcript": "Words."}


def value_of(kind: str, raw) -> Any:
    return BODY[kind].to_python(raw)


def strings(block, value) -> list[str]:
    return [one.render_text() for one in block.get_translatable_segments(value) if isinstance(one, StringSegmentValue)]


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("text", "One [[term]].\n\nTwo. [@a]", ["One [[term]].", "Two. [@a]"]),
        ("key_point", {"title": "Mind", "text": "This."}, ["Mind", "This."]),
        ("caution", {"title": "", "text": "This."}, ["This."]),
        ("case", {"title": "Kenta", "text": "He asks."}, ["Kenta", "He asks."]),
        ("quotation", {"text": "It is.", "by": "J. Allan", "source": None}, ["It is.", "J. Allan"]),
        ("figure", {"image": None, "caption": "C", "long_description": "D."}, ["C", "D."]),
        ("video", FILM, ["A film", "Words."]),
        ("audio", FILM, ["A film", "Words."]),
        ("document", {"title": "A plan", "document": None, "text": "Print."}, ["A plan", "Print."]),
        ("table", TABLE, ["Two routes", "Weeks", "First [[term]]", "Then"]),
        ("chart", CHART, ["Work", "weeks", "Share", "One way", "Invented. [@a]", "Really."]),
        ("timeline", {"caption": "Dates", "items": MOMENTS}, ["Dates", "It began"]),
        ("steps", {"title": "A week", "items": ITEMS}, ["A week", "First", "Do.", "this", "that"]),
        ("accordion", {"title": "", "items": ITEMS}, ["First", "Do.", "this", "that"]),
        ("reflection", {"prompt": "What first?"}, ["What first?"]),
    ],
)
def test_the_texts_of_a_block(db, kind, raw, expected):
    factories.SourceFactory(pk=1)
    assert strings(BODY[kind], value_of(kind, raw)) == expected


def test_every_block_of_a_body_says_what_is_translated():
    nothing = {"principles", "courses"}
    assert [name for name, one in BODY.items() if not hasattr(one, "get_translatable_segments")] == sorted(
        nothing, reverse=True
    )


def in_japanese(block, value):
    """Return the value with 訳 before each of its texts."""
    segments = [
        StringSegmentValue(one.path, StringValue.from_plaintext(f"訳{one.render_text()}"))
        for one in block.get_translatable_segments(value)
        if isinstance(one, StringSegmentValue)
    ]
    return block.restore_translated_segments(value, segments)


def test_cells_and_headings_come_back_to_their_place():
    changed = in_japanese(BODY["table"], value_of("table", TABLE))
    assert [column["heading"] for column in changed["table"].columns] == ["", "訳Weeks"]
    assert [row["values"] for row in changed["table"].row_data] == [["訳First [[term]]", "9"], ["訳Then", "訳Weeks"]]


def test_numbers_of_a_chart_stay():
    changed = in_japanese(BODY["chart"], value_of("chart", CHART | {"source": None}))
    assert changed.series == [("訳Share", [61, 23])]
    assert changed.labels == ["訳One way", "1989"]
    assert (changed["kind"], changed["maximum"], changed["unit"]) == ("bars", 100, "訳weeks")


def test_items_keep_their_ids():
    changed = in_japanese(BODY["steps"], value_of("steps", {"title": "", "items": ITEMS}))
    assert [(one.id, one.value["text"]) for one in changed["items"].bound_blocks] == [
        ("i1", "訳Do.\n\n- 訳this\n- 訳that")
    ]


def test_a_passage_without_a_translation_stays_as_it_is():
    block = BODY["text"]
    first, _second = block.get_translatable_segments("One.\n\nTwo.")
    words = StringSegmentValue(first.path, StringValue.from_plaintext("一。"))
    assert block.restore_translated_segments("One.\n\nTwo.", [words]) == "一。\n\nTwo."


class TestFigures:
    @pytest.fixture
    def pictures(self, db):
        fields = {"file": "a.svg", "width": 1, "height": 1, "alt_text": "Two roads"}
        return [CustomImage.objects.create(title=name, **fields) for name in ("en", "ja")]

    def figure(self, picture):
        return value_of("figure", {"image": picture.pk, "caption": "C", "source": None, "long_description": ""})

    def test_the_picture_may_be_another_one(self, pictures):
        found = BODY["figure"].get_translatable_segments(self.figure(pictures[0]))
        assert [(one.path, one.data) for one in found if isinstance(one, OverridableSegmentValue)] == [
            ("image", pictures[0].pk)
        ]

    def test_the_chosen_picture_is_shown(self, pictures):
        chosen = OverridableSegmentValue("image", str(pictures[1].pk))
        changed = BODY["figure"].restore_translated_segments(self.figure(pictures[0]), [chosen])
        assert changed["image"] == pictures[1]

    def test_one_that_is_gone_leaves_that_of_the_source(self, pictures):
        gone = OverridableSegmentValue("image", "9999")
        changed = BODY["figure"].restore_translated_segments(self.figure(pictures[0]), [gone])
        assert changed["image"] == pictures[0]


@pytest.mark.parametrize(("kind", "path"), [("video", "link"), ("audio", "link")])
def test_a_recording_elsewhere_may_be_another_one(db, kind, path):
    segments = BODY[kind].get_translatable_segments(value_of(kind, FILM | {"file": None}))
    assert [one.path for one in segments if isinstance(one, OverridableSegmentValue)] == [path]


# Questions ----------------------------------------------------------------------------------------


def asked_in_japanese(thing):
    """Return a question or a part of one with 訳 before each text that people read and that has words."""
    changes = {}
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            changes[field.name] = tuple(asked_in_japanese(one) for one in value)
        elif field.name == "units" and value:
            changes["units"] = (f"訳{value[0]}", *value[1:])
        elif field.name in READ and isinstance(value, str) and value.strip("*"):
            changes[field.name] = f"訳{value}"
    return dataclasses.replace(thing, **changes)


def stored(question: Question):
    block = BLOCKS[question.kind]
    return block, block.to_python(block.raw(question, {}))


each_kind = pytest.mark.parametrize("question", SAMPLES, ids=lambda one: one.kind)


@each_kind
def test_a_question_changes_its_texts_and_nothing_else(question):
    """Ids, what is right, credits, tolerances, names, tags and rules are those of the source."""
    block, value = stored(question)
    changed = block.definition(question.id, in_japanese(block, value))
    assert changed == asked_in_japanese(question)


@each_kind
def test_how_a_question_is_filed_is_not_sent(question):
    block, value = stored(question)
    sent = set(strings(block, value))
    assert sent & {question.name, *question.tags, ", ".join(question.tags), question.fidelity_item} == set()


def test_the_name_of_a_gap_is_not_sent():
    block, value = next(stored(one) for one in SAMPLES if one.kind == "gaps")
    assert [one.path for one in block.get_translatable_segments(value) if one.path.endswith(".name")] == []
