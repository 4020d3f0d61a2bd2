"""What is shown when something is broken: it may lean on nothing that could be broken as well."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.views import defaults


@csp_update({"style-src": UNSAFE_INLINE})
def server_error(request):
    """Show 500.html, which carries its own style and holds nothing that anybody typed."""
    return defaults.server_error(request)
