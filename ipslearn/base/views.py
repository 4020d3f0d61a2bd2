import re
from functools import wraps
from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from ipslearn.base import kana
from ipslearn.base.models import GlossaryTerm
from ipslearn.base.words import listed

KNOWN_TYPES: dict[str, type[Page]] = {}
MAXIMUM_KNOWN = 10_000
# Reading fewer columns makes the page's row a fifth cheaper, which is the dearest thing a page asks for.
OF_THE_EDITOR = (
    *("draft_title", "has_unpublished_changes", "owner", "alias_of", "locked", "locked_at", "locked_by"),
    *("first_published_at", "last_published_at", "latest_revision_created_at", "go_live_at", "expire_at", "expired"),
)
SECRET_FIELDS = ("password", "csrfmiddlewaretoken", "key", "code")
OF_A_QUESTION = re.compile(r"q(\d+)(?:-|$)")
MACHINE_MADE = re.compile(r"[A-Za-z0-9_-]*")
BUTTONS = ("position", "go", "begin", "end", "next")


def serve(request, path=""):
    """Serve the page at `path`, found by its whole address where Wagtail walks the tree level by level.

    An address that is only known in another language leads to the translation, or says that there is none yet.
    Whatever is not found so, Wagtail looks for in its own way, with all its hooks either way.
    """
    below = path if not path or path.endswith("/") else f"{path}/"
    roots = sorted(Site.get_site_root_paths(), key=lambda root: root.language_code != get_language())
    for root in roots:
        page = published_at(root.root_path + below)
        if page is None:
            continue
        if root.language_code != get_language():
            return in_another_language(request, page)
        request._wagtail_route_for_request = RouteResult(page)
        break
    return wagtail_serve(request, path)


def in_another_language(request, page):
    """Redirect to the translation of `page` in the reader's language; without one, say so and offer the page.

    What the address asks besides is kept. The nearest page above that is there in the language is offered too.
    """
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    translation = page.get_translations().live().filter(locale__language_code=get_language()).first()
    if translation is not None:
        return redirect(f"{translation.get_url()}{asked}")
    if page.get_view_restrictions().exists():
        raise Http404
    name = dict(settings.LANGUAGES)[page.locale.language_code]
    context = {"other": page, "asked": asked, "language_name": name, "nearest": nearest_in(page, get_language())}
    return render(request, "base/not_translated.html", context, status=404)


def nearest_in(page: Page, language: str) -> Page | None:
    """Return the published page in a language whose original is nearest above `page`; None if there is none."""
    keys = list(page.get_ancestors().filter(depth__gt=1).order_by("-depth").values_list("translation_key", flat=True))
    pages = Page.objects.live().filter(translation_key__in=keys, locale__language_code=language)
    return min(pages, key=lambda one: keys.index(one.translation_key), default=None)


def published_at(url_path: str) -> Page | None:
    """Return the published page at an address, as its own type, without the bodies that are kept rendered.

    One query where this process served the address before: the type found then is asked first, and only believed
    if a published page of that type still has this address.
    """
    if (model := KNOWN_TYPES.get(url_path)) and (page := published(model, url_path)):
        return page
    content_types = Page.objects.live().filter(url_path=url_path).order_by().values_list("content_type_id", flat=True)
    found = content_types.first()
    if found is None:
        return None
    model = ContentType.objects.get_for_id(found).model_class()
    if len(KNOWN_TYPES) < MAXIMUM_KNOWN:
        KNOWN_TYPES[url_path] = model
    return published(model, url_path)


def published(model, url_path: str):
    """Return the published page, without what is kept rendered and without what only the editor asks of a page."""
    deferred = (*getattr(model, "kept_rendered", ()), *OF_THE_EDITOR)
    return model._default_manager.defer(*deferred).filter(url_path=url_path, live=True).order_by().first()


@require_safe
def glossary(request):
    """All terms in the page's language, by first letter in English and by reading in Japanese. One query."""
    language = get_language()
    sorting, heading = (kana.in_order, kana.heading_of) if language == "ja" else (str.casefold, first_letter)
    terms = sorted(GlossaryTerm.objects.all(), key=lambda term: sorting(looked_up_as(term, language)))
    groups = groupby(terms, key=lambda term: heading(looked_up_as(term, language)))
    context = {"groups": [(letter, list(group)) for letter, group in groups], "language": language}
    return render(request, "base/glossary.html", context)


def looked_up_as(term: GlossaryTerm, language: str) -> str:
    return (term.reading_ja or term.name_ja) if language == "ja" else term.name_en


def first_letter(name: str) -> str:
    return name[:1].upper()


def csrf_failure(request, reason=""):
    """Explain, and offer to send the same text again with a fresh token: nothing typed is lost."""
    return given_back(request, "403_csrf.html")


def login_required_keeping_text(view):
    """Ask visitors to sign in, and give what they sent back to them, so that it can be sent again afterwards."""
    for_people = login_required(view)

    @wraps(view)
    def for_everyone(request, *args, **kwargs):
        if request.method == "POST" and not request.user.is_authenticated:
            return given_back(request, "sign_in_ended.html")
        return for_people(request, *args, **kwargs)

    return for_everyone


def post_only(url_of):
    """Make a view of POSTs alone; whoever gets its address is led to `url_of(request, **keys)`, the page of its form.

    So nobody is lost there: not who was asked to sign in and comes back, not who reads the answer to a POST and
    changes the language.
    """

    def decorate(view):
        only_posts = require_POST(view)

        @wraps(view)
        def led_back(request, **keys):
            if request.method in ("GET", "HEAD"):
                return redirect(url_of(request, **keys))
            return only_posts(request, **keys)

        return led_back

    return decorate


def given_back(request, template: str):
    """Refuse a form and show what was typed in one that sends it again. Nothing of it is kept here.

    What was chosen in a quiz is sent again unseen, and the page names its questions: choices have no words here.
    """
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not any(secret in name.lower() for secret in SECRET_FIELDS)
    ]
    unseen = [(name, value) for name, value in sent if is_machine_made(name, value)]
    numbers = {int(found[1]) for name, _value in unseen if (found := OF_A_QUESTION.match(name))}
    context = {
        "kept": [(label_of(name), name, value) for name, value in sent if (name, value) not in unseen],
        "unseen": unseen,
        "questions": listed(sorted(numbers)),
        "action": request.get_full_path(),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    return HttpResponseForbidden(render_to_string(template, context, request))


def is_machine_made(name: str, value: str) -> bool:
    """Say whether nobody typed this: what was chosen in a question, where it stands, which button was pressed."""
    return name in BUTTONS or bool(OF_A_QUESTION.match(name) and MACHINE_MADE.fullmatch(value))


def label_of(name: str) -> str:
    found = OF_A_QUESTION.match(name)
    if found:
        return _("Question %(number)s") % {"number": found[1]}
    return _("What you wrote") if name == "text" else name
