from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from authoring.actions import load_curriculum
from authoring.roles import ensure_trainers


class Command(BaseCommand):
    help = "Load sources, glossary, site pages and courses from Markdown packages; again to update what changed."

    def add_arguments(self, parser):
        parser.add_argument("root", nargs="?", type=Path, default=settings.BASE_DIR / "curriculum")

    def handle(self, *args, root: Path, **options):
        if not root.is_dir():
            raise CommandError(f"There is no folder {root}.")
        report = load_curriculum(root=root.resolve())
        ensure_trainers()
        for verb, titles in (
            ("new", report.created),
            ("changed", report.updated),
            ("withdrawn", report.withdrawn),
        ):
            if options["verbosity"] > 1:
                for title in titles:
                    self.stdout.write(f"{verb}: {title}")
        self.stdout.write(
            f"Curriculum: {len(report.created)} new, {len(report.updated)} changed, "
            f"{len(report.withdrawn)} withdrawn, {report.unchanged} as they were."
        )
        for problem in report.problems:
            self.stderr.write(str(problem))
        if report.problems:
            raise CommandError(f"{len(report.problems)} problems. What they stand in was not changed.")
