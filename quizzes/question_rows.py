"""A published question as trainers see it in lists and files: where it stands, who draws it, what it is known for."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder

from ipslearn.base.models import User
from ipslearn.base.principles import PRINCIPLES
from ipslearn.base.words import listed, percent
from ipslearn.languages.foreign import guessed
from ipslearn.languages.titles import Title
from questions.kinds import BLOCKS
from questions.kinds.base import DIFFICULTIES
from quizzes.models import PublishedQuestion, QuestionBank, QuizDraw, QuizPage
from quizzes.reports import Figures, figures_of
from quizzes.statistics import NO_VARIANCE, TOO_FEW, Figure

KIND_NAMES: dict[str, str | Promise] = {kind: block.label for kind, block in BLOCKS.items()}
DIFFICULTY_NAMES = dict(DIFFICULTIES)
REASONS = {TOO_FEW: gettext_lazy("too few"), NO_VARIANCE: gettext_lazy("no differences")}
# Beyond this a list of keys costs more than the figures of every question.
MANY = 500


@dataclass(frozen=True)
class Link:
    """A title, and where it is edited; no address if whoever asks may not."""

    title: Title
    url: str | None


@dataclass(frozen=True)
class QuestionRow:
    """What the report shows of a question. Dotted names of its columns are those of its files."""

    question: PublishedQuestion
    place: Link
    used_in: tuple[Link, ...] = ()
    figures: Figures = field(default_factory=Figures)
    today: datetime.date = datetime.date.min

    @property
    def pk(self) -> int:
        return self.question.pk

    @property
    def name(self) -> str:
        return self.question.name

    @property
    def title(self) -> Title:
        """The question in plain words: its name says less to who did not write it."""
        return guessed(Truncator(self.question.title).chars(120), self.language)

    @property
    def kind(self) -> str:
        return str(KIND_NAMES.get(self.question.kind, self.question.kind))

    @property
    def language(self) -> str:
        return self.question.locale.language_code

    @property
    def principle(self) -> str:
        return principle_name(self.question.principle)

    @property
    def difficulty(self) -> str:
        return str(DIFFICULTY_NAMES.get(self.question.difficulty, self.question.difficulty))

    @property
    def tags(self) -> str:
        return listed(self.question.tags)

    @property
    def used_in_titles(self) -> str:
        return listed(link.title for link in self.used_in)

    @property
    def checked_until(self) -> datetime.date | None:
        return self.question.checked_until

    @property
    def is_due(self) -> bool:
        """Say whether its fact is to be checked: from the day after on it is not drawn any more."""
        return self.checked_until is not None and self.checked_until < self.today

    @property
    def facility(self) -> float | str:
        return in_file(self.figures.facility)

    @property
    def discrimination(self) -> float | str:
        return in_file(self.figures.discrimination)

    @property
    def sure_and_wrong(self) -> float | str:
        return in_file(self.figures.sure_and_wrong)

    @property
    def seconds(self) -> float | str:
        return in_file(self.figures.seconds)


def rows_of(questions: Iterable[PublishedQuestion], user: User) -> list[QuestionRow]:
    """Return the rows in the same order, with links for what `user` may edit. Six queries, whatever the number."""
    questions = list(questions)
    keys = {one.question_key for one in questions}
    figures = figures_of(keys if len(keys) <= MANY else None)
    places, quizzes = places_of(questions), drawing(questions)
    finder, today = AdminURLFinder(user), timezone.localdate()
    rows = []
    for question in questions:
        key = (question.place, question.locale_id)
        tags = set(question.tags)
        used_in = [link_to(quiz, finder) for quiz, tag in quizzes[key] if not tag or tag in tags]
        place = places.get(key)
        if isinstance(place, QuizPage):
            used_in.insert(0, link_to(place, finder))
        rows.append(
            QuestionRow(
                question=question,
                place=link_to(place, finder) if place else Link(Title(""), None),
                used_in=tuple(dict.fromkeys(used_in)),
                figures=figures.get(question.question_key, Figures()),
                today=today,
            )
        )
    return rows


def places_of(questions: Iterable[PublishedQuestion]) -> dict[tuple, QuestionBank | QuizPage]:
    """Return the bank or quiz page of each (key, locale). Two queries."""
    keys = {one.place for one in questions}
    banks = QuestionBank.objects.filter(translation_key__in=keys).select_related("locale").defer("questions")
    return {
        (one.translation_key, one.locale_id): one for one in (*banks, *quiz_pages().filter(translation_key__in=keys))
    }


def drawing(questions: Iterable[PublishedQuestion]) -> dict[tuple, list[tuple[QuizPage, str]]]:
    """Return the published quizzes that draw from each (key, locale), with the tag they draw by. Two queries."""
    keys = {one.place for one in questions}
    draws = QuizDraw.objects.filter(bank__translation_key__in=keys, quiz__live=True).order_by(
        "quiz__path", "sort_order"
    )
    drawn = list(draws.values_list("quiz", "bank__translation_key", "tag"))
    quizzes = quiz_pages().in_bulk({quiz for quiz, _key, _tag in drawn})
    found = defaultdict(list)
    for pk, key, tag in drawn:
        # A quiz draws in its own language, whichever language of the bank it names.
        found[key, quizzes[pk].locale_id].append((quizzes[pk], tag))
    return found


def quiz_pages() -> QuerySet:
    """Return quiz pages without what is long in them."""
    return QuizPage.objects.select_related("locale").defer(*QuizPage.kept_rendered)


def link_to(place: QuestionBank | QuizPage, finder: AdminURLFinder) -> Link:
    return Link(guessed(place.title, place.locale.language_code), finder.get_edit_url(place))


def principle_name(number: int | None) -> str:
    return next((str(one.numbered) for one in PRINCIPLES if one.number == number), "")


def in_file(figure: Figure) -> float | str:
    """Return the figure as a number for a file, or the word for why there is none."""
    return round(figure.value, 4) if figure.value is not None else str(REASONS[figure.reason])


def in_percent(figure: Figure) -> str:
    """Return the figure in whole percent."""
    return str(REASONS[figure.reason]) if figure.value is None else percent(round(figure.value * 100))


def in_words(figure: Figure) -> str:
    """Return the figure with two decimals."""
    return str(REASONS[figure.reason]) if figure.value is None else f"{figure.value:.2f}"
