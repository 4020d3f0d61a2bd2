"""Search over courses, modules, lessons, pages and the glossary, in the language of the page."""

from collections.abc import Iterable

from django.core.cache import cache
from django.core.paginator import Paginator
from django.utils.html import strip_tags
from wagtail.models import Locale, Page

from courses.models import CoursePage, LessonPage, ModulePage, restricted_to
from courses.outlines import COURSE_DEPTH
from ipslearn.base.models import GlossaryTerm, HomePage, StandardPage
from ipslearn.base.terms import FoundTerms, find_terms
from ipslearn.languages.foreign import is_written_in
from ipslearn.languages.models import FOREIGN, foreign_from, with_foreign
from ipslearn.languages.titles import Title
from ipslearn.search.extracts import Piece, extract, mark
from ipslearn.search.questions import Question

PAGE_SIZE = 10
DAY = 24 * 60 * 60
KINDS = (CoursePage, ModulePage, LessonPage, StandardPage, HomePage)


def find_pages(query: str, user, language: str, number) -> dict:
    """Return {"query", "page" (a Paginator page of rows), "terms", "count", "is_partial"} for what `user` may see.

    A row is {"page", "kind", "course" (Title), "title", "extract", "title_of", "extract_of"}: two lists of (text,
    is_match), and the Titles of both. `count` is that of all pages and terms, on every page of results the same.
    `is_partial` where no page holds all words. For the glossary and for the pages: a query for each word and two more;
    then one per kind on this page, one for their courses, and one for locked modules.
    """
    query = query.strip()[:200]
    # A language may have no pages yet, and so no locale.
    locales = Locale.objects.filter(language_code=language)
    pages = Page.objects.live().filter(locale__in=locales).type(*KINDS)
    for path in restricted_to(user):
        pages = pages.exclude(path__startswith=path)
    found = find_terms(query) if query else FoundTerms([], ())
    results = pages.search(Question(query, found.also)) if query else pages.none()
    page = Paginator(results, PAGE_SIZE).get_page(number)
    page.object_list = result_rows([row.pk for row in page], query, found.also, user)
    terms = found.terms if page.number == 1 else []
    return {
        "query": query,
        "page": page,
        "terms": [term_row(term, query, found.also, language) for term in terms],
        "count": page.paginator.count + len(found.terms),
        "is_partial": bool(query) and results.query_compiler.answers.is_partial,
    }


def result_rows(keys: list[int], query: str, also: Iterable[str], user) -> list[dict]:
    specific = {one.pk: one for one in with_foreign(Page.objects.filter(pk__in=keys)).specific()}
    pages = [specific[key] for key in keys if key in specific]
    courses = titles_of_courses(pages)
    texts = texts_of(with_text_shown(pages, user))
    extracts = {page.pk: lines(texts.get(page.pk, page.summary), query, also) for page in pages}
    return [
        {
            "page": page,
            "kind": page._meta.verbose_name,
            "course": courses.get(path_of_course(page), ""),
            "title": mark(page.title, query, also=also),
            "extract": extracts[page.pk],
            **languages_of(page, shown_of(extracts[page.pk])),
        }
        for page in pages
    ]


def titles_of_courses(pages: Iterable[Page]) -> dict[str, Title]:
    """Return path to title of the courses that `pages` belong to, other than the courses themselves."""
    paths = {path_of_course(page) for page in pages if page.depth > COURSE_DEPTH}
    if not paths:
        return {}
    courses = CoursePage.objects.filter(path__in=paths)
    rows = with_foreign(courses).values_list("path", "title", "locale__language_code", *FOREIGN)
    return {path: foreign_from(*foreign).title_of(title, code) for path, title, code, *foreign in rows}


def languages_of(page: Page, shown: str) -> dict[str, Title]:
    """Return the title and the extract of a page as it is `shown`, with their languages where they are not its own."""
    foreign = foreign_from(page.foreign_language, page.foreign_texts)
    is_foreign = bool(foreign) and is_written_in(shown, foreign.language)
    return {
        "title_of": foreign.title_of(page.title, ""),
        "extract_of": Title(shown, foreign.language if is_foreign else ""),
    }


def shown_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def path_of_course(page: Page) -> str:
    return page.path[: page.steplen * COURSE_DEPTH] if page.depth > COURSE_DEPTH else ""


def lines(text: str, query: str, also: Iterable[str]) -> list[Piece]:
    """Return the part of `text` to show, with dots where it goes on."""
    text = text.strip()
    pieces = extract(text, query, also=also)
    shown = shown_of(pieces)
    before = [] if text.startswith(shown) else [Piece("… ", False)]
    after = [] if text.endswith(shown) else [Piece(" …", False)]
    return before + pieces + after


def texts_of(pages: Iterable[Page]) -> dict[int, str]:
    """Return primary key to the words of each page, kept for a day per published revision."""
    kept = {f"search-text:2:{page.pk}:{page.live_revision_id}": page for page in pages if page.live_revision_id}
    known = cache.get_many(kept)
    new = {key: searchable_text(page) for key, page in kept.items() if key not in known}
    cache.set_many(new, DAY)
    texts = {kept[key].pk: text for key, text in {**known, **new}.items()}
    return texts | {page.pk: searchable_text(page) for page in pages if page.pk not in texts}


def with_text_shown(pages: Iterable[Page], user) -> list[Page]:
    """Return the pages whose text may be shown: no lessons to a visitor, and to nobody one of a locked module.

    Who has opened such a module is not asked. One query where there is a lesson.
    """
    lessons = [page for page in pages if isinstance(page, LessonPage)]
    others = [page for page in pages if not isinstance(page, LessonPage)]
    if not lessons or not user.is_authenticated:
        return others
    above = {lesson: lesson.path[: -lesson.steplen] for lesson in lessons}
    locked = ModulePage.objects.filter(path__in=above.values(), order=ModulePage.Order.LOCKED)
    closed = set(locked.values_list("path", flat=True))
    return others + [lesson for lesson in lessons if above[lesson] not in closed]


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


def term_row(term: GlossaryTerm, query: str, also: Iterable[str], language: str) -> dict:
    """Return {"term", "kind", "name", "other" (its name in "other_language"), "extract"}; names in pieces."""
    other = "en" if language == "ja" else "ja"
    return {
        "term": term,
        "kind": term._meta.verbose_name,
        "name": mark(term.name_in(language), query, also=also),
        "other_language": other,
        "other": mark(term.name_in(other), query),
        "extract": lines(term.definition_in(language), query, also),
    }
