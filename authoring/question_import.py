"""Questions of a file into a bank: first a plan, which changes nothing, then the same plan carried out at once.

A question of the file that is in the bank already is updated, any other one is added behind those; what is in the bank
and not in the file stays. What is made, changed, not carried over or refused has a line. See docs/trainers.md.
"""

import dataclasses
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Locale

from authoring.question_labels import errors_in_words, field_label
from authoring.question_places import BLOCKS, is_uuid, latest, locked, questions_of, raw_of, references_of, save
from ipslearn.base.models import User
from ipslearn.base.words import labelled, listed, listed_apart
from questions.definitions import Question
from questions.formats import Format
from questions.formats.reports import CHANGED, ERROR, LEFT_OUT, MESSAGES, ImportedQuestion, Note
from quizzes.models import PublishedQuestion, QuestionBank

NEW, UPDATED, SAME = "new", "updated", "same"
# What other programs do not carry: where a file says nothing of it, the bank's own stays.
KEPT = ("source", "lesson", "principle", "fidelity_item", "difficulty", "checked_until")
LONGEST_TAG = 60
COPIED = gettext_lazy("“%(name)s” stands elsewhere already. This is a copy with statistics of its own.")
NO_IDENTITY = gettext_lazy("“%(name)s” has no identity of the shape used here. It gets a new one.")


@dataclass(frozen=True)
class Remark:
    """What became of something in the file. `line` is 0 for the file as a whole; levels are those of the formats."""

    line: int
    level: str
    message: str


@dataclass(frozen=True)
class Entry:
    """A question of the file, and what happens to it: NEW, UPDATED or SAME. `raw` is how it is stored."""

    line: int
    fate: str
    question: Question
    raw: dict[str, Any]


