"""From what a format's reader found to what is handed back: identities, originals, remarks on credits. No Django."""

from questions.definitions import MultipleChoice, Question, SingleChoice
from questions.formats.identity import Identities, is_ours, with_ids
from questions.formats.originals import unpacked
from questions.formats.reports import Imported, ImportedQuestion, Note, Notes, NotesOfQuestion, Refused, refused
from questions.scoring import NEARLY


class Assembly:
    """Collects the questions of one file. After the first error no more questions are kept, only notes."""

    def __init__(self, format_name: str):
        self.notes = Notes()
        self.identities = Identities(format_name)
        self.found: list[ImportedQuestion] = []
        self.errors: list[Note] = []

    def original(self, comment: str, visible: str, line: int) -> Question | None:
        """Return the question that the comment beside a visible part holds, if it holds for it."""
        if not comment:
            return None
        question = unpacked(comment, visible)
        if question is None:
            self.notes.changed(line, "edited")
        return question

    def restore(self, question: Question, line: int, **values) -> None:
        """Keep a question that has its own ids."""
        if not self.identities.take(question.id):
            self.notes.changed(line, "same_id")
            question = with_ids(question, self.identities.new(question, values["category"], ""))
        self.found.append(ImportedQuestion(question, line=line, **values))

    def add(self, question: Question, line: int, **values) -> None:
        """Keep a question that has no ids yet."""
        remark_on_credits(question, NotesOfQuestion(self.notes, line))
        idnumber = values.get("idnumber", "")
        if is_ours(idnumber) and self.identities.take(idnumber):
            identity = idnumber
        else:
            identity = self.identities.new(question, values["category"], idnumber)
        self.found.append(ImportedQuestion(with_ids(question, identity), line=line, **values))

    def refuse(self, refusal: Refused) -> None:
        self.errors.append(refusal.note)
        self.notes.add(refusal.note)

    def imported(self) -> Imported:
        if not self.found and not self.errors:
            self.refuse(refused(0, "empty"))
        return Imported(() if self.errors else tuple(self.found), self.notes.in_order())


def remark_on_credits(question: Question, notes: NotesOfQuestion) -> None:
    """Note where scoring here differs from what the credits say."""
    parts = getattr(question, "choices", None) or getattr(question, "accepted", None)
    if parts is None:
        return
    if not any(part.credit > 0 for part in parts):
        notes.changed("no_credit")
    if isinstance(question, SingleChoice) and any(part.credit < 0 for part in parts):
        notes.changed("negative_choice")
    is_all_right = all(part.credit > 0 for part in parts)
    if isinstance(question, MultipleChoice) and not is_all_right and sum(part.credit for part in parts) > NEARLY:
        notes.changed("ticking_all")
