"""Numbers, short texts and open responses: what is typed."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from ipslearn.base.blocks import MarkdownBlock
from ipslearn.languages.segments import TranslatedBlock
from questions.definitions import (
    AcceptedNumber,
    AcceptedText,
    Entry,
    Numeric,
    OpenResponse,
    ShortText,
)
from questions.kinds.arranged import EntryBlock
from questions.kinds.base import (
    COMMON,
    RIGHT,
    CreditBlock,
    FeedbackBlock,
    QuestionBlock,
    fails,
    listed,
    raw_list,
    text_of,
)
from questions.scoring import accepted_number, accepted_text

CREDIT_HELP = _("100 for right, less for partly right, 0 for a wrong answer that gets feedback of its own.")


class AcceptedNumberBlock(TranslatedBlock):
    value = blocks.FloatBlock(required=False, label=_("Number"), help_text=_("Empty stands for any other number."))
    tolerance = blocks.FloatBlock(default=0, min_value=0, label=_("Tolerance, both ways"))
    credit = CreditBlock(required=True, default=100, help_text=CREDIT_HELP)
    feedback = FeedbackBlock()

    class Meta:
        label_format = "{value} ± {tolerance}"


def percent_of(value) -> float:
    return (100 if value.get("credit") is None else value["credit"]) / 100


class NumericBlock(QuestionBlock):
    model = Numeric

    accepted = blocks.ListBlock(AcceptedNumberBlock(), min_num=1, max_num=20, label=_("Accepted numbers"))
    units = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Unit"),
        help_text=_("Accepted spellings, divided by commas."),
    )
    is_unit_required = blocks.BooleanBlock(required=False, label=_("The unit must be given"))

    def own_fields(self, value):
        return {
            "accepted": tuple(
                AcceptedNumber(
                    part, one.get("value"), one.get("tolerance") or 0.0, percent_of(one), one.get("feedback") or ""
                )
                for part, one in listed(value.get("accepted"))
            ),
            "units": tuple(unit.strip() for unit in (value.get("units") or "").split(",") if unit.strip()),
            "is_unit_required": bool(value.get("is_unit_required")),
        }

    def own_raw(self, question):
        def fields(one):
            return {
                "value": one.value,
                "tolerance": one.tolerance,
                "credit": one.credit * 100,
                "feedback": one.feedback,
            }

        return {
            "accepted": raw_list(question.accepted, fields),
            "units": ", ".join(question.units),
            "is_unit_required": question.is_unit_required,
        }

    def clean(self, value):
        value = super().clean(value)
        if not any(one["value"] is not None and percent_of(one) >= 1 for _part, one in listed(value["accepted"])):
            raise fails(accepted=_("At least one number must be right, with a credit of 100."))
        if value["is_unit_required"] and not value["units"].strip():
            raise fails(units=_("Say which unit must be given."))
        return value

    def read(self, question, data, prefix):
        return text_of(data, prefix)[:100].strip() or None

    def rows(self, shown):
        text = shown.response if isinstance(shown.response, str) else ""
        fitting = accepted_number(shown.question, text) if text else None
        right = next((one for one in shown.question.accepted if one.value is not None and one.credit >= 1), None)
        unit = shown.question.units[0] if shown.question.units else ""
        words = f"{right.value:g} {unit}".strip() if right else ""
        return [typed_row(shown, fitting, text, words) | {"unit": unit}]

    class Meta:
        icon = "ips-numeric"
        label = _("Number")
        description = _("A number with a tolerance and perhaps a unit.")
        form_layout = BlockGroup(["prompt", "accepted", "units", "is_unit_required", *COMMON])
        preview_value = {
            "prompt": "How many principles does IPS have?",
            "accepted": [{"value": 8, "tolerance": 0, "credit": 100, "feedback": ""}],
            "units": "",
        }


def typed_row(shown, fitting, text: str, right: str) -> dict:
    """Return what a typed answer shows: what was typed, whether it fits, its feedback and the right words."""
    return {
        "text": text,
        "mark": "" if shown.is_answering or not text else shown.outcome.state,
        "feedback": fitting.feedback if fitting and not shown.is_answering else "",
        "right": right if shown.reveal == RIGHT and shown.outcome.state != "correct" else "",
    }


class AcceptedTextBlock(TranslatedBlock):
    text = blocks.CharBlock(max_length=200, label=_("Spelling"), help_text=_("* stands for anything."))
    credit = CreditBlock(required=True, default=100, help_text=CREDIT_HELP)
    feedback = FeedbackBlock()

    class Meta:
        label_format = "{text}"


def text_accepted(part: str, value) -> AcceptedText:
    return AcceptedText(part, value.get("text") or "", percent_of(value), value.get("feedback") or "")


def raw_text(one: AcceptedText) -> dict:
    return {"text": one.text, "credit": one.credit * 100, "feedback": one.feedback}


def first_right(accepted) -> str:
    """Return a spelling that is right, as it is shown: one without an asterisk for anything, if there is one."""
    right = [one.text.replace("\\*", "\0") for one in accepted if one.credit >= 1]
    right.sort(key=lambda text: "*" in text)
    return right[0].replace("*", "…").replace("\0", "*") if right else ""


class ShortTextBlock(QuestionBlock):
    model = ShortText

    accepted = blocks.ListBlock(
        AcceptedTextBlock(),
        min_num=1,
        max_num=40,
        label=_("Accepted spellings"),
        help_text=_("Width of letters, katakana and capitals do not matter. List kanji and kana where both are right."),
    )
    is_case_kept = blocks.BooleanBlock(required=False, label=_("Capital letters matter"))

    def own_fields(self, value):
        return {
            "accepted": tuple(text_accepted(*one) for one in listed(value.get("accepted"))),
            "is_case_kept": bool(value.get("is_case_kept")),
        }

    def own_raw(self, question):
        return {"accepted": raw_list(question.accepted, raw_text), "is_case_kept": question.is_case_kept}

    def clean(self, value):
        value = super().clean(value)
        if not any(percent_of(one) >= 1 for _part, one in listed(value["accepted"])):
            raise fails(accepted=_("At least one spelling must be right, with a credit of 100."))
        return value

    def read(self, question, data, prefix):
        return text_of(data, prefix)[:500].strip() or None

    def rows(self, shown):
        text = shown.response if isinstance(shown.response, str) else ""
        question = shown.question
        fitting = accepted_text(question.accepted, text, is_case_kept=question.is_case_kept) if text else None
        return [typed_row(shown, fitting, text, first_right(question.accepted))]

    class Meta:
        icon = "ips-short-text"
        label = _("Short text")
        description = _("A word or two, compared with the spellings you accept.")
        form_layout = BlockGroup(["prompt", "accepted", "is_case_kept", *COMMON])
        preview_value = {
            "prompt": "Which principle says that nobody is screened out?",
            "accepted": [{"text": "zero exclusion", "credit": 100, "feedback": ""}],
        }


class OpenResponseBlock(QuestionBlock):
    model = OpenResponse

    criteria = blocks.ListBlock(
        EntryBlock(),
        required=False,
        default=[],
        max_num=10,
        label=_("Criteria"),
        help_text=_("What a good answer contains, each to be seen or not seen. Without any, every answer counts."),
    )
    model_answer = MarkdownBlock(
        required=False, max_length=5000, label=_("Model answer"), help_text=_("Shown after the learner has written.")
    )
    review = blocks.ChoiceBlock(
        choices=[("self", _("The learner, with the model answer")), ("reviewer", _("A trainer or team leader"))],
        default="self",
        label=_("Who looks at it"),
    )

    def own_fields(self, value):
        return {
            "criteria": tuple(
                Entry(part, one.get("text") or "", one.get("feedback") or "")
                for part, one in listed(value.get("criteria"))
            ),
            "model_answer": value.get("model_answer") or "",
            "review": value.get("review") or "self",
        }

    def own_raw(self, question):
        criteria = raw_list(question.criteria, lambda one: {"text": one.text, "feedback": one.feedback})
        return {"criteria": criteria, "model_answer": question.model_answer, "review": question.review}

    def clean(self, value):
        value = super().clean(value)
        if value["review"] == "self" and not (value["model_answer"] or "").strip():
            raise fails(model_answer=_("Write a model answer: the learner compares with it."))
        return value

    def read(self, question, data, prefix):
        text = text_of(data, prefix).strip()
        return {"text": text} if text else None

    def rows(self, shown):
        given = shown.response if isinstance(shown.response, dict) else {}
        is_reviewed = "met" in given
        criteria = [
            {
                "id": one.id,
                "text": one.text,
                "is_met": one.id in given.get("met", ()),
                "feedback": one.feedback if is_reviewed else "",
            }
            for one in shown.question.criteria
        ]
        return [{"text": given.get("text", ""), "criteria": criteria, "is_reviewed": is_reviewed}]

    class Meta:
        icon = "ips-open-response"
        label = _("Open response")
        description = _("An answer in own words, compared with a model answer or read by a trainer.")
        form_layout = BlockGroup(["prompt", "criteria", "model_answer", "review", *COMMON])
        preview_value = {
            "prompt": "Explain to a colleague why nobody is screened out.",
            "criteria": [{"text": "Says that wanting to work is enough", "feedback": ""}],
            "model_answer": "Whoever wants to work may begin.",
            "review": "self",
        }
