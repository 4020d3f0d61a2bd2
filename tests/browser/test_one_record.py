"""One learner, two devices, two languages: what is begun in English and finished in Japanese counts once."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from courses.models import Certificate, Completion, Enrollment
from questions.definitions import Choice, SingleChoice
from quizzes.models import Response
from quizzes.reports import figures_of
from tests import factories
from tests.browser.looking import PHONE
from tests.teams import factories as teams

QUESTIONS = {
    "en": [("Who is helped?", "Whoever wants to work", "Whoever is ready"), ("When?", "Soon", "Later")],
    "ja": [("だれを支えますか。", "働きたい人", "準備のできた人"), ("いつからですか。", "すぐに", "あとで")],
}
TITLES = {
    "en": ("A course in two languages", "First", "Read", "Asked"),
    "ja": ("2つの言語のコース", "はじめ", "読む", "問う"),
}


def asked(key: str, prompt: str, right: str, wrong: str) -> SingleChoice:
    return SingleChoice(id=key, prompt=prompt, choices=(Choice("a", right, credit=1.0), Choice("b", wrong)))


@pytest.fixture
def course():
    keys = [uuid4() for _number in range(6)]
    made = {}
    for code, (title, module_title, lesson_title, quiz_title) in TITLES.items():
        made[code] = factories.course(title, code, translation_key=keys[0], summary="–")
        module = factories.module(made[code], module_title, translation_key=keys[1], summary="–")
        factories.lesson(module, lesson_title, [("text", title)], translation_key=keys[2], summary="–")
        questions = [asked(str(keys[4 + n]), *texts) for n, texts in enumerate(QUESTIONS[code])]
        fixed = {"order": "fixed", "paging": "one", "summary": "–"}
        factories.quiz(module, questions, quiz_title, translation_key=keys[3], **fixed)
    return made["en"]


@pytest.fixture
def team(person, course):
    """The team of a leader who asks the course of the learner."""
    leader = factories.UserFactory(name="Naoko Hirano")
    organisation = teams.organisation(f"Clinic {person.pk}", administrator=factories.UserFactory())
    found = teams.team(organisation)
    day = organisation.today(timezone.now())
    teams.member(found, "team-leader", leader, now=timezone.now(), joined_on=day, is_leader=True)
    teams.member(found, "nurse", person, now=timezone.now(), joined_on=day)
    teams.requirement(teams.plan(organisation), course, ["nurse"], now=timezone.now())
    found.leader = leader
    return found


def ja(message: str) -> str:
    with translation.override("ja"):
        return gettext(message)


def in_english(page: Page, course) -> None:
    """Read the lesson, begin the quiz, and answer the first question."""
    page.goto(course.url)
    page.get_by_role("link", name="Begin", exact=False).first.click()
    page.get_by_role("button", name="Mark complete and continue").click()
    page.get_by_role("button", name="Begin the quiz").click()
    page.get_by_role("radio", name="Whoever wants to work").check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("When?")).to_be_visible()


def in_japanese(page: Page) -> None:
    """Go on from My learning on another device, look at the first answer, give the second one, and submit."""
    page.goto("/ja/learning/")
    page.get_by_role("link", name="問う").first.click()
    page.get_by_role("link", name=ja("Continue your attempt")).click()
    expect(page.get_by_text("いつからですか。")).to_be_visible()
    page.get_by_role("radio", name="すぐに").check()
    page.get_by_role("button", name=ja("Review and submit")).click()
    expect(page.get_by_text(ja("Every question is answered."))).to_be_visible()
    page.get_by_role("button", name=ja("Submit"), exact=True).click()
    expect(page.get_by_text(re.compile("100 ?%")).first).to_be_visible()


def test_what_is_begun_in_english_and_finished_in_japanese_counts_once(new_context, sign_in, person, course, team):
    one, other = new_context().new_page(), new_context(viewport=PHONE).new_page()
    for page in (one, other):
        sign_in(page.context, person)
    in_english(one, course)
    in_japanese(other)

    own = Enrollment.objects.filter(learner=person, course_key=course.course_key)
    assert own.count() == 1
    assert sorted(Completion.objects.filter(enrollment__in=own).values_list("rule", flat=True)) == [
        "declared",
        "quiz_passed",
    ]
    assert Certificate.objects.filter(enrollment__in=own).count() == 1
    responses = Response.objects.filter(attempt__enrollment__in=own).order_by("position")
    assert list(responses.values_list("language", flat=True)) == ["en", "ja"]
    figures = figures_of(list(responses.values_list("question_key", flat=True)))
    assert [one.asked for one in figures.values()] == [1, 1]


def test_its_certificate_comes_in_both_languages_and_the_matrix_counts_it_once(
    new_context, sign_in, person, course, team
):
    page = new_context().new_page()
    sign_in(page.context, person)
    in_english(page, course)
    in_japanese(page)
    number = Certificate.objects.get(enrollment__learner=person).number
    for code in ("en", "ja"):
        page.goto(f"/{code}/certificates/{number}/")
        expect(page.get_by_role("link", name=re.compile("PDF.*English"))).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("PDF.*日本語"))).to_be_visible()

    leader = new_context().new_page()
    sign_in(leader.context, team.leader)
    for code, title in (("en", TITLES["en"][0]), ("ja", TITLES["ja"][0])):
        leader.goto(f"/{code}/teams/{team.pk}/")
        expect(leader.get_by_role("columnheader", name=title)).to_have_count(1)
        row = leader.get_by_role("row", name=person.name)
        expect(row.get_by_role("link").filter(has_text=ja("Completed") if code == "ja" else "Completed")).to_have_count(
            1
        )
