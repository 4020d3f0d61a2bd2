"""What changed since a course was sent is known, marked, and brought into its translations in one step."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, Translation, TranslationContext

from courses.models import CoursePage, LessonPage, ModulePage
from tests import factories
from tests.translating.conftest import TEXT, in_japanese, translate, translation_of
from translating.changes import Change, changes_in
from translating.standing import BY_HAND, MISSING, SENT, standing_of


@pytest.fixture
def lesson(sent):
    return LessonPage.objects.get(locale__language_code="en")


def rewrite(lesson, text: str) -> None:
    lesson.body[0].value = text
    lesson.save_revision().publish()


def row_of(page, title: str):
    return next(row for row in standing_of(page, factories.locale("ja")).rows if row.source.title == title)


class TestStanding:
    def test_before_anything_is_sent(self, original, japanese):
        assert standing_of(original, japanese).count(MISSING) == 6

    def test_after_sending(self, sent, japanese):
        standing = standing_of(sent, japanese)
        assert (standing.count(SENT), standing.done, standing.changed, standing.live) == (6, 0, 0, 0)

    def test_texts_are_counted(self, sent, lesson, japanese):
        translate(lesson)
        row = row_of(sent, "Prepare or start")
        assert (row.done, row.total) == (4, 4)

    def test_a_translation_that_was_stopped_is_written_by_hand(self, sent, lesson, japanese):
        Translation.objects.filter(pk=translation_of(lesson).pk).update(enabled=False)
        assert row_of(sent, "Prepare or start").state == BY_HAND

    def test_a_changed_text_is_a_change(self, sent, lesson):
        rewrite(lesson, TEXT.replace("soon", "at once"))
        assert row_of(sent, "Prepare or start").is_changed

    def test_publishing_again_without_a_change_is_none(self, sent, lesson):
        lesson.save_revision().publish()
        assert not row_of(sent, "Prepare or start").is_changed

    def test_a_draft_is_not_a_change(self, sent, lesson):
        lesson.body[0].value = "Not yet."
        lesson.save_revision()
        assert not row_of(sent, "Prepare or start").is_changed

    @pytest.mark.parametrize("lessons", [1, 8])
    def test_it_asks_the_same_whatever_the_size(self, original, japanese, run, lessons, django_assert_num_queries):
        module = ModulePage.objects.get(locale__language_code="en")
        for number in range(lessons):
            factories.lesson(module, f"More {number}", [("text", "Words.")])
        run("send", original)
        # Pages and four kinds, draws, banks; the same in Japanese; translations, counts, what was last translated and
        # chosen, what was withdrawn, locales.
        with django_assert_num_queries(18):
            standing_of(original, japanese)


class TestWaiting:
    """What was translated or brought up to date after the publication waits to be published."""

    def test_just_published_nothing_waits(self, sent, lesson, run):
        run("publish", sent)
        assert not row_of(sent, "Prepare or start").is_waiting

    def test_a_draft_does_not_wait(self, sent, lesson):
        translate(lesson)
        assert not row_of(sent, "Prepare or start").is_waiting

    def test_a_text_translated_since(self, sent, lesson, run):
        run("publish", sent)
        translate(lesson)
        assert row_of(sent, "Prepare or start").is_waiting

    def test_a_picture_chosen_since(self, sent, lesson, run, japanese):
        run("publish", sent)
        context = TranslationContext.objects.filter(object=lesson.translation_key).first()
        SegmentOverride.objects.create(locale=japanese, context=context, data_json="1")
        assert row_of(sent, "Prepare or start").is_waiting

    def test_a_block_that_was_taken_out_of_the_original(self, sent, lesson, run):
        """All that is left is translated; nothing else would tell."""
        translate(lesson)
        run("publish", sent)
        del lesson.body[1]
        lesson.save_revision().publish()
        run("update", sent)
        row = row_of(sent, "Prepare or start")
        assert (row.done == row.total, row.is_waiting) == (True, True)


def in_the_tree(page) -> list[str]:
    return list(page.get_descendants().order_by("path").values_list("slug", flat=True))


class TestWithdrawing:
    """A page that is unpublished in the original stays in its translations until somebody unpublishes it there."""

    def test_it_is_told(self, sent, lesson, run, japanese):
        run("publish", sent)
        lesson.unpublish()
        assert [page.slug for page in standing_of(sent, japanese).withdrawn] == [lesson.slug]

    def test_not_of_a_draft(self, sent, lesson, japanese):
        lesson.unpublish()
        assert standing_of(sent, japanese).withdrawn == ()


class TestMoving:
    """What was moved in the original is moved with the next update."""

    @pytest.fixture
    def swapped(self, sent, lesson):
        module = lesson.get_parent()
        module.get_children().last().move(module, pos="first-child")
        return CoursePage.objects.get(pk=sent.pk)

    def test_a_page_in_another_place_is_told(self, swapped, japanese):
        standing = standing_of(swapped, japanese)
        assert (standing.is_reordered, standing.is_behind) == (True, True)

    def test_one_where_it_was_is_not(self, sent, japanese):
        assert not standing_of(sent, japanese).is_reordered

    def test_the_order(self, swapped, run):
        report = run("update", swapped)
        assert [page.slug for page in report.reordered] == ["routes"]
        assert in_the_tree(in_japanese(swapped)) == ["routes", "check", "prepare-or-start", "final"]

    def test_another_module(self, sent, lesson, run):
        other = factories.module(CoursePage.objects.get(pk=sent.pk), "Other")
        run("send", sent)
        lesson.move(Page.objects.get(pk=other.pk), pos="last-child")
        run("update", sent)
        assert in_the_tree(in_japanese(sent)) == ["routes", "check", "final", "other", "prepare-or-start"]

    def test_the_order_of_what_was_written_by_hand_is_its_own(self, swapped, run, japanese):
        Translation.objects.update(enabled=False)
        assert not standing_of(swapped, japanese).is_reordered
        run("update", swapped)
        assert in_the_tree(in_japanese(swapped)) == ["routes", "prepare-or-start", "check", "final"]


class TestUpdating:
    def test_without_a_change_nothing_is_updated(self, sent, run):
        assert run("update", sent).updated == []

    def test_only_the_changed_passage_waits_again(self, sent, lesson, run):
        translate(lesson)
        rewrite(lesson, TEXT.replace("soon", "at once"))
        run("update", sent)
        row = row_of(sent, "Prepare or start")
        assert (row.done, row.total, row.is_changed) == (3, 4, False)

    def test_a_passage_put_in_before_takes_no_translation_away(self, sent, lesson, run):
        translate(lesson)
        rewrite(lesson, f"A new beginning.\n\n{TEXT}")
        run("update", sent)
        assert [one.text for one in changes_in(translation_of(lesson))] == ["A new beginning."]

    def test_a_changed_passage_is_shown_beside_what_it_was(self, sent, lesson, run):
        translate(lesson, {"It begins with [[fidelity]].": "[[フィデリティ]]から始まる。"})
        rewrite(lesson, TEXT.replace("It begins with", "It always begins with"))
        run("update", sent)
        assert changes_in(translation_of(lesson))[2] == Change(
            "It always begins with [[fidelity]].", "It begins with [[fidelity]].", "[[フィデリティ]]から始まる。"
        )

    def test_a_published_translation_stays_until_it_is_published_again(self, sent, lesson, run):
        translate(lesson)
        run("publish", sent)
        rewrite(lesson, "Something else.")
        run("update", sent)
        assert in_japanese(lesson).body[0].value.startswith("訳The search")
        run("publish", lesson)
        assert in_japanese(lesson).body[0].value == "Something else."

    def test_a_draft_shows_the_new_text_at_once(self, sent, lesson, run):
        rewrite(lesson, "Something else.")
        run("update", sent)
        draft = in_japanese(lesson).get_latest_revision_as_object()
        assert draft.body[0].value == "Something else."

    def test_a_lesson_added_since_is_sent(self, sent, run):
        factories.lesson(ModulePage.objects.get(locale__language_code="en"), "Added")
        assert [one.title for one in run("update", sent).sent] == ["Added"]

    def test_a_translation_that_was_stopped_is_left_alone(self, sent, lesson, run):
        Translation.objects.filter(pk=translation_of(lesson).pk).update(enabled=False)
        rewrite(lesson, "Something else.")
        assert run("update", sent).updated == []