@dataclass(frozen=True)
class Plan:
    entries: tuple[Entry, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(one.level == ERROR for one in self.remarks)

    def of(self, fate: str) -> list[Entry]:
        return [one for one in self.entries if one.fate == fate]

    def remarked(self, level: str) -> list[Remark]:
        return [one for one in self.remarks if one.level == level]


class ImportRefused(Exception):
    """Nothing was imported. `args[0]` is the plan, with every reason and its line."""


@transaction.atomic
def import_questions(
    *, data: bytes, file_format: Format, bank: QuestionBank, user: User | None, leaves_out: bool, is_published: bool
) -> Plan:
    """Put the questions of a file into the bank, which is saved first if it is new, and return what was done.

    With `leaves_out`, questions that the editor would refuse are left out; otherwise they refuse the file. Raise
    ImportRefused; then nothing is changed.
    """
    if bank.pk is None:
        bank.live = False
        bank.save()
        log(bank, "wagtail.create", user=user)
    current = locked(bank)
    plan = plan_import(data=data, file_format=file_format, bank=current, locale=current.locale, leaves_out=leaves_out)
    if plan.is_refused:
        raise ImportRefused(plan)
    changed = {one.question.id: one.raw for one in plan.entries if one.fate != SAME}
    raw = [changed.pop(str(one["id"]), one) for one in raw_of(current)]
    if changed or plan.of(UPDATED):
        save(current, [*raw, *changed.values()], user=user, is_published=is_published)
    return plan


def plan_import(
    *, data: bytes, file_format: Format, bank: QuestionBank | None, locale: Locale, leaves_out: bool
) -> Plan:
    """Return what an import would do. `bank` is None for one that does not exist yet."""
    imported = file_format.read(data)
    planning = Planning(bank if bank is None or bank.pk is None else latest(bank), locale, leaves_out)
    planning.remarks = [remark_of(note) for note in imported.notes]
    planning.prepare(imported.questions)
    entries = tuple(entry for one in imported.questions if (entry := planning.entry(one)))
    if imported.questions and not entries:
        planning.remark(0, ERROR, _("No question of this file can be imported."))
    return Plan(entries, tuple(sorted(planning.remarks, key=lambda one: one.line)))


def remark_of(note: Note) -> Remark:
    """Return the note in the language that is active: its sentence, and what of its values are words of ours."""
    values = {name: listed(map(_, one)) if isinstance(one, tuple) else one for name, one in note.values.items()}
    return Remark(note.line, note.level, _(MESSAGES[note.code]) % {"line": note.line, **values})


class Planning:
    """What is looked up once for a whole file."""

    def __init__(self, bank: QuestionBank | None, locale: Locale, leaves_out: bool):
        self.bank, self.locale = bank, locale
        self.level = LEFT_OUT if leaves_out else ERROR
        self.present = {one.id: one for one in questions_of(bank)} if bank else {}
        self.remarks: list[Remark] = []

    def remark(self, line: int, level: str, message: str) -> None:
        self.remarks.append(Remark(line, level, message))

    def prepare(self, imported: Iterable[ImportedQuestion]) -> None:
        """Look for the same questions elsewhere in this language, and for the sources and lessons they name."""
        questions = [one.question for one in imported]
        found = PublishedQuestion.objects.filter(
            question_key__in={one.id for one in questions if is_uuid(one.id)}, locale=self.locale
        )
        if self.bank:
            found = found.exclude(place=self.bank.translation_key)
        self.elsewhere = {str(key) for key in found.values_list("question_key", flat=True)}
        self.references = references_of([*questions, *self.present.values()], self.locale)

    def entry(self, imported: ImportedQuestion) -> Entry | None:
        """Return what happens to a question; None, with a remark, if the editor would refuse it."""
        line = imported.line
        question = self.with_tags(imported)
        question = self.with_identity(question, line)
        before = self.present.get(question.id)
        if before is not None and before.kind == question.kind:
            question = self.like_before(question, before, line)
        block = BLOCKS[question.kind]
        try:
            value = block.clean(block.to_python(block.raw(question, self.references)))
        except ValidationError as error:
            self.remark(line, self.level, labelled(label_of(question), listed_apart(errors_in_words(error, block))))
            return None
        except ValueError as error:
            self.remark(line, self.level, labelled(label_of(question), error))
            return None
        stored = block.definition(question.id, value)
        self.remark_on_lost(question, stored, line)
        raw = {"type": question.kind, "id": question.id, "value": block.get_prep_value(value)}
        return Entry(line, NEW if before is None else SAME if stored == before else UPDATED, stored, raw)

    def with_tags(self, imported: ImportedQuestion) -> Question:
        """Return the question with the parts of its category as tags, unless it comes from a site like this one."""
        question = imported.question
        if imported.idnumber == question.id or not imported.category:
            return question
        parts = [" ".join(part.replace(",", " ").split())[:LONGEST_TAG] for part in imported.category.split("/")]
        tags = tuple(dict.fromkeys((*question.tags, *(part for part in parts if part))))
        return dataclasses.replace(question, tags=tags)

    def with_identity(self, question: Question, line: int) -> Question:
        """Return the question with an id that is free, and that it gets again when the file is imported again."""
        own = copied_id(self.bank.translation_key if self.bank else self.locale.language_code, question.id)
        if question.id in self.present or (question.id not in self.elsewhere and is_uuid(question.id)):
            return question
        if own not in self.present:
            is_copy = question.id in self.elsewhere
            message = COPIED if is_copy else NO_IDENTITY
            self.remark(line, CHANGED, str(message) % {"name": label_of(question)})
        return dataclasses.replace(question, id=own)

    def like_before(self, question: Question, before: Question, line: int) -> Question:
        """Return the question with what the bank alone knows of it, and with the ids of choices that read the same."""
        kept = {name: getattr(before, name) for name in KEPT if not getattr(question, name) and getattr(before, name)}
        if kept:
            names = listed(field_label(BLOCKS[question.kind], name) for name in kept)
            self.remark(line, CHANGED, _("Kept as it is here: %(names)s.") % {"names": names})
        if hasattr(question, "choices"):
            kept["choices"] = with_ids_of(question.choices, before.choices)
        return dataclasses.replace(question, **kept)

    def remark_on_lost(self, question: Question, stored: Question, line: int) -> None:
        """Remark on every field that the editor's block did not take."""
        names = [field.name for field in dataclasses.fields(question) if field.name not in question.parts]
        lost = [name for name in names if plain(getattr(question, name)) != plain(getattr(stored, name))]
        if lost:
            message = _("“%(name)s”: there is no place here for %(fields)s.")
            fields = listed(field_label(BLOCKS[question.kind], name) for name in lost)
            self.remark(line, LEFT_OUT, message % {"name": label_of(question), "fields": fields})


def copied_id(place: object, question_id: str) -> str:
    """Return the id of the copy of a question in a place: the same for every copy made there."""
    namespace = place if isinstance(place, uuid.UUID) else uuid.uuid5(uuid.NAMESPACE_URL, str(place))
    return str(uuid.uuid5(namespace, question_id))


def with_ids_of(choices: tuple, before: tuple) -> tuple:
    """Return the choices, each with the id of the one before that has its text: their counts go on."""
    known = {one.text.strip(): one.id for one in before}
    return tuple(dataclasses.replace(one, id=known.pop(one.text.strip(), one.id)) for one in choices)


def plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def label_of(question: Question) -> str:
    """Return a few words that a person knows the question by."""
    text = " ".join((question.name or question.prompt).split()) or question.kind
    return text if len(text) <= 80 else f"{text[:79]}…"
