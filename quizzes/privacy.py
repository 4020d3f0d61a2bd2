"""A person's attempts in the file with their data, and what of them goes when the account is erased.

What was typed goes: it may say anything about anybody. What was chosen, the scores and the dates stay with the
enrollment, without a name: they are the evidence of what was passed, and questions are judged by them.
"""

from django.db.models.fields.json import KeyTextTransform

from courses import erasure, exports
from ipslearn.base.models import User
from quizzes.models import Attempt, ExtraTime, Response

TYPED = ("open_response", "short_text", "gaps", "numeric")
ATTEMPT = (
    *("quiz_key", "number", "title", "language", "edition", "started_at", "deadline_at", "submitted_at", "is_late"),
    *("mastery_score", "score_given", "score_maximum", "is_pass_kept"),
)
RESPONSE = (
    *("position", "question_key", "kind", "response", "confidence", "is_answered", "correctness", "seconds"),
    *("answered_at", "language"),
)


def attempts_as_data(person: User) -> list[dict]:
    """Return the person's attempts with their responses. Two queries."""
    rows = Attempt.objects.visible_to(person).values("pk", *ATTEMPT)
    attempts = {row.pop("pk"): row | {"responses": []} for row in rows}
    responses = Response.objects.visible_to(person).order_by("attempt", "position")
    for row in responses.values("attempt_id", *RESPONSE, question=KeyTextTransform("prompt", "snapshot")):
        attempts[row.pop("attempt_id")]["responses"].append(row)
    return list(attempts.values())


def erase_attempts(person: User) -> None:
    """Delete what the person typed in quizzes, and their extra time."""
    Response.objects.filter(attempt__enrollment__learner=person, kind__in=TYPED).update(response=None)
    ExtraTime.objects.filter(learner=person).delete()


def connect():
    erasure.ALSO.append(erase_attempts)
    exports.ALSO["attempts"] = attempts_as_data
