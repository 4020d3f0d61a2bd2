"""What the kinds of question share: the fields of the editor, and the parts a page is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup
from wagtail.snippets.blocks import SnippetChooserBlock

from ipslearn.base.blocks import MarkdownBlock
from ipslearn.base.principles import PRINCIPLES
from ipslearn.languages.foreign import lang_attribute
from ipslearn.languages.passages import name_of
from ipslearn.languages.segments import TranslatedBlock
from questions.arranging import arrange
from questions.definitions import Question
from questions.scoring import Outcome, score

MAXIMUM_RESPONSE = 10_000
HIDDEN, OWN, RIGHT = "", "own", "right"


def fails(**messages) -> blocks.StructBlockValidationError:
    """Return the error of a block: each message stands at its field."""
    return blocks.StructBlockValidationError(
        block_errors={name: ValidationError(message) for name, message in messages.items()}
    )


class FeedbackBlock(blocks.TextBlock):
    def __init__(self, **kwargs):
        defaults = {"required": False, "max_length": 2000, "rows": 2, "label": _("Feedback")}
        super().__init__(**defaults | kwargs)


class CreditBlock(blocks.FloatBlock):
    """A share in percent, empty where whether it is correct says all."""

    def __init__(self, **kwargs):
        defaults = {"required": False, "min_value": -100, "max_value": 100, "label": _("Credit in percent")}
        super().__init__(**defaults | kwargs)


class PrincipleBlock(blocks.ChoiceBlock):
    def __init__(self, **kwargs):
        choices = [(str(one.number), one.numbered) for one in PRINCIPLES]
        super().__init__(choices=choices, required=False, label=_("Principle it tests"), **kwargs)


DIFFICULTIES = [("easy", _("Easy")), ("medium", _("Medium")), ("hard", _("Hard"))]
COMMON = [
    BlockGroup(
        ["hint", "feedback", "source", "lesson"],
        heading=_("What helps to learn from it"),
        classname="collapsed",
        icon="ips-key-point",
        label_format="",
    ),
    BlockGroup(
        ["name", "tags", "principle", "fidelity_item", "difficulty", "checked_until"],
        heading=_("For trainers"),
        classname="collapsed",
        icon="ips-source",
        label_format="",
    ),
]


class QuestionBlock(TranslatedBlock):
    """A question. The block's id is its identity in every language: responses and statistics refer to it."""

    # The same in every language: how it is filed, and what a quiz draws it by.
    stays = frozenset({"source", "lesson", "name", "tags", "fidelity_item"})
    is_in_passages = False

    model: ClassVar[type[Question]]
    drawn_as: ClassVar[str] = ""
    """The template in `questions/` that its answers are drawn with; that of the kind's own name unless told."""

    prompt = MarkdownBlock(
        max_length=5000, label=_("Question"), help_text=_("Ask one thing, in words a new colleague understands.")
    )
    hint = FeedbackBlock(label=_("Hint"), help_text=_("Shown on demand, before the answer."))
    feedback = FeedbackBlock(
        label=_("Feedback to the whole question"), help_text=_("Shown after every answer. Say why, not only what.")
    )
    source = SnippetChooserBlock("base.Source", required=False, label=_("Source"))
    lesson = blocks.PageChooserBlock(required=False, label=_("Lesson to read again"))
    name = blocks.CharBlock(required=False, max_length=200, label=_("Name in lists and exports"))
    tags = blocks.CharBlock(
        required=False, max_length=200, label=_("Tags"), help_text=_("Divided by commas. A quiz can draw by tag.")
    )
    principle = PrincipleBlock()
    fidelity_item = blocks.CharBlock(required=False, max_length=80, label=_("Fidelity item it tests"))
    difficulty = blocks.ChoiceBlock(choices=DIFFICULTIES, required=False, label=_("Difficulty"))
    checked_until = blocks.DateBlock(
        required=False,
        label=_("Fact checked until"),
        help_text=_("After this day the question is not drawn any more: look at it again then."),
    )

    class Meta:
        template = "questions/preview.html"
        icon = "ips-question"
        label_format = "{prompt}"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        question = self.definition(context.get("id") or "preview", value)
        return context | {"shown": Shown(question, prefix="preview", seed="preview")}

    def definition(self, question_id: str, value) -> Question:
        """Return the question as plain values. Reads no more than the value holds."""
        source, lesson, day = value.get("source"), value.get("lesson"), value.get("checked_until")
        return self.model(
            id=str(question_id),
            prompt=value.get("prompt") or "",
            name=value.get("name") or "",
            feedback=value.get("feedback") or "",
            hint=value.get("hint") or "",
            source=source.key if source else "",
            lesson=str(lesson.translation_key) if lesson else "",
            principle=int(value["principle"]) if value.get("principle") else None,
            fidelity_item=value.get("fidelity_item") or "",
            difficulty=value.get("difficulty") or "",
            tags=tuple(tag.strip() for tag in (value.get("tags") or "").split(",") if tag.strip()),
            checked_until=day.isoformat() if day else "",
            **self.own_fields(value),
        )

    def own_fields(self, value) -> dict[str, Any]:
        """Return what only this kind has, as arguments of its definition."""
        raise NotImplementedError

    def raw(self, question: Question, references: Mapping[str, Any]) -> dict[str, Any]:
        """Return the value as a StreamField stores it; the inverse of `definition`.

        `references` maps the keys of sources and of lessons to primary keys; what it does not hold stays empty.
        """
        return {
            "prompt": question.prompt,
            "hint": question.hint,
            "feedback": question.feedback,
            "source": references.get(question.source),
            "lesson": references.get(question.lesson),
            "name": question.name,
            "principle": str(question.principle or ""),
            "fidelity_item": question.fidelity_item,
            "difficulty": question.difficulty,
            "tags": ", ".join(question.tags),
            "checked_until": question.checked_until or None,
            **self.own_raw(question),
        }

    def own_raw(self, question) -> dict[str, Any]:
        raise NotImplementedError

    def read(self, question, data, prefix: str) -> Any:
        """Return the response in a submitted form (a QueryDict), as plain JSON; None if there is nothing in it."""
        raise NotImplementedError

    def rows(self, shown: "Shown") -> list[dict[str, Any]]:
        """Return what the template walks through."""
        return []


