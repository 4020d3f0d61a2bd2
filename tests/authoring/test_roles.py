"""What trainers may do: edit courses, references and files; nothing else of the site."""

import pytest
from wagtail.models import GroupPagePermission

from authoring.roles import ensure_trainers
from courses.models import LessonPage
from tests import factories


@pytest.fixture
def lesson(db):
    return factories.lesson(factories.module(factories.course()), body=[("text", "Some text.")])


@pytest.fixture
def trainer(lesson, client):
    user = factories.UserFactory(email="trainer@example.org", name="Keiko Morita")
    user.groups.add(ensure_trainers())
    client.force_login(user)
    return client


def form_of(page, text) -> dict:
    block = {"body-0-type": "text", "body-0-value": text, "body-0-id": page.body[0].id}
    return {
        "title": page.title, "slug": page.slug, "summary": "", "minutes": 5, "is_required": "on",
        "completion_rule": "declared", "body-count": 1, "body-0-deleted": "", "body-0-order": 0, **block,
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip


def test_runs_as_often_as_one_likes(lesson):
    first = ensure_trainers()
    before = (first.permissions.count(), GroupPagePermission.objects.count())
    assert ensure_trainers() == first
    assert (first.permissions.count(), GroupPagePermission.objects.count()) == before


def test_covers_a_catalog_that_comes_later(lesson):
    group = ensure_trainers()
    before = group.page_permissions.count()
    factories.catalog("ja")
    ensure_trainers()
    assert group.page_permissions.count() == 2 * before


def test_trainers_open_the_editor(trainer):
    assert trainer.get("/admin/").status_code == 200


def test_trainers_open_a_lesson(trainer, lesson):
    assert trainer.get(f"/admin/pages/{lesson.pk}/edit/").status_code == 200


def test_trainers_save_a_draft_that_readers_do_not_see(trainer, lesson):
    response = trainer.post(f"/admin/pages/{lesson.pk}/edit/", form_of(lesson, "New words."))
    assert response.status_code == 302
    page = LessonPage.objects.get(pk=lesson.pk)
    assert page.body[0].value == "Some text."
    assert page.get_latest_revision_as_object().body[0].value == "New words."


def test_trainers_publish(trainer, lesson):
    data = {**form_of(lesson, "New words."), "action-publish": "action-publish"}
    trainer.post(f"/admin/pages/{lesson.pk}/edit/", data)
    assert LessonPage.objects.get(pk=lesson.pk).body[0].value == "New words."


def test_a_term_the_glossary_does_not_hold_is_refused_in_words(trainer, lesson):
    data = {**form_of(lesson, "A [[word]]."), "action-publish": "action-publish"}
    response = trainer.post(f"/admin/pages/{lesson.pk}/edit/", data)
    assert "The glossary has no term" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["snippets/base/glossaryterm/", "snippets/base/source/", "images/", "documents/", "media/", "images/add/"],
)
def test_trainers_reach_what_lessons_are_made_of(trainer, path):
    assert trainer.get(f"/admin/{path}").status_code == 200


@pytest.mark.parametrize(
    "path", ["users/", "users/new/", "groups/", "sites/", "locales/", "redirects/", "workflows/list/"]
)
def test_trainers_do_not_reach_the_settings(trainer, path):
    assert trainer.get(f"/admin/{path}").status_code in {302, 403}


def test_trainers_do_not_edit_the_home_page(trainer):
    home = factories.catalog().get_parent()
    assert trainer.get(f"/admin/pages/{home.pk}/edit/").status_code in {302, 403}


@pytest.mark.parametrize("address", ["/admin/images/", "/admin/media/", "/admin/documents/"])
def test_trainers_find_pictures_recordings_and_files_in_the_menu(trainer, address):
    assert f'"url": "{address}"' in trainer.get("/admin/").content.decode()
    assert trainer.get(address).status_code == 200


def test_trainers_see_lessons_in_the_order_of_the_course(trainer, lesson):
    module = lesson.get_parent()
    later = [factories.lesson(module.specific, name) for name in ("B", "A")]
    later[-1].save_revision().publish()
    listed = trainer.get(f"/admin/pages/{module.pk}/").content.decode()
    places = [listed.index(f"/admin/pages/{page.pk}/edit/") for page in (lesson, *later)]
    assert places == sorted(places)


def test_trainers_write_banks_and_delete_none_read_responses_and_score_again(lesson):
    codes = set(
        ensure_trainers().permissions.filter(content_type__app_label="quizzes").values_list("codename", flat=True)
    )
    banks = {f"{act}_questionbank" for act in ("add", "change", "publish", "view")}
    assert codes == banks | {"change_response", "add_regrading"}


def test_trainers_do_not_see_who_has_extra_time(trainer):
    assert trainer.get("/admin/extratime/").status_code in {302, 403}
