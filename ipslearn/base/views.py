from itertools import groupby

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseForbidden
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from ipslearn.base.models import GlossaryTerm

SECRET_FIELDS = ("password", "csrfmiddlewaretoken", "key", "code")


def serve(request, path=""):
    """Serve the page at `path`, found in two queries by its address where Wagtail walks the tree level by level.

    Whatever is not found so, Wagtail looks for in its own way, with all its hooks either way.
    """
    roots = [root for root in Site.get_site_root_paths() if root.language_code == get_language()]
    if len(roots) == 1:
        url_path = roots[0].root_path + (path if not path or path.endswith("/") else f"{path}/")
        found = Page.objects.live().filter(url_path=url_path).order_by().values_list("pk", "content_type_id").first()
        if found is not None:
            model = ContentType.objects.get_for_id(found[1]).model_class()
            request._wagtail_route_for_request = RouteResult(published(model, found[0]))
    return wagtail_serve(request, path)


def published(model, pk):
    """Return the page without the bodies that are kept rendered; they are loaded where they are asked for."""
    return model._default_manager.defer(*getattr(model, "kept_rendered", ())).get(pk=pk)


@require_safe
def glossary(request):
    """All terms in the page's language, by first letter in English and by reading in Japanese. One query."""
    language = get_language()
    terms = list(GlossaryTerm.objects.all())
    terms.sort(key=lambda term: sorting_key(term, language))
    groups = groupby(terms, key=lambda term: sorting_key(term, language)[:1].upper())
    context = {"groups": [(letter, list(group)) for letter, group in groups], "language": language}
    return render(request, "base/glossary.html", context)


def sorting_key(term: GlossaryTerm, language: str) -> str:
    return (term.reading_ja or term.name_ja) if language == "ja" else term.name_en.casefold()


def csrf_failure(request, reason=""):
    """Explain, and offer to send the same text again with a fresh token: nothing typed is lost."""
    kept = [
        (name, value)
        for name, value in request.POST.items()
        if not any(secret in name.lower() for secret in SECRET_FIELDS)
    ]
    context = {"kept": kept, "action": request.get_full_path(), "site_name": settings.WAGTAIL_SITE_NAME}
    return HttpResponseForbidden(render_to_string("403_csrf.html", context, request))
