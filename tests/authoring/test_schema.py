import datetime

import pytest

from authoring.packages import PackageFile
from authoring.schema import ALLOWED, REQUIRED, check_settings

GOOD = {
    "id": ["ips", "ips-2", "a" * 100],
    "title": ["T", "題", "x" * 200],
    "summary": ["S", "x" * 200],
    "lead": ["L", "x" * 300],
    "objectives": [[], ["tell one from the other"], ["x" * 250]],
    "credit_hours": [0, 1, 1.5, 2.25, 999],
    "edition": [1, 999],
    "edition_on": [datetime.date(2026, 11, 22)],
    "trainers": [[], ["Keiko Morita"], ["x" * 100, "y" * 100]],
    "prerequisites": [[], ["ips"], [{"id": "ips"}], [{"id": "ips", "binding": True}]],
    "audience": [{}, {"nurse": "optional"}],
    "principles": [[], [1, 8]],
    "fidelity_items": [[], ["zero exclusion"]],
    "order": ["free", "advised", "locked"],
    "minutes": [1, 120],
    "required": [True, False],
    "completion": ["declared", "reflections"],
    "facts": [[], ["E1"]],
    "numbers": [{}, {"EV-17": [10]}, {"EV-17": [10, 2.5]}],
    "purpose": ["practice", "module", "pretest", "final"],
    "pass_mark": [0, 80, 100],
    "attempts": [0, 3],
    "wait_hours": [0, 48],
    "time_limit_minutes": [0, 30],
    "questions": ["shuffled", "fixed"],
    "choices": ["shuffled", "fixed"],
    "paging": ["one", "all"],
    "feedback": ["once", "end"],
    "shows": ["score", "own", "right"],
    "right_when": ["attempt", "over"],
    "counts": ["best", "last"],
    "confidence": [True],
    "test_out": [False],
    "draw": [[], [{"bank": "ips-bank"}], [{"bank": "ips-bank", "count": 5, "tag": "scored"}]],
    "tags": [[], ["gates", "就労"]],
}
BAD = {
    "id": ["", "Ips", "ips_2", "-ips", "ips-", "a b", "a" * 101, 3, ["ips"], None],
    "title": ["", "  ", "x" * 201, 3, "two\nlines", "bell\a"],
    "summary": ["", "x" * 201, ["S"]],
    "lead": ["", "x" * 301],
    "objectives": ["one", [3], ["x" * 251], [""]],
    "credit_hours": [-1, 1000, "1", True, float("nan"), 1.234],
    "edition": [0, 1000, 1.5, True, "1"],
    "edition_on": ["2026-11-22", datetime.datetime(2026, 11, 22, 9), 2026],
    "trainers": ["Keiko", [3], ["x" * 101], ["x" * 90, "y" * 90, "z" * 90]],
    "prerequisites": ["ips", [3], [{"id": "ips", "bindng": True}], [{"binding": True}], [{"id": "a", "binding": 1}]],
    "audience": [["nurse"], {"nurse": "vital"}, {"nurse": 1}],
    "principles": [[0], [9], 3, ["1"]],
    "fidelity_items": ["x", ["x" * 81], ["x" * 80] * 4],
    "order": ["any", 1, ["free"]],
    "minutes": [0, 121, 2.5, "5"],
    "required": ["false", 0],
    "completion": ["quiz", False],
    "facts": ["E1", ["x" * 41]],
    "numbers": ["10", ["EV-17"], {"EV-17": 10}, {"EV-17": []}, {"EV-17": ["10"]}, {"EV-17": [True]}],
    "purpose": ["exam", ""],
    "pass_mark": [101, -1, "80"],
    "attempts": [-1, True],
    "wait_hours": [-1, 1.5],
    "time_limit_minutes": [601, "30"],
    "questions": ["random"],
    "choices": [True],
    "paging": ["two"],
    "feedback": [False],
    "shows": ["all"],
    "right_when": ["never"],
    "counts": ["first"],
    "confidence": ["yes"],
    "test_out": [1],
    "draw": [
        "ips-bank",
        [{"count": 5}],
        [{"bank": "Bank"}],
        [{"bank": "b", "count": 201}],
        [{"bank": "b", "tags": "x"}],
    ],
    "tags": ["gates", [3], ["x" * 61]],
}
CHECKS = {name: check for settings in ALLOWED.values() for name, check in settings.items()}


def cases(table):
    return [pytest.param(name, value, id=f"{name}={value!r:.40}") for name, values in table.items() for value in values]


def problems_of(kind, settings, lines=()):
    return [str(problem) for problem in check_settings(PackageFile("a.md", settings, dict(lines), []), kind)]


def test_every_setting_has_good_and_bad_examples_here():
    assert set(GOOD) == set(BAD) == set(CHECKS)


@pytest.mark.parametrize(("name", "value"), cases(GOOD))
def test_good(name, value):
    assert CHECKS[name](value) == ""


@pytest.mark.parametrize(("name", "value"), cases(BAD))
def test_bad(name, value):
    assert CHECKS[name](value) != ""


@pytest.mark.parametrize("kind", REQUIRED)
def test_what_is_missing_is_named_at_the_first_line(kind):
    assert problems_of(kind, {}) == [f"a.md:1: the setting “{name}” is missing" for name in sorted(REQUIRED[kind])]


@pytest.mark.parametrize("kind", REQUIRED)
def test_what_is_unknown_is_named_at_its_line(kind):
    settings = {name: GOOD[name][-1] for name in REQUIRED[kind]} | {"colour": "red"}
    assert problems_of(kind, settings, {"colour": 7}) == ["a.md:7: “colour” is not a setting of this file"]


def test_what_is_wrong_is_named_at_its_line():
    settings = {"id": "a", "title": "T", "summary": "S", "minutes": 0}
    assert problems_of("lesson", settings, {"minutes": 5}) == ["a.md:5: “minutes” must be a whole number from 1 to 120"]


def test_a_setting_of_another_kind_of_file_is_unknown():
    settings = {"id": "a", "title": "T", "summary": "S", "minutes": 5}
    assert problems_of("module", settings, {"minutes": 5}) == ["a.md:5: “minutes” is not a setting of this file"]
