from .certificates import Certificate
from .enrollments import Completion, CompletionIsFinal, Enrollment
from .pages import (
    ActivityPage,
    CatalogPage,
    CourseAudience,
    CoursePage,
    CoursePrerequisite,
    LessonPage,
    ModulePage,
    Profession,
    restricted_to,
)
from .reading import Commitment, ReadingPosition, Reflection

__all__ = [
    "ActivityPage",
    "CatalogPage",
    "Certificate",
    "Commitment",
    "Completion",
    "CompletionIsFinal",
    "CourseAudience",
    "CoursePage",
    "CoursePrerequisite",
    "Enrollment",
    "LessonPage",
    "ModulePage",
    "Profession",
    "ReadingPosition",
    "Reflection",
    "restricted_to",
]
