import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from courses import actions
from courses.models import Completion, CourseAudience, Enrollment, ReadingPosition, Reflection
from tests import factories
from tests.factories import NOW


@pytest.fixture
def lesson(course):
    inside = factories.lessons_of(course)[0].get_parent().specific
    return factories.lesson(inside, "Asking", body=[("text", "Read."), ("reflection", {"prompt": "Why?"})])


@pytest.fixture
def block_id(lesson):
    return next(iter(lesson.reflections))


@pytest.fixture
def save_url(lesson, block_id):
    return reverse("courses:reflection_save", args=[lesson.activity_key, block_id])


def complete_url(lesson):
    return reverse("courses:activity_complete", args=[lesson.activity_key])


class TestEnrollAndLeave:
    def test_enrolling_leads_back_to_the_course(self, signed_in, learner, course):
        response = signed_in.post(reverse("courses:course_enroll", args=[course.course_key]))
        assert (response.url, learner.enrollments.count()) == (course.url, 1)

    def test_from_a_lesson_it_leads_back_to_the_lesson(self, signed_in, course, lesson):
        url = reverse("courses:course_enroll", args=[course.course_key])
        assert signed_in.post(f"{url}?lesson={lesson.activity_key}").url == lesson.url

    @pytest.mark.parametrize("unknown", ["no-key", "00000000-0000-0000-0000-000000000000"])
    def test_from_nowhere_it_is_not_found(self, signed_in, course, unknown):
        url = reverse("courses:course_enroll", args=[course.course_key])
        assert signed_in.post(f"{url}?lesson={unknown}").status_code == 404

    def test_a_second_click_is_harmless(self, signed_in, learner, course):
        for _click in range(2):
            signed_in.post(reverse("courses:course_enroll", args=[course.course_key]))
        assert learner.enrollments.count() == 1

    def test_leaving_keeps_what_was_done(self, signed_in, learner, course):
        factories.enrolled(learner, course)
        signed_in.post(complete_url(factories.lessons_of(course)[0]))
        signed_in.post(reverse("courses:course_leave", args=[course.course_key]))
        assert (Enrollment.objects.get().withdrawn_at is not None, Completion.objects.count()) == (True, 1)

    def test_a_visitor_is_asked_to_sign_in(self, client, course):
        response = client.post(reverse("courses:course_enroll", args=[course.course_key]))
        assert (response.status_code, Enrollment.objects.count()) == (302, 0)

    def test_who_signs_in_for_it_in_a_lesson_comes_back_to_the_lesson(self, client, learner, course, lesson):
        url = reverse("courses:course_enroll", args=[course.course_key])
        response = client.post(f"{url}?lesson={lesson.activity_key}")
        form = {"login": learner.email, "password": factories.PASSWORD}
        assert client.post(response.url, form, follow=True).redirect_chain[-1] == (lesson.url, 302)

    @pytest.mark.parametrize("name", ["course_enroll", "course_leave", "course_finish"])
    def test_getting_changes_nothing(self, signed_in, course, name):
        response = signed_in.get(reverse(f"courses:{name}", args=[course.course_key]))
        assert (response.url, Enrollment.objects.count()) == (course.url, 0)


class TestComplete:
    def test_it_leads_to_the_next_lesson(self, signed_in, learner, course):
        first, second, *_rest = factories.lessons_of(course)
        factories.enrolled(learner, course)
        assert signed_in.post(complete_url(first)).url == second.url

    def test_the_last_one_leads_to_the_course(self, signed_in, learner, course):
        factories.complete_all(learner, course)
        assert signed_in.post(complete_url(factories.lessons_of(course)[-1])).url == course.url

    def test_an_unpublished_lesson_is_not_there(self, signed_in, learner, course):
        lesson = factories.lessons_of(course)[0]
        factories.enrolled(learner, course)
        lesson.unpublish()
        assert signed_in.post(complete_url(lesson)).status_code == 404

    def test_a_private_lesson_is_not_there(self, signed_in, learner, course):
        from wagtail.models import PageViewRestriction

        lesson = factories.lessons_of(course)[0]
        factories.enrolled(learner, course)
        PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.GROUPS)
        assert signed_in.post(complete_url(lesson)).status_code == 404

    def test_without_enrollment_nothing_is_written(self, signed_in, course):
        signed_in.post(complete_url(factories.lessons_of(course)[0]))
        assert not Completion.objects.exists()

    def test_getting_changes_nothing(self, signed_in, learner, course):
        factories.enrolled(learner, course)
        response = signed_in.get(complete_url(factories.lessons_of(course)[0]))
        assert (response.url, Completion.objects.count()) == (factories.lessons_of(course)[0].url, 0)


