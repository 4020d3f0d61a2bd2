"""Which page may stand under which: the tree of docs/architecture.md."""

import pytest
from wagtail.models import Page

from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage
from ipslearn.base.models import HomePage, StandardPage
from quizzes.models import QuizPage

TREE = {
    HomePage: {CatalogPage, StandardPage},
    CatalogPage: {CoursePage},
    CoursePage: {ModulePage, QuizPage},
    ModulePage: {LessonPage, QuizPage},
    LessonPage: set(),
    QuizPage: set(),
    StandardPage: set(),
}


@pytest.mark.parametrize("parent", TREE, ids=lambda model: model.__name__)
def test_what_may_stand_below(db, parent):
    assert set(parent.creatable_subpage_models()) == TREE[parent]


@pytest.mark.parametrize("child", TREE, ids=lambda model: model.__name__)
def test_what_must_stand_above(child):
    above = {parent for parent, children in TREE.items() if child in children}
    assert set(child.allowed_parent_page_models()) == (above or {Page})


@pytest.mark.parametrize("model", TREE, ids=lambda model: model.__name__)
def test_every_page_is_found_by_its_title_and_summary(model):
    assert {"title", "summary"} <= {field.field_name for field in model.search_fields}
