from .certificates import Certificate, CertificateEvent, EventIsFinal
from .enrollments import Completion, CompletionIsFinal, Enrollment
from .pages import (
    ActivityPage,
    CatalogPage,
    CourseAudience,
    CoursePage,
    CoursePrerequisite,
    LessonPage,
    ModulePage,
    restricted_to,
)
from .reading import Commitment, ReadingPosition, Reflection

__all__ = [
    "ActivityPage",
    "CatalogPage",
    "Certificate",
    "CertificateEvent",
    "Commitment",
    "Completion",
    "CompletionIsFinal",
    "CourseAudience",
    "CoursePage",
    "CoursePrerequisite",
    "Enrollment",
    "EventIsFinal",
    "LessonPage",
    "ModulePage",
    "ReadingPosition",
    "Reflection",
    "restricted_to",
]
