from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Locale

from authoring.management.commands.import_questions import NAMES, bank_of
from authoring.question_export import export_questions
from questions.formats import FORMATS


class Command(BaseCommand):
    help = "Write the questions of a bank, as last saved, into a GIFT, Moodle XML or Aiken file."

    def add_arguments(self, parser):
        parser.add_argument("--bank", required=True, help="The title of the bank.")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=dict(settings.LANGUAGES))
        parser.add_argument("--format", required=True, choices=NAMES)
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, *args, **options):
        locale = Locale.objects.filter(language_code=options["language"]).first()
        bank = bank_of(options["bank"], locale)
        if bank is None:
            raise CommandError(f"There is no bank “{options['bank']}” in this language.")
        data, remarks = export_questions(bank, FORMATS[options["format"].replace("-", "_")])
        for remark in remarks:
            self.stdout.write(f"question {remark.line}: {remark.message}")
        options["output"].write_bytes(data)
        self.stdout.write(f"Written: {options['output']}, {len(data)} bytes.")
