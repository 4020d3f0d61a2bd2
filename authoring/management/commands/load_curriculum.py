from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from authoring.actions import load_curriculum
from authoring.roles import ensure_trainers


class Command(BaseCommand):
    help = "Load sources, glossary, site pages and courses from Markdown packages; again to update what changed."

    def add_arguments(self, parser):
        parser.add_argument("root", nargs="?", type=Path, default=settings.BASE_DIR / "curriculum")
        parser.add_argument(
            "--withdraw-missing",
            action="store_true",
            help="Unpublish courses that were loaded before and are not in the folder any more.",
        )

    def handle(self, *args, root: Path, withdraw_missing: bool = False, **options):
        if not root.is_dir():
            raise CommandError(f"There is no folder {root}.")
        report = load_curriculum(root=root.resolve(), withdraw_missing=withdraw_missing)
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
        for name in report.stopped:
            self.stdout.write(f"Translated in the editor before, and from its file now: {name}.")
        for name in report.missing:
            self.stdout.write(f"Loaded before and not in this folder: {name}.")
        if report.missing:
            self.stdout.write(
                "What is missing stays on the site; --withdraw-missing unpublishes it. "
                "What learners did is kept either way."
            )
        for problem in report.problems:
            self.stderr.write(str(problem))
        if report.problems:
            raise CommandError(f"{len(report.problems)} problems. What they stand in was not changed.")
