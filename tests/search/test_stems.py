import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.search.stems import fold_word


@pytest.mark.parametrize(
    "forms",
    [
        "plan plans",
        "policy policies",
        "movie movies",
        "box boxes",
        "coach coaches",
        "process processes",
        "cache caches",
        "course courses",
        "employee employees",
        "predict predicts predicted predicting prediction",
        "calculate calculated calculating calculation",
        "graduate graduates graduating graduation",
        "worry worries worried worrying",
        "disagree disagreeing disagreement disagreements",
        "change changed changing",
        "skill skilled skills",
        "plan planned planning",
        "quick quickly",
        "rapid rapidly",
        "rumour rumours rumor rumors",
        "labour labor",
        "counselling counseling",
        "counsellor counselor counsellors",
        "organise organize organising",
        "organisation organization organisations",
        "centre center centres",
        "programme program programmes",
        "enrol enroll enrolment enrollment enrolled",
    ],
)
def test_forms_of_a_word_meet(forms):
    assert len({fold_word(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "hour or",
        "need nee",
        "note not",
        "question quest",
        "family fami",
        "string str",
        "station state",
        "employer employ",
    ],
)
def test_other_words_stay_apart(words):
    assert len({fold_word(word) for word in words.split()}) == 2


@pytest.mark.parametrize("word", ["ips", "was", "status", "analysis", "news", "b2bs", "éclairs", "work", "need"])
def test_what_has_no_ending_stays(word):
    assert fold_word(word) == word


@given(st.text(st.characters(min_codepoint=97, max_codepoint=122), max_size=12))
def test_no_word_is_folded_away(word):
    assert len(fold_word(word)) >= min(3, len(word))
