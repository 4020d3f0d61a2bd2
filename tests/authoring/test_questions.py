import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.keys import key_of
from authoring.packages import parse_file
from authoring.parts import BANK, LESSON, QUIZ
from authoring.questions import READERS, is_commitment, is_question, question_id, question_of, tags_of
from questions.definitions import KINDS, AcceptedNumber, AcceptedText, Bin, Card, Choice, from_json, to_json

ID = question_id(key_of("bank"), "one")
HEAD = '+++\nid = "one"\n+++\n'
TWO = "- [x] A\n- [ ] B"


def block_of(kind: str, text: str, **settings):
    settings = {"name": "one"} | settings
    lines = "".join(f"{name}: {value}\n" for name, value in settings.items() if value is not None)
    file, problems = parse_file(f"{HEAD}::: {kind}\n{lines}\n{text}\n:::\n", "a.md")
    assert problems == []
    return file.blocks[0]


def question(kind: str, text: str, place: str = LESSON, **settings):
    found, problems = question_of(block_of(kind, text, **settings), "a.md", ID, place=place)
    assert [str(problem) for problem in problems] == []
    return found


def problems(kind: str, text: str, place: str = LESSON, **settings) -> list[str]:
    """Return each problem as "line: message"; the block begins in line 4, its text after the settings and a blank."""
    found, problems = question_of(block_of(kind, text, **settings), "a.md", ID, place=place)
    assert found is None
    assert {problem.path for problem in problems} == {"a.md"}
    return [f"{problem.line}: {problem.message}" for problem in problems]


def part(sort: str, number: int) -> str:
    return str(uuid.uuid5(ID, f"{sort}:{number}"))


SMALL = {
    "single-choice": ("Which?\n\n- [x] A\n- [ ] B", {}),
    "multiple-choice": ("Which?\n\n- [x] A\n- [x] B\n- [ ] C", {}),
    "true-false": ("Is it?\n\n- [x] true\n- [ ] false", {}),
    "matching": ("Match.\n\n- A = 1\n- B = 2\n- = 3", {}),
    "ordering": ("Order.\n\n- First\n- Second", {}),
    "sorting": ("Sort.\n\n- [in] A\n- [out] B", {"bins": "in = Inside; out = Outside"}),
    "numeric": ("How many?\n\n- 61 ± 0.5", {}),
    "short-text": ("What is it called?\n\n- IPS", {}),
    "gaps": ("Fill the gaps.\n\nA {what} job.\n\n- what = real / ordinary", {}),
    "open-response": ("What would you say?\n\n> I would ask.", {}),
}


class TestEveryKind:
    def test_is_here(self):
        assert {kind.replace("-", "_") for kind in SMALL} == set(READERS) == set(KINDS)

    @pytest.mark.parametrize("kind", SMALL)
    def test_is_read(self, kind):
        text, settings = SMALL[kind]
        found = question(kind, text, **settings)
        assert (found.kind, found.id, found.name) == (kind.replace("-", "_"), str(ID), "one")
        assert from_json(to_json(found)) == found

    @pytest.mark.parametrize("kind", sorted(set(SMALL) - {"gaps"}))
    def test_needs_a_text(self, kind):
        text, settings = SMALL[kind]
        parts = text.partition("\n\n")[2]
        assert "4: the question has no text" in problems(kind, parts, **settings)

    @pytest.mark.parametrize("kind", sorted(set(SMALL) - {"open-response"}))
    def test_needs_parts(self, kind):
        found = problems(kind, "Which?", **SMALL[kind][1])
        assert any("needed: lines that begin with “- ”" in one for one in found)

    @pytest.mark.parametrize("kind", SMALL)
    def test_takes_no_setting_of_another(self, kind):
        text, settings = SMALL[kind]
        message = f"“colour” is not a setting of the question “{kind}”"
        assert [one.partition(": ")[2] for one in problems(kind, text, **settings, colour="red")] == [message]

    @pytest.mark.parametrize("kind", SMALL)
    @given(text=st.lists(st.sampled_from(["- ", "- [x] a", "> b", "  > c", "  d", "", "{a}", "- a = b", "e"])))
    def test_any_text_is_a_question_or_a_problem(self, kind, text):
        block = block_of(kind, "\n".join(text), **SMALL[kind][1])
        found, problems = question_of(block, "a.md", ID)
        assert (found is None) == bool(problems)


