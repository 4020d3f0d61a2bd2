"""The editor's screens for translations: what there is to do, sending, updating and publishing in one step."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.update_translations import UpdateTranslationsView

from courses.models import CoursePage
from quizzes.models import QuestionBank
from translating import actions
from translating.adopting import adopt_all
from translating.changes import changes_in
from translating.forms import LanguageForm
from translating.standing import BY_HAND, Row, Standing, standing_of, standings_of

PERMISSION = "wagtail_localize.submit_translation"


def for_translators(view: Callable) -> Callable:
    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def page_of(request, pk: int) -> Page:
    """Return the page. Raise PermissionDenied for who may not edit it."""
    page = get_object_or_404(Page.objects.filter(depth__gt=1).select_related("locale"), pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def shown(request, template: str, title: str, **context):
    """Render a page of the editor."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("translation_list"), "label": _("Translations")},
        {"url": "", "label": title},
    ]
    furniture = {
        "header_title": title,
        "page_title": title,
        "header_icon": "wagtail-localize-language",
        "breadcrumbs_items": crumbs,
    }
    return render(request, f"translating/{template}.html", furniture | context)


# What there is to do ------------------------------------------------------------------------------


@for_translators
@require_GET
def translation_list(request):
    """How far each course is in each language but its own."""
    courses = CoursePage.objects.live().filter(alias_of=None).select_related("locale").order_by("path")
    originals = originals_of(one for one in courses if one.permissions_for_user(request.user).can_edit())
    locales = list(Locale.objects.all())
    standings: list[Standing] = []
    for own in locales:
        pages = [course for course in originals if course.locale_id == own.pk]
        each = [standings_of(pages, locale) for locale in locales if locale != own] if pages else []
        standings += [standing for of_a_course in zip(*each, strict=True) for standing in of_a_course]
    return shown(request, "list", _("Translations"), standings=standings)


def originals_of(courses: Iterable[CoursePage]) -> list[CoursePage]:
    """Return each course once, in the language it was sent from where it is there in two."""
    targets = set(Translation.objects.values_list("source__object_id", "target_locale"))
    found: dict = {}
    for course in sorted(courses, key=lambda course: (course.translation_key, course.locale_id) in targets):
        found.setdefault(course.translation_key, course)
    return list(found.values())


@for_translators
@require_GET
def translation_detail(request, pk: int, code: str):
    """Each page and bank of a course in a language."""
    page, locale = page_of(request, pk), get_object_or_404(Locale, language_code=code)
    standing = standing_of(page, locale)
    finder = AdminURLFinder(request.user)
    rows = [(row, finder.get_edit_url(row.target) if row.target else None) for row in standing.rows]
    return shown(request, "detail", title_of(page, locale), standing=standing, rows=rows)


def title_of(page: Page, locale: Locale) -> str:
    return _("%(page)s in %(language)s") % {"page": page.title, "language": locale.get_display_name()}


@for_translators
@require_GET
def translation_changes(request, pk: int):
    """The texts of one page that wait for a translation, with what they were before."""
    translation = get_object_or_404(Translation.objects.select_related("source", "target_locale"), pk=pk, enabled=True)
    edit_url = AdminURLFinder(request.user).get_edit_url(translation.get_target_instance())
    if edit_url is None:
        raise PermissionDenied
    title = _("What is not translated: %s") % translation.source.object_repr
    context = {"changes": changes_in(translation), "translation": translation, "edit_url": edit_url}
    return shown(request, "changes", title, **context)


# Doing it -----------------------------------------------------------------------------------------


@for_translators
@require_http_methods(["GET", "POST"])
def translation_send(request, page_id: int):
    """Send a page with all that goes with it, after showing what that is."""
    page = page_of(request, page_id)
    form = LanguageForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        return done(request, page, form.cleaned_data["locale"], actions.send)
    standings = [standing_of(page, locale) for locale in form.fields["locale"].queryset]
    title = _("Translate: %s") % page.title
    return shown(request, "send", title, form=form, page=page, standings=standings)


@for_translators
@require_POST
def translation_update(request, pk: int, code: str):
    page, locale = page_of(request, pk), get_object_or_404(Locale, language_code=code)
    return done(request, page, locale, actions.update)


