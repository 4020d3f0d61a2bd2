"""Made-up lessons to search in: as many as asked for, out of sentences of the curriculum. Needs Django set up."""

import json
import random
import re

from django.db import transaction
from django.utils.html import strip_tags

from courses.find import searchable_text
from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage

TITLE, LESSONS_OF_A_MODULE, SENTENCES = "Many lessons", 50, 25


def seed_lessons(count: int) -> None:
    """Add lessons up to `count` in all, as many in Japanese as in English."""
    missing = count - LessonPage.objects.count()
    if missing <= 0:
        return
    with transaction.atomic():
        for language in ("en", "ja"):
            _add(language, missing // 2)


def _add(language: str, count: int) -> None:
    dice = random.Random(language)
    lessons = list(LessonPage.objects.live().filter(locale__language_code=language))
    sentences = [part for lesson in lessons for part in sentences_of(searchable_text(lesson))]
    catalog = CatalogPage.objects.get(locale__language_code=language)
    course = _child(catalog, CoursePage, title=TITLE, summary=TITLE, credit_hours=1)
    for number in range(count):
        if number % LESSONS_OF_A_MODULE == 0:
            parent = _child(course, ModulePage, title=f"{TITLE} {number}", summary=TITLE)
        text = "\n\n".join(dice.sample(sentences, SENTENCES))
        title = f"{dice.choice(lessons).title} {number}"
        body = json.dumps([{"type": "text", "value": text}])
        _child(parent, LessonPage, title=title, summary=dice.choice(sentences)[:200], minutes=5, body=body)


def sentences_of(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[。.?!])\s*", strip_tags(text)) if len(part) > 20]


def _child(parent, model, **fields):
    page = model(locale=parent.locale, slug=f"many-{parent.pk}-{parent.numchild}", **fields)
    parent.add_child(instance=page)
    return page
