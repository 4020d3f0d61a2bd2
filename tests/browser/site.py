"""The site as the browser meets it: a database of its own that keeps what is written, and a server before it.

Tests of the other folders run inside a transaction that is undone, which a server in another thread cannot see.
Emptying the tables after each test would take the curriculum with them. So the browser has a copy of the test
database, made once in a session before anything was written to it; each browser test looks at the copy instead of
the original, makes the people it needs, and leaves them there. On SQLite the copy is a file, because a database in
memory would be one connection for all threads.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import LiveServerThread

from authoring.actions import load_curriculum
from courses.models import CoursePage
from ipslearn.demo.people import create_people
from questions import samples
from questions.definitions import Choice, SingleChoice
from questions.kinds import BLOCKS, SCORED_KINDS
from tests import factories
from tests.questions.samples import SAMPLES

QUESTIONS_COURSE = {"en": "Questions", "ja": "問い"}
ONE_BY_ONE, ALL_AT_ONCE, TOLD_AT_ONCE = "One by one", "All at once", "Told at once"
OPENING_CHOICES = (Choice("o1", "Talk about work", "It begins here.", 1.0), Choice("o2", "Wait for a while", "A gate."))
SMALL_COURSE = {"en": "A first week", "ja": "最初の一週間"}
GRADUATE, NEWCOMER, HALFWAY = "graduate@example.org", "newcomer@example.org", "learner@demo.example"
CERTIFICATE_OF_NOBODY = "AAAA-BBBB-CCCC"


@contextmanager
def copied_database(folder: Path) -> Iterator[dict]:
    """Yield the settings of a copy of the test database, which is removed afterwards."""
    original = connections[DEFAULT_DB_ALIAS]
    if original.vendor == "sqlite":
        path = folder / "browser.sqlite3"
        original.ensure_connection()
        with closing(sqlite3.connect(path)) as target:
            original.connection.backup(target)
        yield {**original.settings_dict, "NAME": str(path)}
    else:
        original.creation.clone_test_db("browser", verbosity=0, autoclobber=True)
        copy = original.creation.get_test_db_clone_settings("browser")
        yield copy
        # A browser keeps lines to the server open, and each has a session of its own.
        with original.cursor() as cursor:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            cursor.execute(ended, [copy["NAME"]])
        original.creation.destroy_test_db(suffix="browser", verbosity=0)


@contextmanager
def looking_at(database: dict) -> Iterator[None]:
    """Make `database` the default one for this thread."""
    kept = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = type(kept)(database, DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = kept


@contextmanager
def served(database: dict) -> Iterator[str]:
    """Serve the site as it is in `database`, with a thread for each line to the browser; yield its address."""

    class Server(ThreadedWSGIServer):
        def process_request_thread(self, request, client_address):
            with looking_at(database):
                super().process_request_thread(request, client_address)

    class Serving(LiveServerThread):
        server_class = Server
        daemon = True

    thread = Serving("127.0.0.1", static_handler=StaticFilesHandler)
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


def fill() -> None:
    """Load the real curriculum, a small course in both languages, and people at three stages of learning."""
    report = load_curriculum(root=Path(settings.BASE_DIR) / "curriculum")
    assert report.problems == []
    create_people()
    for code in SMALL_COURSE:
        small_course(code)
        questions_course(code)
    factories.UserFactory(email=NEWCOMER, name="Ren Mori")
    graduate = factories.UserFactory(email=GRADUATE, name="Aoi Sato")
    factories.complete_all(graduate, CoursePage.objects.get(title=SMALL_COURSE["en"]))


def small_course(code: str) -> CoursePage:
    """Publish a course of one module: a lesson with something of everything, and a long one."""
    words = {
        "en": ("Arriving", "Meeting people", "Going along", "What will you ask?", "Visits", "Part {}"),
        "ja": ("始める", "人に会う", "一緒に行く", "何を尋ねますか。", "訪問", "第{}部"),
    }[code]
    keys = [factories.key(f"small {n}") for n in range(4)]
    course = factories.course(SMALL_COURSE[code], code, translation_key=keys[0], summary="–")
    module = factories.module(course, words[0], translation_key=keys[1], summary="–")
    first = [
        ("text", "The aim is [[competitive employment]], and nothing stands before it. [@bond-2008]"),
        ("accordion", {"title": words[4], "items": [{"title": words[4], "text": "Two in the first week."}]}),
        ("reflection", {"prompt": words[3]}),
    ]
    long = [("text", f"## {words[5].format(n)}\n\n" + "A sentence to read. " * 120) for n in range(1, 9)]
    factories.lesson(module, words[1], first, translation_key=keys[2], summary="–")
    factories.lesson(module, words[2], long, translation_key=keys[3], summary="–")
    return course


def questions_course(code: str) -> CoursePage:
    """Publish a course of one module: lessons that ask, short and at length, and a quiz for each way of asking."""
    keys = [factories.key(f"questions {n}") for n in range(9)]
    course = factories.course(QUESTIONS_COURSE[code], code, translation_key=keys[0], summary="–")
    module = factories.module(course, {"en": "Asked", "ja": "尋ねる"}[code], translation_key=keys[1], summary="–")
    long = samples.questions(code)
    opening = SingleChoice(id="opening", prompt="What would you do?", choices=OPENING_CHOICES, feedback="It is soon.")
    asked = [("opening_question", blocks_of([opening])[0][1]), ("text", "A text to read."), *blocks_of(SAMPLES)]
    factories.lesson(module, "Asking", asked, translation_key=keys[2], summary="–")
    factories.lesson(module, "Asking at length", blocks_of(long), translation_key=keys[3], summary="–")
    fixed = {"order": "fixed", "choices_order": "fixed", "summary": "–"}
    factories.quiz(module, SAMPLES, ONE_BY_ONE, translation_key=keys[4], paging="one", **fixed)
    factories.quiz(module, SAMPLES, ALL_AT_ONCE, translation_key=keys[5], paging="all", **fixed)
    factories.quiz(module, SAMPLES[:2], TOLD_AT_ONCE, translation_key=keys[6], feedback="once", **fixed)
    at_length = {"paging": "all", "asks_confidence": True, "time_limit_minutes": 30}
    factories.quiz(module, with_ids(long), "At length", translation_key=keys[7], **at_length, **fixed)
    return course


def blocks_of(questions) -> list[tuple]:
    """Return those of the questions that a lesson may ask, as its blocks."""
    return [(q.kind, BLOCKS[q.kind].to_python(BLOCKS[q.kind].raw(q, {}))) for q in questions if q.kind in SCORED_KINDS]


def with_ids(questions) -> list:
    return [replace(one, id=str(factories.key(one.id))) for one in questions]
