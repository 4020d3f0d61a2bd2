"""Every field of every page, and of a bank: translated, the same in every language, or each page's own."""

import pytest
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage
from ipslearn.base.models import HomePage, StandardPage
from quizzes.models import QuestionBank, QuizPage

MODELS = [HomePage, StandardPage, CatalogPage, CoursePage, ModulePage, LessonPage, QuizPage, QuestionBank]
WORDS = {"title", "summary", "seo_title", "search_description"}
TRANSLATED = {
    HomePage: WORDS | {"lead", "body"},
    StandardPage: WORDS | {"body"},
    CatalogPage: WORDS | {"introduction"},
    CoursePage: WORDS | {"objectives", "description", "trainers"},
    ModulePage: WORDS | {"introduction"},
    LessonPage: WORDS | {"body"},
    QuizPage: WORDS | {"introduction", "questions"},
    QuestionBank: {"title", "questions"},
}
PLACE = {"slug", "show_in_menus"}
ACTIVITY = PLACE | {"minutes", "is_required"}
RULES = {
    *("purpose", "pass_mark", "attempts_allowed", "wait_hours", "time_limit_minutes", "order", "choices_order"),
    *("paging", "feedback", "shows", "right_when", "counts", "asks_confidence", "is_test_out", "draws"),
}
THE_SAME = {
    HomePage: {"show_in_menus"},
    StandardPage: PLACE,
    CatalogPage: PLACE,
    CoursePage: PLACE | {"credit_hours", "edition", "edition_on", "refreshed_on", "audience", "prerequisites"},
    ModulePage: PLACE | {"principles", "fidelity_items", "order"},
    LessonPage: ACTIVITY | {"completion_rule", "facts"},
    QuizPage: ACTIVITY | RULES,
    QuestionBank: {"tags"},
}
# What Wagtail keeps of each page or bank by itself, and what we derive.
OF_WAGTAIL = {field.name for field in Page._meta.concrete_fields} - WORDS - PLACE
OF_WAGTAIL |= {field.name for field in QuestionBank._meta.concrete_fields} - {"title", "questions", "tags"}
ITS_OWN = dict.fromkeys(MODELS, OF_WAGTAIL | {"page_ptr", "wagtail_admin_comments"}) | {
    HomePage: OF_WAGTAIL | {"page_ptr", "slug", "wagtail_admin_comments"},
    CoursePage: OF_WAGTAIL | {"page_ptr", "outline_stamp", "wagtail_admin_comments"},
}

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def names(model) -> set[str]:
    relations = get_all_child_relations(model) if issubclass(model, Page) else []
    return {field.name for field in model._meta.concrete_fields} | {one.name for one in relations}


def declared(model, is_translated: bool) -> set[str]:
    return {one.field_name for one in model.translatable_fields if one.is_translated(None) == is_translated}


@each_model
def test_these_are_translated(model):
    assert declared(model, True) == TRANSLATED[model]


@each_model
def test_these_are_the_same_in_every_language(model):
    assert declared(model, False) == THE_SAME[model]


@each_model
def test_no_field_is_forgotten(model):
    assert names(model) - TRANSLATED[model] - THE_SAME[model] - ITS_OWN[model] == set()


@each_model
def test_a_translator_can_change_nothing_that_is_the_same(model):
    assert [
        one.field_name for one in model.translatable_fields if not one.is_translated(None) and one.overridable
    ] == []


@each_model
def test_what_is_shared_on_publication_is_the_same_in_a_translation(model):
    shared = {*getattr(model, "shared_fields", ()), *getattr(model, "shared_relations", ())}
    assert shared <= declared(model, False)
