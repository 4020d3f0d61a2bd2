import logging

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teams.letters import DIGEST
from teams.models import Organisation
from teams.nightly import rehearse_night, run_night
from teams.sending import ServerAway, send_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Bring standings up to date, open next cycles, and send the reminders that are due. Run it every hour."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent, to whom and why")
        parser.add_argument("--organisation", type=int, metavar="PK", help="only this organisation")

    def handle(self, *args, **options):
        now = timezone.now()
        organisations = Organisation.objects.order_by("pk")
        if options["organisation"] is not None:
            organisations = organisations.filter(pk=options["organisation"])
            if not organisations.exists():
                raise CommandError(f"There is no organisation {options['organisation']}.")
        run = self.rehearse if options["dry_run"] else self.run
        if failed := [one.name for one in organisations if not self.tried(run, one, now)]:
            raise CommandError(f"Not finished: {', '.join(failed)}. The log says why; the next run tries again.")

    def tried(self, run, organisation, now) -> bool:
        """Run for one organisation. What is wrong in one keeps no other from its mail."""
        try:
            run(organisation, now)
        except ServerAway as error:
            self.stderr.write(f"{organisation.name}: the mail server cannot be reached ({error}); the mail waits.")
            return False
        except Exception:
            logger.exception("The night of organisation %s failed", organisation.pk)
            return False
        return True

    def run(self, organisation, now):
        night = run_night(organisation, now=now)
        self.stdout.write(
            f"{organisation.name}: {night.people} people, {night.changed} standings changed, {night.planned} mails due"
        )
        sent = send_due(now=now, organisation=organisation)
        self.stdout.write(f"  {sent.sent} sent, {sent.refused} refused and tried again, {sent.failed} failed")

    def rehearse(self, organisation, now):
        self.stdout.write(f"{organisation.name}: nothing is written or sent")
        for mail in rehearse_night(organisation, now=now):
            when = timezone.localtime(mail.planned_at).strftime("%Y-%m-%d %H:%M")
            self.stdout.write(f"  {when} {mail.kind} to {mail.person.name} <{mail.person.email}>")
            for one in mail.about:
                words = f"team {one['team']}" if mail.kind == DIGEST else f"{one['event']} {one['on']} {one['title']}"
                self.stdout.write(f"    {words}")
