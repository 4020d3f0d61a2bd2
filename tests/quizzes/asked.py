"""Submitted attempts as rows, for what is counted over many of them."""

import uuid
from datetime import timedelta

from courses.models import Enrollment
from ipslearn.base.models import User
from quizzes.models import Attempt, Response
from tests.factories import NOW, key

QUIZ, PLACE = key("quiz of many"), key("bank of many")
ROW = {"kind": "single_choice", "snapshot": {}, "response": "a", "is_answered": True, "place": PLACE}


def add_attempts(attempts: list[dict], *, number: int = 1, is_submitted: bool = True, quiz=QUIZ, **same) -> None:
    """Write an attempt by a person of its own for each {question key: correctness, or columns of the response}."""
    people = User.objects.bulk_create(User(email=f"{uuid.uuid4()}@example.org", name="Learner") for _ in attempts)
    enrollments = Enrollment.objects.bulk_create(
        Enrollment(learner=one, course_key=key("course"), edition=1, enrolled_at=NOW) for one in people
    )
    rows = []
    for enrollment, asked in zip(enrollments, attempts, strict=True):
        columns = [ROW | same | (one if isinstance(one, dict) else {"correctness": one}) for one in asked.values()]
        worths = [one.get("correctness") for one in columns]
        attempt = Attempt(
            enrollment=enrollment, quiz_key=quiz, number=number, title="Quiz", language="en", edition=1,
            mastery_score=0.8, started_at=NOW, submitted_at=NOW + timedelta(minutes=9) if is_submitted else None,
            score_given=None if None in worths else round(sum(worths), 6), score_maximum=len(worths),
        )  # fmt: skip
        rows.append((attempt, list(zip(asked, columns, strict=True))))
    Attempt.objects.bulk_create(attempt for attempt, _columns in rows)
    Response.objects.bulk_create(
        Response(attempt=attempt, language=attempt.language, question_key=question, position=position, **columns)
        for attempt, asked in rows
        for position, (question, columns) in enumerate(asked, start=1)
    )
