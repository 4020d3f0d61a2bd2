"""Measure what a team leader's pages, an export and the nightly run cost in organisations of several sizes."""

import argparse
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from scripts.bench import client, figures  # noqa: E402
from scripts.bench.serving import cpu_ms, forget_cached, own_database, peak_mb, ready, serving  # noqa: E402

COURSES, ROUNDS, TIMES = 20, 4, 5
SIZES = (200, 2000, 10000)
PAGES = {
    "matrix": "matrix/",
    "matrix, overdue first": "matrix/?sort=overdue",
    "readiness": "readiness/",
    "overview": "overview/",
}
PAGE_HEADER = ("Page", "People", "Queries", "CPU ms", "HTML KB")
FILE_HEADER = ("Export", "People", "CPU ms", "ms a person", "Seconds", "File KB", "Peak MB")
NIGHT_HEADER = ("Nightly run", "People", "Mails", "CPU s", "Seconds")


def prepare(folder: Path, sizes: list[int]) -> dict[int, tuple[int, str]]:
    """Set Django up and seed; return {people: (organisation, cookies of its administrator)}."""
    ready(folder)
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    from ipslearn.base.models import User
    from scripts.bench.seed import sign_in
    from scripts.bench.teams_records import add_records
    from scripts.bench.teams_seed import seed_organisation
    from teams.models import Administrator

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    found = {}
    for size in sizes:
        organisation = seed_organisation(size, COURSES)
        add_records(organisation)
        office = User.objects.create(email=f"office{size}@example.org", name="Office")
        Administrator.objects.create(organisation=organisation, user=office, since=timezone.now())
        found[size] = organisation.pk, sign_in(office)
    connections.close_all()
    return found


def measure_pages(organisations: dict, port: int, master: int) -> list[list[str]]:
    """Ask for each page, one at a time; its CPU is that of the cheapest of four rounds."""
    rows = []
    for name, path in PAGES.items():
        for size, (pk, cookie) in organisations.items():
            ask = client.Ask(f"/en/teams/organisations/{pk}/{path}", cookie)
            for _warm in range(2 * TIMES):
                answer = client.measure(port, ask)
            rounds = []
            for _round in range(ROUNDS):
                before = cpu_ms(master)
                for _time in range(TIMES):
                    answer = client.measure(port, ask)
                rounds.append((cpu_ms(master) - before) / TIMES)
            rows.append([name, f"{size:,}", str(answer.queries), f"{min(rounds):.1f}", f"{answer.size / 1000:.1f}"])
    return rows


def measure_files(organisations: dict, port: int, master: int) -> list[list[str]]:
    """Fetch the whole matrix as a file, smallest organisation first: the peak is that of the largest so far."""
    rows = []
    for kind in ("csv", "xlsx"):
        for size, (pk, cookie) in organisations.items():
            before, started = cpu_ms(master), time.perf_counter()
            _response, body = client.fetch(port, client.Ask(f"/en/teams/organisations/{pk}/matrix.{kind}", cookie))
            used, seconds = cpu_ms(master) - before, time.perf_counter() - started
            figures_of = (f"{used:.0f}", f"{used / size:.2f}", f"{seconds:.1f}", f"{len(body) / 1000:.0f}")
            rows.append([kind.upper(), f"{size:,}", *figures_of, f"{peak_mb(master):.0f}"])
    return rows


def measure_nights(organisations: dict) -> list[list[str]]:
    """Run the nightly command for each organisation: the first sends mail, the second has nothing left to do."""
    rows = []
    for size, (pk, _cookie) in organisations.items():
        for name in ("first", "again"):
            before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            command = [sys.executable, "-m", "scripts.bench.night", str(pk)]
            sent = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            seconds = time.perf_counter() - started
            rows.append([name, f"{size:,}", f"{int(sent):,}", f"{used:.1f}", f"{seconds:.1f}"])
    return rows


def run(folder: Path, sizes: list[int]) -> str:
    with own_database(folder):
        organisations = prepare(folder, sizes)
        try:
            with serving(folder) as (port, master):
                pages = measure_pages(organisations, port, master)
                files = measure_files(organisations, port, master)
            nights = measure_nights(organisations)
        finally:
            forget_cached()
    tables = ((PAGE_HEADER, pages), (FILE_HEADER, files), (NIGHT_HEADER, nights))
    return "\n".join(figures.as_table(header, rows) for header, rows in tables)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=SIZES, help="sizes of the organisations")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file as well")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped by SIGTERM."))
    with tempfile.TemporaryDirectory(prefix="ipslearn-bench-") as temporary:
        tables = run(Path(temporary).resolve(), sorted(options.people))
    print(tables)
    if options.markdown:
        options.markdown.write_text(tables, encoding="utf-8")


if __name__ == "__main__":
    main()