class TestReading:
    def test_the_first_module_is_open_to_visitors(self, client, course):
        assert client.get(factories.lessons_of(course)[0].url).status_code == 200

    def test_the_second_asks_them_to_sign_in(self, client, course):
        lesson = factories.lessons_of(course)[2]
        assert client.get(lesson.url).url == f"{reverse('account_login')}?next={lesson.url}"

    def test_a_learner_reads_it(self, signed_in, course):
        assert signed_in.get(factories.lessons_of(course)[2].url).status_code == 200

    def test_a_locked_module_shows_no_text(self, signed_in, course):
        locked = factories.lesson(factories.module(course, order="locked"), body=[("text", "Hidden words.")])
        page = signed_in.get(locked.url).content.decode()
        assert "Hidden words" not in page

    def test_a_draft_is_not_there(self, signed_in, course):
        lesson = factories.lessons_of(course)[0]
        lesson.unpublish()
        assert signed_in.get(lesson.url).status_code == 404

    def test_a_visit_writes_nothing(self, signed_in, learner, course):
        factories.enrolled(learner, course)
        signed_in.get(factories.lessons_of(course)[0].url)
        assert not ReadingPosition.objects.exists()


class TestPosition:
    def url(self, lesson):
        return reverse("courses:activity_position", args=[lesson.activity_key])

    def test_it_is_where_continue_leads(self, signed_in, learner, course):
        lesson = factories.lessons_of(course)[1]
        factories.enrolled(learner, course)
        anchor = f"b-{lesson.body[0].id[:8]}"
        assert signed_in.post(self.url(lesson), {"anchor": anchor}).status_code == 204
        assert f'href="{lesson.url}#{anchor}"' in signed_in.get(course.url).content.decode()

    @pytest.fixture
    def keep(self, signed_in, course):
        """Post anchors one after the other, and return the one that is kept."""
        module = course.get_children().first().specific
        lesson = factories.lesson(module, "Long", [("text", f"Part {n}") for n in range(3)])
        self.anchors = [f"b-{block.id[:8]}" for block in lesson.body]

        def post(*anchors):
            for anchor in anchors:
                signed_in.post(self.url(lesson), {"anchor": anchor})
            return ReadingPosition.objects.get().anchor

        return post

    def test_a_place_further_on_replaces_it(self, keep):
        assert keep(self.anchors[0], self.anchors[2]) == self.anchors[2]

    def test_a_place_before_it_does_not(self, keep):
        assert keep(self.anchors[2], self.anchors[0], self.anchors[1]) == self.anchors[2]

    def test_a_place_that_is_no_longer_in_the_lesson_is_replaced(self, keep):
        assert keep("b-00000000", self.anchors[0]) == self.anchors[0]

    def test_reading_something_again_makes_it_the_newest(self, keep):
        keep(self.anchors[2])
        before = ReadingPosition.objects.get().seen_at
        keep(self.anchors[0])
        assert ReadingPosition.objects.get().seen_at > before

    @pytest.mark.parametrize("anchor", ["", "javascript:alert(1)", "b-zzzzzzzz", "b-" + "0" * 100])
    def test_anything_else_is_refused(self, signed_in, course, anchor):
        response = signed_in.post(self.url(factories.lessons_of(course)[0]), {"anchor": anchor})
        assert (response.status_code, ReadingPosition.objects.count()) == (400, 0)


