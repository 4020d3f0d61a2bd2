"""What the pages of the course tree show to whom. Reads only; every reader's own rows, never another's."""

import uuid
from datetime import date

from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import listeners, outlines, progress
from courses.catalog import catalog_screen
from courses.checks import held_blocks, parts_for
from courses.models import CatalogPage, Completion, CourseAudience, CoursePage, Enrollment, LessonPage, ModulePage
from courses.models.reading import MAXIMUM_REFLECTION
from courses.outlines import CourseReference, course_reference, outline_of
from ipslearn.base.models import HomePage, Profession
from ipslearn.base.rendering import HeldBlock, anchor_of, cached_body
from ipslearn.languages.foreign import guessed
from ipslearn.languages.titles import Title


def enrollment_in(user, course_key) -> Enrollment | None:
    """Return the reader's newest cycle in the course, with one they left. One query."""
    if not user.is_authenticated:
        return None
    return Enrollment.objects.visible_to(user).filter(course_key=course_key).order_by("-cycle").first()


def done_in(enrollment: Enrollment | None) -> set:
    """Return the keys completed in the cycle. One query, none without an enrollment."""
    return set(enrollment.completions.order_by().values_list("activity_key", flat=True)) if enrollment else set()


def course_screen(course: CoursePage, request) -> dict:
    outline = outline_of(course)
    enrollment = enrollment_in(request.user, course.course_key)
    done = done_in(enrollment)
    is_active = enrollment is not None and enrollment.withdrawn_at is None
    upcoming = continue_at(outline, done, newest_position(request.user, course.course_key)) if is_active else None
    body = cached_body(course, "description", stamp=str(course.outline_stamp), request=request)
    return {
        "outline": outline,
        "body": body,
        "foreign": body.foreign,
        "enrollment": enrollment,
        "is_active": is_active,
        "done": done,
        "progress": progress.measure(outline.activities, done),
        "upcoming": upcoming,
        "modules": module_rows(outline, done, upcoming[0].key if upcoming else None, request.user),
        "certificate": getattr(enrollment, "certificate", None) if enrollment and enrollment.completed_at else None,
        "news": news_since(enrollment, course, outline, done),
        "prerequisites": course.prerequisites.select_related("required_course__locale"),
        "audience": audience_of(course),
    }


def audience_of(course) -> tuple[tuple[str, str], ...]:
    """Return (necessity, name of a profession), the most necessary first. One query."""
    order = CourseAudience.Necessity.values
    rows = course.audience.order_by("profession__sort_order").values_list(
        "necessity", Profession.name_field("profession__")
    )
    return tuple(sorted(rows, key=lambda row: order.index(row[0])))


def news_since(enrollment, course, outline, done) -> list:
    """Return the required activities added since somebody finished, where the trainer invites them to these."""
    if enrollment is None or enrollment.completed_at is None:
        return []
    is_new_edition = course.edition > enrollment.edition
    is_refresh = course.refreshed_on is not None and enrollment.completed_at.date() < course.refreshed_on
    if not (is_new_edition or is_refresh):
        return []
    return [activity for activity in outline.activities if activity.is_required and activity.key not in done]


def continue_at(outline, done, position) -> tuple | None:
    """Return (activity, anchor) where the reader goes on; None when everything required is done.

    `position` is the newest ReadingPosition in the course, or None.
    """
    activity = progress.resume(outline, done, last_read=position.activity_key if position else None)
    if activity is None:
        return None
    return activity, position.anchor if position and position.activity_key == activity.key else ""


def newest_position(user, course_key):
    """Return where the reader last was in the course, or None. One query."""
    return user.positions.filter(course_key=course_key).first()


def module_rows(outline, done, next_key, user, only=None) -> list[dict]:
    """Return each module with its activities' states, in the order of the course; of `only` one module if given."""
    rows = []
    for module in outline.modules:
        locked = progress.is_locked(outline, module, done)
        shown = module.activities if only in (None, module) else ()
        rows.append(
            {
                "module": module,
                "progress": progress.measure_module(module, done),
                "advised_first": progress.advised_first(outline, module, done),
                "is_locked": locked,
                "activities": [(one, activity_state(one, done, next_key, locked, user)) for one in shown],
            }
        )
    return rows


