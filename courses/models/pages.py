"""The course tree: catalog, course, module and the activities in them."""

import uuid

from django.contrib.auth.views import redirect_to_login
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager, PageQuerySet, PageViewRestriction
from wagtail.search import index

from courses.blocks import LessonBody
from courses.fields import PrinciplesField
from ipslearn.base.models import Profession
from ipslearn.base.models.pages import SiteBody, SummarisedPage
from ipslearn.base.rendering import anchor_of
from ipslearn.languages.fields import LedAlong, the_same, translated


def restricted_to(user) -> list[str]:
    """Return the tree paths of the branches that Wagtail's privacy settings close to `user`. One query, or two."""
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    groups = None
    closed = []
    for restriction in restrictions:
        if restriction.restriction_type == PageViewRestriction.LOGIN and user.is_authenticated:
            continue
        if restriction.restriction_type == PageViewRestriction.GROUPS and user.is_authenticated:
            if groups is None:
                groups = set(user.groups.values_list("pk", flat=True))
            if user.is_superuser or groups & {group.pk for group in restriction.groups.all()}:
                continue
        closed.append(restriction.page.path)
    return closed


class TreeQuerySet(PageQuerySet):
    def visible_to(self, user):
        """Return the published pages that `user` may know of: the only door to the course tree."""
        pages = self.live()
        for path in restricted_to(user):
            pages = pages.exclude(path__startswith=path)
        return pages


TreeManager = PageManager.from_queryset(TreeQuerySet)


class CatalogPage(SummarisedPage):
    kept_rendered = ("introduction",)
    translatable_fields = [*SummarisedPage.translatable_fields, *translated("introduction")]

    introduction = StreamField(SiteBody(), blank=True, verbose_name=_("introduction"))

    content_panels = [*SummarisedPage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["base.HomePage"]
    subpage_types = ["courses.CoursePage"]

    objects = TreeManager()

    class Meta:
        verbose_name = _("catalog")


class CoursePage(LedAlong, SummarisedPage):
    """A course. `translation_key` is its course_key: learners' records refer to it in every language."""

    kept_rendered = ("description",)

    description = StreamField(SiteBody(), blank=True, verbose_name=_("description"))
    objectives = StreamField(
        [("objective", blocks.CharBlock(max_length=250, label=_("After this course you can …")))],
        blank=True,
        verbose_name=_("objectives"),
    )
    credit_hours = models.DecimalField(
        _("credit hours"),
        max_digits=5,
        decimal_places=2,
        default=0,
        help_text=_("Printed on the certificate."),
    )
    edition = models.PositiveSmallIntegerField(
        _("edition"),
        default=1,
        help_text=_("Raise it after a large change: finished people are invited, and keep their completion as it is."),
    )
    edition_on = models.DateField(_("date of this edition"), null=True, blank=True)
    refreshed_on = models.DateField(
        _("refreshed on"),
        null=True,
        blank=True,
        help_text=_("People who finished before this day are invited to what is new. Leave it for small changes."),
    )
    trainers = models.CharField(_("trainers"), max_length=255, blank=True, help_text=_("Who answers for the content."))
    outline_stamp = models.UUIDField(default=uuid.uuid4, editable=False)

    # Kept the same in every translation when one of them is published; see courses.outlines.
    shared_fields = ["credit_hours", "edition", "edition_on", "refreshed_on"]
    translatable_fields = [
        *SummarisedPage.translatable_fields,
        *translated("objectives", "description", "trainers"),
        *the_same(*shared_fields, "audience", "prerequisites"),
    ]
    shared_relations = ["audience", "prerequisites"]
    led_along = {"prerequisites": "required_course"}

    content_panels = [
        *SummarisedPage.content_panels,
        FieldPanel("objectives"),
        FieldPanel("description"),
        InlinePanel("audience", heading=_("Who it is for"), label=_("profession")),
        InlinePanel("prerequisites", heading=_("What to complete first"), label=_("course")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("credit_hours"), FieldPanel("trainers")]),
                FieldRowPanel([FieldPanel("edition"), FieldPanel("edition_on"), FieldPanel("refreshed_on")]),
            ],
            heading=_("The same in every language"),
        ),
    ]
    search_fields = [
        *SummarisedPage.search_fields,
        index.SearchField("objectives"),
        index.SearchField("description"),
        index.SearchField("trainers"),
    ]
    parent_page_types = ["courses.CatalogPage"]

    objects = TreeManager()

    class Meta:
        verbose_name = _("course")

    @property
    def course_key(self):
        return self.translation_key


