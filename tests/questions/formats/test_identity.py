"""A file read twice gives the same ids; our own ids come back."""

import pytest

from questions.formats.identity import is_ours
from tests.questions.formats.reading import read

FILE = "::One::Who?{=Ann ~Ben}\n\n::Two::Where?{=here}"
OURS = "0b0f4c9e-5a55-4e0a-9a0e-2f7f6e2d1c3b"


def ids(text, key="gift"):
    return [one.question.id for one in read(key, text).questions]


def test_a_file_read_twice_gives_the_same_ids():
    assert read("gift", FILE) == read("gift", FILE)


def test_a_question_added_above_changes_no_id():
    assert ids(f"New?{{T}}\n\n{FILE}")[1:] == ids(FILE)


def test_two_equal_questions_have_two_ids():
    assert len(set(ids(f"{FILE}\n\n{FILE}"))) == 4


@pytest.mark.parametrize(
    "other",
    [
        FILE.replace("One", "Uno"),
        FILE.replace("Who", "Who else"),
        f"$CATEGORY: IPS\n\n{FILE}",
        "Who?\nA. Ann\nB. Ben\nANSWER: A",
    ],
)
def test_another_question_has_another_id(other):
    key = "aiken" if "ANSWER" in other else "gift"
    assert ids(other, key)[0] not in ids(FILE)


def test_a_question_with_a_number_keeps_its_id_when_its_text_changes():
    assert ids("// [id:7]\nWho?{T}") == ids("// [id:7]\nWho is it?{T}")


def test_a_number_of_ours_is_the_id():
    assert ids(f"// [id:{OURS}]\nWho?{{T}}") == [OURS]


def test_choices_have_ids_of_their_own():
    (question, _other) = (one.question for one in read("gift", FILE).questions)
    assert len({question.id, *(choice.id for choice in question.choices)}) == 3


@pytest.mark.parametrize(("idnumber", "expected"), [(OURS, True), (OURS.upper(), False), ("7", False), ("", False)])
def test_ours_are_written_in_one_way(idnumber, expected):
    assert is_ours(idnumber) is expected
