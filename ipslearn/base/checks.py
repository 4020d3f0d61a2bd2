"""What is wrong with an installation, told when it starts."""

from django.core.checks import Warning as CheckWarning
from django.core.checks import register

from ipslearn.base.catalogs import catalogs, is_stale


@register()
def check_catalogs(app_configs, **kwargs) -> list[CheckWarning]:
    """Warn where a catalog is not compiled: the site would speak English, or what it said before."""
    stale = [path for path in catalogs() if is_stale(path)]
    hint = "Run scripts/compile_messages.py; it needs no gettext."
    return [CheckWarning(f"{path.name} is not compiled.", hint=hint, obj=str(path), id="base.W001") for path in stale]
