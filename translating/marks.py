"""What a translated text must keep: its sources and the names of its gaps; and it may name no unknown term.

A text that fails is kept with its error for the translator to mend; until then the text of the source is shown.
"""

from django.db.models.signals import pre_save
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from ipslearn.base import prose
from ipslearn.base.marks import known_marks
from questions.kinds.gaps import GAP


def problem_in(source: str, text: str, *, has_gaps: bool = False) -> str:
    """Return what is wrong with the translation of a text, in words; "" if nothing is. Two queries if it has marks."""
    lost, added = differences(cited(source), cited(text))
    if lost:
        return _("Keep the source: %s") % ", ".join(f"[@{key}]" for key in lost)
    if added:
        return _("The original does not cite: %s") % ", ".join(f"[@{key}]" for key in added)
    if has_gaps:
        lost, added = differences(GAP.findall(source), GAP.findall(text))
        if lost or added:
            return _("Keep the gaps as they are named: %s") % ", ".join(f"{{{name}}}" for name in lost or added)
    if prose.has_marks(text):
        return " ".join(message for _line, message in prose.unknown_marks(text, *known_marks()))
    return ""


def cited(text: str) -> list[str]:
    return [key for marks in prose.CITATION.findall(text) for key in prose.citation_keys(marks)]


def differences(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """Return what is only in the first and what is only in the second list, each in order and once."""
    lost = [one for one in dict.fromkeys(before) if one not in after]
    return lost, [one for one in dict.fromkeys(after) if one not in before]


def check_translation(sender, instance: StringTranslation, **kwargs):
    """Note the problem of a text that is about to be saved, or that there is none any more."""
    changed = kwargs.get("update_fields")
    if kwargs.get("raw") or (changed is not None and "data" not in changed):
        return
    context = instance.context
    has_gaps = context is not None and context.field_path.endswith("gaps.text")
    source, text = (StringValue(data).render_text() for data in (instance.translation_of.data, instance.data))
    if problem := problem_in(source, text, has_gaps=has_gaps):
        instance.has_error, instance.field_error = True, problem


def connect():
    pre_save.connect(check_translation, sender=StringTranslation)
