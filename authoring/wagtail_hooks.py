"""Files of questions, and copying and moving them, in the editor."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from authoring import question_views as views
from authoring.question_places import may_edit
from quizzes.models import QuestionBank, QuizPage


@hooks.register("register_admin_urls")
def register_question_urls():
    return [
        path("questions/import/", views.question_import, name="question_import"),
        path("questions/import/<int:pk>/", views.question_import_check, name="question_import_check"),
        *(
            path(f"questions/{name}/{kind}/<int:pk>/", view, {"kind": kind}, name=f"question_{name}_{kind}")
            for name, view in (("export", views.question_export), ("transfer", views.question_transfer))
            for kind in ("bank", "quiz")
        ),
    ]


class ImportMenuItem(MenuItem):
    def is_shown(self, request):
        return views.may_import(request.user)


@hooks.register("register_admin_menu_item")
def register_import_menu_item():
    address = reverse("question_import")
    return ImportMenuItem(_("Import questions"), address, name="import-questions", icon_name="upload", order=241)


def buttons_of(kind: str, pk: int) -> list[Button]:
    export, transfer = (reverse(f"question_{name}_{kind}", args=[pk]) for name in ("export", "transfer"))
    return [
        Button(_("Export questions"), url=export, icon_name="download", priority=80),
        Button(_("Copy or move questions"), url=transfer, icon_name="ips-question", priority=81),
    ]


@hooks.register("register_snippet_listing_buttons")
def bank_buttons(snippet, user, next_url=None):
    if isinstance(snippet, QuestionBank) and may_edit(user, snippet):
        address = f"{reverse('question_import')}?bank={snippet.pk}"
        yield Button(_("Import questions"), url=address, icon_name="upload", priority=79)
        yield from buttons_of("bank", snippet.pk)


@hooks.register("register_page_header_buttons")
def page_header_buttons(page, user, view_name, next_url=None):
    yield from page_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def page_buttons(page, user, next_url=None):
    if page.specific_class is QuizPage and may_edit(user, page.specific_deferred):
        yield from buttons_of("quiz", page.pk)