def test_another_block_is_no_question():
    assert not is_question(block_of("caution", "Text."))
    assert problems("caution", "Text.") == ["4: there is no kind of question “caution”"]


class TestIds:
    def test_the_same_name_in_another_file_is_another_question(self):
        assert question_id(key_of("bank"), "one") != question_id(key_of("other"), "one")

    def test_a_part_has_the_number_of_its_line(self):
        assert [one.id for one in question("ordering", "O.\n\n- A\n- B").entries] == [
            part("entry", 1),
            part("entry", 2),
        ]

    def test_a_part_that_is_added_at_the_end_changes_no_other(self):
        before, after = question("single-choice", f"W?\n\n{TWO}"), question("single-choice", f"W?\n\n{TWO}\n- [ ] C")
        assert after.choices[:2] == before.choices


class TestSettings:
    def test_all_of_them(self):
        found = question(
            "single-choice",
            f"Which?\n\n{TWO}",
            hint="Look at the order.",
            source="hayashi-2023",
            lesson="ips-prepare-or-start",
            principle="3",
            fidelity_item="rapid search",
            difficulty="easy",
            checked_until="2027-03-31",
        )
        assert (found.hint, found.source, found.principle) == ("Look at the order.", "hayashi-2023", 3)
        assert found.lesson == str(key_of("ips-prepare-or-start"))
        assert (found.fidelity_item, found.difficulty, found.checked_until) == ("rapid search", "easy", "2027-03-31")

    def test_none_of_them(self):
        found = question("single-choice", f"Which?\n\n{TWO}")
        assert (found.hint, found.source, found.lesson, found.principle, found.checked_until) == ("", "", "", None, "")

    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("name", "One Two", "“name” must be lower-case letters, digits and hyphens"),
            ("source", "Hayashi 2023", "“source” must be lower-case letters, digits and hyphens"),
            ("lesson", "a/b", "“lesson” must be lower-case letters, digits and hyphens"),
            ("principle", "9", "“principle” must be a whole number from 1 to 8"),
            ("principle", "one", "“principle” must be a whole number from 1 to 8"),
            ("principle", "12", "“principle” must be a whole number from 1 to 8"),
            ("difficulty", "hardest", "“difficulty” must be easy or medium or hard"),
            ("checked_until", "31.3.2027", "“checked_until” must be a date such as 2027-03-31"),
            ("checked_until", "2027-02-30", "“checked_until” must be a date such as 2027-03-31"),
            ("checked_until", "20270331", "“checked_until” must be a date such as 2027-03-31"),
            ("hint", "", "“hint” says nothing"),
            ("order", "random", "“order” must be fixed or shuffled"),
            ("commit", "maybe", "“commit” must be yes or no"),
        ],
    )
    def test_a_wrong_one_is_found_at_its_line(self, name, value, message):
        line = 5 if name == "name" else 6
        assert problems("single-choice", f"Which?\n\n{TWO}", **{name: value}) == [f"{line}: {message}"]

    def test_the_name_is_required(self):
        assert problems("single-choice", f"Which?\n\n{TWO}", name=None) == ["4: the question needs the setting “name”"]

    @pytest.mark.parametrize(("place", "works"), [(LESSON, False), (BANK, True), (QUIZ, False)])
    def test_tags_are_for_banks(self, place, works):
        block = block_of("single-choice", f"Which?\n\n{TWO}", tags="order, gates,")
        found, problems = question_of(block, "a.md", ID, place=place)
        assert (found is not None) == works
        assert [problem.message for problem in problems] == [
            "“tags” is a setting of questions in a bank only",
        ] * (not works)
        assert tags_of(block) == ["order", "gates"]

    @pytest.mark.parametrize(("place", "works"), [(LESSON, True), (BANK, False), (QUIZ, False)])
    def test_commit_is_for_lessons(self, place, works):
        block = block_of("single-choice", f"Which?\n\n{TWO}", commit="yes")
        assert (question_of(block, "a.md", ID, place=place)[0] is not None) == works
        assert is_commitment(block)

    @pytest.mark.parametrize("settings", [{}, {"commit": "no"}])
    def test_without_commit_it_is_a_check_question(self, settings):
        assert not is_commitment(block_of("single-choice", f"Which?\n\n{TWO}", **settings))


