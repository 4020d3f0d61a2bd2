"""Translations in the editor: the menu, the screens, and a word above a page whose source has changed."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail_localize import wagtail_hooks as their_hooks
from wagtail_localize.models import Translation

from quizzes.models import QuestionBank
from translating import views
from translating.changes import has_changed

# Before those of wagtail-localize: its buttons lead to our screens, which take a whole course with its banks.
FIRST = -1


@hooks.register("register_admin_urls", order=FIRST)
def register_translation_urls():
    return [
        path("localize/submit/page/<int:page_id>/", views.translation_send, name="translation_send"),
        path(
            "localize/update/<int:translation_source_id>/",
            views.translation_source_update,
            name="translation_source_update",
        ),
        path("translations/", views.translation_list, name="translation_list"),
        path("translations/changes/<int:pk>/", views.translation_changes, name="translation_changes"),
        *(
            path(f"translations/<int:pk>/<slug:code>/{name}", view, name=view.__name__)
            for name, view in (
                ("", views.translation_detail),
                ("update/", views.translation_update),
                ("publish/", views.translation_publish),
                ("adopt/", views.translation_adopt),
            )
        ),
    ]


# Theirs ask the database twice and more for each row of a list. Ours ask nothing.
REPLACED = {
    "register_page_listing_more_buttons": their_hooks.page_listing_more_buttons,
    "register_snippet_listing_buttons": their_hooks.register_snippet_listing_buttons,
}
for name, theirs in REPLACED.items():
    hooks._hooks[name] = [(hook, order) for hook, order in hooks._hooks[name] if hook is not theirs]


@hooks.register("register_page_listing_more_buttons")
def page_button(page, user, next_url=None):
    if page.depth > 1 and user.has_perm(views.PERMISSION):
        url = reverse("translation_send", args=[page.pk])
        yield Button(_("Translate"), url=url, icon_name="wagtail-localize-language", priority=60)


@hooks.register("register_snippet_listing_buttons")
def bank_button(snippet, user, next_url=None):
    if isinstance(snippet, QuestionBank) and user.has_perm(views.PERMISSION):
        url = reverse("wagtail_localize:submit_snippet_translation", args=["quizzes", "questionbank", snippet.pk])
        yield Button(_("Translate"), url=url, icon_name="wagtail-localize-language", priority=82)


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.PERMISSION)


@hooks.register("register_admin_menu_item")
def register_translations_menu_item():
    address = reverse("translation_list")
    return TranslationsMenuItem(
        _("Translations"), address, name="translations", icon_name="wagtail-localize-language", order=243
    )


@hooks.register("before_edit_page", order=FIRST)
def say_what_changed_in_the_page(request, page):
    say_what_changed(request, page)


@hooks.register("before_edit_snippet", order=FIRST)
def say_what_changed_in_the_bank(request, instance):
    if isinstance(instance, QuestionBank):
        say_what_changed(request, instance)


def say_what_changed(request, instance) -> None:
    """Tell the translator that the source is another one by now, and where to see what is not translated."""
    if request.method != "GET" or not request.user.has_perm(views.PERMISSION):
        return
    translation = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=True
    )
    translation = translation.select_related("source", "source__locale").first()
    if translation is None:
        return
    original = instance.get_translation_or_none(translation.source.locale)
    if original is not None and has_changed(
        translation.source, original.specific if hasattr(original, "specific") else original
    ):
        messages.warning(
            request, _now("The original has changed since it was sent. Update the translation to see it here.")
        )
    total, done = translation.get_progress()
    if done < total:
        address = reverse("translation_changes", args=[translation.pk])
        words = _now("Not translated: %(waiting)s of %(total)s texts.") % {"waiting": total - done, "total": total}
        messages.info(request, words, buttons=[messages.button(address, _now("See what changed"))])


@hooks.register("insert_editor_js")
def translation_editor_script():
    return format_html('<script type="module" src="{}"></script>', static("js/translation-editor.js"))
