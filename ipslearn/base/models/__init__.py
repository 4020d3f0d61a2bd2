from .files import CustomImage, CustomRendition, LessonMedia
from .glossary import GlossaryTerm
from .pages import HomePage, StandardPage
from .sources import Source
from .user import User

__all__ = [
    "CustomImage",
    "CustomRendition",
    "GlossaryTerm",
    "HomePage",
    "LessonMedia",
    "Source",
    "StandardPage",
    "User",
]
