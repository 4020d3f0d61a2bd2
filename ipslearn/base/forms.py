"""Wagtail's upload forms, which look into the file before they take it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from .uploads import MEGABYTE, check_upload

MEDIA_MAXIMUM = 200 * MEGABYTE
CAPTIONS_MAXIMUM = 1 * MEGABYTE


class CheckedFile:
    """Check newly uploaded files of a form. `maximum_sizes` names the fields and their sizes in bytes."""

    maximum_sizes: dict[str, int] = {}

    def clean(self):
        cleaned = super().clean()
        for field, size in self.maximum_sizes.items():
            file = cleaned.get(field)
            if file and field in self.changed_data:
                try:
                    check_upload(file, file.name, maximum_size=size)
                except ValidationError as error:
                    self.add_error(field, error)
        return cleaned


class ImageForm(CheckedFile, BaseImageForm):
    maximum_sizes = {"file": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("is_decorative") and not cleaned.get("alt_text"):
            self.add_error("alt_text", _("Say what the picture shows, or tick “decorative”."))
        return cleaned


class DocumentForm(CheckedFile, BaseDocumentForm):
    maximum_sizes = {"file": settings.WAGTAILDOCS_MAX_UPLOAD_SIZE}


class LessonMediaForm(CheckedFile, BaseMediaForm):
    maximum_sizes = {"file": MEDIA_MAXIMUM, "captions_en": CAPTIONS_MAXIMUM, "captions_ja": CAPTIONS_MAXIMUM}