def listed(value) -> list[tuple[str, Any]]:
    """Return (id, value) of each part of a ListBlock's value."""
    return [(str(child.id), child.value) for child in value.bound_blocks] if value else []


def raw_list(parts, fields) -> list[dict[str, Any]]:
    """Return the stored form of a ListBlock: `fields` makes the value of each part, which keeps its id."""
    return [{"type": "item", "id": part.id, "value": fields(part)} for part in parts]


def short_names(parts) -> dict[str, str]:
    """Return {id of a part: what stands for it in a form}: the beginning of the id where that is enough.

    A question with many parts repeats them often: sixteen cards and three bins would be 2,600 letters longer.
    """
    short = {part.id: part.id[:8] for part in parts}
    return short if len(set(short.values())) == len(short) else {part.id: part.id for part in parts}


def text_of(data, name: str) -> str:
    """Return what was typed, without null characters and not longer than a response may be."""
    return data.get(name, "").replace("\x00", "").replace("\r\n", "\n")[:MAXIMUM_RESPONSE]


@dataclass
class Shown:
    """A question as one person sees it: what they answered, and how much of the truth is shown.

    `prefix` makes the names of the form's fields unique in the page. `reveal` is "" while it is answered, "own"
    (how the response did, with its feedback) or "right" (the right answer and all feedback as well). `language` is
    that of the texts, "" for the page's.
    """

    question: Question
    prefix: str = "r"
    response: Any = None
    order: list[str] | None = None
    reveal: str = HIDDEN
    seed: str = ""
    hint_url: str = ""
    language: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        if self.order is None:
            self.order = arrange(self.question, self.seed)

    @cached_property
    def outcome(self) -> Outcome:
        return score(self.question, self.response)

    def lang(self, text: str) -> SafeString:
        """Return the attribute of one of its texts that is in another language than the page."""
        is_foreign = bool(self.question.foreign) and name_of(text or "") in self.question.foreign
        language = self.question.language if is_foreign else self.language
        return lang_attribute(language if language != get_language() else "")

    @property
    def kind(self) -> QuestionBlock:
        from questions.kinds import BLOCKS

        return BLOCKS[self.question.kind]

    @property
    def template(self) -> str:
        return f"questions/{self.kind.drawn_as or self.question.kind}.html"

    @property
    def is_answering(self) -> bool:
        return self.reveal == HIDDEN

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return self.kind.rows(self)

    def mark(self, part_id: str) -> str:
        """Return "correct", "partly" or "wrong" for an answered part, "" while nothing is shown."""
        if self.is_answering or part_id not in self.outcome.parts:
            return ""
        worth = self.outcome.parts[part_id]
        return "correct" if worth >= 1 else "partly" if worth > 0 else "wrong"
