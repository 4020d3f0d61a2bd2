"""Gaps in a text, typed or chosen from a list."""

import re

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from ipslearn.base import words
from ipslearn.base.blocks import MarkdownBlock
from ipslearn.languages.segments import TranslatedBlock
from questions.definitions import AcceptedText, Choice, Gap, Gaps
from questions.kinds.base import COMMON, RIGHT, QuestionBlock, fails, listed, raw_list, text_of
from questions.kinds.choice import ChoiceBlock, choice_of, raw_choice
from questions.kinds.typed import first_right
from questions.scoring import accepted_text, mapping

GAP = re.compile(r"\{([^{}\n]{1,60})\}")


class GapBlock(TranslatedBlock):
    stays = frozenset({"name"})

    name = blocks.CharBlock(max_length=60, label=_("Name of the gap"), help_text=_("As in the text, without braces."))
    is_chosen = blocks.BooleanBlock(
        required=False, label=_("Chosen from a list"), help_text=_("Otherwise the learner types.")
    )
    answers = blocks.ListBlock(
        ChoiceBlock(),
        min_num=1,
        max_num=20,
        label=_("Answers"),
        help_text=_("Spellings to accept, or what the list offers. Mark the right ones."),
    )
    weight = blocks.IntegerBlock(default=1, min_value=1, max_value=100, label=_("Weight"))

    class Meta:
        label_format = "{name}"
        form_layout = BlockGroup(["name", "is_chosen", "answers"], settings=["weight"])


def gap_of(part: str, value) -> Gap:
    choices = tuple(choice_of(*one) for one in listed(value.get("answers")))
    name, weight = value.get("name") or "", value.get("weight") or 1
    if value.get("is_chosen"):
        return Gap(part, name, choices=choices, weight=weight)
    accepted = tuple(AcceptedText(one.id, one.text, one.credit, one.feedback) for one in choices)
    return Gap(part, name, accepted=accepted, weight=weight)


def raw_gap(gap: Gap) -> dict:
    return {
        "name": gap.name,
        "is_chosen": bool(gap.choices),
        "answers": raw_list(gap.choices or gap.accepted, lambda one: raw_choice(choice_like(one))),
        "weight": gap.weight,
    }


def choice_like(one) -> Choice:
    return Choice(one.id, one.text, one.feedback, one.credit)


class GapsBlock(QuestionBlock):
    model = Gaps

    prompt = MarkdownBlock(
        required=False, max_length=5000, label=_("Question"), help_text=_("“Fill in the gaps.” if it is empty.")
    )
    text = MarkdownBlock(
        max_length=5000,
        label=_("Text with gaps"),
        help_text=_("Write {name} where a gap is: “The {model} begins with a job.”"),
    )
    gaps = blocks.ListBlock(GapBlock(), min_num=1, max_num=20, label=_("Gaps"))
    is_case_kept = blocks.BooleanBlock(required=False, label=_("Capital letters matter"))

    def own_fields(self, value):
        return {
            "text": value.get("text") or "",
            "gaps": tuple(gap_of(*one) for one in listed(value.get("gaps"))),
            "is_case_kept": bool(value.get("is_case_kept")),
        }

    def own_raw(self, question):
        return {
            "text": question.text,
            "gaps": raw_list(question.gaps, raw_gap),
            "is_case_kept": question.is_case_kept,
        }

    def clean(self, value):
        value = super().clean(value)
        gaps = [gap_of(*one) for one in listed(value["gaps"])]
        named, found = [gap.name for gap in gaps], GAP.findall(value["text"])
        if sorted(named) != sorted(found):
            missing = words.listed(sorted(set(named) ^ set(found)) or sorted(set(found)))
            raise fails(text=_("Each gap stands once in the text and once below. Look at: %s.") % missing)
        for gap in gaps:
            if not any(one.credit >= 1 for one in gap.choices or gap.accepted):
                raise fails(gaps=_("Mark a right answer for the gap “%s”.") % gap.name)
        return value

    def read(self, question, data, prefix):
        found = {gap.id: text_of(data, f"{prefix}-{gap.id}")[:500].strip() for gap in question.gaps}
        return {gap: text for gap, text in found.items() if text} or None

    def rows(self, shown):
        """Return the text in pieces: Markdown between the gaps, and the gaps."""
        gaps = {gap.name: gap for gap in shown.question.gaps}
        rows, given = [], mapping(shown.response)
        for number, piece in enumerate(GAP.split(shown.question.text)):
            if number % 2 == 0:
                rows.append({"text": piece})
            elif piece in gaps:
                rows.append({"gap": gap_row(shown, gaps[piece], given.get(gaps[piece].id, ""), len(rows) // 2 + 1)})
            else:
                rows.append({"text": f"{{{piece}}}"})
        return rows

    class Meta:
        icon = "ips-gaps"
        label = _("Gaps in a text")
        description = _("Words left out of a sentence, typed or chosen from a list.")
        form_layout = BlockGroup(["prompt", "text", "gaps", "is_case_kept", *COMMON])
        preview_value = {
            "prompt": "Fill the gap.",
            "text": "In place-train the {what} comes first.",
            "gaps": [{"name": "what", "answers": [{"text": "job", "is_correct": True, "feedback": ""}], "weight": 1}],
        }


def gap_row(shown, gap: Gap, given: str, number: int) -> dict:
    chosen = next((one for one in gap.choices if one.id == given), None)
    fitting = chosen
    if not gap.choices and given:
        fitting = accepted_text(gap.accepted, given, is_case_kept=shown.question.is_case_kept)
    right = first_right(gap.choices or gap.accepted) if shown.reveal == RIGHT else ""
    return {
        "id": gap.id,
        "number": number,
        "field": f"{shown.prefix}-{gap.id}",
        "choices": gap.choices,
        "given": given,
        "words": chosen.text if chosen else given,
        "mark": shown.mark(gap.id),
        "right": "" if shown.outcome.parts.get(gap.id, 0) >= 1 else right,
        "feedback": fitting.feedback if fitting and not shown.is_answering else "",
        "size": min(30, max([6, *(len(one.text) for one in gap.accepted)])),
    }
