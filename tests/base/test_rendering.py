"""What is the same for everybody is rendered once, and anew when it changed."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from courses.checks import held_blocks
from courses.models import LessonPage
from courses.screens import lesson_screen
from ipslearn.base import rendering
from ipslearn.base.rendering import HeldBlock, cached_body, render_body
from tests import factories
from tests.base.conftest import UNCLOSED


@pytest.fixture
def renders(monkeypatch):
    """Return a list that grows by one with every body that is rendered."""
    counted = []

    def counting(*args, **kwargs):
        counted.append(args)
        return render_body(*args, **kwargs)

    monkeypatch.setattr(rendering, "render_body", counting)
    return counted


@pytest.fixture
def lesson(db):
    """A published lesson with a term, a source and a reflection."""
    factories.GlossaryTermFactory(key="fidelity", name_en="fidelity", definition_en="Closeness.")
    factories.SourceFactory(key="bond-2008", title="An update")
    body = [("text", "High [[fidelity]] pays. [@bond-2008]"), ("reflection", {"prompt": "What first?"})]
    page = factories.lesson(factories.module(factories.course()), body=body)
    page.save_revision().publish()
    return LessonPage.objects.get(pk=page.pk)


def shown(lesson, user) -> str:
    request = RequestFactory().get(lesson.url)
    request.user = user
    screen = lesson_screen(LessonPage.objects.get(pk=lesson.pk), request)
    return "".join(part.get("html", "") for part in screen["parts"]) + screen["notes"]


class TestCachedBody:
    def test_is_rendered_once(self, lesson, renders):
        first, second = (cached_body(lesson, "body", stamp="a") for _reader in range(2))
        assert first == second
        assert len(renders) == 1

    def test_is_rendered_for_each_language(self, lesson, renders):
        cached_body(lesson, "body", stamp="a")
        with translation.override("ja"):
            cached_body(lesson, "body", stamp="a")
        assert len(renders) == 2

    def test_is_rendered_for_each_stamp(self, lesson, renders):
        cached_body(lesson, "body", stamp="a")
        cached_body(lesson, "body", stamp="b")
        assert len(renders) == 2

    def test_is_rendered_for_each_revision(self, lesson, renders):
        cached_body(lesson, "body", stamp="a")
        lesson.save_revision().publish()
        cached_body(LessonPage.objects.get(pk=lesson.pk), "body", stamp="a")
        assert len(renders) == 2

    def test_is_rendered_afresh_in_a_preview(self, lesson, renders):
        request = RequestFactory().get("/")
        request.is_preview = True
        for _reader in range(2):
            cached_body(lesson, "body", stamp="a", request=request)
        assert len(renders) == 2

    def test_holds_back_what_belongs_to_one_person(self, lesson):
        body = cached_body(lesson, "body", hold=held_blocks(lesson))
        held = [part for part in body.parts if isinstance(part, HeldBlock)]
        assert [part.html for part in held] == ['<div class="prose"><p>What first?</p></div>\n']


class TestLesson:
    def test_is_rendered_once_for_all_readers(self, lesson, learner, other, renders):
        assert shown(lesson, learner) == shown(lesson, other)
        assert len(renders) == 1

    @pytest.mark.parametrize(
        ("model", "field"), [(factories.GlossaryTerm, "definition_en"), (factories.Source, "title")]
    )
    def test_shows_what_changed_in_it_at_once(self, lesson, learner, model, field):
        shown(lesson, learner)
        thing = model.objects.get()
        setattr(thing, field, "Newly said.")
        thing.save()
        assert "Newly said." in shown(lesson, learner)

    @pytest.mark.filterwarnings(UNCLOSED)
    def test_shows_the_new_words_of_a_picture_at_once(self, lesson, learner, image):
        lesson.body = [("figure", {"image": image, "caption": "", "source": None, "long_description": ""})]
        lesson.save_revision().publish()
        assert "A square" in shown(lesson, learner)
        image.alt_text = "A teal square"
        image.save()
        assert "A teal square" in shown(lesson, learner)
