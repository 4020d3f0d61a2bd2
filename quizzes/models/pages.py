"""The quiz as a page of the course tree."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from courses.models import ActivityPage
from ipslearn.base.models.pages import SiteBody, SummarisedPage
from ipslearn.languages.fields import LedAlong, the_same, translated
from quizzes.blocks import QuestionStream
from quizzes.models import choices
from quizzes.models.banks import QuestionBank

TEST_OUT_HELP = _("Only for a test before the module: its required activities are recorded as shown in this test.")
RULES_PANEL = MultiFieldPanel(
    [
        HelpPanel(_("Attempts that have begun keep the rules and questions they began with.")),
        FieldRowPanel([FieldPanel("purpose"), FieldPanel("pass_mark"), FieldPanel("counts")]),
        FieldRowPanel([FieldPanel("attempts_allowed"), FieldPanel("wait_hours"), FieldPanel("time_limit_minutes")]),
        FieldRowPanel([FieldPanel("order"), FieldPanel("choices_order"), FieldPanel("paging")]),
        FieldRowPanel([FieldPanel("feedback"), FieldPanel("shows"), FieldPanel("right_when")]),
        FieldPanel("asks_confidence"),
        FieldPanel("is_test_out"),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("is_required")]),
    ],
    heading=_("The same in every language"),
)


class QuizPage(LedAlong, ActivityPage):
    """A quiz. `translation_key` is its quiz_key: attempts refer to it in every language."""

    Purpose, Order, Paging, Feedback = choices.Purpose, choices.Order, choices.Paging, choices.Feedback
    Shows, RightWhen, Counts = choices.Shows, choices.RightWhen, choices.Counts

    kept_rendered = ("introduction", "questions")
    is_open_to_visitors = False

    introduction = StreamField(SiteBody(), blank=True, verbose_name=_("introduction"))
    questions = StreamField(QuestionStream(), blank=True, verbose_name=_("questions"))
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices, default=Purpose.MODULE)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"), default=80, validators=[MaxValueValidator(100)], help_text=_("In percent.")
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts"), default=0, help_text=_("How many a learner has. 0 is any number.")
    )
    wait_hours = models.PositiveSmallIntegerField(
        _("hours between attempts"), default=0, help_text=_("Time to read again. It ends with a pass.")
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        default=0,
        validators=[MaxValueValidator(600)],
        help_text=_("0 is none. Learners with extra time get theirs."),
    )
    order = models.CharField(_("order of questions"), max_length=10, choices=Order.choices, default=Order.SHUFFLED)
    choices_order = models.CharField(
        _("order of choices"), max_length=10, choices=Order.choices, default=Order.SHUFFLED
    )
    paging = models.CharField(_("pages"), max_length=10, choices=Paging.choices, default=Paging.ONE)
    feedback = models.CharField(_("feedback"), max_length=10, choices=Feedback.choices, default=Feedback.END)
    shows = models.CharField(_("results show"), max_length=10, choices=Shows.choices, default=Shows.RIGHT)
    right_when = models.CharField(
        _("right answers are shown"), max_length=10, choices=RightWhen.choices, default=RightWhen.ATTEMPT
    )
    counts = models.CharField(_("what counts"), max_length=10, choices=Counts.choices, default=Counts.BEST)
    asks_confidence = models.BooleanField(
        _("ask how sure"), default=False, help_text=_("“Sure” or “not sure” with each answer: sure and wrong is news.")
    )
    is_test_out = models.BooleanField(_("a pass exempts from the module"), default=False, help_text=TEST_OUT_HELP)

    rules = [
        *("purpose", "pass_mark", "attempts_allowed", "wait_hours", "time_limit_minutes", "order", "choices_order"),
        *("paging", "feedback", "shows", "right_when", "counts", "asks_confidence", "is_test_out"),
    ]
    shared_fields = [*ActivityPage.shared_fields, *rules]
    translatable_fields = [
        *ActivityPage.translatable_fields,
        *translated("introduction", "questions"),
        *the_same(*rules, "draws"),
    ]
    shared_relations = ["draws"]
    led_along = {"draws": "bank"}

    content_panels = [
        *SummarisedPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("questions"),
        InlinePanel("draws", heading=_("Drawn from banks"), label=_("draw")),
        RULES_PANEL,
    ]
    search_fields = [*SummarisedPage.search_fields, index.SearchField("introduction")]
    parent_page_types = ["courses.ModulePage", "courses.CoursePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def clean(self):
        super().clean()
        if self.is_test_out and self.purpose != self.Purpose.PRETEST:
            raise ValidationError({"is_test_out": _("Only a test before the module can exempt from it.")})
        if self.feedback == self.Feedback.ONCE and self.paging == self.Paging.ALL:
            raise ValidationError({"feedback": _("Feedback after each answer needs one question a page.")})

    @property
    def quiz_key(self):
        return self.translation_key

    @property
    def mastery_score(self) -> float:
        return self.pass_mark / 100


class QuizDraw(Orderable):
    """So many questions of a bank, 0 for all of them."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="draws")
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="draws", verbose_name=_("bank"))
    count = models.PositiveSmallIntegerField(_("how many"), default=0, help_text=_("0 is all of them."))
    tag = models.CharField(_("only with the tag"), max_length=60, blank=True)

    panels = [FieldPanel("bank"), FieldRowPanel([FieldPanel("count"), FieldPanel("tag")])]

    class Meta(Orderable.Meta):
        verbose_name = _("draw")
