import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.packages import MAXIMUM_FILE, Block, cells_of, items_of, parse_file, table_of

HEAD = '+++\nid = "one"\n+++\n'
MARKS = st.sampled_from([":::", "::: caution", ":::  case ", "+++", "title: x", "### A", "| a | b |", "---", "", "\t"])
LINES = st.lists(MARKS | st.text(max_size=20), max_size=25).map("\n".join)


def blocks_of(body: str, head: str = HEAD):
    file, problems = parse_file(head + body, "a.md")
    assert problems == []
    return file.blocks


def problems_of(text: str) -> list[str]:
    return [str(problem) for problem in parse_file(text, "a.md")[1]]


class TestFrontMatter:
    def test_settings_are_toml(self):
        file, _problems = parse_file('+++\nid = "one"\nminutes = 5\n\n[audience]\nnurse = "optional"\n+++\n', "a.md")
        assert file.settings == {"id": "one", "minutes": 5, "audience": {"nurse": "optional"}}

    def test_the_line_of_each_setting_is_known(self):
        file, _problems = parse_file('+++\nid = "one"\n\nminutes = 5\n[audience]\nnurse = "x"\n+++\n', "a.md")
        assert [file.line_of(name) for name in ("id", "minutes", "audience", "nurse")] == [2, 4, 5, 6]

    def test_a_setting_that_is_missing_is_said_of_the_first_line(self):
        assert parse_file(HEAD, "a.md")[0].line_of("title") == 1

    def test_without_it_the_first_line_is_wrong(self):
        assert problems_of("Just text.\n") == ["a.md:1: the file must begin with settings between two lines of +++"]

    def test_an_empty_file_has_no_settings(self):
        assert problems_of("") == ["a.md:1: the file must begin with settings between two lines of +++"]

    def test_it_must_be_closed(self):
        assert problems_of('+++\nid = "one"\n') == ["a.md:1: the settings are not closed by a second line of +++"]

    def test_a_mistake_in_toml_is_found_at_its_line(self):
        assert problems_of('+++\nid = "one"\ntitle = oops\n+++\n')[0].startswith("a.md:3: this is not TOML")

    def test_a_text_left_open_in_the_last_setting_is_found_at_that_line(self):
        assert problems_of('+++\nid = "one"\ntitle = "oops\n+++\n')[0].startswith("a.md:3: this is not TOML")

    @pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000], ids=["a huge number", "deep brackets"])
    def test_what_overtaxes_the_toml_reader_is_a_mistake_like_others(self, value):
        assert problems_of(f"+++\nid = {value}\n+++\n")[0].startswith("a.md:2: this is not TOML")


class TestBytes:
    def test_windows_line_ends_change_no_line_number(self):
        file, _problems = parse_file(f"{HEAD}\n::: case\ntitle: A\n\nText.\n:::\n".replace("\n", "\r\n"), "a.md")
        assert [(block.kind, block.line, block.text, block.text_line) for block in file.blocks] == [
            ("case", 5, "Text.", 8)
        ]

    def test_a_byte_order_mark_is_no_text(self):
        assert problems_of(f"\ufeff{HEAD}") == []

    def test_a_null_character_is_refused_at_its_line(self):
        assert problems_of(f"{HEAD}a\nb\0\n") == ["a.md:5: has a null character: this is not a text file"]

    def test_the_longest_file_is_read(self):
        assert problems_of(HEAD + "x" * (MAXIMUM_FILE - len(HEAD))) == []

    def test_one_character_more_is_refused(self):
        text = HEAD + "x" * (MAXIMUM_FILE - len(HEAD) + 1)
        assert problems_of(text) == [f"a.md: has more than {MAXIMUM_FILE} characters"]


class TestBlocks:
    def test_text_between_blocks_is_a_block(self):
        kinds = [block.kind for block in blocks_of("One.\n\n::: caution\n\nTwo.\n:::\n\nThree.\n")]
        assert kinds == ["text", "caution", "text"]

    def test_text_begins_at_its_first_line_that_is_not_empty(self):
        [block] = blocks_of("\n\nOne.\n\nTwo.\n\n")
        assert (block.text, block.line, block.text_line) == ("One.\n\nTwo.", 6, 6)

    def test_empty_lines_make_no_block(self):
        assert blocks_of("\n \n\n::: caution\n\nText.\n:::\n\n")[0].kind == "caution"

    def test_settings_stand_right_below_the_opening_line(self):
        [block] = blocks_of("::: figure\nimage: a.svg\nalt: Two people, one door: open\n\nMore.\n:::\n")
        assert block.settings == {"image": ("a.svg", 5), "alt": ("Two people, one door: open", 6)}

    def test_the_text_of_a_block_knows_its_line(self):
        [block] = blocks_of("::: figure\nimage: a.svg\n\n\nMore.\n:::\n")
        assert (block.line, block.text, block.text_line) == (4, "More.", 8)

    def test_a_colon_in_the_text_after_an_empty_line_is_no_setting(self):
        [block] = blocks_of("::: caution\n\nremember: it is no race\n:::\n")
        assert (block.settings, block.text) == ({}, "remember: it is no race")

    def test_a_setting_that_is_not_there_is_empty(self):
        assert Block("case", 1).get("title") == ""

    def test_a_setting_given_twice_is_a_problem_at_the_second(self):
        assert problems_of(f"{HEAD}::: case\ntitle: A\ntitle: B\n\nText.\n:::\n") == ["a.md:6: “title” is there twice"]

    def test_a_block_that_is_never_closed_is_found_at_its_opening(self):
        assert problems_of(f"{HEAD}Text.\n\n::: case\ntitle: A\n\nText.\n") == [
            "a.md:6: the block “case” is not closed by :::"
        ]

    def test_blocks_do_not_contain_blocks(self):
        assert problems_of(f"{HEAD}::: case\n\n::: caution\n\nText.\n:::\n") == [
            "a.md:4: the block “case” is not closed by :::"
        ]

    def test_what_stands_after_an_open_block_is_still_read(self):
        text = f"{HEAD}::: case\n\nText.\n\n::: caution\n\nText.\n\n::: key-point\n\nLast.\n:::\n"
        file, problems = parse_file(text, "a.md")
        assert [problem.line for problem in problems] == [4, 8]
        assert [block.kind for block in file.blocks] == ["key-point"]

    @pytest.mark.parametrize("line", [":::", "::: Caution", ":::: caution", "  ::: caution", "::: two words"])
    def test_colons_that_open_and_close_nothing_are_a_problem(self, line):
        assert "a.md:5: a line of ::: that opens or closes nothing" in problems_of(f"{HEAD}Text.\n{line}\n")