class TestPieces:
    def test_the_prompt_may_have_paragraphs_and_lists(self):
        found = question("single-choice", f"A leaflet says:\n\n* first\n* then\n\nWhich?\n\n{TWO}")
        assert found.prompt == "A leaflet says:\n\n* first\n* then\n\nWhich?"

    def test_the_prompt_may_quote(self):
        assert question("single-choice", f"> Quoted.\n\nWhich?\n\n{TWO}").prompt == "> Quoted.\n\nWhich?"

    def test_feedback_of_a_part_and_of_the_whole(self):
        found = question("single-choice", "W?\n\n- [x] A\n  > Yes.\n- [ ] B\n  > No.\n\n> All in all.")
        assert [choice.feedback for choice in found.choices] == ["Yes.", "No."]
        assert found.feedback == "All in all."

    def test_feedback_has_lines_and_paragraphs(self):
        found = question(
            "single-choice", "W?\n\n- [x] A\n  > One\n  > line.\n  >\n  > Two.\n- [ ] B\n\n> C\n> D\n>\n> E"
        )
        assert found.choices[0].feedback == "One\nline.\n\nTwo."
        assert found.feedback == "C\nD\n\nE"

    def test_blank_lines_between_the_parts_say_nothing(self):
        found = question("single-choice", "W?\n\n- [x] A\n\n  > Yes.\n\n- [ ] B\n\n\n> All.\n\n> More.")
        assert (found.choices[0].feedback, found.feedback) == ("Yes.", "All.\n\nMore.")

    def test_a_part_goes_on_in_indented_lines(self):
        assert question("ordering", "O.\n\n- First\n  of all\n- Second").entries[0].text == "First\nof all"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("- [x] A\n- [ ] B\nWhich?", "11: this is neither a part nor feedback: the question's text stands before"),
            ("- [x] A\n- [ ] B\n> C\n- [ ] D", "12: this stands after the feedback to the whole question, which comes"),
            ("- [x] A\n- [ ] B\n  > C\n  D", "12: begin each line of feedback with >"),
            ("- [x] A\n- [ ] B\n-", "11: this part has no text"),
            ("- [x] A\n- [ ] B\n- [ ]", "11: there is no text after the mark"),
        ],
    )
    def test_a_line_that_fits_nowhere(self, text, message):
        assert [one for one in problems("single-choice", f"Which?\n\n{text}") if one.startswith(message)]


class TestChoices:
    def test_credit_and_ids(self):
        assert question("single-choice", f"W?\n\n{TWO}").choices == (
            Choice(part("choice", 1), "A", credit=1.0),
            Choice(part("choice", 2), "B", credit=0.0),
        )

    @pytest.mark.parametrize(
        ("settings", "fixed"), [({}, False), ({"order": "shuffled"}, False), ({"order": "fixed"}, True)]
    )
    def test_order(self, settings, fixed):
        assert question("single-choice", f"W?\n\n{TWO}", **settings).is_order_fixed is fixed

    @pytest.mark.parametrize(
        ("settings", "rule"), [({}, "proportional"), ({"rule": "all_or_nothing"}, "all_or_nothing")]
    )
    def test_rule_of_several(self, settings, rule):
        assert question("multiple-choice", f"W?\n\n{TWO}", **settings).rule == rule

    def test_a_single_choice_has_no_rule(self):
        assert problems("single-choice", f"W?\n\n{TWO}", rule="proportional") == [
            "6: “rule” is not a setting of the question “single-choice”"
        ]

    @pytest.mark.parametrize(
        ("kind", "text", "expected"),
        [
            ("single-choice", "- [ ] A\n- [ ] B", ["4: no choice is right: begin the right one with [x]"]),
            ("multiple-choice", "- [ ] A\n- [ ] B", ["4: no choice is right: begin the right one with [x]"]),
            (
                "single-choice",
                "- [x] A\n- [ ] B\n- [x] C",
                ["11: a second choice is right; that is a question of the kind “multiple-choice”"],
            ),
            (
                "single-choice",
                "- [x] A\n- B",
                ["10: begin the choice with [x] if it is right, with [ ] if it is wrong"],
            ),
            ("single-choice", "- [x] A\n- [ ] A", ["10: “A” is also in line 9"]),
            ("single-choice", "- [x] A", ["4: at least 2 choices are needed: lines that begin with “- ”"]),
        ],
    )
    def test_what_is_wrong(self, kind, text, expected):
        assert problems(kind, f"W?\n\n{text}") == expected

    def test_several_may_be_right_all_of_them_too(self):
        assert all(choice.is_correct for choice in question("multiple-choice", "W?\n\n- [x] A\n- [X] B").choices)