class TestReflections:
    def test_it_is_kept_and_leads_back_to_its_place(self, signed_in, lesson, save_url, block_id):
        response = signed_in.post(save_url, {"text": "Because."})
        assert (response.url, Reflection.objects.get().text) == (f"{lesson.url}#b-{block_id[:8]}", "Because.")

    def test_the_page_itself_gets_an_answer_it_can_show(self, signed_in, save_url):
        response = signed_in.post(save_url, {"text": "Because."}, headers={"Accept": "application/json"})
        assert response.json() == {"message": "Saved. Only you can read it."}

    def test_a_hundred_thousand_characters_are_refused_and_still_in_the_form(self, signed_in, save_url):
        response = signed_in.post(save_url, {"text": "long " * 20_000})
        page = response.content.decode()
        assert (response.status_code, page.count("long long"), Reflection.objects.count()) == (422, 10_000, 0)

    def test_a_text_sent_after_the_sign_in_ended_is_given_back(self, client, save_url):
        response = client.post(save_url, {"text": "My <b>words</b>"})
        page = response.content.decode()
        assert response.status_code == 403
        assert "My &lt;b&gt;words&lt;/b&gt;</textarea>" in page
        assert f'method="post" action="{save_url}"' in page

    def test_and_nowhere_kept_for_somebody_who_is_not_signed_in(self, client, save_url):
        client.post(save_url, {"text": "My words"})
        assert (Reflection.objects.count(), Session.objects.count()) == (0, 0)

    def test_a_question_that_is_not_in_the_lesson_is_not_there(self, signed_in, lesson):
        url = reverse("courses:reflection_save", args=[lesson.activity_key, factories.key("another")])
        assert signed_in.post(url, {"text": "Because."}).status_code == 404

    def test_nobody_else_reads_it(self, signed_in, client, other, lesson, save_url):
        signed_in.post(save_url, {"text": "My secret."})
        client.force_login(other)
        pages = [lesson.url, reverse("courses:reflection_list"), reverse("courses:reflection_export")]
        assert not any("My secret" in client.get(url).content.decode() for url in pages)

    def test_an_administrator_does_not_either(self, signed_in, client, lesson, save_url):
        signed_in.post(save_url, {"text": "My secret."})
        client.force_login(factories.UserFactory(is_superuser=True))
        assert "My secret" not in client.get(lesson.url).content.decode()

    def test_one_deletes_only_ones_own(self, signed_in, client, other, lesson, save_url, block_id):
        signed_in.post(save_url, {"text": "Mine."})
        client.force_login(other)
        client.post(reverse("courses:reflection_delete", args=[lesson.activity_key, block_id]))
        assert Reflection.objects.count() == 1

    def test_the_export_holds_question_and_answer(self, signed_in, save_url):
        signed_in.post(save_url, {"text": "Because of Kenta."})
        text = signed_in.get(reverse("courses:reflection_export")).content.decode()
        assert "> Why?" in text
        assert "Because of Kenta." in text

    def test_what_is_typed_is_shown_as_text(self, signed_in, lesson, save_url):
        signed_in.post(save_url, {"text": "</textarea><script>alert(1)</script>"})
        assert "<script>alert" not in signed_in.get(lesson.url).content.decode()


class TestCertificates:
    @pytest.fixture
    def certificate(self, learner, course):
        return factories.complete_all(learner, course).certificate

    def test_its_owner_sees_it(self, signed_in, certificate):
        page = signed_in.get(reverse("courses:certificate_detail", args=[certificate.number])).content.decode()
        assert "Yuki Tanabe" in page

    def test_for_others_it_is_not_there(self, client, other, certificate):
        client.force_login(other)
        assert client.get(reverse("courses:certificate_detail", args=[certificate.number])).status_code == 404

    def test_anyone_may_check_its_number(self, client, certificate):
        page = client.get(reverse("courses:certificate_check"), {"number": certificate.number}).content.decode()
        assert "Valid" in page

    @pytest.mark.parametrize("typed", ["lower", "spaces", "no dashes"])
    def test_however_the_number_is_typed(self, client, certificate, typed):
        ways = {
            "lower": certificate.number.lower(),
            "spaces": certificate.number.replace("-", " "),
            "no dashes": certificate.number.replace("-", ""),
        }
        page = client.get(reverse("courses:certificate_check"), {"number": ways[typed]}).content.decode()
        assert "Yuki Tanabe" in page

    def test_the_check_says_no_more_than_the_certificate(self, client, certificate):
        page = client.get(reverse("courses:certificate_check"), {"number": certificate.number}).content.decode()
        assert "learner@example.org" not in page

    def test_a_wrong_number_is_said_in_words(self, client, db):
        page = client.get(reverse("courses:certificate_check"), {"number": "AAAA"}).content.decode()
        assert "no certificate with this number" in page


