"""The file with a person's data: all of theirs, nothing of anybody else's."""

import json

import pytest

from courses import actions
from courses.exports import person_as_data, person_as_json
from courses.models import Certificate, Commitment, Completion, Enrollment, ReadingPosition, Reflection
from tests import factories

DOWNLOAD = "/en/accounts/profile/data/"
ASKED = "What would you ask?"
# Columns that are not written: ids that mean nothing outside, and who else had a part in it.
LEFT_OUT = {
    Enrollment: {"id", "learner"},
    Completion: {"id", "enrollment", "granted_by"},
    Certificate: {"id", "enrollment", "revoked_by"},
    ReadingPosition: {"id", "learner"},
    Commitment: {"id", "learner"},
    Reflection: {"id", "learner"},
}
KEYS = {
    Enrollment: "enrollments",
    Completion: "completions",
    Certificate: "certificates",
    ReadingPosition: "reading_positions",
    Commitment: "commitments",
    Reflection: "reflections",
}


def learn(person, course, text):
    """Complete the course, write a reflection in its first lesson and stop in it."""
    factories.complete_all(person, course)
    lesson = factories.lessons_of(course)[0]
    block_id = factories.key("block")
    actions.save_reflection(
        learner=person, lesson=lesson, course=course, block_id=block_id, prompt=ASKED, text=text, now=factories.NOW
    )
    actions.remember_position(
        learner=person,
        course_key=course.course_key,
        activity_key=lesson.activity_key,
        anchor="b-0000abcd",
        now=factories.NOW,
    )
    actions.commit(
        learner=person,
        course_key=course.course_key,
        activity_key=lesson.activity_key,
        question_key=block_id,
        response="a",
        now=factories.NOW,
    )


@pytest.fixture
def data(learner, other, course):
    learn(learner, course, "彼女に聞いてみる。")
    learn(other, course, "Not for Yuki's eyes.")
    return json.loads(person_as_json(learner))


@pytest.mark.parametrize("model", KEYS)
def test_every_column_is_written_or_left_out_on_purpose(data, model):
    columns = {field.name for field in model._meta.concrete_fields} - LEFT_OUT[model]
    assert columns <= set(data[KEYS[model]][0])


def test_every_row_of_the_person_is_written(data):
    assert {name: len(rows) for name, rows in data.items() if name != "account"} == {
        "enrollments": 1,
        "completions": 4,
        "certificates": 1,
        "reading_positions": 1,
        "commitments": 1,
        "reflections": 1,
        "attempts": 0,
        "teams": 0,
    }


def test_nothing_of_anybody_else_is_written(learner, other, data):
    text = person_as_json(learner)
    foreign = [other.name, other.email, "Not for Yuki", other.enrollments.get().certificate.number]
    assert [word for word in foreign if word in text] == []


def test_the_account_is_written(data):
    account = data["account"]
    assert (account["name"], account["language"], account["time_zone"]) == ("Yuki Tanabe", "en", "Asia/Tokyo")
    assert account["email_addresses"] == [{"email": "learner@example.org", "verified": True, "primary": True}]


def test_the_password_is_not_written(learner):
    assert learner.password not in person_as_json(learner)


def test_courses_are_named_in_words(data):
    assert data["enrollments"][0]["course"] == "Foundations"


def test_dates_are_iso_and_text_is_readable(learner, data):
    assert data["completions"][0]["completed_at"] == "2026-11-22T09:00:00Z"
    assert "彼女に聞いてみる。" in person_as_json(learner)


def test_a_course_no_longer_published_loses_its_title_and_nothing_else(learner, course, data):
    course.unpublish()
    enrollment = person_as_data(learner)["enrollments"][0]
    assert (enrollment["course"], enrollment["course_key"]) == ("", course.course_key)


def test_costs_the_same_for_one_course_and_for_three(learner, django_assert_num_queries):
    # Enrollments, course pages' restrictions, course titles, addresses, roles, completions, certificates,
    # positions, commitments, reflections, attempts, responses; and eight of teams.
    for number in (1, 3):
        while learner.enrollments.count() < number:
            factories.complete_all(learner, factories.course_with_lessons(title=f"C{learner.enrollments.count()}"))
        with django_assert_num_queries(20):
            person_as_json(learner)


class TestDownload:
    def test_strangers_are_sent_to_sign_in(self, client, db):
        assert client.get(DOWNLOAD).url == f"/en/accounts/login/?next={DOWNLOAD}"

    def test_is_a_file_that_no_cache_keeps(self, signed_in):
        response = signed_in.get(DOWNLOAD)
        assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
        assert "no-store" in response["Cache-Control"]
        assert response.json()["account"]["email"] == "learner@example.org"

    def test_whose_it_is_cannot_be_chosen(self, signed_in, other):
        response = signed_in.get(DOWNLOAD, {"user": other.pk, "person": other.pk, "email": other.email})
        assert response.json()["account"]["email"] == "learner@example.org"
