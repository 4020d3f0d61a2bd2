"""Check questions in lessons: ungraded, answered as often as one likes, with feedback at once.

The form of a question is the same for everyone, so it is kept with the lesson's body; where the reader's token
belongs stands a mark that no text of a lesson can contain. An opening question is asked before the text: the
first answer of a learner is kept, and comes back with its feedback at the end.
"""

from collections.abc import Collection
from functools import partial

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from courses.models import Commitment, LessonPage, Reflection
from ipslearn.base.models import Source
from ipslearn.base.rendering import HeldBlock, anchor_of
from ipslearn.languages.foreign import NOTHING, Foreign, guessed
from questions.definitions import Question, from_json, to_json
from questions.foreign import with_foreign
from questions.kinds import BLOCK_TYPES, OWN, RIGHT, QuestionBlock, Shown

TOKEN_HERE = "<csrf-token></csrf-token>"
OPENING = "opening_question"


def held_blocks(lesson: LessonPage) -> dict:
    """Return what is held back of a lesson's body: reflections and questions, for `ipslearn.base.rendering`."""
    form = partial(question_form, lesson)
    return {"reflection": reflection_prompt, OPENING: form} | dict.fromkeys(BLOCK_TYPES, form)


def reflection_prompt(block, context) -> tuple[str, None]:
    return render_to_string("base/blocks/text.html", {**context, "value": block.value["prompt"]}), None


def question_form(lesson: LessonPage, block, context) -> tuple[str, dict | None]:
    """Return a question's empty form, with a mark where the token belongs, and of an opening one its definition."""
    question = with_foreign(block.block.definition(block.id, block.value), context.get("foreign", NOTHING))
    is_opening = block.block_type == OPENING
    form = rendered_question(lesson, shown(question), is_opening=is_opening)
    return form, to_json(question) if is_opening else None


def rendered_question(lesson: LessonPage, asked: Shown, *, is_opening=False, is_closing=False) -> SafeString:
    question = asked.question
    url = reverse("courses:question_check", args=[lesson.activity_key, question.id])
    context = {
        "shown": asked,
        "url": url,
        "anchor": closing_anchor(question.id) if is_closing else anchor_of(question.id),
        "token": mark_safe(TOKEN_HERE),
        "is_opening": is_opening,
        "is_closing": is_closing,
        "is_committed": is_opening and asked.response is not None,
    }
    return mark_safe(render_to_string("courses/blocks/question.html", context))


def closing_anchor(block_id: str) -> str:
    """Return the anchor of the place at the end of the lesson where an opening question comes back."""
    return f"end-{anchor_of(block_id)}"


def shown(question: Question, **settings) -> Shown:
    """Return the question for a lesson: in an order that stays the same, with names that are its own."""
    return Shown(question, prefix=f"r{question.id[:8]}", seed=question.id, **settings)


def question_in(lesson: LessonPage, block_id: str, foreign: Foreign = NOTHING) -> tuple[Question, bool] | None:
    """Return (question, whether it is an opening one); None if the lesson does not ask it.

    `foreign` is what of the lesson is in another language.
    """
    for child in lesson.body:
        if child.id == block_id and isinstance(child.block, QuestionBlock):
            question = with_foreign(child.block.definition(child.id, child.value), foreign)
            return question, child.block_type == OPENING
    return None


def answered(lesson: LessonPage, question: Question, response, *, with_answer: bool, is_opening: bool) -> dict:
    """Return {anchor: what stands there} with the response to a question, for `drawn_anew`.

    A wrong response may be tried again before the answer is shown. One to an opening question stands in two places.
    """
    asked = shown(question, response=response)
    if is_opening and response is not None:
        return committed(lesson, question, response)
    if response is None and (is_opening or not with_answer):
        asked.extra["is_missing"] = True
    else:
        asked.reveal = RIGHT if with_answer or asked.outcome.state == "correct" else OWN
        asked.extra = read_on([question], lesson.locale.language_code)[question.id]
    return {anchor_of(question.id): rendered_question(lesson, asked, is_opening=is_opening)}


def asked_again(lesson: LessonPage, question: Question, *, is_opening: bool) -> dict:
    return {anchor_of(question.id): rendered_question(lesson, shown(question), is_opening=is_opening)}


def read_on(questions: Collection[Question], language: str) -> dict[str, dict[str, str]]:
    """Return {question id: the source and the lesson to read again, in words}, the lesson in `language` if it can be.

    At most two queries for any number of questions.
    """
    keys, wanted = {one.source for one in questions} - {""}, {one.lesson for one in questions} - {""}
    sources = {source.key: str(source) for source in Source.objects.filter(key__in=keys)} if keys else {}
    lessons = {}
    if wanted:
        pages = LessonPage.objects.live().filter(translation_key__in=wanted).select_related("locale").defer("body")
        for page in sorted(pages, key=lambda page: page.locale.language_code == language):
            lessons[str(page.translation_key)] = {
                "lesson_title": guessed(page.title, page.locale.language_code),
                "lesson_url": page.url,
            }
    return {one.id: {"source": sources.get(one.source, "")} | lessons.get(one.lesson, {}) for one in questions}


def parts_for(parts, lesson: LessonPage, user, token: str) -> list[dict]:
    """Return the parts for the template, with what this reader wrote and their token. At most two queries."""
    held = [part for part in parts if isinstance(part, HeldBlock)]
    reflections = own_reflections(held, lesson, user)
    commitments = own_commitments(held, lesson, user)
    rows, closing = [], []
    for part in parts:
        if not isinstance(part, HeldBlock):
            rows.append({"html": part})
        elif part.kind == "reflection":
            rows.append({"reflection": part, "own": reflections.get(part.id)})
        elif part.id in commitments:
            opening, ending = committed(lesson, from_json(part.data), commitments[part.id]).values()
            rows.append({"html": opening})
            closing.append({"html": ending})
        else:
            rows.append({"anchor": part.anchor, "html": with_token(part.html, token)})
            if part.kind == OPENING:
                anchor = closing_anchor(part.id)
                closing.append({"anchor": anchor, "html": format_html('<div id="{}" hidden></div>', anchor)})
    return rows + closing


def own_reflections(held, lesson, user) -> dict:
    if not user.is_authenticated or not any(part.kind == "reflection" for part in held):
        return {}
    rows = Reflection.objects.visible_to(user).filter(activity_key=lesson.activity_key)
    return {str(reflection.block_id): reflection for reflection in rows}


def own_commitments(held, lesson, user) -> dict:
    if not user.is_authenticated or not any(part.kind == OPENING for part in held):
        return {}
    rows = Commitment.objects.visible_to(user).filter(activity_key=lesson.activity_key)
    return {str(key): response for key, response in rows.values_list("question_key", "response")}


def committed(lesson: LessonPage, question: Question, response) -> dict:
    """Return {anchor: html}: the question at the start with what the learner said, and as it comes back at the end."""
    ending = Shown(question, prefix=f"e{question.id[:8]}", seed=question.id, response=response, reveal=RIGHT)
    return {
        anchor_of(question.id): rendered_question(lesson, shown(question, response=response), is_opening=True),
        closing_anchor(question.id): rendered_question(lesson, ending, is_closing=True),
    }


def drawn_anew(parts: list[dict], answers: dict) -> list[dict]:
    """Return the parts of a lesson with those at the anchors of `answers` replaced."""
    return [part | {"html": answers.get(part.get("anchor"), part.get("html"))} for part in parts]


def with_token(html: str, token: str) -> SafeString:
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    return mark_safe(html.replace(TOKEN_HERE, field))
