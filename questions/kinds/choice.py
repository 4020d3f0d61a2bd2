"""Single choice, multiple choice, true or false."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from ipslearn.languages.segments import TranslatedBlock
from questions.arranging import in_order
from questions.definitions import Choice, MultipleChoice, SingleChoice, TrueFalse
from questions.kinds.base import COMMON, RIGHT, CreditBlock, FeedbackBlock, QuestionBlock, fails, listed, raw_list
from questions.scoring import strings

CHOICES_HELP = _("Make them alike in length and tone. A good wrong choice is a belief heard in practice.")
FEEDBACK_HELP = _("For a wrong choice: what makes it tempting, and what is the case.")


class ChoiceBlock(TranslatedBlock):
    text = blocks.TextBlock(max_length=1000, rows=1, label=_("Choice"))
    is_correct = blocks.BooleanBlock(required=False, label=_("Correct"))
    feedback = FeedbackBlock(help_text=FEEDBACK_HELP)
    credit = CreditBlock(help_text=_("Only for partly correct or weighted choices; else leave it empty."))

    class Meta:
        label_format = "{text}"
        form_layout = BlockGroup(["text", "is_correct", "feedback"], settings=["credit"])


def choice_of(part_id: str, value) -> Choice:
    percent = value.get("credit")
    credit = percent / 100 if percent is not None else float(value.get("is_correct") or 0)
    return Choice(part_id, value.get("text") or "", value.get("feedback") or "", credit)


def raw_choice(choice: Choice) -> dict:
    is_plain = choice.credit in (0, 1)
    percent = None if is_plain else choice.credit * 100
    return {"text": choice.text, "is_correct": choice.is_correct, "feedback": choice.feedback, "credit": percent}


class ChoiceQuestionBlock(QuestionBlock):
    field_type, group_role = "radio", "radiogroup"
    has_words_of_ours = False

    choices = blocks.ListBlock(ChoiceBlock(), min_num=2, max_num=20, label=_("Choices"), help_text=CHOICES_HELP)
    is_order_fixed = blocks.BooleanBlock(
        required=False, label=_("Keep this order"), help_text=_("Otherwise the choices are shuffled for each learner.")
    )

    def own_fields(self, value):
        return {
            "choices": tuple(choice_of(*one) for one in listed(value.get("choices"))),
            "is_order_fixed": bool(value.get("is_order_fixed")),
        }

    def own_raw(self, question):
        return {"choices": raw_list(question.choices, raw_choice), "is_order_fixed": question.is_order_fixed}

    def rows(self, shown):
        chosen = {shown.response} if isinstance(shown.response, str) else set(strings(shown.response))
        rows = []
        for choice in in_order(shown.question.choices, shown.order):
            is_chosen = choice.id in chosen
            is_shown = not shown.is_answering and (is_chosen or shown.reveal == RIGHT)
            rows.append(
                {
                    "id": choice.id,
                    "text": choice.text,
                    "is_chosen": is_chosen,
                    "mark": shown.mark(choice.id),
                    "is_right": shown.reveal == RIGHT and self.is_right(choice),
                    "feedback": choice.feedback if is_shown else "",
                }
            )
        return rows

    def is_right(self, choice) -> bool:
        return choice.is_correct


class SingleChoiceBlock(ChoiceQuestionBlock):
    model = SingleChoice
    drawn_as = "choices"

    def is_right(self, choice) -> bool:
        """One that is right in part is not the right answer."""
        return choice.credit >= 1

    def clean(self, value):
        value = super().clean(value)
        choices = [choice_of(*one) for one in listed(value["choices"])]
        if sum(choice.credit >= 1 for choice in choices) != 1:
            raise fails(choices=_("Mark exactly one choice as correct. For several right ones use “multiple choice”."))
        return value

    def read(self, question, data, prefix):
        response = data.get(prefix)
        return response if response in {choice.id for choice in question.choices} else None

    class Meta:
        icon = "ips-single-choice"
        label = _("Single choice")
        description = _("One of several choices is right. The most useful kind, if every wrong one is tempting.")
        form_layout = BlockGroup(["prompt", "choices", "is_order_fixed", *COMMON])
        preview_value = {
            "prompt": "Kenta says that he wants to work. What comes first?",
            "choices": [
                {
                    "text": "Talk about what work he would like",
                    "is_correct": True,
                    "feedback": "The search begins here.",
                },
                {
                    "text": "Ask him to attend for three months",
                    "is_correct": False,
                    "feedback": "A gate, kindly meant.",
                },
            ],
        }


class MultipleChoiceBlock(ChoiceQuestionBlock):
    model = MultipleChoice
    field_type, group_role = "checkbox", "group"

    rule = blocks.ChoiceBlock(
        choices=[
            ("proportional", _("A share for each right one; a wrong one takes all")),
            ("all_or_nothing", _("All or nothing")),
            ("weighted", _("By the credit of each choice")),
        ],
        default="proportional",
        label=_("Credit"),
    )

    def clean(self, value):
        value = super().clean(value)
        if not any(choice_of(*one).is_correct for one in listed(value["choices"])):
            raise fails(choices=_("Mark at least one choice as correct."))
        return value

    def own_fields(self, value):
        return super().own_fields(value) | {"rule": value.get("rule") or "proportional"}

    def own_raw(self, question):
        return super().own_raw(question) | {"rule": question.rule}

    def read(self, question, data, prefix):
        known = {choice.id for choice in question.choices}
        return [one for one in dict.fromkeys(data.getlist(prefix)) if one in known] or None

    class Meta:
        icon = "ips-multiple-choice"
        label = _("Multiple choice")
        description = _("Several choices may be right. Ticking every box never pays.")
        form_layout = BlockGroup(["prompt", "choices", "rule", "is_order_fixed", *COMMON])
        preview_value = {
            "prompt": "Which of these are gates before the search?",
            "rule": "proportional",
            "choices": [
                {"text": "An aptitude test", "is_correct": True, "feedback": ""},
                {"text": "Attendance three days a week", "is_correct": True, "feedback": ""},
                {"text": "A talk about wishes", "is_correct": False, "feedback": "It is where the search begins."},
            ],
        }


class TrueFalseBlock(QuestionBlock):
    model = TrueFalse
    drawn_as = "choices"
    field_type, group_role = "radio", "radiogroup"
    has_words_of_ours = True

    is_true = blocks.ChoiceBlock(
        choices=[("true", _("True")), ("false", _("False"))], default="true", label=_("The statement is")
    )
    feedback_true = FeedbackBlock(label=_("Feedback to those who say “true”"))
    feedback_false = FeedbackBlock(label=_("Feedback to those who say “false”"))

    def own_fields(self, value):
        return {
            "is_true": value.get("is_true") != "false",
            "feedback_true": value.get("feedback_true") or "",
            "feedback_false": value.get("feedback_false") or "",
        }

    def own_raw(self, question):
        return {
            "is_true": "true" if question.is_true else "false",
            "feedback_true": question.feedback_true,
            "feedback_false": question.feedback_false,
        }

    def read(self, question, data, prefix):
        response = data.get(prefix)
        return response if response in ("true", "false") else None

    def rows(self, shown):
        question, rows = shown.question, []
        for value, words, feedback in (
            ("true", _now("True"), question.feedback_true),
            ("false", _now("False"), question.feedback_false),
        ):
            is_chosen, is_right = shown.response == value, question.is_true == (value == "true")
            is_shown = not shown.is_answering and (is_chosen or shown.reveal == RIGHT)
            rows.append(
                {
                    "id": value,
                    "text": words,
                    "is_chosen": is_chosen,
                    "mark": ("correct" if is_right else "wrong") if is_chosen and not shown.is_answering else "",
                    "is_right": shown.reveal == RIGHT and is_right,
                    "feedback": feedback if is_shown else "",
                }
            )
        return rows

    class Meta:
        icon = "ips-true-false"
        label = _("True or false")
        description = _("A statement to judge. Half of the guesses are right: ask it with care.")
        form_layout = BlockGroup(["prompt", "is_true", "feedback_true", "feedback_false", *COMMON])
        preview_value = {"prompt": "Place-train means that people get no support.", "is_true": "false"}