def activity_state(activity, done, next_key, locked, user) -> str:
    """Return "done", "next", "locked", "sign_in", "optional" or "todo"."""
    if activity.key in done:
        return "done"
    if locked:
        return "locked"
    if activity.key == next_key:
        return "next"
    if not user.is_authenticated and not activity.is_open:
        return "sign_in"
    return "todo" if activity.is_required else "optional"


def module_screen(module: ModulePage, request) -> dict:
    course = course_reference(module)
    outline = outline_of(course)
    enrollment = enrollment_in(request.user, course.course_key)
    done = done_in(enrollment)
    position = newest_position(request.user, course.course_key) if enrollment else None
    upcoming = continue_at(outline, done, position) if enrollment else None
    rows = module_rows(outline, done, upcoming[0].key if upcoming else None, request.user)
    body = cached_body(module, "introduction", stamp=str(course.outline_stamp), request=request)
    return {
        "course": course,
        "outline": outline,
        "row": next((row for row in rows if row["module"].key == module.translation_key), None),
        "body": body,
        "foreign": body.foreign,
        "breadcrumbs": [(outline.title, outline.url)],
    }


def activity_screen(page, request) -> dict:
    """Return what every activity shows: where it stands in the course, and how far this reader is. Three queries."""
    user = request.user
    course = course_reference(page)
    outline = outline_of(course)
    enrollment = enrollment_in(user, course.course_key)
    done = done_in(enrollment)
    key = page.activity_key
    module = outline.module_of(key)
    before, after = outline.neighbours(key)
    activity = next((one for one in outline.activities if one.key == key), None)
    is_inside = module is not None and module.is_module
    return {
        "course": course,
        "outline": outline,
        "module": module if is_inside else None,
        "part": module,
        "module_rows": module_rows(outline, done, None, user, only=module),
        "position": [one.key for one in module.activities].index(key) + 1 if module else 1,
        "module_progress": progress.measure_module(module, done) if is_inside else None,
        "enrollment": enrollment,
        "is_active": enrollment is not None and enrollment.withdrawn_at is None,
        "is_done": key in done,
        "is_locked": bool(module) and progress.is_locked(outline, module, done),
        "advised_first": progress.advised_first(outline, module, done) if is_inside else None,
        "before": before,
        "after": after,
        "needs_sign_in": not user.is_authenticated and not (activity and activity.is_open),
        "breadcrumbs": [(outline.title, outline.url), *([(module.title, module.url)] if is_inside else [])],
    }


def lesson_screen(lesson: LessonPage, request) -> dict:
    screen = activity_screen(lesson, request)
    stamp = str(screen["course"].outline_stamp)
    body = cached_body(lesson, "body", stamp=stamp, hold=held_blocks(lesson), request=request)
    is_locked = screen["is_locked"]
    kinds = {part.kind for part in body.parts if isinstance(part, HeldBlock)}
    return screen | {
        "foreign": body.foreign,
        "parts": [] if is_locked else parts_for(body.parts, lesson, request.user, get_token(request)),
        "has_questions": bool(kinds - {"reflection"}),
        "has_ordering": "ordering" in kinds,
        "notes": "" if is_locked else body.notes,
        "maximum_reflection": MAXIMUM_REFLECTION,
    }


OPEN = {"assigned", "in_progress"}
LAST = (True, date.max)


