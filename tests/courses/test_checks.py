"""Questions in lessons: checked at once, kept by nobody but for the opening one."""

import pytest
from django.urls import reverse

from courses.checks import TOKEN_HERE, read_on
from courses.models import LessonPage
from questions.definitions import TrueFalse
from questions.kinds import SCORED_KINDS
from tests import factories

CHOICES = [
    {"text": "Talk about work", "is_correct": True, "feedback": "The search begins here."},
    {"text": "Wait for a while", "is_correct": False, "feedback": "A gate, kindly meant."},
]
QUESTION = {"prompt": "What comes first?", "choices": CHOICES, "feedback": "Soon means weeks."}
OPENING = {**QUESTION, "prompt": "What would you do?"}


@pytest.fixture
def lesson(db):
    """An open lesson with an opening question, a text and a check question."""
    module = factories.module(factories.course())
    body = [("opening_question", OPENING), ("text", "A text."), ("single_choice", QUESTION)]
    return factories.lesson(module, body=body)


def block(lesson, kind="single_choice"):
    return next(child for child in LessonPage.objects.get(pk=lesson.pk).body if child.block_type == kind)


def url_of(lesson, kind="single_choice"):
    return reverse("courses:question_check", args=[lesson.activity_key, block(lesson, kind).id])


def form_of(lesson, number: int, kind="single_choice") -> dict:
    """Return the form that chooses the choice at this index."""
    asked = block(lesson, kind)
    return {f"r{asked.id[:8]}": asked.value["choices"].bound_blocks[number].id}


def answer(client, lesson, number=None, kind="single_choice", script=False, **more) -> str:
    form = {} if number is None else form_of(lesson, number, kind)
    headers = {"X-Requested-With": "check-question"} if script else {}
    return client.post(url_of(lesson, kind), form | more, headers=headers).content.decode()


def test_a_lesson_holds_every_scored_kind():
    assert set(SCORED_KINDS) <= set(LessonPage._meta.get_field("body").stream_block.child_blocks)


def test_a_visitor_gets_feedback_in_the_page(client, lesson):
    html = answer(client, lesson, 0)
    assert "The search begins here." in html
    assert "A text." in html


def test_the_pages_script_gets_the_question_alone(client, lesson):
    html = answer(client, lesson, 0, script=True)
    assert html.strip().startswith("<check-question")
    assert "A text." not in html


def test_a_wrong_answer_gets_its_own_feedback_and_no_more(client, lesson):
    html = answer(client, lesson, 1, script=True)
    assert "A gate, kindly meant." in html
    assert "The search begins here." not in html


def test_the_answer_is_shown_on_demand(client, lesson):
    assert "The search begins here." in answer(client, lesson, script=True, answer="1")


def test_the_question_can_be_answered_again(client, lesson):
    html = answer(client, lesson, script=True, again="1")
    assert 'type="radio"' in html
    assert "checked" not in html


def test_without_an_answer_it_asks_for_one(client, lesson):
    assert "Choose or write an answer first." in answer(client, lesson, script=True)


def test_nothing_of_a_check_question_is_kept(signed_in, learner, lesson):
    answer(signed_in, lesson, 1)
    assert not learner.commitments.exists()


def test_a_question_that_is_not_in_the_lesson_is_not_found(client, lesson):
    url = reverse("courses:question_check", args=[lesson.activity_key, factories.key("nowhere")])
    assert client.post(url).status_code == 404


def test_a_lesson_that_needs_an_account_asks_for_it(client, db):
    course = factories.course_with_lessons()
    closed = factories.lesson(course.get_children().last().specific, "Closed", body=[("single_choice", QUESTION)])
    assert reverse("account_login") in client.post(url_of(closed), form_of(closed, 0)).url


def test_a_locked_lesson_checks_nothing(signed_in, db):
    course = factories.course_with_lessons()
    locked = factories.module(course, "Locked", order="locked")
    closed = factories.lesson(locked, "Closed", body=[("single_choice", QUESTION)])
    assert signed_in.post(url_of(closed), form_of(closed, 0)).status_code == 404


