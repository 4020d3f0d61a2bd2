from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Locale

from authoring.question_files import format_for
from authoring.question_import import NEW, SAME, UPDATED, ImportRefused, Plan, import_questions, plan_import
from questions.formats import FORMATS
from questions.formats.decoding import MAXIMUM_BYTES, MEGABYTES
from quizzes.models import QuestionBank

# The names of formats are written with a hyphen as well.
NAMES = sorted({*FORMATS, *(key.replace("_", "-") for key in FORMATS)})


class Command(BaseCommand):
    help = "Import questions from a GIFT, Aiken or Moodle XML file into a bank; again to update what changed."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--bank", required=True, help="The title of the bank; a new one is made if there is none.")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=dict(settings.LANGUAGES))
        parser.add_argument("--format", choices=NAMES, help="By default what the name of the file ends with.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and change nothing.")
        parser.add_argument("--draft", action="store_true", help="Save a draft in place of publishing.")
        parser.add_argument(
            "--leave-out", action="store_true", help="Leave out questions that the editor would refuse."
        )

    def handle(self, *args, **options):
        data = read(options["file"])
        file_format = format_for(options["file"].name, data, options["format"] or "")
        if file_format is None:
            raise CommandError("The name of the file does not say its format. Name it with --format.")
        same = {"data": data, "file_format": file_format, "leaves_out": options["leave_out"]}
        locale, _created = Locale.objects.get_or_create(language_code=options["language"])
        bank = bank_of(options["bank"], locale)
        if options["dry_run"]:
            plan = plan_import(**same, bank=bank, locale=locale)
        else:
            bank = bank or QuestionBank(title=options["bank"], locale=locale)
            plan = self.carried_out(**same, bank=bank, user=None, is_published=not options["draft"])
        self.tell(plan)
        if plan.is_refused:
            raise CommandError("Nothing would be imported.")

    def carried_out(self, **options) -> Plan:
        try:
            return import_questions(**options)
        except ImportRefused as refusal:
            self.tell(refusal.args[0])
            raise CommandError("Nothing was imported.") from None

    def tell(self, plan: Plan) -> None:
        for remark in plan.remarks:
            place = f"line {remark.line}: " if remark.line else ""
            self.stdout.write(f"{place}{remark.level.replace('_', ' ')}: {remark.message}")
        counts = {fate: len(plan.of(fate)) for fate in (NEW, UPDATED, SAME)}
        self.stdout.write(f"Questions: {counts[NEW]} new, {counts[UPDATED]} changed, {counts[SAME]} as they were.")


def read(path: Path) -> bytes:
    """Return the content of the file. Raise CommandError."""
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    if path.stat().st_size > MAXIMUM_BYTES:
        raise CommandError(f"{path} has more than {MEGABYTES} MB. Split it.")
    return path.read_bytes()


def bank_of(title: str, locale: Locale) -> QuestionBank | None:
    """Return the bank of this title, None if there is none. Raise CommandError if there are several."""
    banks = list(QuestionBank.objects.filter(title=title, locale=locale)[:2])
    if len(banks) > 1:
        raise CommandError(f"Several banks are called “{title}”. Give them different titles first.")
    if not banks and len(title) > QuestionBank._meta.get_field("title").max_length:
        raise CommandError("The title of the bank is too long.")
    return banks[0] if banks else None
