"""What every template may use without loading it (a builtin; see TEMPLATES in the settings)."""

from decimal import Decimal
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ipslearn.base import kana, words
from ipslearn.base import prose as markdown
from ipslearn.base.models.sources import Wording
from ipslearn.base.principles import PRINCIPLES
from ipslearn.base.principles import principle as principle_numbered
from ipslearn.languages.foreign import NOTHING, Foreign, lang_attribute, language_here, name_of_picture

register = template.Library()

# What a state is called and drawn as; its colour is in components.css. Wagtail says "In progress" and "Locked" of
# pages that are being edited, and its translations mean that: ours have a context.
STATES = {
    "done": ("done", _("Done")),
    "in_progress": ("clock", pgettext_lazy("learning", "In progress")),
    "next": ("next", _("Your next step")),
    "todo": ("todo", _("Not started")),
    "optional": ("optional", _("Optional")),
    "locked": ("locked", pgettext_lazy("learning", "Locked")),
    "sign_in": ("user", _("Sign in to open")),
    "assigned": ("todo", _("Not started")),
    "completed": ("done", _("Completed")),
    "exempt": ("optional", _("Exempt")),
    "not_required": ("optional", _("Not required")),
    "not_started": ("todo", _("Not started")),
    "due_soon": ("clock", _("Due soon")),
    "expiring": ("clock", _("Expires soon")),
    "waiting": ("clock", _("Waiting for review")),
    "withdrawn": ("close", pgettext_lazy("learning", "Left")),
    "valid": ("done", _("Valid")),
    "overdue": ("caution", _("Overdue")),
    "expired": ("caution", _("Expired")),
    "revoked": ("close", _("Revoked")),
}


STYLESHEETS = ("main", "tokens", "base", "layout", "components", "lesson")
PAGE_STYLESHEETS = ("pages", "course", "forms")
CONTENT_STYLESHEETS = ("blocks", "notes")
TEAM_STYLESHEETS = ("plans", "matrix", "acts")


@cache
def sprite_url(name: str) -> str:
    """Return the file an icon is in: those of the principles are not loaded where none is named."""
    sheet = "principles" if name.startswith("principle-") else "sprite"
    return staticfiles_storage.url(f"icons/{sheet}.svg")


@register.simple_tag
@cache
def stylesheets(
    content: bool = True,
    pages: bool = True,
    chart: bool = True,
    questions: bool = False,
    quizzes: bool = False,
    teams: bool = False,
) -> SafeString:
    """Link the site's CSS. Addresses are looked up once.

    Without `content`, not that of texts and their charts; without `pages`, only that of lessons, the pages that are
    read most.
    """
    names = STYLESHEETS + (PAGE_STYLESHEETS if pages else ()) + (CONTENT_STYLESHEETS if content else ())
    names += ("chart",) if content and chart else ()
    names += (("questions",) if questions else ()) + (("quizzes",) if quizzes else ())
    names += TEAM_STYLESHEETS if teams else ()
    links = [f'<link rel="stylesheet" href="{staticfiles_storage.url(f"css/{name}.css")}">' for name in names]
    links.append(f'<link rel="stylesheet" href="{staticfiles_storage.url("css/print.css")}" media="print">')
    return mark_safe("\n".join(links))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw a symbol of sprite.svg or principles.svg. Without `label` it is decoration, silent for screen readers."""
    role = f'role="img" aria-label="{conditional_escape(label)}"' if label else 'aria-hidden="true"'
    name = conditional_escape(name)
    return mark_safe(f'<svg class="icon" {role}><use href="{sprite_url(name)}#icon-{name}"></use></svg>')


@register.simple_tag
def state(name: str, detail: str = "") -> SafeString:
    """Show a state as icon and word; `detail` ("3 June 2026") follows. An unknown name is an error."""
    symbol, word = STATES[name]
    shown = conditional_escape(str(word))
    if detail:
        shown = f"{shown} · {conditional_escape(detail)}"
    return mark_safe(f'<span class="state state--{name}">{icon(symbol)}{shown}</span>')


@register.simple_tag
def fragment(template_name: str, **values) -> SafeString:
    """Render a component that depends on nothing but `values` and the language, once for each set of them.

    The values must be hashable; what is one person's own (a name, a token) is never among them.
    """
    if settings.DEBUG:
        return mark_safe(render_to_string(template_name, values))
    return rendered_fragment(template_name, get_language(), tuple(sorted(values.items())))


@lru_cache(maxsize=4096)
def rendered_fragment(template_name: str, language: str, values: tuple) -> SafeString:
    return mark_safe(render_to_string(template_name, dict(values)))


@register.simple_tag
def activity_row(title, url, state: str, minutes: int | None = None, is_current=False, detail="") -> SafeString:
    """Show an activity in an outline: its state as icon and word, its minutes. Plain, because outlines are long."""
    foreign = language_here(title)
    return rendered_row(title, url, state, minutes, bool(is_current), str(detail or ""), foreign, get_language())


@lru_cache(maxsize=16384)
def rendered_row(title, url, state, minutes, is_current, detail, title_language, language) -> SafeString:
    symbol, word = STATES[state]
    parts = [str(word)]
    if minutes:
        parts.append(gettext("%(minutes)s min") % {"minutes": minutes})
    if detail:
        parts.append(detail)
    name = conditional_escape(title)
    if url:
        current = ' aria-current="page"' if is_current else ""
        name = f'<a href="{conditional_escape(url)}"{current}>{name}</a>'
    lang = lang_attribute(title_language)
    return mark_safe(
        f'<li class="outline__row outline__row--{state}">{icon(symbol)}<span{lang}>{name}</span>'
        f'<span class="outline__meta">{conditional_escape(" · ".join(parts))}</span></li>'
    )


@register.simple_tag
def ruby(name: str, reading: str) -> SafeString:
    """Show a Japanese name with its reading above what is not kana."""
    return format_html_join("", "{}", ((with_reading(*part),) for part in kana.pieces(name, reading)))


def with_reading(text: str, reading: str) -> SafeString:
    if not reading:
        return conditional_escape(text)
    return format_html("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>", text, reading)


@register.simple_tag
def minutes_words(minutes: int) -> str:
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}


@register.simple_tag
def time_words(minutes: int) -> str:
    """Say a sum of minutes: in minutes below an hour, else in hours with one decimal at most."""
    if minutes < 60:
        return minutes_words(minutes)
    hours = round(minutes / 60, 1)
    number = number_format(f"{hours:g}")
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": number}


@register.simple_tag
def hours_words(hours: Decimal) -> str:
    """Say hours with the decimals that they have: 2.50 is "2.5 hours"."""
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": decimal_words(hours)}


@register.simple_tag
def credit_hours_words(hours: Decimal) -> str:
    values = {"hours": decimal_words(hours)}
    return ngettext("%(hours)s credit hour", "%(hours)s credit hours", 1 if hours == 1 else 2) % values


def decimal_words(number: Decimal) -> str:
    return number_format(number.normalize() if number % 1 else int(number))


@register.simple_tag
def modules_words(modules: int) -> str:
    return ngettext("%(modules)s module", "%(modules)s modules", modules) % {"modules": modules}


@register.simple_tag
def percent_words(percent: int) -> str:
    return gettext("%(percent)s%% done") % {"percent": percent}


@register.simple_tag
def principles() -> tuple:
    return PRINCIPLES


@register.simple_tag
def principle_name(number: int) -> str:
    return principle_numbered(int(number)).name


@register.simple_tag
def principle(number: int) -> SafeString:
    """Name a principle with its icon."""
    found = principle_numbered(int(number))
    return mark_safe(f'<span class="principle">{icon(found.icon)} {conditional_escape(found.name)}</span>')


@register.simple_tag(takes_context=True)
def prose(context, text: str | None) -> SafeString:
    """Render Markdown. Its terms and sources are counted into the page's `notes`, if there are any."""
    return mark_safe(markdown.render(text or "", context.get("notes") or markdown.Notes(), foreign_in(context)))


