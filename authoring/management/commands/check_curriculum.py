from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from authoring.review.checks import problems_of
from authoring.review.curriculum import Curriculum
from authoring.review.originals import Originals, folder_of_originals, names_of


class Command(BaseCommand):
    help = "Check facts, numbers, languages and times of the curriculum's files; nothing is loaded or changed."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("root", nargs="?", type=Path, default=settings.BASE_DIR / "curriculum")

    def handle(self, *args, root: Path, **options):
        if not root.is_dir():
            raise CommandError(f"There is no folder {root}.")
        curriculum = Curriculum.read(root)
        try:
            folder = folder_of_originals(settings.BASE_DIR)
        except NotADirectoryError as error:
            raise CommandError(str(error)) from error
        originals = Originals.read(folder, names_of(curriculum)) if folder else None
        problems = problems_of(curriculum, originals)
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"{len(problems)} problems.")
        compared = "compared with the source documents" if originals else "not compared with source documents"
        self.stdout.write(f"Curriculum: {len(curriculum.files)} files without a problem, {compared}.")
