"""A text with gaps as Moodle's cloze. No Django."""

from xml.sax.saxutils import escape

from questions.definitions import AcceptedText, Choice, Gap, Gaps
from questions.formats.decoding import one_line
from questions.formats.markdown import plain
from questions.formats.numbers import percent

# Entities are the only escapes that hold in answers and feedback. Behind them choices and feedback are HTML once more.
SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&~#}{=%<>\\"})


def cloze_text(question: Gaps) -> str:
    """Return prompt and text with their gaps; a gap whose place is not in the text follows at its end."""
    text, loose = question.text, []
    for number, gap in enumerate(question.gaps, start=1):
        place, item = f"{{{gap.name}}}", cloze_item(gap, question.is_case_kept)
        if place in text:
            text = text.replace(place, item, 1)
        else:
            loose.append(f"({number}) {item}")
    return "\n\n".join(part for part in (question.prompt, text, " ".join(loose)) if part.strip())


def cloze_item(gap: Gap, is_case_kept: bool) -> str:
    kind = "MULTICHOICE" if gap.choices else "SHORTANSWER_C" if is_case_kept else "SHORTANSWER"
    parts = [alternative(one) for one in gap.choices or gap.accepted]
    return f"{{{gap.weight}:{kind}:{'~'.join(parts)}}}"


def alternative(one: Choice | AcceptedText) -> str:
    text = escape(one_line(plain(one.text))) if isinstance(one, Choice) else one_line(one.text)
    feedback = escape(one_line(plain(one.feedback))).translate(SIGNS)
    weight = "=" if one.credit == 1 else f"%{percent(one.credit)}%" if one.credit else ""
    return f"{weight}{text.translate(SIGNS)}{f'#{feedback}' if feedback else ''}"
