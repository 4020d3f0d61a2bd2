"""Walk every screen in a real Chromium and write a picture of each: NAME-WIDTH-SCHEME-LANGUAGE.png.

    python scripts/screenshots.py [--only lesson,home] [--out screenshots]

The site runs in this process, on a free port, with a database and media folder that are thrown away.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

WIDTHS, SCHEMES = (390, 1280), ("light", "dark")
BOTH, ENGLISH = ("en", "ja"), ("en",)
LEARNER, NEWCOMER = "learner@demo.example", "newcomer@demo.example"
GRADUATE, TRAINER = "graduate@demo.example", "trainer@demo.example"
COURSE = "courses/ips-foundations/"


@dataclass(frozen=True)
class Screen:
    """A page: its path after the language (as it stands if it begins with "/"), who looks at it, and how."""

    name: str
    path: str
    who: str = ""
    languages: tuple[str, ...] = BOTH
    is_printed: bool = False
    is_open: bool = False


SCREENS = [
    Screen("home", ""),
    Screen("catalog", "courses/"),
    Screen("catalog-learner", "courses/", LEARNER),
    Screen("catalog-nothing", "courses/?status=completed", NEWCOMER),
    Screen("course", COURSE, languages=ENGLISH),
    Screen("course-new", COURSE, NEWCOMER, ENGLISH),
    Screen("course-learner", COURSE, LEARNER, ENGLISH),
    Screen("course-completed", COURSE, GRADUATE, ENGLISH),
    Screen("module", COURSE + "two-routes/", LEARNER, ENGLISH),
    Screen("lesson-visitor", COURSE + "two-routes/prepare-or-start/", "", ENGLISH),
    Screen("lesson", COURSE + "two-routes/prepare-or-start/", LEARNER, ENGLISH, is_printed=True),
    Screen("lesson-principles", COURSE + "two-routes/eight-principles/", LEARNER, ENGLISH),
    Screen("lesson-chart", COURSE + "two-routes/why-work/", LEARNER, ENGLISH, is_open=True),
    Screen("lesson-filters", COURSE + "open-to-everyone/hidden-filters/", LEARNER, ENGLISH, is_open=True),
    Screen("lesson-questions", COURSE + "two-routes/eight-principles/", NEWCOMER, ENGLISH, is_printed=True),
    Screen("quiz", COURSE + "two-routes/quiz/", LEARNER, ENGLISH),
    Screen("quiz-new", COURSE + "open-to-everyone/quiz/", LEARNER, ENGLISH),
    Screen("quiz-final", COURSE + "quiz/", LEARNER, ENGLISH),
    Screen("attempt", "attempts/{open}/questions/1/", LEARNER),
    Screen("attempt-ordering", "attempts/{open}/questions/5/", LEARNER, ENGLISH),
    Screen("attempt-checked", "attempts/{checked}/questions/1/", LEARNER),
    Screen("attempt-all", "attempts/{whole}/", LEARNER),
    Screen("review", "attempts/{open}/review/", LEARNER),
    Screen("results", "attempts/{results}/results/", LEARNER, is_printed=True),
    Screen("results-failed", "attempts/{failed}/results/", LEARNER, ENGLISH),
    Screen("results-passed", "attempts/{passed}/results/", LEARNER, ENGLISH, is_printed=True),
    Screen("glossary", "glossary/"),
    Screen("search", "search/?q=work"),
    Screen("search-nothing", "search/?q=zzzzz"),
    Screen("check", "check/?number={certificate}"),
    Screen("check-unknown", "check/?number=AAAA-BBBB-CCCC"),
    Screen("sign-in", "accounts/login/"),
    Screen("sign-up", "accounts/signup/"),
    Screen("password-reset", "accounts/password/reset/"),
    Screen("about", "about/"),
    Screen("help", "help/"),
    Screen("accessibility", "accessibility/"),
    Screen("privacy", "privacy/"),
    Screen("learning-empty", "learning/", NEWCOMER),
    Screen("learning", "learning/", LEARNER),
    Screen("learning-finished", "learning/", GRADUATE),
    Screen("reflections-empty", "reflections/", NEWCOMER),
    Screen("reflections", "reflections/", LEARNER),
    Screen("certificate", "certificates/{certificate}/", GRADUATE, is_printed=True),
    Screen("profile", "accounts/profile/", LEARNER),
    Screen("e-mail", "accounts/email/", LEARNER),
    Screen("password-change", "accounts/password/change/", LEARNER),
    Screen("not-found", "no-such-page/"),
    Screen("styleguide", "styleguide/", is_open=True),
    Screen("admin-home", "/admin/", TRAINER, ENGLISH),
    Screen("admin-course", "/admin/pages/{course}/", TRAINER, ENGLISH),
    Screen("admin-lesson", "/admin/pages/{lesson}/edit/", TRAINER, ENGLISH),
    Screen("admin-sources", "/admin/snippets/base/source/", TRAINER, ENGLISH),
    Screen("admin-terms", "/admin/snippets/base/glossaryterm/", TRAINER, ENGLISH),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="names of screens, with commas between")
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    options = parser.parse_args()
    every = [screen.name for screen in SCREENS]
    wanted = set(options.only.split(",")) if options.only else set(every)
    if unknown := wanted - set(every):
        parser.error(f"no screen is called {', '.join(sorted(unknown))}; there are {', '.join(every)}")
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ipslearn-screenshots-") as folder:
        set_up(Path(folder))
        names, cookies = make_content(), make_sessions()
        show([one for one in SCREENS if one.name in wanted], names, cookies, options.out)


def set_up(folder: Path) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="ipslearn.settings.dev",
        DEBUG="false",
        DATABASE_URL=f"sqlite:///{folder / 'db.sqlite3'}",
        MEDIA_ROOT=str(folder / "media"),
        CACHE_URL="locmemcache://",
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    )
    import django
    from django.conf import settings

    django.setup()
    settings.STYLEGUIDE = True


def make_content() -> dict:
    """Fill the database; return what the paths of the screens leave open."""
    from django.core.management import call_command
    from django.utils import timezone

    for command in ("migrate", "load_curriculum", "create_demo"):
        call_command(command, verbosity=0)
    from courses import actions
    from courses.models import CoursePage, LessonPage
    from courses.outlines import activity_kinds
    from ipslearn.base.models import User

    User.objects.create_user(NEWCOMER, None, name="Ren Mori")
    course = CoursePage.objects.get(slug="ips-foundations", locale__language_code="en")
    graduate = User.objects.create_user(GRADUATE, None, name="Aoi Sato")
    enrollment = actions.enroll(learner=graduate, course=course, now=timezone.now())
    done = {"enrollment": enrollment, "course": course, "rule": "declared", "now": timezone.now()}
    for kind in activity_kinds():
        for one in kind.objects.descendant_of(course):
            actions.record_completion(activity=one, **done)
    lesson = LessonPage.objects.get(slug="prepare-or-start", locale__language_code="en")
    return {"certificate": enrollment.certificate.number, "course": course.pk, "lesson": lesson.pk, **make_attempts()}


def make_attempts() -> dict:
    """Give the learner attempts with the questions of the style guide beside their own; return where they are."""
    from quizzes.models import Attempt

    failed, passed = Attempt.objects.filter(enrollment__learner__email=LEARNER).order_by("number")[:2]
    done = {"submitted_at": passed.submitted_at, "score_given": 2.5, "score_maximum": 10.0}
    return {
        "failed": failed.pk,
        "passed": passed.pk,
        "open": sample_attempt(passed, paging="one", minutes=8, asks_confidence=True, answered=6),
        "checked": sample_attempt(passed, paging="one", feedback="once", answered=1),
        "whole": sample_attempt(passed, paging="all", minutes=8, answered=0),
        "results": sample_attempt(passed, paging="all", asks_confidence=True, answered=10, **done),
    }


def sample_attempt(model, *, answered: int, minutes: int = 0, **settings) -> int:
    """Write an attempt like `model` with so many answers; `settings` are its rules and columns."""
    import uuid
    from datetime import timedelta

    from django.utils import timezone

    from questions import samples
    from quizzes.models import Attempt, Response

    columns = {name: settings.pop(name) for name in list(settings) if hasattr(Attempt, name)}
    attempt = Attempt.objects.create(
        enrollment=model.enrollment,
        quiz_key=uuid.uuid4(),
        number=1,
        title=model.title,
        language="en",
        edition=1,
        rules=model.rules | settings,
        mastery_score=0.8,
        started_at=timezone.now(),
        deadline_at=timezone.now() + timedelta(minutes=minutes) if minutes else None,
        **columns,
    )
    rows = []
    for position, question in enumerate(samples.questions("en"), start=1):
        given = sample_response(question, settings, is_answered=position <= answered)
        rows.append(Response(attempt=attempt, place=attempt.quiz_key, position=position, language="en", **given))
    Response.objects.bulk_create(rows)
    return attempt.pk


def sample_response(question, rules: dict, *, is_answered: bool) -> dict:
    """Return the columns of a response to a sample question."""
    import uuid

    from questions import samples
    from questions.arranging import arrange
    from questions.definitions import to_json
    from questions.scoring import score

    response = samples.responses("en")[question.kind] if is_answered else None
    return {
        "question_key": uuid.uuid4(),
        "kind": question.kind,
        "snapshot": to_json(question),
        "order": arrange(question, "sample"),
        "response": response,
        "is_answered": is_answered,
        "confidence": "sure" if is_answered and rules.get("asks_confidence") else "",
        "is_final": rules.get("feedback") == "once" and is_answered,
        "correctness": score(question, response).correctness,
    }


def make_sessions() -> dict[str, str]:
    """Return the value of the session cookie of each person."""
    from django.test import Client

    from ipslearn.base.models import User

    found = {}
    for user in User.objects.all():
        client = Client()
        client.force_login(user)
        found[user.email] = client.cookies["sessionid"].value
    return found


def show(screens: list[Screen], names: dict, cookies: dict, out: Path) -> None:
    """Serve the site, and take the pictures of the screens."""
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import FLAGS, MISSING, find_chromium
    from tests.browser.site import served

    if (path := find_chromium()) is None:
        sys.exit(MISSING)
    with served(settings.DATABASES["default"]) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        walk(browser, address, screens, names, cookies, out)
        browser.close()


def walk(browser, address: str, screens: list[Screen], names: dict, cookies: dict, out: Path) -> None:
    for screen in screens:
        for language in screen.languages:
            context = browser.new_context(base_url=address, reduced_motion="reduce")
            # A picture of one screen leaves no trace on another.
            context.route("**/position/", lambda route: route.abort())
            if screen.who:
                context.add_cookies([{"name": "sessionid", "value": cookies[screen.who], "url": address}])
            page = context.new_page()
            path = screen.path.format(**names)
            answer = page.goto(path if path.startswith("/") else f"/{language}/{path}", wait_until="networkidle")
            print(f"{answer.status} {screen.name} ({language})", flush=True)
            take(page, screen, out, language)
            context.close()


def take(page, screen: Screen, out: Path, language: str) -> None:
    """Take the pictures of the page that is open: each width in each scheme, and the printed page."""
    if screen.is_open:
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    page.evaluate("document.querySelectorAll('img').forEach(one => { one.loading = 'eager' })")
    page.wait_for_function("[...document.images].every(one => one.complete)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=out / f"{screen.name}-{width}-{scheme}-{language}.png", full_page=True)
    if screen.is_printed:
        page.set_viewport_size({"width": 794, "height": 1123})
        page.emulate_media(color_scheme="light", media="print")
        page.screenshot(path=out / f"{screen.name}-print-{language}.png", full_page=True)


if __name__ == "__main__":
    main()
