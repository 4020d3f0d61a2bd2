from django import template
from django.utils.translation import get_language

from questions import samples
from questions.kinds import OWN, RIGHT, Shown

register = template.Library()


@register.simple_tag
def sample_questions() -> list[dict]:
    """Return a question of every kind in all the ways in which one is met; see the style guide."""
    language = get_language()
    responses = samples.responses(language)
    return [ways_of(one, responses[one.kind], f"s{n}") for n, one in enumerate(samples.questions(language))]


def ways_of(question, response, prefix: str) -> dict:
    """Return {way: Shown}: asked, answered wrongly without and with the right answer, and as an opening question."""
    given = {"seed": "sample", "response": response}
    return {
        "asked": Shown(question, prefix=f"{prefix}a", seed="sample"),
        "own": Shown(question, prefix=f"{prefix}b", reveal=OWN, **given),
        "right": Shown(question, prefix=f"{prefix}c", reveal=RIGHT, **given),
        "opening": Shown(question, prefix=f"{prefix}d", seed="sample"),
        "committed": Shown(question, prefix=f"{prefix}e", **given),
        "closing": Shown(question, prefix=f"{prefix}f", reveal=RIGHT, **given),
    }
