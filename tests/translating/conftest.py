"""A course in English with everything that goes with it, and a Japanese site that is empty but for its catalog."""

import pytest
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from authoring.roles import ensure_trainers
from courses.models import CoursePage
from tests import factories
from tests.questions.samples import SAMPLES
from translating import actions

TEXT = "The search is soon. [@bond-2008]\n\nIt begins with [[fidelity]]."


@pytest.fixture
def original(db):
    """Return a course with a bank, a lesson of two passages, a module quiz that draws, and a final quiz."""
    factories.catalog("en")
    factories.catalog("ja")
    factories.SourceFactory(key="bond-2008")
    factories.GlossaryTermFactory(key="fidelity", name_en="fidelity", name_ja="フィデリティ")
    bank = factories.bank(SAMPLES[:2], title="Gates")
    course = factories.course("Foundations", summary="What it is.")
    module = factories.module(course, "Routes", principles=[1, 2])
    factories.lesson(module, "Prepare or start", [("text", TEXT), ("key_point", {"text": "Soon."})], minutes=7)
    factories.quiz(module, SAMPLES[2:4], "Check", draws=[(bank, 1, "gates")], pass_mark=70)
    factories.quiz(course, SAMPLES[4:5], "Final")
    for page in (course, *course.get_descendants().specific()):
        page.save_revision().publish()
    return CoursePage.objects.get(pk=course.pk)


@pytest.fixture
def japanese():
    return factories.locale("ja")


@pytest.fixture
def trainer(db):
    for code in ("en", "ja"):
        factories.catalog(code)
    user = factories.UserFactory(email="trainer@example.org", name="Keiko Morita")
    user.groups.add(ensure_trainers())
    return user


@pytest.fixture
def run(trainer, japanese, django_capture_on_commit_callbacks):
    """Run an action on a page for Japanese as the trainer, with what follows its commit."""

    def call(name: str, page, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return getattr(actions, name)(page=page, locale=japanese, user=trainer, **more)

    return call


@pytest.fixture
def sent(original, run):
    """The course after it was sent: drafts with English text."""
    assert run("send", original).refused == []
    return original


def translation_of(page) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key, target_locale__language_code="ja")


def translate(page, texts: dict[str, str] | None = None) -> None:
    """Translate the texts of a page into those given, or put 訳 before each of them."""
    translation = translation_of(page)
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
        words = f"訳{segment.string.data}" if texts is None else texts.get(segment.string.data)
        if words is not None:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                defaults={"data": words, "has_error": False, "field_error": ""},
            )


def in_japanese(page):
    """Return the Japanese page or bank as it is in the database."""
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="ja")