def foreign_in(context) -> Foreign:
    return context.get("foreign") or NOTHING


@register.simple_tag(takes_context=True)
def lang(context, text: str | None) -> SafeString:
    """Say the language of a text, as an attribute of its element, where it is not the one of the page.

    A Title knows it; of other texts the page's `foreign` does.
    """
    return lang_attribute(language_here(text)) or foreign_in(context).lang(text)


@register.simple_tag(takes_context=True)
def said(context, text: str | None) -> SafeString:
    """Show a text that has no element of its own, in one that says its language where that is not the page's."""
    attribute, words = lang(context, text), conditional_escape(text or "")
    return format_html("<span{}>{}</span>", attribute, words) if attribute else words


@register.simple_tag(takes_context=True)
def lang_of_picture(context, picture) -> SafeString:
    """Say the language of a picture and its alternative text where nobody chose one in the language of the page."""
    foreign = foreign_in(context)
    is_foreign = picture is not None and name_of_picture(picture.pk) in foreign.texts
    return lang_attribute(foreign.language if is_foreign else "")


@register.simple_tag(takes_context=True)
def cite(context, source) -> SafeString | str:
    """Mark `source` as prose does and count it into the page's `notes`; without notes, name it in words."""
    notes = context.get("notes")
    if source is None:
        return ""
    if notes is None:
        return conditional_escape(words.in_brackets(source.worded_in(get_language()).short))
    citation = notes.cite(source.key)
    if citation is None:
        citation = notes.citations.setdefault(source.key, markdown.Citation(len(notes.citations) + 1, source))
        citation.marks += 1
    label = conditional_escape(gettext("Source %(number)s") % {"number": citation.number})
    return mark_safe(
        f'<sup class="citation"><a href="#source-{citation.number}" id="cite-{citation.number}-{citation.marks}"'
        f' role="doc-noteref" aria-label="{label}">{citation.number}</a></sup>'
    )


@register.simple_tag
def worded(source) -> Wording:
    """Return what is said of a source in the language of the page."""
    return source.worded_in(get_language())


@register.simple_tag
def back_links(citation) -> SafeString:
    """Link from a source at the end of the page to each of its marks in the text."""
    number, links = citation.number, []
    for mark in range(1, citation.marks + 1):
        label = conditional_escape(gettext("Back to mark %(mark)s in the text") % {"mark": mark})
        links.append(
            f'<a class="source-list__back" href="#cite-{number}-{mark}" role="doc-backlink"'
            f' aria-label="{label}">↑{mark if citation.marks > 1 else ""}</a>'
        )
    return mark_safe(" ".join(links))
