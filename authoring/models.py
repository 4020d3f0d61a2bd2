from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from quizzes.models import QuestionBank


class LoadedFile(models.Model):
    """A file of a package as it was last loaded, so that only what changed is loaded again.

    Work done on a page in the editor stays until its file changes.
    """

    path = models.CharField(max_length=255, unique=True)
    digest = models.CharField(max_length=64)
    key = models.UUIDField(null=True, blank=True, help_text=_("The translation key of the page it became."))
    object_id = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("The picture or file it became."))
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("loaded file")
        verbose_name_plural = _("loaded files")
        ordering = ["path"]

    def __str__(self):
        return self.path


class KeptFile(models.Model):
    """A file of questions between its check and its import, with what was chosen for it. Kept for a day at most.

    It stands in the database because that is all that several processes are sure to share.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    format_key = models.CharField(max_length=20)
    bank = models.ForeignKey(QuestionBank, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200, blank=True, help_text=_("Of the new bank, where none was chosen."))
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    leaves_out = models.BooleanField(default=False)
    is_published = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept file")
        verbose_name_plural = _("kept files")
        ordering = ["-kept_at"]

    def __str__(self):
        return self.name