class TestTrueFalse:
    @pytest.mark.parametrize(
        ("text", "is_true"),
        [
            ("- [x] true\n  > T.\n- [ ] false\n  > F.", True),
            ("- [ ] false\n  > F.\n- [x] true\n  > T.", True),
            ("- [ ] true\n  > T.\n- [x] false\n  > F.", False),
        ],
    )
    def test_which_is_right(self, text, is_true):
        found = question("true-false", f"Is it?\n\n{text}")
        assert (found.is_true, found.feedback_true, found.feedback_false) == (is_true, "T.", "F.")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("- [x] true\n- [x] false", "4: exactly one of “true” and “false” must be marked [x]"),
            ("- [ ] true\n- [ ] false", "4: exactly one of “true” and “false” must be marked [x]"),
            ("- [x] true\n- [ ] no", "10: write “[x] true” and “[ ] false”, or “[ ] true” and “[x] false”"),
            ("- [x] true\n- [ ] true", "10: write “[x] true” and “[ ] false”, or “[ ] true” and “[x] false”"),
            ("- [x] true\n- false", "10: write “[x] true” and “[ ] false”, or “[ ] true” and “[x] false”"),
            ("- [x] true", "4: at least 2 parts, true and false, are needed: lines that begin with “- ”"),
        ],
    )
    def test_what_is_wrong(self, text, expected):
        assert problems("true-false", f"Is it?\n\n{text}") == [expected]


class TestMatching:
    def test_pairs_and_what_fits_nothing(self):
        found = question("matching", "M.\n\n- A = 1\n  > Yes.\n- B = 1\n- = 2")
        assert [(pair.left, pair.right, pair.feedback) for pair in found.pairs] == [
            ("A", "1", "Yes."),
            ("B", "1", ""),
            ("", "2", ""),
        ]
        assert [pair.id for pair in found.asked] == [part("pair", 1), part("pair", 2)]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("- A = 1\n- B = 2\n- C", "11: write the pair as “left = right”, or “= right” for what fits nothing"),
            ("- A = 1\n- B = 2\n- C =", "11: write the pair as “left = right”, or “= right” for what fits nothing"),
            (
                "- A = 1\n- B = 2\n- C = 3 = 4",
                "11: write the pair as “left = right”, or “= right” for what fits nothing",
            ),
            ("- A = 1\n- B = 2\n- A = 3", "11: “A” is also in line 9"),
            ("- A = 1\n- B = 2\n- = 2", "11: “2” is to fit nothing, but it is the right side of a pair"),
            ("- A = 1\n- = 2", "4: at least two pairs need a left side"),
            ("- A = 1\n- B = 1", "4: all right sides are the same"),
        ],
    )
    def test_what_is_wrong(self, text, expected):
        assert problems("matching", f"M.\n\n{text}") == [expected]

    def test_an_equals_sign_within_a_word_does_not_divide(self):
        assert question("matching", "M.\n\n- a=b = 1\n- B = x=2").pairs[0].left == "a=b"


class TestOrdering:
    def test_the_lines_are_the_right_order(self):
        found = question("ordering", "O.\n\n- A\n  > First.\n- B", rule="neighbours")
        assert [(entry.text, entry.feedback) for entry in found.entries] == [("A", "First."), ("B", "")]
        assert found.rule == "neighbours"

    def test_without_a_rule_places_count(self):
        assert question("ordering", "O.\n\n- A\n- B").rule == "position"

    def test_what_is_wrong(self):
        assert problems("ordering", "O.\n\n- A\n- A", rule="near") == [
            "6: “rule” must be position or exact or neighbours",
            "11: “A” is also in line 10",
        ]


class TestSorting:
    BINS = "place-train = Place-train; depends? = It depends"

    def test_bins_and_cards(self):
        found = question("sorting", "S.\n\n- [depends] A\n  > Why.\n- [place-train] B", bins=self.BINS)
        assert found.bins == (Bin("place-train", "Place-train"), Bin("depends", "It depends", is_depends=True))
        assert found.cards == (
            Card(part("card", 1), "A", "depends", "Why."),
            Card(part("card", 2), "B", "place-train"),
        )

    @pytest.mark.parametrize(
        ("bins", "text", "expected"),
        [
            (BINS, "- [other] A\n- [depends] B", "10: there is no bin “other”; the bins are depends, place-train"),
            (BINS, "- A\n- [depends] B", "10: write the card as “[name of its bin] what is on it”"),
            (BINS, "- [depends]\n- [depends] B", "10: write the card as “[name of its bin] what is on it”"),
            (BINS, "- [depends] A\n- [place-train] A", "11: “A” is also in line 10"),
            ("in = In; Out", "- [in] A\n- [in] B", "6: “Out” is no bin: write “name = What people read”, divided by"),
            ("in = In; in = Out", "- [in] A\n- [in] B", "6: the bin “in” is there twice"),
            ("in = In", "- [in] A\n- [in] B", "6: at least two bins are needed"),
        ],
    )
    def test_what_is_wrong(self, bins, text, expected):
        assert problems("sorting", f"S.\n\n{text}", bins=bins)[0].startswith(expected)

    def test_needs_bins(self):
        assert problems("sorting", "S.\n\n- [in] A\n- [in] B") == ["4: the question needs the setting “bins”"]


