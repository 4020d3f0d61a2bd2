"""Measure the site's pages under the production server; docs/performance.md says what the columns mean."""

import argparse
import signal
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from scripts.bench import client, figures  # noqa: E402
from scripts.bench.serving import cpu_ms, forget_cached, own_database, ready, serving  # noqa: E402

CONCURRENCY, ROUNDS = 8, 4
PAGES = ("floor", "course page", "lesson page", "my learning", "catalog", "marking complete")
# CPU milliseconds and queries of a tuned Moodle 4.5 on a machine of this size.
MOODLE = {"course page": (130, 33), "lesson page": (67, 28), "my learning": (95, 31)}
# The same for a quiz from its start to its results.
MOODLE_QUIZZES = {"ten questions, one by one": (1800, 798), "ten questions on one page": (500, 295)}
QUIZ_HEADER = ("Quiz", "Requests", "Queries", "CPU ms", "Moodle CPU ms", "× less", "Moodle queries", "HTML KB")
HEADER = (
    "Page", "Queries", "CPU ms", "× floor", "Moodle CPU ms", "× less", "Moodle queries",
    "Requests/s", "p95 ms", "HTML KB", "Page KB", "Sent KB",
)  # fmt: skip


def prepare(folder: Path) -> tuple[dict, dict]:
    """Set Django up, seed, collect the static files; return the requests of each page, and who takes which quiz."""
    ready(folder)
    from django.core.management import call_command
    from django.db import connections

    from scripts.bench.quizzes import keys
    from scripts.bench.seed import people, plan, seed

    call_command("migrate", verbosity=0)
    seed()
    call_command("collectstatic", interactive=False, verbosity=0)
    asks, takers = plan(), {"quizzes": keys(), "cookies": people()}
    connections.close_all()
    return asks, takers


def measure_all(asks: dict, requests: int, port: int, master: int) -> list[dict]:
    """Warm both workers with every page; then one request at a time for CPU and queries, then eight at once.

    The pages take turns in four rounds, and a page's CPU is that of its cheapest round: other work on the machine
    only ever adds to it.
    """
    rows = {name: {"name": name, "queries": [], "rounds": [], "html": 0} for name in PAGES}
    for name in PAGES:
        client.at_once(port, list(islice(asks[name], requests)), CONCURRENCY)
    for _round in range(ROUNDS):
        for name, row in rows.items():
            before = cpu_ms(master)
            answers = [client.measure(port, ask) for ask in islice(asks[name], requests // ROUNDS)]
            row["rounds"].append((cpu_ms(master) - before) / len(answers))
            row["queries"] += [answer.queries for answer in answers]
            row["html"] = max([row["html"], *(answer.size for answer in answers)])
    for name, row in rows.items():
        row["linked"] = (0, 0) if name == "marking complete" else weigh(port, next(asks[name]))
        started = time.perf_counter()
        crowd = client.at_once(port, list(islice(asks[name], requests)), CONCURRENCY)
        row["rate"] = len(crowd) / (time.perf_counter() - started)
        row["p95"] = 1000 * figures.percentile([answer.seconds for answer in crowd], 0.95)
    return [row | {"cpu": min(row["rounds"])} for row in rows.values()]


def measure_quizzes(takers: dict, flows: int, port: int, master: int) -> list[list[str]]:
    """Let learners take each quiz, one after the other, in four rounds; the cheapest round is a quiz's CPU."""
    from scripts.bench.quizzes import FLOWS, take
    from scripts.bench.seed import CSRF

    cookies, rows = iter(takers["cookies"]), []
    for name, paging in FLOWS.items():
        rounds, taken = [], []
        for _round in range(ROUNDS + 1):
            before = cpu_ms(master)
            done = [take(port, cookie, CSRF, takers["quizzes"][name], paging) for cookie in islice(cookies, flows)]
            rounds.append((cpu_ms(master) - before) / len(done))
            taken += done
        # The first round warms both workers.
        moodle_cpu, moodle_queries = MOODLE_QUIZZES[name]
        cpu = min(rounds[1:])
        figures_of = [
            taken[0].requests,
            figures.usual([one.queries for one in taken[flows:]]),
            f"{cpu:.0f}",
            moodle_cpu,
        ]
        figures_of += [figures.times(cpu, moodle_cpu), moodle_queries, f"{max(one.html for one in taken) / 1000:.1f}"]
        rows.append([name, *map(str, figures_of)])
    return rows


def weigh(port: int, ask: client.Ask) -> tuple[int, int]:
    """Return the bytes of the styles, scripts and icons a page links: as they are, and as they are sent."""
    linked = figures.linked_files(client.fetch(port, ask)[1].decode())
    asked = [client.Ask(path) for path in linked]
    return tuple(sum(len(client.fetch(port, one, accept)[1]) for one in asked) for accept in ("identity", "br, gzip"))


def cells(row: dict, floor: float) -> list[str]:
    moodle_cpu, moodle_queries = MOODLE.get(row["name"], (None, None))
    sizes = [row["html"] + linked for linked in (0, *row["linked"])]
    return [
        row["name"],
        figures.usual(row["queries"]),
        f"{row['cpu']:.1f}",
        figures.times(floor, row["cpu"]),
        str(moodle_cpu or "–"),
        figures.times(row["cpu"], moodle_cpu),
        str(moodle_queries or "–"),
        f"{row['rate']:.0f}",
        f"{row['p95']:.0f}",
        *(f"{size / 1000:.1f}" for size in sizes),
    ]


def run(folder: Path, requests: int) -> str:
    with own_database(folder):
        asks, takers = prepare(folder)
        try:
            with serving(folder) as (port, master):
                rows = measure_all(asks, requests, port, master)
                quizzes = measure_quizzes(takers, max(2, min(20, requests // 20)), port, master)
        finally:
            forget_cached()
    pages = figures.as_table(HEADER, [cells(row, rows[0]["cpu"]) for row in rows])
    return f"{pages}\n{figures.as_table(QUIZ_HEADER, quizzes)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=400, help="per page and step, 4 to 1000; 400 unless told")
    parser.add_argument("--folder", type=Path, help="keep the seeded SQLite database here, and use it again")
    parser.add_argument("--markdown", type=Path, help="write the table to this file as well")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped by SIGTERM."))
    with tempfile.TemporaryDirectory(prefix="ipslearn-bench-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        table = run(folder, options.requests)
    print(table)
    if options.markdown:
        options.markdown.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