def my_learning_screen(user, now) -> dict:
    """Return the reader's courses: in progress with what is next, finished with certificates, and minutes this year."""
    enrollments = list(Enrollment.objects.visible_to(user).current().select_related("certificate"))
    done, minutes = completed_by_enrollment(user, now.year)
    positions = {position.course_key: position for position in user.positions.order_by("seen_at")}
    courses = courses_by_key(user, {enrollment.course_key for enrollment in enrollments}, get_language())
    asked = listeners.asked_of(user)
    rows = [learning_row(one, done.get(one.pk, set()), courses, positions, now) for one in enrollments]
    in_progress = [row | {"asked": asked.get(row["enrollment"].course_key)} for row in rows if row["status"] in OPEN]
    return {
        "in_progress": sorted(in_progress, key=lambda row: listeners.urgency(row["asked"]) if row["asked"] else LAST),
        "advised": advised_courses(user, asked, {one.course_key for one in enrollments}),
        "finished": [row for row in rows if row["status"] not in OPEN],
        "minutes_this_year": minutes,
        "year": now.year,
    }


def advised_courses(user, asked: dict, enrolled: set) -> list[dict]:
    """Return the courses somebody asks for that the learner is not enrolled in. Two queries, none if there are none."""
    keys = set(asked) - enrolled
    courses = courses_by_key(user, keys, get_language()) if keys else {}
    return [{"outline": outline_of(course), "asked": asked[key]} for key, course in courses.items()]


def completed_by_enrollment(user, year: int) -> tuple[dict, int]:
    """Return ({enrollment: keys completed in it}, minutes of what was completed in `year`). One query."""
    done, total = {}, 0
    rows = Completion.objects.visible_to(user).filter(enrollment__withdrawn_at=None).order_by()
    for enrollment, key, minutes, moment in rows.values_list(
        "enrollment_id", "activity_key", "minutes", "completed_at"
    ):
        done.setdefault(enrollment, set()).add(key)
        if timezone.localtime(moment).year == year:
            total += minutes
    return done, total


def courses_by_key(user, keys, language) -> dict:
    """Return {course_key: reference}, in `language` where there is one, else in another. Two queries."""
    found, own = {}, set()
    courses = CoursePage.objects.visible_to(user).filter(translation_key__in=keys).order_by("path")
    for *reference, code in courses.values_list("pk", "outline_stamp", "translation_key", "locale__language_code"):
        course = CourseReference(*reference)
        if course.course_key not in own:
            found[course.course_key] = course
        if code == language:
            own.add(course.course_key)
    return found


def learning_row(enrollment, done, courses, positions, now) -> dict:
    course = courses.get(enrollment.course_key)
    outline = outline_of(course) if course else None
    row = {
        "enrollment": enrollment,
        "course": course,
        "status": enrollment.status(has_completions=bool(done), today=now.date()).value,
        "certificate": getattr(enrollment, "certificate", None),
        "title": outline.title if outline else title_kept(enrollment),
    }
    if outline is None:
        return row
    row["progress"] = progress.measure(outline.activities, done)
    row["url"] = outline.url
    row["upcoming"] = continue_at(outline, done, positions.get(enrollment.course_key))
    return row


def title_kept(enrollment: Enrollment) -> Title:
    """Return what a course that is not published any more was called on the certificate; "" without one."""
    certificate = enrollment.certificate if enrollment.completed_at else None
    return guessed(certificate.title, certificate.language) if certificate else Title("")


def home_screen(home: HomePage, request) -> dict:
    """The home page; its course cards are rendered anew when any course changes."""
    courses = CoursePage.objects.visible_to(request.user).order_by("path")
    stamp = uuid.uuid5(uuid.NAMESPACE_OID, " ".join(str(one.outline_stamp) for one in courses)).hex
    own = [course for course in courses if course.locale_id == home.locale_id]
    actions = [(_("Start with the eight principles"), own[0].url)] if own else []
    steps = next((block for block in home.body if block.block_type == "steps"), None)
    if steps is not None:
        actions.append((_("For team leaders"), f"#{anchor_of(steps.id)}"))
    body = cached_body(home, "body", stamp=stamp, request=request)
    return {"body": body, "foreign": body.foreign, "actions": actions}


def connect():
    HomePage.screen = home_screen
    CatalogPage.screen = catalog_screen
    CoursePage.screen = course_screen
    ModulePage.screen = module_screen
    LessonPage.screen = lesson_screen
    outlines.connect()