class CourseAudience(Orderable):
    class Necessity(models.TextChoices):
        ESSENTIAL = "essential", _("essential")
        RECOMMENDED = "recommended", _("recommended")
        OPTIONAL = "optional", _("optional")

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="audience")
    profession = models.ForeignKey(
        Profession, on_delete=models.PROTECT, related_name="+", db_column="profession", verbose_name=_("profession")
    )
    necessity = models.CharField(_("necessity"), max_length=20, choices=Necessity.choices, default=Necessity.ESSENTIAL)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["course", "profession"], name="one_necessity_per_course_and_profession")
        ]


class CoursePrerequisite(Orderable):
    """A course advised before another; binding only where the trainer says so."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="prerequisites")
    required_course = models.ForeignKey(
        CoursePage, on_delete=models.CASCADE, related_name="+", verbose_name=_("course to complete first")
    )
    is_binding = models.BooleanField(
        _("binding"),
        default=False,
        help_text=_("Without this it is advice; with it the course stays locked."),
    )

    panels = [PageChooserPanel("required_course", "courses.CoursePage"), FieldPanel("is_binding")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["course", "required_course"], name="a_prerequisite_is_named_once")
        ]


class ModulePage(SummarisedPage):
    class Order(models.TextChoices):
        FREE = "free", _("free: modules in any order")
        ADVISED = "advised", _("advised: the module before is recommended first")
        LOCKED = "locked", _("locked: the module before must be completed first")

    kept_rendered = ("introduction",)

    introduction = StreamField(SiteBody(), blank=True, verbose_name=_("introduction"))
    principles = PrinciplesField(_("principles"), default=list, blank=True)
    fidelity_items = models.CharField(_("fidelity items"), max_length=255, blank=True)
    order = models.CharField(_("order"), max_length=20, choices=Order.choices, default=Order.FREE)

    shared_fields = ["principles", "fidelity_items", "order"]
    translatable_fields = [
        *SummarisedPage.translatable_fields,
        *translated("introduction"),
        *the_same(*shared_fields),
    ]

    content_panels = [
        *SummarisedPage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("principles"), FieldPanel("fidelity_items"), FieldPanel("order")],
            heading=_("The same in every language"),
        ),
    ]
    search_fields = [*SummarisedPage.search_fields, index.SearchField("introduction")]
    # What may be below is said there, so that other apps can add kinds of activities.
    parent_page_types = ["courses.CoursePage"]

    objects = TreeManager()

    class Meta:
        verbose_name = _("module")


class ActivityPage(SummarisedPage):
    """Something a learner can complete. `translation_key` is its activity_key."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=5, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("Optional activities do not count towards the certificate.")
    )

    shared_fields = ["minutes", "is_required"]
    translatable_fields = [*SummarisedPage.translatable_fields, *the_same(*shared_fields)]
    # Whether people without an account may read it where the module is open to them.
    is_open_to_visitors = True

    objects = TreeManager()

    class Meta:
        abstract = True

    @property
    def activity_key(self):
        return self.translation_key

    @property
    def places(self) -> list[str]:
        """The anchors in the page where one can go on reading, in their order; none where order means nothing."""
        return []

    def serve(self, request, *args, **kwargs):
        """Show the page, or ask a visitor to sign in where it is not open to everyone."""
        context = self.get_context(request, *args, **kwargs)
        if context.get("needs_sign_in"):
            return redirect_to_login(request.get_full_path())
        return TemplateResponse(request, self.get_template(request, *args, **kwargs), context)


class LessonPage(ActivityPage):
    class CompletionRule(models.TextChoices):
        DECLARED = "declared", _("when the learner says so")
        REFLECTIONS = "reflections", _("when every reflection in it is written")

    body = StreamField(LessonBody(), blank=True, verbose_name=_("body"))
    completion_rule = models.CharField(
        _("completed"), max_length=20, choices=CompletionRule.choices, default=CompletionRule.DECLARED
    )
    facts = models.JSONField(_("facts"), default=list, blank=True, editable=False)

    shared_fields = [*ActivityPage.shared_fields, "completion_rule"]
    translatable_fields = [
        *ActivityPage.translatable_fields,
        *translated("body"),
        *the_same("completion_rule", "facts"),
    ]

    content_panels = [
        *SummarisedPage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("is_required")]),
                FieldPanel("completion_rule"),
            ],
            heading=_("The same in every language"),
        ),
    ]
    search_fields = [*SummarisedPage.search_fields, index.SearchField("body")]
    parent_page_types = ["courses.ModulePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("lesson")

    @property
    def places(self):
        return [anchor_of(block["id"]) for block in self.body.raw_data]

    @property
    def reflections(self):
        """Return {block id: prompt} of the reflections in the body, in order."""
        return {block.id: block.value["prompt"] for block in self.body if block.block_type == "reflection"}