class TestItems:
    def test_each_title_begins_one(self):
        items = items_of(Block("steps", 1, "### One\nText.\n\n### Two\n\nMore.\nAnd more.", 5))
        assert [(item.title, item.text, item.line) for item in items] == [
            ("One", "Text.", 5),
            ("Two", "More.\nAnd more.", 8),
        ]

    def test_a_title_may_stand_alone(self):
        assert [item.text for item in items_of(Block("timeline", 1, "### 1989: A\n### 2012: B", 2))] == ["", ""]

    def test_text_before_the_first_is_an_item_without_title(self):
        assert items_of(Block("steps", 1, "Lost.\n### One\nText.", 2))[0].title == ""

    def test_no_text_has_none(self):
        assert items_of(Block("steps", 1)) == []

    def test_smaller_headings_belong_to_the_text(self):
        assert [item.text for item in items_of(Block("steps", 1, "### One\n#### Inside", 2))] == ["#### Inside"]


class TestTables:
    def test_rows_know_their_line(self):
        headings, rows, problems = table_of(Block("table", 1, "| | A |\n|---|---|\n| x | 1 |\n\n| y | 2 |", 4), "a.md")
        assert (headings, rows, problems) == (["", "A"], [(6, ["x", "1"]), (8, ["y", "2"])], [])

    def test_a_row_with_too_few_cells_is_found_at_its_line(self):
        *_table, problems = table_of(Block("table", 1, "| a | b |\n|--|--|\n", 4), "a.md")
        assert problems[0].line == 4
        *_table, problems = table_of(Block("table", 1, "| a | b |\n|---|---|\n| x | 1 |\n| y |", 4), "a.md")
        assert [str(problem) for problem in problems] == ["a.md:7: this row has 1 cells, the headings 2"]

    def test_text_that_is_no_table_is_found_where_it_begins(self):
        *_table, problems = table_of(Block("table", 1, "no table\nat all\nhere", 9), "a.md")
        assert problems[0].line == 9

    @pytest.mark.parametrize(
        ("line", "cells"),
        [
            ("| a | b |", ["a", "b"]),
            ("a | b", ["a", "b"]),
            ("|| b |", ["", "b"]),
            ("| a ||", ["a", ""]),
            ("| [[ordinary jobs|jobs]] | b |", ["[[ordinary jobs|jobs]]", "b"]),
            (r"| a \| b | c |", ["a | b", "c"]),
            ("| [a](b) | [[c]] |", ["[a](b)", "[[c]]"]),
        ],
    )
    def test_cells(self, line, cells):
        assert cells_of(line) == cells


class TestAnything:
    @given(st.text(max_size=400) | LINES.map(lambda lines: HEAD + lines) | LINES)
    def test_no_text_breaks_the_parser(self, text):
        file, problems = parse_file(text, "a.md")
        for block in file.blocks:
            items_of(block)
            table_of(block, "a.md")
        assert all(problem.line <= text.count("\n") + 1 for problem in problems)

    @given(LINES)
    def test_the_text_of_every_block_stands_where_it_says(self, body):
        lines = (HEAD + body).replace("\r\n", "\n").split("\n")
        for block in parse_file(HEAD + body, "a.md")[0].blocks:
            text = "\n".join(lines[block.text_line - 1 :])
            assert text.startswith(block.text)

    @given(LINES)
    def test_no_line_is_lost_without_a_problem(self, body):
        file, problems = parse_file(HEAD + body, "a.md")
        kept = {line for block in file.blocks for line in block.text.split("\n")}
        kept |= {f"{name}: {value}" for block in file.blocks for name, (value, _line) in block.settings.items()}
        written = {line.rstrip() for line in body.split("\n") if line.strip() and ":::" not in line}
        if not problems:
            assert {line.replace(" ", "") for line in written} <= {line.rstrip().replace(" ", "") for line in kept}
