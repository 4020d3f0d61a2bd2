from .attempts import Attempt, ExtraTime, Regrading, Response
from .banks import PublishedQuestion, QuestionBank
from .pages import QuizDraw, QuizPage

__all__ = [
    "Attempt",
    "ExtraTime",
    "PublishedQuestion",
    "QuestionBank",
    "QuizDraw",
    "QuizPage",
    "Regrading",
    "Response",
]
