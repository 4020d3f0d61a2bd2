"""How the demo's people take quizzes: as somebody would who knows a part of it."""

import random
from datetime import timedelta

from courses.outlines import course_above
from ipslearn.base.models import User
from questions.answers import right_response
from questions.definitions import Matching, MultipleChoice, Ordering, SingleChoice, Sorting, TrueFalse, from_json
from quizzes.actions import NothingToAsk, save_responses, start_attempt, submit_attempt
from quizzes.models import QuizPage


def take_quiz(learner: User, quiz: QuizPage, luck: random.Random, *, skill: float, now) -> None:
    """Take a quiz as somebody would who knows the answer to a question with the probability `skill`."""
    try:
        attempt = start_attempt(learner=learner, quiz=quiz, course=course_above(quiz), now=now)
    except NothingToAsk:
        return
    for row in attempt.responses.order_by("position"):
        now += timedelta(seconds=luck.randint(15, 80))
        question = from_json(row.snapshot)
        knows = luck.random() < skill
        response = right_response(question) if knows else guess(question, luck)
        sure = luck.random() < (0.85 if knows else 0.35)
        confidence = ("sure" if sure else "unsure") if attempt.rules["asks_confidence"] else ""
        save_responses(attempt=attempt, given={row.position: (response, confidence)}, now=now)
    submit_attempt(attempt=attempt, now=now)


def guess(question, luck: random.Random):
    """Return a response of somebody who does not know: any choice, an order as it comes; else nothing."""
    match question:
        case SingleChoice():
            return luck.choice(question.choices).id
        case TrueFalse():
            return luck.choice(["true", "false"])
        case MultipleChoice():
            return [luck.choice(question.choices).id]
        case Ordering():
            return luck.sample([entry.id for entry in question.entries], len(question.entries))
        case Matching():
            return {pair.id: luck.choice(question.pairs).id for pair in question.asked}
        case Sorting():
            return {card.id: luck.choice(question.bins).id for card in question.cards}
    return None
