from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from ipslearn.base import blocks as shared
from ipslearn.languages.fields import the_same, translated


class PrinciplesBlock(blocks.StaticBlock):
    class Meta:
        icon = "ips-course"
        label = _("The eight principles")
        admin_text = _("The eight principles of IPS with their icons.")
        template = "base/blocks/principles.html"
        description = _("The eight principles of IPS with their icons.")


class NewestCoursesBlock(blocks.StaticBlock):
    class Meta:
        icon = "ips-module"
        label = _("Courses")
        admin_text = _("The newest courses as cards.")
        template = "base/blocks/courses.html"
        description = _("The newest courses as cards.")


class SiteBody(blocks.StreamBlock):
    """What site pages are made of."""

    text = shared.TextBlock()
    key_point = shared.KeyPointBlock()
    caution = shared.CautionBlock()
    case = shared.CaseBlock()
    figure = shared.FigureBlock()
    table = shared.ComparisonTableBlock()
    chart = shared.ChartBlock()
    steps = shared.StepsBlock()
    accordion = shared.AccordionBlock()
    document = shared.DocumentBlock()


class HomeBody(SiteBody):
    principles = PrinciplesBlock()
    courses = NewestCoursesBlock()


class SummarisedPage(Page):
    """A page with one sentence that says what it is: shown in lists, in search and to search engines."""

    summary = models.CharField(
        _("summary"), max_length=200, blank=True, help_text=_("One sentence, at most 200 characters.")
    )

    search_fields = [*Page.search_fields, index.SearchField("summary", boost=1.5)]
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    # The editor lists what is below a page in the order of the course, not by the day of the last change.
    admin_default_ordering = "ord"

    # What is sent for translation, and what is copied with it; a page type adds its own. Not named is what each page
    # has for itself. The address is the same in all languages, so that a reader changes between them in place.
    translatable_fields = [
        *translated("title", "summary", "seo_title", "search_description"),
        *the_same("slug", "show_in_menus"),
    ]

    # Fields whose HTML is kept in the cache, so that serving the page need not load them.
    kept_rendered: tuple[str, ...] = ("body",)

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """Add the rendered body, and what the page's screen shows this reader."""
        return super().get_context(request, *args, **kwargs) | self.screen(request)

    def get_view_restrictions(self):
        """Return the privacy settings on this page and the pages above it. One query, where Wagtail asks two."""
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    def screen(self, request) -> dict:
        """Return what the template needs besides the page itself. Apps above the models put theirs in its place."""
        return {}


class HomePage(SummarisedPage):
    kept_rendered = ()  # the home page looks for its steps

    # Its slug is that of its language.
    translatable_fields = [
        *(field for field in SummarisedPage.translatable_fields if field.field_name != "slug"),
        *translated("lead", "body"),
    ]

    lead = models.CharField(_("lead"), max_length=300, help_text=_("The sentence under the title."))
    body = StreamField(HomeBody(), blank=True, verbose_name=_("body"))

    content_panels = [*SummarisedPage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*SummarisedPage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CatalogPage", "base.StandardPage"]

    class Meta:
        verbose_name = _("home page")


class StandardPage(SummarisedPage):
    translatable_fields = [*SummarisedPage.translatable_fields, *translated("body")]

    body = StreamField(SiteBody(), blank=True, verbose_name=_("body"))

    content_panels = [*SummarisedPage.content_panels, FieldPanel("body")]
    search_fields = [*SummarisedPage.search_fields, index.SearchField("body")]
    parent_page_types = ["base.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("page")
