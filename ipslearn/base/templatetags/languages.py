from django import template
from django.conf import settings

from ipslearn.base.language_choice import offered

register = template.Library()


@register.inclusion_tag("components/language_offer.html", takes_context=True)
def language_offer(context):
    """Offer the page in the language that the browser prefers, once."""
    request = context.get("request")
    code = offered(request) if request and hasattr(request, "user") and request.method == "GET" else ""
    if not code:
        return {}
    return {
        "offered": code,
        "name": dict(settings.LANGUAGES)[code],
        "path": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
