"""When a question in another language is the same one. No database."""

from dataclasses import replace

import pytest

from questions.translations import asks_the_same
from tests.questions.samples import SAMPLES

BY_KIND = {question.kind: question for question in SAMPLES}


def reworded(question):
    """Return the question with every text of its parts changed."""
    parts = {name: tuple(map(in_other_words, getattr(question, name))) for name in question.parts}
    return replace(question, prompt="別の言葉", feedback="別の説明", **parts)


def in_other_words(part):
    texts = {name: "別の言葉" for name in ("text", "left", "right", "feedback") if getattr(part, name, "")}
    return replace(part, **texts)


@pytest.mark.parametrize("question", SAMPLES, ids=lambda one: one.kind)
def test_other_words_are_the_same_question(question):
    assert asks_the_same(question, reworded(question))


@pytest.mark.parametrize("question", SAMPLES, ids=lambda one: one.kind)
def test_another_id_is_another_question(question):
    assert not asks_the_same(question, replace(question, id="another"))


def test_another_kind_is_another_question():
    one, other = BY_KIND["single_choice"], BY_KIND["true_false"]
    assert not asks_the_same(one, replace(other, id=one.id))


CHANGES = {
    "a choice less": ("single_choice", lambda one: replace(one, choices=one.choices[:-1])),
    "another key": (
        "single_choice",
        lambda one: replace(one, choices=tuple(replace(choice, credit=1.0) for choice in one.choices)),
    ),
    "choices in another order": ("multiple_choice", lambda one: replace(one, choices=one.choices[::-1])),
    "another rule": ("multiple_choice", lambda one: replace(one, rule="all_or_nothing")),
    "the opposite": ("true_false", lambda one: replace(one, is_true=not one.is_true)),
    "another order": ("ordering", lambda one: replace(one, entries=one.entries[::-1])),
    "another bin": (
        "sorting",
        lambda one: replace(one, cards=tuple(replace(card, bin=one.bins[0].id) for card in one.cards)),
    ),
    "another number": (
        "numeric",
        lambda one: replace(one, accepted=tuple(replace(number, tolerance=9.0) for number in one.accepted)),
    ),
    "a gap less": ("gaps", lambda one: replace(one, gaps=one.gaps[:-1])),
    "a pair less": ("matching", lambda one: replace(one, pairs=one.pairs[:-1])),
}


@pytest.mark.parametrize(("kind", "change"), CHANGES.values(), ids=CHANGES)
def test_what_is_judged_differently_is_not_the_same(kind, change):
    assert not asks_the_same(BY_KIND[kind], change(BY_KIND[kind]))
