"""Pictures, recordings and documents of a package, kept as the same object at every load."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from authoring.models import LoadedFile
from authoring.packages import Block, PackageFile, Problem
from ipslearn.base.forms import MEDIA_MAXIMUM
from ipslearn.base.models import CustomImage, LessonMedia
from ipslearn.base.uploads import MEGABYTE, check_upload

IMAGE_MAXIMUM = 10 * MEGABYTE
DOCUMENT_MAXIMUM = 20 * MEGABYTE


def digest_of(*contents: bytes) -> str:
    joined = hashlib.sha256()
    for content in contents:
        joined.update(len(content).to_bytes(8, "big") + content)
    return joined.hexdigest()


class FileStore:
    """Finds the file a block names, checks it, and keeps it: created once, replaced when its content changes."""

    def __init__(self, root: Path, folder: Path, problems: list[Problem]):
        self.root, self.folder, self.problems = root, folder, problems

    def find(self, name: str, block: Block, file: PackageFile) -> int | None:
        """Return the primary key of the picture, recording or document, or report why there is none."""
        path = (self.folder / name).resolve()
        line = next((line for value, line in block.settings.values() if value == name), block.line)
        if not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            self.problems.append(Problem(file.path, line, f"there is no file “{name}” in the course folder"))
            return None
        save, maximum = SAVERS[block.kind]
        try:
            with path.open("rb") as opened:
                check_upload(opened, path.name, maximum_size=maximum)
        except ValidationError as error:
            self.problems.append(Problem(file.path, line, f"“{name}”: {' '.join(error.messages)}"))
            return None
        return self.kept(path, block, save)

    def kept(self, path: Path, block: Block, save) -> int:
        captions = self.folder / block.get("captions") if block.get("captions") else None
        contents = [path.read_bytes()] + ([captions.read_bytes()] if captions else [])
        words = [block.get(name) for name in ("alt", "decorative", "credit", "title")]
        digest = digest_of(*contents, *(word.encode() for word in words))
        name = path.relative_to(self.root.resolve()).as_posix()
        loaded = LoadedFile.objects.filter(path=name).first() or LoadedFile(path=name)
        if loaded.digest != digest:
            language = name.split("/")[0]
            loaded.object_id = save(loaded.object_id, path, block, captions, language).pk
            loaded.digest = digest
            loaded.save()
        return loaded.object_id


def save_image(pk, path, block, captions, language):
    image = CustomImage.objects.filter(pk=pk).first() or CustomImage()
    image.title = block.get("caption") or path.stem.replace("-", " ").capitalize()
    image.alt_text = block.get("alt")
    image.is_decorative = block.get("decorative") == "yes"
    image.credit = block.get("credit")
    image.file = ContentFile(path.read_bytes(), name=path.name)
    image._set_image_file_metadata()
    image.full_clean(exclude=["collection", "uploaded_by_user"])
    image.save()
    image.renditions.all().delete()
    return image


def save_media(pk, path, block, captions, language):
    media = LessonMedia.objects.filter(pk=pk).first() or LessonMedia()
    media.title, media.type = block.get("title"), block.kind
    media.file = ContentFile(path.read_bytes(), name=path.name)
    if captions:
        setattr(media, f"captions_{language}", ContentFile(captions.read_bytes(), name=captions.name))
    media.save()
    return media


def save_document(pk, path, block, captions, language):
    model = get_document_model()
    document = model.objects.filter(pk=pk).first() or model()
    document.title = block.get("title")
    document.file = ContentFile(path.read_bytes(), name=path.name)
    document._set_document_file_metadata()
    document.save()
    return document


SAVERS = {
    "figure": (save_image, IMAGE_MAXIMUM),
    "video": (save_media, MEDIA_MAXIMUM),
    "audio": (save_media, MEDIA_MAXIMUM),
    "document": (save_document, DOCUMENT_MAXIMUM),
}
