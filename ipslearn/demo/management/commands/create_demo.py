from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ipslearn.demo.people import PASSWORD, create_people


class Command(BaseCommand):
    help = "Create the demo people that are not there yet, and print their accounts."

    def handle(self, *args, **options):
        if not getattr(settings, "DEMO_ALLOWED", False):
            raise CommandError("The demo is refused under these settings: it is not for an organisation's server.")
        people = create_people()
        self.stdout.write("")
        for person in people:
            self.stdout.write(f"  {person.role:<14} {person.email:<24} password: {PASSWORD}")
        self.stdout.write("")
