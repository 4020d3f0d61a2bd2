"""One nightly run for an organisation, at ten in the morning of the next working day in Tokyo: when mail goes out.

`manage.py run_nightly` does the same at the present moment, at which there may be nothing to send.
"""

import sys
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import django

SATURDAY = 5


def next_morning(now: datetime) -> datetime:
    day = now.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, time(10), tzinfo=now.tzinfo)


def main(pk: int) -> None:
    django.setup()
    from teams.models import Organisation
    from teams.nightly import run_night
    from teams.sending import send_due

    organisation = Organisation.objects.get(pk=pk)
    moment = next_morning(datetime.now(ZoneInfo("Asia/Tokyo")))
    run_night(organisation, now=moment)
    print(send_due(now=moment, organisation=organisation).sent)


if __name__ == "__main__":
    main(int(sys.argv[1]))
