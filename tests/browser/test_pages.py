"""Every page, as everyone who meets it: nothing wrong in either colour scheme, on a narrow window, in large text."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from authoring.pages import slug_of
from courses.models import Certificate, LessonPage
from tests.browser.attempts import attempts
from tests.browser.looking import everything_wrong
from tests.browser.site import CERTIFICATE_OF_NOBODY, GRADUATE, HALFWAY, NEWCOMER

CURRICULUM = Path(__file__).parents[2] / "curriculum"
COURSE = "courses/ips-foundations/"
SMALL = "courses/a-first-week/"


@dataclass(frozen=True)
class Screen:
    """A page: its path after the language, who looks at it (nobody signed in unless told), its answer's status."""

    name: str
    path: str
    who: str | None = None
    status: int = 200
    languages: tuple[str, ...] = ("en", "ja")


def lesson_paths() -> list[str]:
    """Return the paths of all lessons of the curriculum in English, as they follow from the files."""
    files = sorted((CURRICULUM / "en").glob("*/*/*.md"))
    return [
        f"courses/{path.parts[-3]}/{slug_of(path.parts[-2])}/{slug_of(path.stem)}/"
        for path in files
        if path.name not in {"module.md", "bank.md"}
    ]


ENGLISH = ("en",)
# Of attempts with a question of every kind, in long words: see `tests.browser.attempts`.
ATTEMPTS = {
    "attempt, answered": "attempts/{open}/",
    "attempt, one question": "attempts/{single}/questions/1/",
    "attempt, checked": "attempts/{checked}/questions/1/",
    "review": "attempts/{open}/review/",
    "attempt, time over": "attempts/{late}/",
    "results": "attempts/{failed}/results/",
    "results, own alone": "attempts/{own}/results/",
    "results, passed": "attempts/{passed}/results/",
}
SITE_PAGES = [path.stem for path in sorted((CURRICULUM / "en" / "site").glob("*.md"))]
SCREENS = [
    Screen("home", ""),
    Screen("catalog", "courses/"),
    Screen("catalog, nothing found", "courses/?status=completed", NEWCOMER),
    Screen("catalog, signed in", "courses/", HALFWAY),
    Screen("course", COURSE),
    Screen("course, not enrolled", COURSE, NEWCOMER),
    Screen("course, halfway", COURSE, HALFWAY),
    Screen("course, completed", SMALL, GRADUATE, languages=ENGLISH),
    Screen("module", COURSE + "two-routes/"),
    Screen("module, halfway", COURSE + "two-routes/", HALFWAY, languages=ENGLISH),
    # Each in one of the languages, in turn: the pages are alike, and there are a hundred of them.
    *[
        Screen(" ".join(path.split("/")[-3:-1]), path, HALFWAY, languages=(("en", "ja")[n % 2],))
        for n, path in enumerate(lesson_paths())
    ],
    Screen("lesson, nobody", COURSE + "two-routes/prepare-or-start/", languages=ENGLISH),
    Screen("lesson, not enrolled", COURSE + "two-routes/prepare-or-start/", NEWCOMER, languages=ENGLISH),
    *[Screen(name, f"{name}/") for name in SITE_PAGES if name not in {"home", "catalog"}],
    Screen("quiz, not enrolled", COURSE + "two-routes/quiz/", NEWCOMER, languages=ENGLISH),
    *[Screen(name, path, HALFWAY) for name, path in ATTEMPTS.items()],
    Screen("lesson that asks at length", "{asking}", languages=("en", "ja")),
    Screen("glossary", "glossary/"),
    Screen("search, nothing asked", "search/"),
    Screen("search", "search/?q=work"),
    Screen("search, nothing found", "search/?q=zzzzz"),
    Screen("check", "check/"),
    Screen("check, valid", "check/?number={certificate}"),
    Screen("check, unknown", f"check/?number={CERTIFICATE_OF_NOBODY}"),
    Screen("sign in", "accounts/login/"),
    Screen("sign up", "accounts/signup/"),
    Screen("password reset", "accounts/password/reset/"),
    Screen("password reset, sent", "accounts/password/reset/done/"),
    Screen("mail sent", "accounts/confirm-email/"),
    Screen("my learning, empty", "learning/", NEWCOMER),
    Screen("my learning, halfway", "learning/", HALFWAY),
    Screen("my learning, finished", "learning/", GRADUATE),
    Screen("reflections, empty", "reflections/", NEWCOMER),
    Screen("reflections", "reflections/", HALFWAY),
    Screen("certificate", "certificates/{certificate}/", GRADUATE),
    Screen("profile", "accounts/profile/", HALFWAY),
    Screen("e-mail", "accounts/email/", HALFWAY),
    Screen("password change", "accounts/password/change/", HALFWAY),
    Screen("sign out", "accounts/logout/", HALFWAY),
    Screen("style guide", "styleguide/"),
    Screen("not found", "no-such-page/", status=404),
]
CASES = [(screen, language) for screen in SCREENS for language in screen.languages]


@pytest.mark.parametrize(("screen", "language"), CASES, ids=[f"{screen.name}, {code}" for screen, code in CASES])
def test_nothing_is_wrong_with(screen, language, page, sign_in, settings):
    settings.STYLEGUIDE = True
    if screen.who:
        sign_in(page.context, screen.who)
    path = screen.path.format(certificate=number_of_the_graduate(), asking=asking_path(language), **attempts(language))
    answer = page.goto(f"/{language}/{path}")
    assert (answer.status, everything_wrong(page)) == (screen.status, [])


@pytest.mark.parametrize("name", [name for name in SITE_PAGES if name not in {"home", "catalog"}])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_text_of_a_site_page_is_shown(language, name, page):
    page.goto(f"/{language}/{name}/")
    assert page.get_by_role("main").get_by_role("paragraph").count() > 1


def asking_path(code: str) -> str:
    lesson = LessonPage.objects.get(title="Asking at length", locale__language_code=code)
    return lesson.url.removeprefix(f"/{code}/")


def number_of_the_graduate() -> str:
    return Certificate.objects.get(enrollment__learner__email=GRADUATE).number


@pytest.mark.parametrize("place", [0, 1], ids=["lesson that was met first", "long lesson"])
def test_nothing_is_wrong_with_a_japanese(place, page, sign_in, small_lessons):
    sign_in(page.context, HALFWAY)
    page.goto(small_lessons("ja")[place].url)
    assert everything_wrong(page) == []