def test_what_is_kept_of_the_page_holds_nobodys_token(client, signed_in, lesson):
    for browser in (client, signed_in):
        html = browser.get(lesson.url).content.decode()
        assert TOKEN_HERE not in html
        assert f'value="{browser.cookies["csrftoken"].value[:4]}' not in html
        assert html.count("csrfmiddlewaretoken") >= 2


class TestAnOpeningQuestion:
    def commit(self, client, lesson, number):
        return answer(client, lesson, number, kind="opening_question")

    def test_keeps_the_first_answer(self, signed_in, learner, lesson):
        self.commit(signed_in, lesson, 1)
        self.commit(signed_in, lesson, 0)
        assert learner.commitments.get().response == next(iter(form_of(lesson, 1, "opening_question").values()))

    def test_gives_no_feedback_before_the_text(self, signed_in, lesson):
        html = answer(signed_in, lesson, 1, kind="opening_question", script=True)
        here, _kept, end = html.partition("</check-question>")
        assert "Your answer" in here
        assert "A gate, kindly meant." not in here
        assert f'id="end-b-{block(lesson, "opening_question").id[:8]}"' in end

    def test_never_shows_its_answer_before_one_is_given(self, signed_in, lesson):
        html = answer(signed_in, lesson, kind="opening_question", script=True, answer="1")
        assert "Choose or write an answer first." in html
        assert "The search begins here." not in html

    def test_comes_back_at_the_end_with_its_feedback(self, signed_in, lesson):
        self.commit(signed_in, lesson, 1)
        html = signed_in.get(lesson.url).content.decode()
        assert html.index("A text.") < html.index("Back to the start") < html.index("A gate, kindly meant.")

    def test_is_at_the_end_of_the_page_that_answers_it(self, client, lesson):
        html = self.commit(client, lesson, 1)
        assert html.index("A text.") < html.index("Back to the start") < html.index("A gate, kindly meant.")

    def test_is_not_at_the_end_for_who_has_not_answered(self, signed_in, lesson):
        assert "Back to the start" not in signed_in.get(lesson.url).content.decode()

    def test_keeps_nothing_of_a_visitor(self, client, lesson):
        assert "Your answer" in self.commit(client, lesson, 1)

    def test_is_ones_own(self, signed_in, client, other, lesson):
        self.commit(signed_in, lesson, 1)
        client.force_login(other)
        assert "Back to the start" not in client.get(lesson.url).content.decode()


class TestReadOn:
    """What the feedback names to read again."""

    @pytest.fixture
    def both(self, lesson):
        """The lesson, and its translation."""
        return lesson, factories.lesson(
            factories.module(factories.course("基礎", code="ja")), "和訳", translation_key=lesson.activity_key
        )

    def asking(self, number: int, **fields) -> TrueFalse:
        return TrueFalse(id=str(number), prompt="?", **fields)

    @pytest.mark.parametrize(("language", "title"), [("en", "Lesson"), ("ja", "和訳")])
    def test_is_the_lesson_in_the_language(self, both, language, title):
        question = self.asking(1, lesson=str(both[0].activity_key))
        assert read_on([question], language)["1"]["lesson_title"] == title

    def test_is_the_lesson_in_another_language_where_there_is_no_other(self, lesson):
        question = self.asking(1, lesson=str(lesson.activity_key))
        assert read_on([question], "ja")["1"]["lesson_url"] == lesson.url

    def test_names_no_lesson_that_is_withdrawn(self, lesson):
        lesson.unpublish()
        question = self.asking(1, lesson=str(lesson.activity_key))
        assert read_on([question], "en") == {"1": {"source": ""}}

    def test_costs_two_queries_for_many_questions(self, lesson, django_assert_num_queries):
        sources = [factories.SourceFactory().key for _number in range(5)]
        many = [self.asking(n, lesson=str(lesson.activity_key), source=key) for n, key in enumerate(sources)]
        # The addresses of sites are kept from here on.
        read_on(many[:1], "en")
        with django_assert_num_queries(2):
            found = read_on(many, "en")
        assert [one["source"] for one in found.values()] == ["Bond G. 2008"] * 5

    def test_costs_none_where_nothing_is_named(self, db, django_assert_num_queries):
        with django_assert_num_queries(0):
            read_on([self.asking(1)], "en")
