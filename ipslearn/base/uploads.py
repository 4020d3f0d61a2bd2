"""Is a file what its name says? Refuse what is not, in words a person can act on.

The type is read from the first bytes; text and SVG are read whole. A refusal is a ValidationError.
"""

import re
from pathlib import PurePath
from typing import IO
from xml.etree.ElementTree import ParseError, TreeBuilder

import filetype
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
TEXT_EXTENSIONS = {"csv", "txt", "vtt"}
# Extensions that mean the same kind of file as the one the bytes reveal.
SAME_KIND = {"jpeg": "jpg", "m4a": "mp4", "m4v": "mp4", "oga": "ogg", "ogv": "ogg", "weba": "webm"}
OPEN_DOCUMENT = {"odt", "ods", "odp"}
SVG_MAXIMUM = 2 * MEGABYTE
# What brings something into a style: anything but url(#…), a part of the same drawing.
LOADING = re.compile(r"""@import|expression|\\|url\((?!\s*["']?#)""", re.IGNORECASE)
# Elements that can run something or bring something in from elsewhere.
SVG_FORBIDDEN = {
    "script",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "handler",
    "animate",
    "set",
    "image",
    "audio",
}


def check_upload(file: IO[bytes], name: str, *, maximum_size: int) -> None:
    """Raise ValidationError unless `file` is what the extension of `name` says and fits in `maximum_size` bytes."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise ValidationError(_("The file is empty."))
    if size > maximum_size:
        raise ValidationError(
            _("The file has %(size)s MB; at most %(maximum)s MB are possible. Make it smaller and try again.")
            % {"size": round(size / MEGABYTE, 1), "maximum": round(maximum_size / MEGABYTE, 1)}
        )
    try:
        if extension == "svg":
            check_svg(file.read(SVG_MAXIMUM + 1))
        elif extension in TEXT_EXTENSIONS:
            check_text(file, extension)
        else:
            check_bytes(file.read(8192), extension)
    finally:
        file.seek(0)


def check_bytes(head: bytes, extension: str) -> None:
    """Raise ValidationError unless the first bytes belong to a file with this extension."""
    kind = filetype.guess(head)
    revealed = kind.extension if kind else ""
    same = bool(revealed) and SAME_KIND.get(revealed, revealed) == SAME_KIND.get(extension, extension)
    is_office = revealed == "zip" and extension in OPEN_DOCUMENT | {"docx", "xlsx", "pptx"}
    if not (same or is_office):
        if revealed:
            raise ValidationError(
                _("The name says .%(extension)s, but the file is %(kind)s. Save it as .%(extension)s and try again.")
                % {"extension": extension, "kind": f".{revealed}"}
            )
        raise ValidationError(
            _("The name says .%(extension)s, but the file is something else. Choose the right file and try again.")
            % {"extension": extension}
        )


def check_text(file: IO[bytes], extension: str) -> None:
    """Raise ValidationError unless the file is UTF-8 text, and captions begin as WebVTT does."""
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("The file is not text in UTF-8. Save it as UTF-8 and try again.")) from error
    if "\x00" in text:
        raise ValidationError(_("The file is not plain text."))
    if extension == "vtt" and not text.startswith("WEBVTT"):
        raise ValidationError(_("This is not a captions file: its first line must be WEBVTT."))


class NoInstructions(TreeBuilder):
    """Builds a tree and refuses processing instructions: <?xml-stylesheet?> loads from elsewhere."""

    def pi(self, target, data=None):
        raise ValueError(f"<?{target}?>")


def check_svg(content: bytes) -> None:
    """Raise ValidationError unless `content` is an SVG drawing that runs nothing and loads nothing."""
    if len(content) > SVG_MAXIMUM:
        raise ValidationError(_("An SVG drawing may have at most 2 MB."))
    try:
        parser = DefusedXMLParser(target=NoInstructions(), forbid_dtd=True)
        parser.feed(content)
        root = parser.close()
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise ValidationError(_("This is not an SVG drawing that can be read: %s") % error) from error
    if local_name(root.tag) != "svg":
        raise ValidationError(_("The name says .svg, but the file is not an SVG drawing."))
    for element in root.iter():
        check_svg_element(element)


def check_svg_element(element) -> None:
    name = local_name(element.tag)
    if name in SVG_FORBIDDEN:
        raise ValidationError(
            _("The SVG drawing has a <%(name)s> element. Drawings may not run scripts or load anything: remove it.")
            % {"name": name}
        )
    if name == "style" and loads_something(element.text or ""):
        raise ValidationError(_("The styles of the SVG drawing load something from elsewhere. Remove that."))
    for attribute, value in element.attrib.items():
        attribute, value = local_name(attribute), value.strip().lower()
        if attribute.startswith("on") or "javascript:" in value:
            raise ValidationError(_("The SVG drawing runs a script in “%(name)s”. Remove it.") % {"name": attribute})
        if loads_something(value):
            raise ValidationError(_("The styles of the SVG drawing load something from elsewhere. Remove that."))
        if attribute in {"href", "src"} and not value.startswith("#"):
            raise ValidationError(_("The SVG drawing links to something outside itself (“%s”).") % value[:80])


def loads_something(css: str) -> bool:
    """Say whether a style may bring something in. A backslash could hide a word, so it counts as well."""
    return bool(LOADING.search(css))


def local_name(tag: str) -> str:
    return str(tag).rpartition("}")[2].lower()
