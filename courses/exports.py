from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import Reflection


def reflections_as_markdown(reflections: Iterable[Reflection]) -> str:
    """Return the reflections as one Markdown text: lesson, question, date, what was written."""
    parts = [f"# {_('My reflections')}\n"]
    for reflection in reflections:
        saved = date_format(timezone.localtime(reflection.saved_at), "DATE_FORMAT")
        question = "\n".join(f"> {line}" for line in reflection.prompt.splitlines())
        parts.append(f"## {reflection.title}\n\n{question}\n\n{saved}\n\n{reflection.text}\n")
    return "\n".join(parts)
