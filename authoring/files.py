"""Pictures, recordings and documents of a package, kept as the same object at every load."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from authoring.models import LoadedFile
from authoring.packages import Block, PackageFile, Problem
from ipslearn.base.forms import CAPTIONS_MAXIMUM, MEDIA_MAXIMUM
from ipslearn.base.models import CustomImage, LessonMedia
from ipslearn.base.uploads import check_upload


def digest_of(*contents: bytes) -> str:
    joined = hashlib.sha256()
    for content in contents:
        joined.update(len(content).to_bytes(8, "big") + content)
    return joined.hexdigest()


class FileRefused(Exception):
    """The file named first cannot be used; the second argument is what to tell."""


class FileStore:
    """Finds the file a block names, checks it, and keeps it: created once, replaced when its content changes."""

    def __init__(self, root: Path, folder: Path, problems: list[Problem]):
        self.root, self.folder, self.problems = root.resolve(), folder.resolve(), problems
        self.words: dict[Path, list[str]] = {}

    def find(self, name: str, block: Block, file: PackageFile) -> int | None:
        """Return the primary key of the picture, recording or document, or report why there is none."""
        saver = SAVERS[block.kind]
        try:
            path = self.checked(name, saver.extensions, saver.maximum_size)
            captions = block.get("captions")
            captions_path = self.checked(captions, ("vtt",), CAPTIONS_MAXIMUM) if captions else None
            return self.kept(path, block, captions_path)
        except FileRefused as refusal:
            refused, message = refusal.args
        except ValidationError as error:
            refused, message = name, f"“{name}”: {words_of(error)}"
        line = next((line for value, line in block.settings.values() if value == refused), block.line)
        self.problems.append(Problem(file.path, line, message))
        return None

    def checked(self, name: str, extensions: tuple[str, ...], maximum_size: int) -> Path:
        """Return the path of a file inside the folder that is what its name says. Raise FileRefused."""
        try:
            path = (self.folder / name).resolve()
            is_there = path.is_relative_to(self.folder) and path.is_file()
        except OSError:  # a name too long for the file system
            is_there = False
        if not is_there:
            raise FileRefused(name, f"there is no file “{name}” in the course folder")
        if path.suffix.lower().lstrip(".") not in extensions:
            raise FileRefused(name, f"“{name}” has a type that cannot be used here; use {', '.join(extensions)}")
        try:
            with path.open("rb") as opened:
                check_upload(opened, path.name, maximum_size=maximum_size)
        except ValidationError as error:
            raise FileRefused(name, f"“{name}”: {words_of(error)}") from error
        return path

    def kept(self, path: Path, block: Block, captions: Path | None) -> int:
        """Return the primary key under which the file is kept. A file has the same words wherever it is used."""
        words = [block.get(name) for name in ("alt", "decorative", "credit")]
        name = path.relative_to(self.root).as_posix()
        if self.words.setdefault(path, words) != words:
            raise ValidationError("is used before with another “alt”, “decorative” or “credit”; write the same here")
        contents = [path.read_bytes()] + ([captions.read_bytes()] if captions else [])
        digest = digest_of(*contents, *(word.encode() for word in words))
        loaded = LoadedFile.objects.filter(path=name).first() or LoadedFile(path=name)
        saver = SAVERS[block.kind]
        thing = saver.model.objects.filter(pk=loaded.object_id).first()
        if thing is None or loaded.digest != digest:
            language = name.split("/")[0]
            loaded.object_id = saver.save(thing or saver.model(), path, block, captions, language).pk
            loaded.digest = digest
            loaded.save()
        return loaded.object_id


def words_of(error: ValidationError) -> str:
    return " ".join(error.messages)


def save_image(image, path, block, captions, language):
    image.title = (block.get("caption") or path.stem.replace("-", " ").capitalize())[:255]
    image.alt_text = block.get("alt")
    image.is_decorative = block.get("decorative") == "yes"
    image.credit = block.get("credit")
    try:
        image.file = ContentFile(path.read_bytes(), name=path.name)
        image._set_image_file_metadata()
    except Exception as error:  # Willow and Pillow raise whatever they meet in a broken picture
        raise ValidationError("the picture is damaged and cannot be opened") from error
    image.full_clean(exclude=["collection", "uploaded_by_user"])
    image.save()
    image.renditions.all().delete()
    return image


def save_media(media, path, block, captions, language):
    media.title, media.type = block.get("title"), block.kind
    media.file = ContentFile(path.read_bytes(), name=path.name)
    if captions:
        setattr(media, f"captions_{language}", ContentFile(captions.read_bytes(), name=captions.name))
    media.full_clean(exclude=["collection", "uploaded_by_user"])
    media.save()
    return media


def save_document(document, path, block, captions, language):
    document.title = block.get("title")
    document.file = ContentFile(path.read_bytes(), name=path.name)
    document.full_clean(exclude=["collection", "uploaded_by_user"])
    document._set_document_file_metadata()
    document.save()
    return document


@dataclass(frozen=True)
class Saver:
    """How the files of one kind of block are kept. `save` takes a new or an existing object of `model`."""

    model: type
    save: Callable
    extensions: tuple[str, ...]
    maximum_size: int


SAVERS = {
    "figure": Saver(
        CustomImage, save_image, tuple(settings.WAGTAILIMAGES_EXTENSIONS), settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    ),
    "video": Saver(LessonMedia, save_media, tuple(settings.WAGTAILMEDIA["VIDEO_EXTENSIONS"]), MEDIA_MAXIMUM),
    "audio": Saver(LessonMedia, save_media, tuple(settings.WAGTAILMEDIA["AUDIO_EXTENSIONS"]), MEDIA_MAXIMUM),
    "document": Saver(
        get_document_model(),
        save_document,
        tuple(settings.WAGTAILDOCS_EXTENSIONS),
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE,
    ),
}