class TestNumeric:
    @pytest.mark.parametrize(
        ("text", "value", "tolerance"),
        [("61", 61, 0), ("61 ± 0.5", 61, 0.5), ("-2.5±1", -2.5, 1), ("+4", 4, 0), ("[x] 7", 7, 0)],
    )
    def test_a_number(self, text, value, tolerance):
        accepted = (AcceptedNumber(part("accepted", 1), value, tolerance),)
        assert question("numeric", f"N?\n\n- {text}").accepted == accepted

    def test_a_wrong_number_has_feedback_and_any_other_comes_last(self):
        found = question("numeric", "N?\n\n- * \n  > Other.\n- 61\n- [ ] 23\n  > The others.")
        assert [(one.value, one.credit, one.feedback) for one in found.accepted] == [
            (61, 1, ""),
            (23, 0, "The others."),
            (None, 0, "Other."),
        ]
        assert [one.id for one in found.accepted] == [part("accepted", n) for n in (2, 3, 1)]

    def test_units(self):
        found = question("numeric", "N?\n\n- 61", unit="%, percent", unit_required="yes")
        assert (found.units, found.is_unit_required) == (("%", "percent"), True)

    @pytest.mark.parametrize(
        ("text", "settings", "expected"),
        [
            ("- about 61", {}, "9: “about 61” is no number such as 61, -2.5 or 61 ± 0.5"),
            ("- 61 ± -1", {}, "9: “61 ± -1” is no number such as 61, -2.5 or 61 ± 0.5"),
            ("- 1,000", {}, "9: “1,000” is no number such as 61, -2.5 or 61 ± 0.5"),
            (f"- {'9' * 400}", {}, f"9: “{'9' * 400}” is no number such as 61, -2.5 or 61 ± 0.5"),
            ("- nan", {}, "9: “nan” is no number such as 61, -2.5 or 61 ± 0.5"),
            ("- [ ] 61", {}, "4: nothing is accepted as right"),
            ("- 61\n- 61", {}, "10: “61” is also in line 9"),
            ("- 61\n- *", {}, "10: “*” stands for anything else; it is there for its feedback, and has none"),
            ("- 61\n- [x] *\n  > A.", {}, "10: “*” stands for anything else and cannot be right"),
            ("- 61", {"unit_required": "yes"}, "6: there is no “unit” that could be required"),
            ("- 61", {"unit_required": "sure"}, "6: “unit_required” must be yes or no"),
        ],
    )
    def test_what_is_wrong(self, text, settings, expected):
        assert expected in problems("numeric", f"N?\n\n{text}", **settings)


class TestShortText:
    def test_spellings(self):
        found = question("short-text", "T?\n\n- IPS\n  > Yes.\n- [ ] ACT\n  > No.\n- *\n  > Other.", case="kept")
        assert found.accepted == (
            AcceptedText(part("accepted", 1), "IPS", 1.0, "Yes."),
            AcceptedText(part("accepted", 2), "ACT", 0.0, "No."),
            AcceptedText(part("accepted", 3), "*", 0.0, "Other."),
        )
        assert found.is_case_kept

    def test_capitals_do_not_matter_without_a_word(self):
        assert not question("short-text", "T?\n\n- IPS").is_case_kept

    @pytest.mark.parametrize(
        ("text", "settings", "expected"),
        [
            ("- [ ] IPS", {}, "4: nothing is accepted as right"),
            ("- *\n  > A.", {}, "4: nothing is accepted as right"),
            ("- IPS\n- IPS", {}, "10: “IPS” is also in line 9"),
            ("- IPS", {"case": "lower"}, "6: “case” must be kept"),
        ],
    )
    def test_what_is_wrong(self, text, settings, expected):
        assert problems("short-text", f"T?\n\n{text}", **settings) == [expected]


