"""Attempts in every state, with a question of every kind in long words, for pages that are looked at."""

from datetime import timedelta
from functools import cache
from uuid import uuid4

from django.utils import timezone

from courses.models import Enrollment
from ipslearn.base.styleguide import EN
from questions import samples
from questions.answers import right_response
from questions.arranging import arrange
from questions.definitions import to_json
from questions.scoring import score
from quizzes.models import Attempt, Response
from tests.browser.site import HALFWAY, with_ids


@cache
def attempts(code: str) -> dict[str, int]:
    """Write attempts in this language for who is halfway, in every state; return their numbers."""
    now = timezone.now()
    enrollment = Enrollment.objects.filter(learner__email=HALFWAY).first()
    wrong, questions = samples.responses(code), with_ids(samples.questions(code))
    right = {one.kind: right_response(one) for one in questions}
    soon, ended = {"deadline_at": now + timedelta(hours=2)}, {"submitted_at": now, "score_maximum": 10}
    columns = {
        "open": soon | {"rules": {"paging": "all", "asks_confidence": True}},
        "single": {"rules": {"paging": "one", "asks_confidence": True}},
        "checked": {"rules": {"paging": "one", "feedback": "once"}},
        "late": {"rules": {"paging": "one"}, "deadline_at": now - timedelta(minutes=1)},
        "failed": ended | {"rules": {"shows": "right"}, "score_given": 2.5},
        "own": ended | {"rules": {"shows": "own"}, "score_given": 2.5},
        "passed": ended | {"rules": {"shows": "right"}, "score_given": 10},
    }
    found = {}
    for name, values in columns.items():
        common = {"enrollment": enrollment, "number": 1, "title": EN["course"], "language": code, "edition": 1}
        attempt = Attempt.objects.create(
            **common, quiz_key=uuid4(), mastery_score=0.8, started_at=now - timedelta(hours=1), **values
        )
        found[name] = attempt.pk
        for position, question in enumerate(questions, start=1):
            response = (right if name == "passed" else wrong)[question.kind]
            Response.objects.create(
                attempt=attempt,
                position=position,
                question_key=question.id,
                place=attempt.quiz_key,
                kind=question.kind,
                snapshot=to_json(question),
                language=code,
                order=arrange(question, name),
                response=response,
                is_answered=True,
                is_final=name == "checked",
                correctness=score(question, response).correctness,
                confidence="sure",
            )
    return found
