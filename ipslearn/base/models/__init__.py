from .files import CustomImage, CustomRendition, LessonMedia
from .glossary import GlossaryTerm
from .pages import HomePage, StandardPage
from .professions import Profession
from .sources import Source
from .user import User

__all__ = [
    "CustomImage",
    "CustomRendition",
    "GlossaryTerm",
    "HomePage",
    "LessonMedia",
    "Profession",
    "Source",
    "StandardPage",
    "User",
]
