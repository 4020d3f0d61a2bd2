"""Sources, facts and numbers of a lesson, on lessons that break one rule each. No database."""

from authoring.review.facts import (
    problems_of_facts,
    uncited_facts,
    unknown_facts,
    unknown_sources,
    unlisted_numbers,
    wrong_numbers,
)
from tests.authoring.reviewed import around, lesson, messages

GOOD = lesson(
    "In eleven trials 61% against 23% found a job. [@bond-2008]",
    facts='["EV-17"]',
    numbers='{ "EV-17" = [11, 61, 23] }',
)


def test_a_good_lesson_has_no_problem():
    curriculum = around(GOOD)
    rules = (unknown_sources, unknown_facts, wrong_numbers, uncited_facts)
    assert [problem for rule in rules for problem in rule(GOOD, curriculum)] == []
    assert list(unlisted_numbers(GOOD, curriculum)) == []


class TestSources:
    def test_of_a_mark_must_exist(self):
        file = lesson("It is so. [@nobody]")
        assert messages(unknown_sources(file, around(file))) == ["there is no source “nobody” in sources.toml"]

    def test_of_a_setting_must_exist(self):
        file = lesson("::: quotation\nsource: nobody\n\nWords.\n:::")
        assert messages(unknown_sources(file, around(file))) == ["there is no source “nobody” in sources.toml"]

    def test_are_reported_with_their_line(self):
        file = lesson("First.\n\nIt is so. [@nobody]")
        assert [str(problem).split(": ")[0] for problem in unknown_sources(file, around(file))] == [
            "en/basics/01-first/01-alpha.md:10"
        ]


def test_a_fact_must_exist():
    file = lesson(facts='["XX-01"]')
    assert messages(unknown_facts(file, around(file))) == ["there is no fact “XX-01” in facts.toml"]


class TestNumbers:
    def wrong(self, body: str, language: str = "en", facts: str = '["EV-17"]', numbers: str = '{ "EV-17" = [11] }'):
        file = lesson(body, language, facts=facts, numbers=numbers)
        return messages(wrong_numbers(file, around(file)))

    def test_must_stand_in_the_fact(self):
        assert self.wrong("12 trials", numbers='{ "EV-17" = [12] }') == ["12 is no number of the fact EV-17"]

    def test_must_stand_in_the_text(self):
        assert self.wrong("Some trials.") == ["11 (EV-17) does not stand in the text"]

    def test_may_stand_in_words(self):
        assert self.wrong("Eleven trials.") == []

    def test_may_stand_in_japanese_words(self):
        assert self.wrong("十一件の試験", "ja") == []

    def test_may_stand_in_a_caption(self):
        assert self.wrong("::: table\ncaption: 11 trials\n\n| a | b |\n|---|---|\n| c | d |\n:::") == []

    def test_may_stand_in_a_picture(self, tmp_path):
        picture = tmp_path / "en/basics/figures/trials.svg"
        picture.parent.mkdir(parents=True)
        picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text x="1">11 trials</text></svg>')
        body = "::: figure\nimage: figures/trials.svg\nalt: Trials\n:::"
        file = lesson(body, facts='["EV-17"]', numbers='{ "EV-17" = [11] }')
        assert messages(wrong_numbers(file, around(file, root=tmp_path))) == []

    def test_belong_to_a_fact_of_the_lesson(self):
        assert self.wrong("Eleven trials.", facts="[]") == ["“numbers” names EV-17, which is not in “facts”"]


