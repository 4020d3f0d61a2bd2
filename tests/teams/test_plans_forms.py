import uuid
from datetime import date

import pytest
from django.utils import translation

from teams.forms.plans import RequirementForm
from teams.requirements import Requirement as Rule
from teams.screens import requirement_words as words
from teams.screens.plans import Title

KEY = uuid.UUID(int=1)
NAMES = {"nurse": "nurse", "psychiatrist": "psychiatrist"}
TYPED = {
    "course": str(KEY),
    "professions": ["nurse"],
    "necessity": "essential",
    "applies_from": "2026-11-22",
    "due": "days",
    "due_within_days": "90",
    "valid": "always",
    "edition": "any",
    "renewal": "whole_course",
}
FIXED = {"valid": "fixed_day", "valid_months": "12", "renew_month": "4", "renew_day": "31"}


def form(**typed) -> RequirementForm:
    return RequirementForm({**TYPED, **typed}, courses={KEY: Title("Foundations", "")}, professions=NAMES)


def rule(**terms) -> Rule:
    return Rule(pk=1, **{"applies_from": date(2026, 11, 22), **terms})


class TestRequirementForm:
    def test_gives_the_rule_that_was_typed(self):
        filled = form()
        assert filled.is_valid()
        assert filled.line().rule == Rule(
            pk=0, professions=frozenset({"nurse"}), applies_from=date(2026, 11, 22), due_within_days=90
        )

    def test_no_profession_means_everybody(self):
        filled = form(professions=[])
        assert filled.is_valid()
        assert filled.rule().professions == frozenset()

    @pytest.mark.parametrize("due", ["days", "date", "never"])
    def test_a_date_and_days_are_never_both(self, due):
        filled = form(due=due, due_on="2027-03-01")
        assert filled.is_valid()
        rule = filled.rule()
        assert [due == "days", due == "date"] == [rule.due_within_days is not None, rule.due_on is not None]

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"due_within_days": ""}, "due_within_days"),
            ({"due_within_days": "-1"}, "due_within_days"),
            ({"due_within_days": "99999999999999999999"}, "due_within_days"),
            ({"due": "date", "due_on": ""}, "due_on"),
            ({"due": "date", "due_on": "2026-11-21"}, "due_on"),
            ({"due": "date", "due_on": "9999-12-31"}, "due_on"),
            ({"applies_from": "0001-01-01"}, "applies_from"),
            ({"valid": "completion", "valid_months": ""}, "valid_months"),
            ({"valid": "completion", "valid_months": "0"}, "valid_months"),
            ({"valid": "expiry", "valid_months": "241"}, "valid_months"),
            ({**FIXED, "valid_months": "11"}, "valid_months"),
            ({**FIXED, "renew_day": ""}, "renew_day"),
            ({**FIXED, "renew_day": "32"}, "renew_day"),
            ({**FIXED, "renew_month": ""}, "renew_month"),
            ({**FIXED, "renew_month": "13"}, "renew_month"),
            ({"course": str(uuid.UUID(int=2))}, "course"),
            ({"professions": ["plumber"]}, "professions"),
        ],
    )
    def test_says_what_is_wrong_where_it_is(self, typed, field):
        assert list(form(**typed).errors) == [field]

    def test_a_day_the_month_does_not_have_is_taken(self):
        filled = form(**FIXED)
        assert filled.is_valid()
        assert (filled.rule().renew_month, filled.rule().renew_day) == (4, 31)

    def test_what_another_choice_made_meaningless_is_forgiven(self):
        filled = form(due="never", due_within_days="-3", valid_months="x", renew_day="99")
        assert filled.is_valid()
        assert (filled.rule().due_within_days, filled.rule().valid_months, filled.rule().renew_day) == (None, None, 0)

    def test_what_is_not_essential_is_never_due(self):
        filled = form(necessity="recommended")
        assert filled.is_valid()
        assert filled.rule().due_within_days is None


class TestWords:
    @pytest.mark.parametrize(
        ("terms", "said"),
        [
            ({"due_within_days": 30}, "within 30 days of joining"),
            ({"due_within_days": 1}, "within 1 day of joining"),
            ({"due_within_days": 0}, "on the day of joining"),
            ({"due_on": date(2027, 3, 1)}, "on 1 March 2027"),
            ({}, "no due date"),
            ({"necessity": "optional", "due_within_days": 30}, "never due"),
        ],
    )
    def test_when_it_is_due(self, terms, said):
        assert words.due_words(rule(**terms)) == said

    @pytest.mark.parametrize(
        ("terms", "said"),
        [
            ({}, "always"),
            ({"valid_months": 12}, "12 months, counted from completion"),
            ({"valid_months": 12, "valid_from": "expiry"}, "12 months, counted from the last expiry"),
            (
                {"valid_months": 12, "valid_from": "fixed_day", "renew_month": 3, "renew_day": 31},
                "until 31 March each year",
            ),
            (
                {"valid_months": 24, "valid_from": "fixed_day", "renew_month": 3, "renew_day": 31},
                "until the last 31 March within 24 months of completion",
            ),
            (
                {"valid_months": 12, "valid_from": "fixed_day", "renew_month": 4, "renew_day": 31},
                "until 30 April each year",
            ),
            (
                {"valid_months": 12, "valid_from": "fixed_day", "renew_month": 2, "renew_day": 30},
                "until the last day of February each year",
            ),
        ],
    )
    def test_how_long_it_counts(self, terms, said):
        assert words.validity_words(rule(**terms)) == said

    @pytest.mark.parametrize(("codes", "said"), [((), "Everybody"), (["psychiatrist", "nurse"], "Nurse, psychiatrist")])
    def test_for_whom(self, codes, said):
        assert words.professions_words(codes, NAMES) == said

    def test_nothing_is_said_of_renewing_what_never_ends(self):
        assert (words.renewal_words(rule()), words.renewal_words(rule(valid_months=12))) == ("", "The whole course")

    @pytest.mark.parametrize(
        ("necessity", "due_on", "said"),
        [
            ("optional", None, "Optional"),
            ("", date(2027, 3, 1), "Due on 1 March 2027"),
            ("essential", date(2027, 3, 1), "Essential, due on 1 March 2027"),
        ],
    )
    def test_what_differs(self, necessity, due_on, said):
        assert words.adjustment_words(necessity, due_on) == said

    def test_in_japanese_a_date_is_written_as_there(self):
        with translation.override("ja"):
            assert "2027年3月1日" in words.due_words(rule(due_on=date(2027, 3, 1)))
