"""Search over courses, modules, lessons, pages and the glossary, in the language of the page."""

from django.core.paginator import Paginator
from django.utils.html import strip_tags
from wagtail.models import Locale, Page

from courses.models import CoursePage, LessonPage, ModulePage, restricted_to
from ipslearn.base.models import GlossaryTerm, HomePage, StandardPage
from ipslearn.search.extracts import extract

PAGE_SIZE = 10
KINDS = (CoursePage, ModulePage, LessonPage, StandardPage, HomePage)


def find_pages(query: str, user, language: str, number) -> dict:
    """Return {"query", "page" (a Paginator page of rows), "terms"} for what `user` may see.

    A row is {"page", "kind", "extract"}; an extract is a list of (text, is_match). Lessons behind sign-in show a
    visitor their summary only. Two queries for the pages, one per kind on this page, two for the glossary.
    """
    query = query.strip()[:200]
    # A language may have no pages yet, and so no locale.
    locales = Locale.objects.filter(language_code=language)
    pages = Page.objects.live().filter(locale__in=locales).type(*KINDS)
    for path in restricted_to(user):
        pages = pages.exclude(path__startswith=path)
    results = pages.search(query) if query else pages.none()
    page = Paginator(results, PAGE_SIZE).get_page(number)
    specific = {one.pk: one for one in Page.objects.filter(pk__in=[row.pk for row in page]).specific()}
    page.object_list = [result_row(specific[row.pk], query, user) for row in page if row.pk in specific]
    terms = list(GlossaryTerm.objects.all().search(query)[:3]) if query and page.number == 1 else []
    return {"query": query, "page": page, "terms": [term_row(term, query, language) for term in terms]}


def result_row(page, query: str, user) -> dict:
    text = page.summary if hides_body(page, user) else searchable_text(page)
    return {"page": page, "kind": page._meta.verbose_name, "extract": extract(text, query)}


def hides_body(page, user) -> bool:
    return isinstance(page, LessonPage) and not user.is_authenticated


def searchable_text(page) -> str:
    """Return the summary and the words of the page's stream field."""
    parts = [page.summary]
    for name in ("lead", "description", "introduction", "body"):
        value = getattr(page, name, None)
        if isinstance(value, str):
            parts.append(value)
        elif value is not None:
            parts.extend(value.stream_block.get_searchable_content(value))
    return " ".join(strip_tags(str(part)) for part in parts if part)


def term_row(term: GlossaryTerm, query: str, language: str) -> dict:
    return {
        "term": term,
        "name": term.name_in(language),
        "extract": extract(term.definition_in(language), query),
    }