class TestMyLearning:
    url = "/en/learning/"

    def test_it_says_what_to_do_when_empty(self, signed_in, course):
        assert "not enrolled in a course yet" in signed_in.get(self.url).content.decode()

    def test_a_course_in_progress_offers_its_next_lesson(self, signed_in, learner, course):
        factories.enrolled(learner, course)
        actions.complete_activity(learner=learner, activity=factories.lessons_of(course)[0], course=course, now=NOW)
        assert "Continue: L1.2 (5 min)" in signed_in.get(self.url).content.decode()

    def test_a_finished_one_offers_its_certificate(self, signed_in, learner, course):
        number = factories.complete_all(learner, course).certificate.number
        assert number in signed_in.get(self.url).content.decode()

    def test_a_course_that_was_deleted_stays_in_the_record(self, signed_in, learner, course):
        factories.complete_all(learner, course)
        course.delete()
        assert "Foundations" in signed_in.get(self.url).content.decode()

    def test_another_persons_courses_are_not_there(self, client, learner, other, course):
        factories.enrolled(learner, course)
        client.force_login(other)
        assert "Foundations" not in client.get(self.url).content.decode()


class TestNews:
    def add_lesson(self, course):
        factories.lesson(factories.lessons_of(course)[0].get_parent().specific, "New")

    def page(self, client, course, **changes):
        type(course).objects.filter(pk=course.pk).update(**changes)
        return client.get(course.url).content.decode()

    def test_a_minor_change_says_nothing(self, signed_in, learner, course):
        factories.complete_all(learner, course)
        self.add_lesson(course)
        assert "lesson is new" not in self.page(signed_in, course)

    def test_a_refresh_invites_to_what_is_new(self, signed_in, learner, course):
        factories.complete_all(learner, course)
        self.add_lesson(course)
        assert "1 lesson is new" in self.page(signed_in, course, refreshed_on="2026-12-01")

    def test_a_new_edition_does_too(self, signed_in, learner, course):
        factories.complete_all(learner, course)
        self.add_lesson(course)
        assert "1 lesson is new" in self.page(signed_in, course, edition=2)

    def test_whoever_finished_stays_finished(self, signed_in, learner, course):
        factories.complete_all(learner, course)
        self.add_lesson(course)
        assert "See your certificate" in self.page(signed_in, course, edition=2)


class TestCatalog:
    def rows(self, client, **chosen):
        return [row["course"].title for row in client.get("/en/courses/", chosen).context["rows"]]

    @pytest.fixture
    def courses(self, db):
        short = factories.course_with_lessons(1, 1, title="Short")
        CourseAudience.objects.create(course=short, profession_id="nurse")
        long = factories.course("Long")
        factories.lesson(factories.module(long, principles=[3]), minutes=90)
        return short, long

    def test_it_lists_what_is_published(self, client, courses):
        courses[1].unpublish()
        assert self.rows(client) == ["Short"]

    @pytest.mark.parametrize(
        ("chosen", "titles"),
        [
            ({"profession": "nurse"}, ["Short"]),
            ({"principle": "3"}, ["Long"]),
            ({"length": "short"}, ["Short"]),
            ({"length": "long"}, ["Long"]),
            ({"profession": "nurse", "length": "long"}, []),
            ({"profession": "astronaut"}, ["Short", "Long"]),
        ],
    )
    def test_filters_narrow_it(self, client, courses, chosen, titles):
        assert self.rows(client, **chosen) == titles

    def test_a_language_shows_what_can_be_read_in_it(self, client, courses):
        other = factories.course_with_lessons(1, 1, code="ja", title="短い", translation_key=courses[0].translation_key)
        factories.course_with_lessons(1, 1, code="ja", title="日本")
        assert other.locale != courses[0].locale
        assert self.rows(client, language="ja") == ["Short", "日本"]
        assert self.rows(client, language="en") == ["Short", "Long"]

    def test_nothing_one_may_choose_is_called_optional(self, client, courses):
        assert "(optional)" not in client.get("/en/courses/").content.decode()

    def test_ones_own_progress_is_a_filter(self, signed_in, learner, courses):
        factories.enrolled(learner, courses[0])
        assert self.rows(signed_in, status="in_progress") == ["Short"]
        assert self.rows(signed_in, status="new") == ["Long"]


def test_a_course_names_each_necessity_once_the_highest_first(client, course):
    for profession, necessity in (
        ("nurse", "recommended"),
        ("psychiatrist", "essential"),
        ("social-worker", "recommended"),
    ):
        CourseAudience.objects.create(course=course, profession_id=profession, necessity=necessity)
    page = client.get(course.url).content.decode()
    parts = re.findall(r'class="panel__part">(\w+)<|<li>(\w[\w ]*)</li>', page[page.index("Who it is for") :])
    assert [one or other for one, other in parts][:5] == [
        "Essential",
        "psychiatrist",
        "Recommended",
        "nurse",
        "social worker",
    ]
