"""What a leader does for a person, before a browser: by keyboard alone, without scripts, on a phone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories as site
from tests.browser.keys import choose, press, tab_to
from tests.browser.led import DONE, OPEN, led_team, member_named, small_course
from tests.browser.looking import PHONE, WIDE, everything_wrong

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
REASON = "Has led this training for years."


@pytest.fixture
def team(person):
    return led_team(person, due_in=-1)


@pytest.fixture
def open_as(new_context, sign_in):
    def open_page(who, **options) -> Page:
        context = new_context(**{"viewport": WIDE, **options})
        sign_in(context, who)
        return context.new_page()

    return open_page


@pytest.fixture
def led(open_as, person) -> Page:
    return open_as(person)


def person_url(team, name) -> str:
    return reverse("teams:person_detail", args=[team.organisation_id, member_named(team, name).pk])


def cell_url(team, name) -> str:
    return f"{person_url(team, name)}courses/{small_course().course_key}/"


def fill_by_keys(page: Page, label: str, words: str) -> None:
    tab_to(page, page.get_by_label(label))
    page.keyboard.type(words)


class TestByKeyboardAlone:
    def test_somebody_is_exempted_with_a_reason(self, led, team):
        led.goto(cell_url(team, OPEN))
        press(led, led.get_by_role("link", name="Exempt", exact=True))
        fill_by_keys(led, "Reason", REASON)
        press(led, led.get_by_role("button", name="Exempt them"))
        expect(led.get_by_text("They are exempt.")).to_be_visible()
        expect(led.get_by_text(REASON).first).to_be_visible()

    def test_a_reminder_is_read_before_it_is_sent(self, led, team):
        led.goto(person_url(team, OPEN))
        press(led, led.get_by_role("link", name="Remind"))
        fill_by_keys(led, "A line of your own", "Ask me if time is short.")
        press(led, led.get_by_role("button", name="Show the mail with it"))
        letter = led.frame_locator(".letter__frame")
        expect(letter.get_by_text("Ask me if time is short.")).to_be_visible()
        assert mail.outbox == []
        press(led, led.get_by_role("button", name="Send the reminder"))
        expect(led.get_by_text("1 person is reminded.")).to_be_visible()
        assert [message.to for message in mail.outbox] == [[member_named(team, OPEN).email]]

    def test_training_that_waits_is_accepted(self, led, team, open_as):
        member = open_as(member_named(team, OPEN))
        send_in(member, team)
        expect(member.get_by_text("It is sent in.")).to_be_visible()
        led.goto(reverse("teams:training_review", args=[team.organisation_id]))
        press(led, led.get_by_role("link", name="IPS in practice"))
        choose(led, led.get_by_role("radio", name="Accept: it counts from the day of completion"))
        press(led, led.get_by_role("button", name="Decide"))
        expect(led.get_by_text("It is accepted and counts.")).to_be_visible()
        led.goto(cell_url(team, OPEN))
        expect(led.get_by_role("main").get_by_text("Completed").first).to_be_visible()


def send_in(page: Page, team, name: str = "certificate.pdf", content: bytes = PDF) -> None:
    """Send in training from elsewhere for the small course, with evidence, as its person."""
    page.goto(reverse("teams:training_new", args=[team.organisation_id]))
    page.get_by_label("Title of the training").fill("IPS in practice")
    page.get_by_label("Counts for the course").select_option(label="A first week")
    page.get_by_label("Hours").fill("6")
    page.get_by_label("Completed on").fill(team.organisation.today(timezone.now()).isoformat())
    page.get_by_label("Evidence").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    page.get_by_role("button", name="Send it in").click()


class TestWithoutScripts:
    @pytest.fixture
    def led(self, open_as, person) -> Page:
        return open_as(person, java_script_enabled=False)

    def test_a_due_date_is_moved(self, led, team):
        day = team.organisation.today(timezone.now()) + timedelta(days=20)
        led.goto(cell_url(team, OPEN))
        led.get_by_role("link", name="Move the due date").click()
        led.get_by_label("New due date").fill(day.isoformat())
        led.get_by_label("Reason").fill("Long leave.")
        led.get_by_role("button", name="Change the date").click()
        expect(led.get_by_text("The due date is changed.")).to_be_visible()
        expect(led.get_by_text(f"{day.day} {day:%B %Y} (moved)")).to_be_visible()

    def test_a_day_that_has_passed_is_given_back_with_the_reason(self, led, team):
        led.goto(f"{cell_url(team, OPEN)}due/")
        led.get_by_label("New due date").fill("2020-02-29")
        led.get_by_label("Reason").fill("Long leave.")
        led.get_by_role("button", name="Change the date").click()
        expect(led.get_by_text("This day has passed.").first).to_be_visible()
        expect(led.get_by_label("Reason")).to_have_value("Long leave.")

    def test_a_completed_course_is_asked_for_again(self, led, team):
        led.goto(cell_url(team, DONE))
        led.get_by_role("link", name="Ask for it again").click()
        led.get_by_label("Reason").fill("Somebody else took the quiz.")
        led.get_by_role("button", name="Ask for it again").click()
        expect(led.get_by_text("They are asked for the course again.")).to_be_visible()

    def test_everybody_who_is_late_is_reminded(self, led, team):
        led.goto(reverse("teams:team_remind", args=[team.pk]))
        expect(led.get_by_role("main").get_by_role("link", name=OPEN)).to_be_visible()
        led.get_by_role("button", name="Send the reminders").click()
        expect(led.get_by_text("1 person is reminded.")).to_be_visible()

    def test_evidence_that_is_not_what_it_says_is_refused_and_the_words_stay(self, open_as, team):
        page = open_as(member_named(team, OPEN), java_script_enabled=False)
        send_in(page, team, content=b"<html><script>alert(1)</script>")
        expect(page.get_by_role("button", name="Send it in")).to_be_visible()
        expect(page.get_by_label("Title of the training")).to_have_value("IPS in practice")
        expect(page.get_by_text("The name says .pdf, but the file is something else.")).to_be_visible()


class TestOnAPhone:
    def test_the_log_says_what_was_done_by_whom_and_why(self, open_as, person, team):
        page = open_as(person, viewport=PHONE)
        page.goto(f"{cell_url(team, OPEN)}exempt/")
        page.get_by_label("Reason").fill(REASON)
        page.get_by_role("button", name="Exempt them").click()
        expect(page.get_by_text("They are exempt.")).to_be_visible()
        page.goto(reverse("teams:team_log", args=[team.pk, "acts"]))
        row = page.get_by_role("listitem").filter(has_text=REASON)
        expect(row.get_by_text(OPEN)).to_be_visible()
        expect(row.get_by_text(str(person))).to_be_visible()

    def test_a_reminder_stands_among_the_mails_that_were_sent(self, open_as, person, team):
        page = open_as(person, viewport=PHONE)
        page.goto(f"{person_url(team, OPEN)}remind/")
        page.get_by_role("button", name="Send the reminder").click()
        expect(page.get_by_text("1 person is reminded.")).to_be_visible()
        page.goto(reverse("teams:team_log", args=[team.pk, "mails"]))
        expect(page.get_by_role("listitem").filter(has_text=OPEN).get_by_text("sent", exact=True)).to_be_visible()


ACTS = ["remind/", "training/new/", "courses/{key}/exempt/", "courses/{key}/due/"]


@pytest.mark.parametrize("act", ACTS)
def test_pages_of_acts_have_no_faults(led, team, act):
    led.goto(person_url(team, OPEN) + act.format(key=small_course().course_key))
    assert everything_wrong(led) == []


def test_asking_again_has_no_faults(led, team):
    led.goto(f"{cell_url(team, DONE)}again/")
    assert everything_wrong(led) == []


@pytest.mark.parametrize("which", ["acts", "mails"])
def test_the_log_has_no_faults(led, team, which):
    led.goto(reverse("teams:team_log", args=[team.pk, which]))
    assert everything_wrong(led) == []


def test_somebody_else_finds_nothing(open_as, team):
    page = open_as(site.UserFactory())
    for url in (person_url(team, OPEN), *(person_url(team, OPEN) + act for act in ACTS[:2])):
        assert page.goto(url).status == 404
