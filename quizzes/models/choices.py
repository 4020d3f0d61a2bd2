"""What a trainer chooses between for a quiz. The stored values are also in the rules of each attempt."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    PRACTICE = "practice", _("practice")
    MODULE = "module", _("module quiz")
    PRETEST = "pretest", _("test before the module")
    FINAL = "final", _("final quiz")


class Order(TextChoices):
    SHUFFLED = "shuffled", _("shuffled")
    FIXED = "fixed", _("as they stand")


class Paging(TextChoices):
    ONE = "one", _("one question a page")
    ALL = "all", _("all on one page")


class Feedback(TextChoices):
    ONCE = "once", _("after each answer, which is final then")
    END = "end", _("at the end")


class Shows(TextChoices):
    SCORE = "score", _("the score")
    OWN = "own", _("the learner’s responses as well")
    RIGHT = "right", _("the right answers as well")


class RightWhen(TextChoices):
    ATTEMPT = "attempt", _("after each attempt")
    OVER = "over", _("when it is passed, or no attempt is left")


class Counts(TextChoices):
    BEST = "best", _("the best attempt")
    LAST = "last", _("the last attempt")