class TestGaps:
    def test_typed_and_chosen(self):
        text = (
            "Fill in.\n\nA {what} job\nis {open}.\n\n- what = real / ordinary\n- open = [x] open / [ ] closed\n\n> All."
        )
        found = question("gaps", text)
        assert (found.prompt, found.text, found.feedback) == ("Fill in.", "A {what} job\nis {open}.", "All.")
        typed, chosen = found.gaps
        assert (typed.id, typed.name, [one.text for one in typed.accepted]) == (
            part("gap", 1),
            "what",
            ["real", "ordinary"],
        )
        assert [(one.id, one.text, one.credit) for one in chosen.choices] == [
            (part("gap:2:choice", 1), "open", 1.0),
            (part("gap:2:choice", 2), "closed", 0.0),
        ]

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("A {a} b.\n\n- a = c\n- d = e", "12: there is no “{d}” in the text"),
            ("A {a} {b}.\n\n- a = c", "9: nothing fits the gap “b”: there is no part “- b = …”"),
            ("A {a} {a}.\n\n- a = c", "9: the gap “a” is in the text twice"),
            ("A {A} {a}.\n\n- a = c", "9: “{A}”: the name of a gap is lower-case letters, digits and hyphens"),
            ("A {a}.\n\n- a = c\n- a = d", "12: the gap “a” is there twice"),
            ("A {a}.\n\n- a", "11: write the gap as “name = what fits”"),
            ("A {a}.\n\n- a = c\n  > F.", "11: a gap has no feedback of its own: write it for the whole question"),
            ("A {a}.\n\n- a = c / *", "11: “*” alone would let anything fit"),
            ("A {a}.\n\n- a = [x] c / d", "11: begin each choice of the gap with [x] or [ ], or none of them"),
            ("A {a}.\n\n- a = [x] c / [x] d", "11: a gap needs two or more choices, exactly one of them right"),
            ("A {a}.\n\n- a = [ ] c / [ ] d", "11: a gap needs two or more choices, exactly one of them right"),
            ("A {a}.\n\n- a = [x] c", "11: a gap needs two or more choices, exactly one of them right"),
            ("A {a}.\n\n- a = [x] c / [ ] c", "11: the choices of the gap need texts that differ"),
            ("No gap.\n\n- a = c", "11: there is no “{a}” in the text"),
        ],
    )
    def test_what_is_wrong(self, body, expected):
        assert expected in problems("gaps", f"Fill in.\n\n{body}")

    def test_the_task_stands_before_the_text(self):
        assert problems("gaps", "A {a}.\n\n- a = c") == [
            "7: say in a paragraph before the text with the gaps what is to be done"
        ]


class TestOpenResponse:
    def test_criteria_and_model_answer(self):
        found = question("open-response", "What?\n\n- Names a job\n- Names a date\n\n> Visit.\n>\n> On Monday.")
        assert [(one.id, one.text) for one in found.criteria] == [
            (part("criterion", 1), "Names a job"),
            (part("criterion", 2), "Names a date"),
        ]
        assert (found.model_answer, found.feedback, found.review) == ("Visit.\n\nOn Monday.", "", "self")

    def test_without_criteria_the_quotation_at_the_end_is_the_model_answer(self):
        found = question("open-response", "> Quoted.\n\nWhat?\n\n> Visit.\n\n> On Monday.")
        assert (found.prompt, found.model_answer) == ("> Quoted.\n\nWhat?", "Visit.\n\nOn Monday.")

    def test_whoever_compares_needs_a_model_answer(self):
        assert problems("open-response", "What?\n\n- Names a job") == [
            "4: a model answer is missing, in lines of > at the end: it is compared with"
        ]

    def test_a_reviewer_does_without(self):
        assert question("open-response", "What?\n\n- Names a job", review="reviewer").model_answer == ""

    def test_somebody_reviews(self):
        assert problems("open-response", "What?\n\n> A.", review="machine") == ["6: “review” must be self or reviewer"]


def test_every_problem_is_told_at_once():
    assert problems("single-choice", "Which?\n\n- [ ] A\n- B", hint="", principle="0") == [
        "4: no choice is right: begin the right one with [x]",
        "6: “hint” says nothing",
        "7: “principle” must be a whole number from 1 to 8",
        "12: begin the choice with [x] if it is right, with [ ] if it is wrong",
    ]
