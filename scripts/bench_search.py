"""Measure how well the search answers our own queries, and what a query costs among thousands of pages."""

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from scripts.bench import figures, recall  # noqa: E402
from scripts.bench.serving import forget_cached, own_database, ready  # noqa: E402

QUALITY_HEADER = ("Language", "Queries", "Found in five", "First", "Least found by kind")
COST_HEADER = ("Pages", "CPU ms", "ms median", "ms p95", "Statements", "Index MB")


def prepare(folder: Path) -> None:
    ready(folder)
    from django.core.management import call_command

    from courses.models import CoursePage

    call_command("migrate", verbosity=0)
    if not CoursePage.objects.exists():
        call_command("load_curriculum")


def ask(question: recall.Question, reader, names: dict) -> list[str]:
    """Return the names of what the screen shows for `question`, from its top."""
    from django.utils import translation

    from courses.find import find_pages

    with translation.override(question.language):
        found = find_pages(question.text, reader, question.language, 1)
    terms = [recall.TERM + row["term"].key for row in found["terms"]]
    return terms + [names.get(row["page"].translation_key, "") for row in found["page"]]


def measure_quality(questions: list[recall.Question], reader) -> tuple[list[list[str]], list[recall.Outcome]]:
    """Return a row for each language, and what was not found."""
    from authoring.keys import key_of

    names = {key_of(question.answer): question.answer for question in questions}
    outcomes = [recall.outcome(question, ask(question, reader, names)) for question in questions]
    rows = []
    for language in sorted({question.language for question in questions}):
        mine = [outcome for outcome in outcomes if outcome.question.language == language]
        kinds = sorted({outcome.question.about for outcome in mine})
        by_kind = {kind: recall.share(o.is_found for o in mine if o.question.about == kind) for kind in kinds}
        least = min(kinds, key=by_kind.__getitem__)
        found, first = recall.share(o.is_found for o in mine), recall.share(o.is_first for o in mine)
        rows.append([language, str(len(mine)), f"{found:.3f}", f"{first:.3f}", f"{least} {by_kind[least]:.2f}"])
    return rows, [outcome for outcome in outcomes if not outcome.is_found]


def measure_cost(questions: list[recall.Question], reader, pages: int) -> list[str]:
    """Ask each question among `pages` lessons, if there are not more; the statements are counted by themselves.

    The CPU is that of this process and of the database's, with everything asked once before.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from courses.models import LessonPage
    from scripts.bench.search_seed import seed_lessons

    seed_lessons(pages)
    seconds, statements = [], []
    for question in questions:
        ask(question, reader, {})
    started = time.process_time() + database_seconds()
    for question in questions:
        before = time.perf_counter()
        ask(question, reader, {})
        seconds.append(time.perf_counter() - before)
    cpu = 1000 * (time.process_time() + database_seconds() - started) / len(questions)
    for question in questions:
        with CaptureQueriesContext(connection) as sent:
            ask(question, reader, {})
        statements.append(len(sent))
    middle, late = (1000 * figures.percentile(seconds, share) for share in (0.5, 0.95))
    count = LessonPage.objects.count()
    span = f"{min(statements)} to {max(statements)}"
    return [f"{count:,}", f"{cpu:.1f}", f"{middle:.0f}", f"{late:.0f}", span, f"{index_mb():.0f}"]


def database_seconds() -> float:
    """Return the CPU seconds of PostgreSQL's process for us, if it runs on this machine; SQLite runs in ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    stat = Path(f"/proc/{process}/stat")
    return figures.parse_stat(stat.read_text())[1] / os.sysconf("SC_CLK_TCK") if stat.exists() else 0.0


def index_mb() -> float:
    from django.db import connection

    sizes = {
        "postgresql": "SELECT pg_total_relation_size('wagtailsearch_indexentry')",
        "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'wagtailsearch_indexentry%%'",
    }
    with connection.cursor() as cursor:
        cursor.execute(sizes[connection.vendor])
        return (cursor.fetchone()[0] or 0) / 1e6


def run(folder: Path, pages: int) -> str:
    with own_database(folder):
        prepare(folder)
        try:
            from ipslearn.base.models import User

            reader, _is_new = User.objects.get_or_create(email="reader@example.org", defaults={"name": "Reader"})
            questions = recall.read_questions(recall.QUERIES.read_text(encoding="utf-8"))
            quality, missed = measure_quality(questions, reader)
            # First among the curriculum's own lessons.
            costs = [measure_cost(questions, reader, count) for count in (0, pages)]
        finally:
            forget_cached()
    parts = [figures.as_table(QUALITY_HEADER, quality)]
    parts += [f"Not found: {one.question.text} ({one.question.language}, {one.question.answer})" for one in missed]
    return "\n".join([*parts, "", figures.as_table(COST_HEADER, costs)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3000, help="lessons to search in; 3000 unless told")
    parser.add_argument("--folder", type=Path, help="keep the seeded SQLite database here, and use it again")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped by SIGTERM."))
    with tempfile.TemporaryDirectory(prefix="ipslearn-bench-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        print(run(folder, options.pages))


if __name__ == "__main__":
    main()
