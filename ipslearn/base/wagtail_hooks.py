from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ipslearn.base.models import GlossaryTerm, Profession, Source


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "ips-source"
    list_display = ["key", "authors", "year", "title"]
    list_filter = ["kind", "language"]


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "ips-glossary"
    list_display = ["name_en", "name_ja", "reading_ja"]


class ProfessionViewSet(SnippetViewSet):
    model = Profession
    icon = "group"
    list_display = ["name_en", "name_ja", "code"]


class ReferenceGroup(SnippetViewSetGroup):
    menu_label = _("References")
    menu_icon = "ips-source"
    menu_order = 250
    items = (SourceViewSet, GlossaryTermViewSet, ProfessionViewSet)


register_snippet(ReferenceGroup)


@hooks.register("register_icons")
def register_icons(icons):
    """Add our icons for blocks and pages to the editor's."""
    folder = Path(settings.BASE_DIR) / "templates" / "wagtailadmin" / "icons"
    return [*icons, *(f"wagtailadmin/icons/{path.name}" for path in sorted(folder.glob("ips-*.svg")))]
