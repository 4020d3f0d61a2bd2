"""The editor's side of translations, as a trainer walks it."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail import hooks
from wagtail.models import GroupPagePermission
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from courses.models import CoursePage, LessonPage
from quizzes.models import QuestionBank
from tests import factories
from tests.translating.conftest import TEXT, in_japanese, translate, translation_of


@pytest.fixture
def desk(client, trainer):
    client.force_login(trainer)
    return client


@pytest.fixture
def lesson(sent):
    return LessonPage.objects.get(locale__language_code="en")


def words(response) -> str:
    return " ".join(response.content.decode().split())


def address(name: str, page) -> str:
    return reverse(name, args=[page.pk, "ja"])


def test_the_menu_has_translations(desk, original):
    assert f'"url": "{reverse("translation_list")}"' in desk.get("/admin/").content.decode()


def test_who_may_not_translate_does_not_see_them(desk, original, trainer):
    trainer.groups.get().permissions.remove(Permission.objects.get(codename="submit_translation"))
    assert reverse("translation_list") not in desk.get("/admin/").content.decode()
    assert desk.get(reverse("translation_list")).status_code == 302


class TestLists:
    """A list of pages or banks asks no more for the button that sends one."""

    @pytest.mark.parametrize("name", ["register_page_listing_more_buttons", "register_snippet_listing_buttons"])
    def test_the_button_costs_no_query(self, sent, trainer, name, django_assert_num_queries):
        things = [sent] if "page" in name else [QuestionBank.objects.first()]
        trainer.has_perm("wagtail_localize.submit_translation")
        buttons = [
            hook for hook in hooks.get_hooks(name) if hook.__module__.startswith(("translating", "wagtail_localize"))
        ]
        with django_assert_num_queries(0):
            labels = [button.label for hook in buttons for thing in things for button in hook(thing, trainer)]
        assert labels == ["Translate"]


class TestSending:
    def test_the_button_of_the_page_leads_to_ours(self, desk, original):
        page = desk.get(reverse("wagtail_localize:submit_page_translation", args=[original.pk]))
        assert "6 pages and banks will be made" in words(page)

    def test_one_click_sends_it_all(self, desk, original, japanese, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            response = desk.post(reverse("translation_send", args=[original.pk]), {"locale": japanese.pk}, follow=True)
        assert "6 sent." in words(response)
        assert in_japanese(original).get_descendants().count() == 4

    def test_where_there_is_no_catalog_it_says_so(self, desk, original, japanese):
        original.get_parent().get_translation(japanese).delete()
        response = desk.post(reverse("translation_send", args=[original.pk]), {"locale": japanese.pk}, follow=True)
        assert "“Courses” is not there in this language." in words(response)

    def test_a_page_one_may_not_edit_cannot_be_sent(self, desk, original):
        GroupPagePermission.objects.all().delete()
        assert desk.get(reverse("translation_send", args=[original.pk])).status_code == 302

    def test_a_language_that_is_its_own_is_refused(self, desk, original):
        response = desk.post(reverse("translation_send", args=[original.pk]), {"locale": original.locale_id})
        assert response.status_code == 200
        assert not CoursePage.objects.filter(locale__language_code="ja").exists()


class TestTheList:
    def test_a_course_is_listed_once_by_the_language_it_was_sent_from(self, desk, sent):
        page = words(desk.get(reverse("translation_list")))
        assert (page.count("Foundations</a>"), "0 of" in page) == (1, True)

    def test_what_changed_is_counted(self, desk, sent, lesson):
        lesson.body[0].value = "Other words."
        lesson.save_revision().publish()
        assert "<strong>1</strong>" in words(desk.get(reverse("translation_list")))

    def test_it_works_before_anything_was_sent(self, desk, original):
        assert desk.get(reverse("translation_list")).status_code == 200

    @pytest.mark.parametrize("courses", [1, 4])
    def test_it_asks_the_same_however_many_courses(self, desk, original, run, courses, django_assert_num_queries):
        for number in range(courses):
            course = factories.course(f"More {number}")
            factories.lesson(factories.module(course, "M"), "L", [("text", "Words.")])
            run("send", course)
        desk.get(reverse("translation_list"))
        # The editor and its permissions; then courses, locales and translations, and once what is known of them all.
        with django_assert_num_queries(29):
            desk.get(reverse("translation_list"))


class TestOneCourse:
    def test_each_page_and_bank_has_its_row(self, desk, sent):
        page = words(desk.get(address("translation_detail", sent)))
        assert all(title in page for title in ("Foundations", "Routes", "Prepare or start", "Check", "Final", "Gates"))

    def test_what_changed_is_marked(self, desk, sent, lesson):
        lesson.body[0].value = "Other words."
        lesson.save_revision().publish()
        page = words(desk.get(address("translation_detail", sent)))
        assert "changed since sent" in page
        response = desk.post(address("translation_update", sent), follow=True)
        assert "1 brought up to date." in words(response)
        assert "changed since sent" not in words(response)

    def test_what_was_moved_is_told(self, desk, sent, lesson):
        lesson.get_next_sibling().move(lesson.get_parent(), pos="first-child")
        assert "Pages of the original were moved" in words(desk.get(address("translation_detail", sent)))
        assert "Order restored below 1 page." in words(desk.post(address("translation_update", sent), follow=True))

    def test_what_was_withdrawn_is_told(self, desk, sent, lesson, run):
        run("publish", sent)
        lesson.unpublish()
        page = words(desk.get(address("translation_detail", sent)))
        assert f'not:</strong> <a href="/admin/pages/{in_japanese(lesson).pk}/edit/">' in page

    def test_publishing(self, desk, sent, lesson, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            response = desk.post(address("translation_publish", sent), {"all": "1"}, follow=True)
        assert "6 published." in words(response)
        assert in_japanese(sent).live

    def test_who_may_not_publish_does_not(self, desk, sent, django_capture_on_commit_callbacks):
        GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
        with django_capture_on_commit_callbacks(execute=True):
            response = desk.post(address("translation_publish", sent), {"all": "1"})
        assert response.url == reverse("wagtailadmin_home")
        assert not in_japanese(sent).live

    def test_who_may_not_publish_banks_does_not(self, desk, sent, trainer):
        trainer.groups.get().permissions.remove(Permission.objects.get(codename="publish_questionbank"))
        desk.post(address("translation_publish", sent), {"all": "1"})
        assert not in_japanese(QuestionBank.objects.get(locale__language_code="en")).live

    def test_pages_written_by_hand_are_taken_or_say_why_not(self, desk, original):
        key = {"translation_key": original.translation_key, "slug": "foundations"}
        factories.course("基礎", "ja", summary="これ。", credit_hours=1, **key)
        response = desk.post(address("translation_adopt", original), follow=True)
        assert "1 page taken into translation." in words(response)

    def test_what_one_may_not_edit_is_not_taken(self, desk, original):
        key = {"translation_key": original.translation_key, "slug": "foundations"}
        theirs = factories.course("基礎", "ja", summary="これ。", credit_hours=1, **key)
        GroupPagePermission.objects.filter(page=theirs.get_parent()).delete()
        assert desk.post(address("translation_adopt", original)).url == reverse("wagtailadmin_home")
        assert not Translation.objects.exists()

    def test_the_editors_sync_leads_here(self, desk, sent):
        source = TranslationSource.objects.get(object_id=sent.translation_key)
        response = desk.get(reverse("wagtail_localize:update_translations", args=[source.pk]))
        assert response.url == address("translation_detail", sent)


class TestSyncingABank:
    """No published quiz has to draw from it."""

    @pytest.fixture
    def sync(self, desk, sent):
        bank = QuestionBank.objects.get(locale__language_code="en")
        bank.title = "Gates and routes"
        bank.save_revision().publish()
        source = TranslationSource.objects.get(object_id=bank.translation_key)

        def call(**data):
            response = desk.post(reverse("wagtail_localize:update_translations", args=[source.pk]), data)
            return response, StringSegment.objects.filter(source=source, string__data="Gates and routes").exists()

        return call

    def test_brings_what_changed(self, sync):
        assert sync()[1]

    @pytest.mark.parametrize(
        ("permission", "data"), [("publish", {"publish_translations": "on"}), ("change", {})], ids=["publish", "change"]
    )
    def test_who_may_not_does_not(self, sync, trainer, permission, data):
        trainer.groups.get().permissions.remove(Permission.objects.get(codename=f"{permission}_questionbank"))
        response, is_synced = sync(**data)
        assert (response.url, is_synced) == (reverse("wagtailadmin_home"), False)


class TestTheEditor:
    def test_a_trainer_translates_in_place(self, desk, lesson):
        page = words(desk.get(reverse("wagtailadmin_pages:edit", args=[in_japanese(lesson).pk])))
        assert "js-translation-editor" in page
        assert "The search is soon. [@bond-2008]" in page

    def test_a_text_is_saved(self, desk, lesson):
        translation = translation_of(lesson)
        segment = StringSegment.objects.get(source=translation.source, string__data="Soon.")
        url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        desk.put(url, "value=すぐに。", content_type="application/x-www-form-urlencoded")
        assert StringTranslation.objects.get().data == "すぐに。"

    def test_it_says_how_much_is_not_translated(self, desk, lesson):
        page = words(desk.get(reverse("wagtailadmin_pages:edit", args=[in_japanese(lesson).pk])))
        assert "Not translated: 4 of 4 texts." in page

    def test_it_says_that_the_original_has_changed(self, desk, lesson):
        lesson.body[0].value = "Other words."
        lesson.save_revision().publish()
        page = words(desk.get(reverse("wagtailadmin_pages:edit", args=[in_japanese(lesson).pk])))
        assert "The original has changed since it was sent." in page

    def test_a_bank_says_so_too(self, desk, sent):
        bank = in_japanese(QuestionBank.objects.get(locale__language_code="en"))
        page = words(desk.get(f"/admin/snippets/quizzes/questionbank/edit/{bank.pk}/"))
        assert "Not translated:" in page

    def test_the_original_is_edited_as_before(self, desk, lesson):
        page = words(desk.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])))
        assert "js-translation-editor" not in page

    def test_a_changed_text_stands_beside_what_it_was(self, desk, sent, lesson, run):
        translate(lesson, {"It begins with [[fidelity]].": "[[フィデリティ]]から始まる。"})
        lesson.body[0].value = TEXT.replace("It begins with", "It always begins with")
        lesson.save_revision().publish()
        run("update", sent)
        page = words(desk.get(reverse("translation_changes", args=[translation_of(lesson).pk])))
        assert '<td lang="ja" dir="auto">[[フィデリティ]]から始まる。</td>' in page
