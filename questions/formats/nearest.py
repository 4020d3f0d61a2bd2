"""Our kinds of question as the nearest ones that Moodle has, and what of them Moodle does not see. No Django."""

from dataclasses import replace

from ipslearn.base.deferred import gettext_noop as _
from questions.definitions import Gaps, Matching, MultipleChoice, Pair, Question, Sorting

NEVER_SEEN = {
    "source": _("source"),
    "lesson": _("lesson to read again"),
    "principle": _("principle"),
    "fidelity_item": _("fidelity item"),
    "difficulty": _("difficulty"),
    "checked_until": _("checked until"),
    "bins.is_depends": _("“it depends”"),
    "pairs.feedback": _("feedback of pairs"),
    "cards.feedback": _("feedback of cards"),
    "entries.feedback": _("feedback of parts"),
}
MOODLE_KINDS = {"sorting": _("matching"), "gaps": _("gaps in a text (cloze)"), "open_response": _("an essay")}


def nearest(question: Question) -> Question:
    """Return the question as one that scores most like it in Moodle."""
    if isinstance(question, Sorting):
        return as_matching(question)
    if isinstance(question, MultipleChoice) and question.rule != "weighted":
        return with_weights(question)
    return question


def as_matching(question: Sorting) -> Matching:
    """Return cards with the text of their bin; a bin without cards is a distractor."""
    texts = {one.id: one.text for one in question.bins}
    pairs = [Pair(card.id, card.text, texts.get(card.bin, "")) for card in question.cards]
    used = {card.bin for card in question.cards}
    pairs += [Pair(one.id, "", one.text) for one in question.bins if one.id not in used]
    return Matching(**common(question), pairs=tuple(pairs))


def with_weights(question: MultipleChoice) -> MultipleChoice:
    """Return the choices with equal shares of the credit; a wrong one takes all, as the rule "proportional" says."""
    correct = sum(choice.is_correct for choice in question.choices)
    choices = [replace(one, credit=1 / correct if one.is_correct else -1.0) for one in question.choices]
    return replace(question, choices=tuple(choices), rule="weighted")


def common(question: Question) -> dict[str, str]:
    return {name: getattr(question, name) for name in ("id", "prompt", "name", "feedback", "hint")}


def unseen(question: Question, also: dict[str, str]) -> list[str]:
    """Return the words for what the question holds and other programs do not see: NEVER_SEEN, and `also`."""
    found = [word for path, word in (NEVER_SEEN | also).items() if holds(question, path)]
    if isinstance(question, MultipleChoice) and question.rule == "all_or_nothing":
        found.append(_("all or nothing"))
    return found


def holds(question: Question, path: str) -> bool:
    name, _point, inner = path.partition(".")
    value = getattr(question, name, None)
    return any(getattr(part, inner) for part in value or ()) if inner else bool(value)


def label_of(question: Question) -> str:
    """Return a few words that a person knows the question by."""
    text = question.name or question.prompt or (question.text if isinstance(question, Gaps) else "")
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"
