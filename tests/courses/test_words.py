"""What the screens say: one word for one thing, in the right number, and our own where others mean another thing."""

import re
from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import date_format

from ipslearn.base.templatetags import components
from tests import factories


def words(response) -> str:
    """Return the text of a page without its marks, with single spaces."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))


class TestTime:
    @pytest.mark.parametrize(
        ("minutes", "said"),
        [
            (0, "0 minutes"),
            (1, "1 minute"),
            (59, "59 minutes"),
            (60, "1 hour"),
            (62, "1 hour"),
            (90, "1.5 hours"),
            (600, "10 hours"),
        ],
    )
    def test_below_an_hour_it_is_said_in_minutes(self, minutes, said):
        assert components.time_words(minutes) == said

    @pytest.mark.parametrize(
        ("hours", "said"),
        [("1.00", "1 credit hour"), ("0.50", "0.5 credit hours"), ("10.00", "10 credit hours")],
    )
    def test_one_credit_hour_is_one(self, hours, said):
        assert components.credit_hours_words(Decimal(hours)) == said


@pytest.mark.parametrize(
    ("hours", "english", "japanese"),
    [("1.00", "1 hour", "1時間"), ("2.50", "2.5 hours", "2.5時間"), ("10.00", "10 hours", "10時間")],
)
def test_hours_have_no_empty_decimals(hours, english, japanese):
    assert components.hours_words(Decimal(hours)) == english
    with translation.override("ja"):
        assert components.hours_words(Decimal(hours)) == japanese


class TestDays:
    MOMENT = datetime(2026, 12, 3, 9, 5)

    @pytest.mark.parametrize(
        ("kind", "english", "japanese"),
        [
            ("DATE_FORMAT", "3 December 2026", "2026年12月3日"),
            ("SHORT_DATE_FORMAT", "3 Dec 2026", "2026/12/03"),
            ("DATETIME_FORMAT", "3 December 2026, 09:05", "2026年12月3日 9:05"),
            ("SHORT_DATETIME_FORMAT", "3 Dec 2026, 09:05", "2026/12/03 9:05"),
            ("MONTH_DAY_FORMAT", "3 December", "12月3日"),
            ("YEAR_MONTH_FORMAT", "December 2026", "2026年12月"),
        ],
    )
    def test_are_written_as_people_write_them(self, kind, english, japanese):
        assert date_format(self.MOMENT, kind) == english
        with translation.override("ja"):
            assert date_format(self.MOMENT, kind) == japanese


class TestOtherCatalogs:
    """Wagtail translates "In progress" and "Locked" for pages being edited, and "Next" for a next page of rows."""

    @pytest.mark.parametrize(("state", "theirs"), [("in_progress", "作業中"), ("locked", "ロックあり")])
    def test_a_state_does_not_speak_of_editing(self, state, theirs):
        with translation.override("ja"):
            assert theirs not in components.state(state)

    def test_my_learning_does_not_either(self, signed_in, learner, course):
        factories.enrolled(learner, course)
        assert "作業中" not in words(signed_in.get("/ja/learning/"))


class TestLesson:
    def test_the_number_of_lessons_and_of_required_ones_are_told_apart(self, signed_in, learner, course):
        first = factories.lessons_of(course)[0]
        factories.lesson(first.get_parent().specific, "Field task", is_required=False)
        factories.enrolled(learner, course)
        said = words(signed_in.get(first.url))
        assert "Part 1 of 3" in said
        assert "0 of 2 required parts done" in said

    def test_the_way_on_is_offered_once(self, signed_in, learner, course):
        first, second, *_rest = factories.lessons_of(course)
        factories.complete_all(learner, course)
        foot = signed_in.get(first.url).content.decode().split("lesson__foot")[1].split("</nav>")[0]
        assert foot.count(f'href="{second.url}"') == 1

    def test_without_being_done_one_may_go_on_all_the_same(self, signed_in, learner, course):
        first, second, *_rest = factories.lessons_of(course)
        factories.enrolled(learner, course)
        foot = signed_in.get(first.url).content.decode().split("lesson__foot")[1].split("</nav>")[0]
        assert foot.count(f'href="{second.url}"') == 1

    def test_a_reflection_asks_its_question(self, signed_in, course):
        inside = factories.lessons_of(course)[0].get_parent().specific
        asking = factories.lesson(inside, "Asking", body=[("reflection", {"prompt": "Why do *you* work?"})])
        assert "Why do you work?" in words(signed_in.get(asking.url))


def test_a_search_says_what_it_found_with_a_capital(client, course):
    factories.lesson(factories.module(course), "Buttercup")
    assert " Lesson Foundations Buttercup " in words(client.get("/en/search/", {"q": "Buttercup"}))


def test_a_course_says_first_what_it_is_for(client, course):
    course.objectives = [("objective", "ask about work")]
    course.save_revision().publish()
    said = words(client.get(course.url))
    assert said.index("After this course you can") < said.index("Outline") < said.index("About this course")


def test_a_certificate_says_where_it_can_be_checked(signed_in, learner, course):
    number = factories.complete_all(learner, course).certificate.number
    said = words(signed_in.get(f"/en/certificates/{number}/"))
    assert f"Anyone can check it at http://testserver/en/check/?number={number} " in said


def test_the_one_button_of_a_course_says_that_a_quiz_is_next(signed_in, learner, course):
    factories.complete_all(learner, course)
    quiz = factories.quiz(course.get_children().last().specific)
    learner.enrollments.update(completed_at=None)
    learner.enrollments.get().certificate.delete()
    assert "Take the quiz" in words(signed_in.get(course.url))
    assert quiz.url in signed_in.get(course.url).content.decode()
