from django.db import models
from django.utils.translation import gettext_lazy as _


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
