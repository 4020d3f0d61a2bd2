from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes.actions import close_overdue


class Command(BaseCommand):
    help = "Submit the quiz attempts whose time is over, with what was saved before. Run it every few minutes."

    def handle(self, *args, **options):
        self.stdout.write(f"Attempts closed: {close_overdue(now=timezone.now())}.")