@for_translators
@require_POST
def translation_publish(request, pk: int, code: str):
    """Publish what is finished, or all of it with the text of the source for the rest."""
    page, locale = page_of(request, pk), get_object_or_404(Locale, language_code=code)
    may_publish(request, standing_of(page, locale).rows)
    return done(request, page, locale, actions.publish, only_finished="all" not in request.POST)


def may_edit(request, targets: Iterable[Page | QuestionBank]) -> None:
    """Raise PermissionDenied unless the user may edit every page and bank."""
    finder = AdminURLFinder(request.user)
    if not all(finder.get_edit_url(one) for one in targets):
        raise PermissionDenied


def may_publish(request, rows: tuple[Row, ...]) -> None:
    """Raise PermissionDenied unless the user may publish every page and bank of the rows that was sent."""
    targets = [row.target for row in rows if row.is_sent]
    pages = all(one.permissions_for_user(request.user).can_publish() for one in targets if isinstance(one, Page))
    banks = any(isinstance(one, QuestionBank) for one in targets)
    if not pages or (banks and not request.user.has_perm("quizzes.publish_questionbank")):
        raise PermissionDenied


@for_translators
@require_POST
def translation_adopt(request, pk: int, code: str):
    """Take the pages that were written by hand into translation, those that can be."""
    page, locale = page_of(request, pk), get_object_or_404(Locale, language_code=code)
    pairs = [(row.source, row.target) for row in standing_of(page, locale).rows if row.state == BY_HAND]
    may_edit(request, [target for _source, target in pairs])
    adopted, left = adopt_all(pairs=pairs, user=request.user)
    if adopted:
        messages.success(
            request,
            counted(
                adopted,
                ngettext(
                    "%(count)s page taken into translation.", "%(count)s pages taken into translation.", len(adopted)
                ),
            ),
        )
    for source, reason in left:
        messages.warning(
            request, _("“%(page)s” stays written by hand. %(reason)s") % {"page": source, "reason": reason}
        )
    return redirect("translation_detail", pk=page.pk, code=code)


@for_translators
@require_http_methods(["GET", "POST"])
def translation_source_update(request, translation_source_id: int):
    """Where the editor’s “Sync” leads: to how far the page is. A bank, maybe of no course, is synced by itself."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    instance = source.get_source_instance()
    if isinstance(instance, QuestionBank):
        needed = ["change", "publish"] if "publish_translations" in request.POST else ["change"]
        if not request.user.has_perms([f"quizzes.{name}_questionbank" for name in needed]):
            raise PermissionDenied
        return UpdateTranslationsView.as_view()(request, translation_source_id=source.pk)
    locale = source.translations.filter(enabled=True).values_list("target_locale__language_code", flat=True).first()
    if isinstance(instance, Page) and locale:
        return redirect("translation_detail", pk=instance.pk, code=locale)
    return redirect("translation_list")


def done(request, page: Page, locale: Locale, action: Callable, **more):
    """Do it, say what was done, and lead to how far the page is now."""
    try:
        report = action(page=page, locale=locale, user=request.user, **more)
    except actions.ParentMissing as missing:
        messages.error(
            request, _("“%s” is not there in this language. It has to be translated first.") % missing.args[0]
        )
    except actions.NothingPublished:
        messages.error(request, _("This page is a draft. Publish it first: what is translated is what learners read."))
    else:
        say(request, report)
    return redirect("translation_detail", pk=page.pk, code=locale.language_code)


def counted(things, words: str) -> str:
    return words % {"count": len(things)}


def say(request, report: actions.Report) -> None:
    lines = [
        (report.sent, ngettext("%(count)s sent.", "%(count)s sent.", len(report.sent))),
        (
            report.updated,
            ngettext("%(count)s brought up to date.", "%(count)s brought up to date.", len(report.updated)),
        ),
        (
            report.reordered,
            ngettext(
                "Order restored below %(count)s page.",
                "Order restored below %(count)s pages.",
                len(report.reordered),
            ),
        ),
        (report.published, ngettext("%(count)s published.", "%(count)s published.", len(report.published))),
        (
            report.kept,
            ngettext(
                "%(count)s left as somebody wrote it.", "%(count)s left as somebody wrote them.", len(report.kept)
            ),
        ),
    ]
    words = [counted(things, text) for things, text in lines if things]
    messages.success(request, " ".join(words) or _("There was nothing to do."))
    for one, reason in report.refused:
        messages.error(request, _("“%(page)s” could not be saved. %(reason)s") % {"page": one, "reason": reason})
