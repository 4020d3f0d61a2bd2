"""The suggested plan: what each published course says of its audience, as requirements to choose from."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from courses.models import CourseAudience
from ipslearn.base.models import Profession
from ipslearn.languages.titles import Title
from teams.models import TrainingPlan
from teams.requirements import NECESSITIES
from teams.screens.plans import course_titles
from teams.screens.requirement_words import necessity_words, professions_words


@dataclass(frozen=True)
class Suggestion:
    """One course for the professions that it is equally necessary for; no profession means everybody."""

    course_key: UUID
    title: Title
    necessity: str
    codes: frozenset[str]
    professions: str
    is_asked: bool
    """Whether the plan asks for it already, with whatever terms."""

    @property
    def name(self) -> str:
        return f"{self.course_key.hex}-{self.necessity}"

    @property
    def necessity_words(self) -> str:
        return necessity_words(self.necessity)


def suggestions(plan: TrainingPlan) -> list[Suggestion]:
    """Return what is suggested, by course and then from essential to optional. Four queries."""
    language = get_language()
    names, titles, audience = Profession.objects.names(language), course_titles(language), audiences(language)
    asked = set(plan.requirements.filter(ended_at=None).values_list("course_key", "necessity"))
    found = []
    for key, title in titles.items():
        for necessity in NECESSITIES:
            codes = audience.get((key, necessity), frozenset())
            if codes:
                codes = frozenset() if codes == names.keys() else codes
                words = professions_words(codes, names)
                found.append(Suggestion(key, title, necessity, codes, words, (key, necessity) in asked))
    return found


def audiences(language: str) -> dict[tuple[UUID, str], frozenset[str]]:
    """Return {(course key, necessity): professions} by the page in the language, else by another. One query."""
    rows = CourseAudience.objects.filter(course__live=True).order_by("course__pk")
    columns = ("course__translation_key", "course__locale__language_code", "profession", "necessity")
    by_page = defaultdict(lambda: defaultdict(set))
    for key, code, profession, necessity in rows.values_list(*columns):
        by_page[key, code][necessity].add(profession)
    chosen = {}
    for key, code in by_page:
        if key not in chosen or code == language:
            chosen[key] = code
    return {
        (key, necessity): frozenset(professions)
        for key, code in chosen.items()
        for necessity, professions in by_page[key, code].items()
    }
