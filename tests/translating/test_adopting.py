"""A page that was written in both languages can be taken into translation, and not a word of it changes."""

import pytest
from wagtail_localize.models import StringTranslation, Translation

from ipslearn.base.models import CustomImage
from tests import factories
from translating.adopting import CannotAdopt, adopt, adopt_all

KEY = factories.key("both")
EN = [
    {"type": "text", "id": "11111111-1111-4111-8111-111111111111", "value": "One\nline. [@a]\n\n- two\n- three"},
    {"type": "key_point", "id": "22222222-2222-4222-8222-222222222222", "value": {"title": "Mind", "text": "It."}},
]
JA = [
    EN[0] | {"value": "一行。[@a]\n\n- 二\n- 三"},
    EN[1] | {"value": {"title": "注意", "text": "それ。"}},
]


@pytest.fixture
def pair(db):
    factories.SourceFactory(key="a")

    def make(en=EN, ja=JA, **more):
        pages = []
        for code, title, body, fields in (("en", "Lesson", en, {}), ("ja", "レッスン", ja, more)):
            module = factories.module(factories.course("C", code), "M")
            page = factories.lesson(module, title, slug="lesson", translation_key=KEY, summary="s", **fields)
            page.body = type(page)._meta.get_field("body").stream_block.to_python(body)
            page.save_revision().publish()
            pages.append(type(page).objects.get(pk=page.pk))
        return pages

    return make


def adopted(pages, user):
    return adopt(source=pages[0], target=pages[1], user=user)


def test_its_texts_become_the_translations_of_those_in_their_place(pair, trainer):
    adopted(pair(), trainer)
    found = StringTranslation.objects.values_list("translation_of__data", "data")
    assert dict(found) | {"s": "s"} == {
        "Lesson": "レッスン", "s": "s", "One line. [@a]": "一行。[@a]", "two": "二", "three": "三", "Mind": "注意",
        "It.": "それ。",
    }  # fmt: skip


def test_the_page_stays_as_it_is(pair, trainer):
    pages = pair()
    before = pages[1].to_json()
    adopted(pages, trainer)
    assert type(pages[1]).objects.get(pk=pages[1].pk).to_json() == before


def test_publishing_it_then_changes_nothing(pair, trainer, run):
    pages = pair()
    adopted(pages, trainer)
    run("publish", pages[0])
    page = type(pages[1]).objects.get(pk=pages[1].pk)
    assert (page.title, page.body[0].value, page.body[1].value["title"]) == ("レッスン", JA[0]["value"], "注意")


@pytest.mark.parametrize(
    ("ja", "reason"),
    [
        ([JA[0] | {"value": "一行。[@a]\n\n- 二"}, JA[1]], "This text has nothing in its place: “three”"),
        ([JA[0] | {"value": "一行。[@a]\n\n- 二\n- 三\n- 四"}, JA[1]], "They differ in: body"),
        ([JA[0]], "This text has nothing in its place: “Mind”"),
    ],
)
def test_pages_that_are_not_alike_are_left_as_they_are(pair, trainer, ja, reason):
    pages = pair(ja=ja)
    with pytest.raises(CannotAdopt, match=reason):
        adopted(pages, trainer)
    assert not Translation.objects.exists()


def test_a_page_that_is_a_translation_is_no_original(pair, trainer):
    """Else each of the two would be made of the other."""
    pages = pair()
    adopted(pages, trainer)
    with pytest.raises(CannotAdopt, match="Its original is a translation itself"):
        adopted(pages[::-1], trainer)
    assert Translation.objects.count() == 1


def test_what_was_written_since_the_publication_is_kept(pair, trainer, run):
    pages = pair()
    pages[1].title = "新しい題"
    pages[1].save_revision()
    adopted(pages, trainer)
    page = type(pages[1]).objects.get(pk=pages[1].pk)
    assert page.title == "レッスン"
    run("publish", pages[0])
    assert type(pages[1]).objects.get(pk=pages[1].pk).title == "新しい題"


def test_its_own_picture_is_kept(pair, trainer, run):
    fields = {"file": "a.svg", "width": 1, "height": 1, "alt_text": "Two roads"}
    first, second = (CustomImage.objects.create(title=name, **fields) for name in ("en", "ja"))
    figure = {"type": "figure", "id": EN[0]["id"]}
    words = {"source": None, "long_description": ""}
    pages = pair(
        [figure | {"value": {"image": first.pk, "caption": "Roads", **words}}],
        [figure | {"value": {"image": second.pk, "caption": "道", **words}}],
    )
    adopted(pages, trainer)
    run("publish", pages[0])
    assert type(pages[1]).objects.get(pk=pages[1].pk).body[0].value["image"] == second


def test_of_many_those_are_taken_that_can_be(pair, trainer):
    pages = pair(ja=[JA[0]])
    assert adopt_all(pairs=[pages], user=trainer) == ([], [(pages[0], "This text has nothing in its place: “Mind”")])