class TestNumbersBesideASource:
    def unlisted(self, body: str, numbers: str = "{}") -> list[str]:
        file = lesson(body, numbers=numbers)
        return messages(unlisted_numbers(file, around(file)))

    def test_must_be_listed(self):
        assert self.unlisted("61% worked. [@bond-2008]") == [
            "61 stands beside bond-2008, but “numbers” has it under no fact that rests on it"
        ]

    def test_do_not_include_small_counts(self):
        assert self.unlisted("3つの懸念があります。[@bond-2008]") == []

    def test_are_years_too(self):
        assert len(self.unlisted("It began in 1989. [@hayashi-2023]")) == 1

    def test_may_be_listed_under_any_fact_of_the_source(self):
        assert self.unlisted("61% worked. [@bond-2008]", '{ "EV-17" = [61] }') == []

    def test_are_not_listed_under_facts_of_other_sources(self):
        assert len(self.unlisted("61% worked. [@hayashi-2023]", '{ "EV-17" = [61] }')) == 1

    def test_are_free_where_nothing_is_cited(self):
        assert self.unlisted("At 7.30 she takes the bus.\n\nIt is so. [@bond-2008]") == []

    def test_may_be_of_any_fact_of_the_source_on_a_page_that_lists_none(self):
        bank = lesson("61% worked. [@bond-2008]\n\nIn 12 trials. [@bond-2008]", name="basics/01-first/bank.md")
        assert messages(unlisted_numbers(bank, around(bank))) == [
            "12 stands beside bond-2008, but facts.toml has it under no fact that rests on it"
        ]

    def test_are_looked_for_in_each_row(self):
        assert len(self.unlisted("| a | b |\n|---|---|\n| 5 | invented |\n| 6 | found [@bond-2008] |")) == 1

    def test_are_looked_for_in_each_item(self):
        assert len(self.unlisted("- 5 buns\n- 6 trials [@bond-2008]")) == 1

    def test_are_all_numbers_of_a_chart(self):
        chart = (
            "::: chart\nkind: bars\ncaption: C\nunit: %\nsource: bond-2008\n\n| a | % |\n|---|---|\n| IPS | 61 |\n:::"
        )
        assert len(self.unlisted(chart)) == 1

    def test_are_free_in_the_description_of_a_figure(self):
        assert self.unlisted("::: figure\nimage: a.svg\nalt: A\nsource: bond-2008\n\n3 rings.\n:::") == []


def test_a_lesson_cites_a_source_of_each_fact_whose_numbers_it_gives():
    file = lesson("11 trials. [@hayashi-2023]", facts='["EV-17"]', numbers='{ "EV-17" = [11] }')
    assert messages(uncited_facts(file, around(file))) == [
        "gives numbers of EV-17 and cites none of its sources: bond-2008"
    ]


class TestFactsThemselves:
    def wrong(self, tmp_path, **fact) -> list[str]:
        (tmp_path / "facts.toml").write_text("[EV-01]\n")
        facts = {"EV-01": {"says": "61 of them.", "sources": ["bond-2008"], **fact}}
        return [str(problem) for problem in problems_of_facts(around(facts=facts, root=tmp_path))]

    def test_are_good(self, tmp_path):
        assert self.wrong(tmp_path, numbers=[61], cautions=["EV-01"]) == []

    def test_name_sources_that_exist(self, tmp_path):
        assert self.wrong(tmp_path, sources=["nobody"]) == [
            "facts.toml:1: [EV-01] there is no source “nobody” in sources.toml"
        ]

    def test_name_cautions_that_exist(self, tmp_path):
        assert self.wrong(tmp_path, cautions=["EV-z"]) == ["facts.toml:1: [EV-01] there is no caution “EV-z”"]

    def test_say_their_numbers(self, tmp_path):
        assert self.wrong(tmp_path, numbers=[23]) == ["facts.toml:1: [EV-01] 23 does not stand in what the fact says"]

    def test_say_something(self, tmp_path):
        assert self.wrong(tmp_path, says="") == ["facts.toml:1: [EV-01] says nothing"]

    def test_list_their_sources(self, tmp_path):
        assert self.wrong(tmp_path, sources="bond-2008") == [
            "facts.toml:1: [EV-01] “sources” must be a list in square brackets"
        ]

    def test_have_no_other_settings(self, tmp_path):
        assert self.wrong(tmp_path, page=3) == ["facts.toml:1: [EV-01] “page” is not a setting of a fact"]
