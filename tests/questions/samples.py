"""One question of each kind, and the form that answers it rightly."""

from questions.definitions import (
    AcceptedNumber,
    AcceptedText,
    Bin,
    Card,
    Choice,
    Entry,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    OpenResponse,
    Ordering,
    Pair,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)
from questions.kinds.arranged import right_name


def common(number: int) -> dict:
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "prompt": f"Question {number}?",
        "name": f"question-{number}",
        "feedback": f"Because of reason {number}.",
        "hint": f"Think of {number}.",
        "principle": number % 8 + 1,
        "fidelity_item": "Zero exclusion",
        "difficulty": "medium",
        "tags": ("gates", "words of the field"),
        "checked_until": "2027-03-31",
    }


SAMPLES = [
    SingleChoice(
        **common(1),
        choices=(
            Choice("a", "The job comes first", "The search begins with the wish.", 1.0),
            Choice("b", "Training comes first", "A gate, kindly meant.", 0.0),
            Choice("c", "Both at once", "Half of the way.", 0.5),
        ),
    ),
    MultipleChoice(
        **common(2),
        choices=(
            Choice("a", "An aptitude test", "It decides who may look.", 1.0),
            Choice("b", "Attendance first", "It decides when.", 1.0),
            Choice("c", "A talk about wishes", "Here it begins.", 0.0),
        ),
    ),
    TrueFalse(**common(3), is_true=False, feedback_true="Many believe it.", feedback_false="Support goes on."),
    Matching(
        **common(4),
        pairs=(
            Pair("a", "Psychiatrist", "Adjusts medicine", "At the hours of work."),
            Pair("b", "Employment specialist", "Meets employers"),
            Pair("c", "", "Decides for the person"),
        ),
    ),
    Ordering(**common(5), entries=(Entry("e1", "Wish", "First."), Entry("e2", "Search"), Entry("e3", "Job"))),
    Sorting(
        **common(6),
        bins=(Bin("p", "Place-train"), Bin("t", "Train-place"), Bin("d", "It depends", True)),
        cards=(
            Card("1", "Visit in week three", "p", "Early contact."),
            Card("2", "Punctuality first", "t", "A gate."),
            Card("3", "A CV class", "d", "Fine beside the search."),
        ),
    ),
    Numeric(
        **common(7),
        accepted=(AcceptedNumber("n1", 61.0, 0.5, 1.0, "In the trials."), AcceptedNumber("n2", None, 0.0, 0.0, "No.")),
        units=("%", "percent"),
    ),
    ShortText(
        **common(8),
        accepted=(
            AcceptedText("t1", "zero exclusion", 1.0, "Nobody is sent off."),
            AcceptedText("t2", "*", 0.0, "No."),
        ),
    ),
    Gaps(
        **common(9),
        text="The {what} comes first, {then} follows.",
        gaps=(
            Gap("g1", "what", accepted=(AcceptedText("g1a", "job", 1.0, "Yes."), AcceptedText("g1b", "work", 0.5))),
            Gap("g2", "then", choices=(Choice("g2a", "training", "", 1.0), Choice("g2b", "waiting")), weight=2),
        ),
    ),
    OpenResponse(
        **common(10),
        criteria=(Entry("o1", "Says that wanting is enough", "The heart of it."), Entry("o2", "Names the team")),
        model_answer="Whoever wants to work may begin.",
    ),
]

RIGHT_FORMS = {
    "single_choice": "r=a",
    "multiple_choice": "r=b&r=a",
    "true_false": "r=false",
    "matching": f"r-a={right_name('a')}&r-b={right_name('b')}",
    "ordering": "r-e3=3&r-e1=1&r-e2=2",
    "sorting": "r-1=p&r-2=t&r-3=d",
    "numeric": "r=61",
    "short_text": "r=Zero+Exclusion",
    "gaps": "r-g1=job&r-g2=g2a",
    "open_response": "r=Nobody+is+sent+away.",
}
