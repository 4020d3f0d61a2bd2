"""What is done, what is next, may it be opened: decided from plain values.

An outline is a course as a learner meets it: modules in order, activities in each; its titles and summaries say which
language they are in (`ipslearn.languages.titles`). Progress compares it with the
set of activity keys the learner completed. Example: of a module with lessons A (required, done), B (required) and
C (optional, done), the progress is 1 of 2 required, and B is next.

An activity that left the outline no longer counts; one that was added does. Who completed the course stays
completed: that is the enrollment's date, not a comparison.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

FREE, ADVISED, LOCKED = "free", "advised", "locked"


@dataclass(frozen=True)
class OutlineActivity:
    key: UUID
    title: str
    url: str
    minutes: int
    is_required: bool
    kind: str
    is_open: bool
    """Whether people without an account may read it."""


@dataclass(frozen=True)
class OutlineModule:
    key: UUID
    title: str
    summary: str
    url: str
    order: str
    principles: tuple[int, ...]
    activities: tuple[OutlineActivity, ...]
    is_module: bool = True
    """False for an activity that stands beside the modules, such as a final quiz: it is its own only part."""

    @cached_property
    def required_minutes(self) -> dict[UUID, int]:
        """Minutes of each required activity, by key."""
        return {activity.key: activity.minutes for activity in self.activities if activity.is_required}

    @property
    def icon(self) -> str:
        """The icon of its principle, where it teaches one; else the one of modules."""
        if not self.is_module:
            return "quiz"
        return f"principle-{self.principles[0]}" if len(self.principles) == 1 else "module"

    @property
    def minutes(self) -> int:
        """Minutes of the required activities."""
        return sum(self.required_minutes.values())


@dataclass(frozen=True)
class Outline:
    course_key: UUID
    title: str
    url: str
    modules: tuple[OutlineModule, ...]
    summary: str = ""

    @cached_property
    def activities(self) -> tuple[OutlineActivity, ...]:
        return tuple(activity for module in self.modules for activity in module.activities)

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def module_count(self) -> int:
        return sum(module.is_module for module in self.modules)

    def module_of(self, key: UUID) -> OutlineModule | None:
        return next((module for module in self.modules if any(a.key == key for a in module.activities)), None)

    def neighbours(self, key: UUID) -> tuple[OutlineActivity | None, OutlineActivity | None]:
        """Return the activities before and after `key` in the order of the course; None at its ends."""
        activities = self.activities
        position = next((n for n, activity in enumerate(activities) if activity.key == key), None)
        if position is None:
            return None, None
        before = activities[position - 1] if position else None
        after = activities[position + 1] if position + 1 < len(activities) else None
        return before, after


@dataclass(frozen=True)
class Progress:
    """How far: counts of required activities, and minutes of those not yet done."""

    done: int
    total: int
    minutes_left: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down so that 100 means all of it; 0 when nothing is required."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done == self.total


def measure(activities: Collection[OutlineActivity], done: Collection[UUID]) -> Progress:
    """Return the progress over `activities` of somebody who completed the keys in `done`."""
    required = [activity for activity in activities if activity.is_required]
    open_ones = [activity for activity in required if activity.key not in done]
    return Progress(
        done=len(required) - len(open_ones),
        total=len(required),
        minutes_left=sum(activity.minutes for activity in open_ones),
    )


def next_activity(outline: Outline, done: Collection[UUID], *, after: UUID | None = None) -> OutlineActivity | None:
    """Return what to do next: the first required activity not done after `after`, else from the beginning.

    Locked modules are passed over. None when every required activity is done.
    """
    activities = outline.activities
    keys = [activity.key for activity in activities]
    start = keys.index(after) + 1 if after in keys else 0
    locked = locked_keys(outline, done)
    for activity in [*activities[start:], *activities[:start]]:
        if activity.is_required and activity.key not in done and activity.key not in locked:
            return activity
    return None


def resume(outline: Outline, done: Collection[UUID], *, last_read: UUID | None) -> OutlineActivity | None:
    """Return where to go on: the activity last read if it is still open, else what comes next after it."""
    closed = {*done, *locked_keys(outline, done)}
    for activity in outline.activities:
        if activity.key == last_read and activity.key not in closed:
            return activity
    return next_activity(outline, done, after=last_read)


def further(places: Sequence[str], known: str, new: str) -> str:
    """Return which of two places in an activity to go on from: the later one in its order.

    The new one where the known place is no longer in the activity, or the order is not known.
    """
    is_before = known in places and new in places and places.index(new) < places.index(known)
    return known if is_before else new


def measure_module(module: OutlineModule, done: Collection[UUID]) -> Progress:
    """Return the progress in one module; like `measure`, for outlines of many modules."""
    required = module.required_minutes
    left = [minutes for key, minutes in required.items() if key not in done]
    return Progress(done=len(required) - len(left), total=len(required), minutes_left=sum(left))


def is_module_done(module: OutlineModule, done: Collection[UUID]) -> bool:
    """Say whether every required activity of the module is done; a module that requires nothing is."""
    return all(key in done for key in module.required_minutes)


def module_before(outline: Outline, module: OutlineModule) -> OutlineModule | None:
    position = outline.modules.index(module)
    return outline.modules[position - 1] if position else None


def advised_first(outline: Outline, module: OutlineModule, done: Collection[UUID]) -> OutlineModule | None:
    """Return the module that should come before this one and is not done yet; None if there is none."""
    before = module_before(outline, module)
    if before is None or module.order == FREE or is_module_done(before, done):
        return None
    return before


def is_locked(outline: Outline, module: OutlineModule, done: Collection[UUID]) -> bool:
    """Say whether the module stays closed until the one before it is done."""
    return module.order == LOCKED and advised_first(outline, module, done) is not None


def locked_keys(outline: Outline, done: Collection[UUID]) -> set[UUID]:
    """Return the keys of all activities in locked modules."""
    locked = [module for module in outline.modules if is_locked(outline, module, done)]
    return {activity.key for module in locked for activity in module.activities}


def kept_when_renewed(outline: Outline, done: Collection[UUID], changed: Collection[UUID]) -> set[UUID]:
    """Return what need not be done again where a renewal asks for the final quiz and what changed.

    The final quiz is what stands beside the modules; a course without one repeats all its quizzes. Where that and
    what changed leave nothing to do, nothing is kept: a renewal is never empty.
    """
    beside = {part.key for part in outline.modules if not part.is_module}
    repeated = beside or {activity.key for activity in outline.activities if activity.kind != "lessonpage"}
    kept = set(done) - repeated - set(changed)
    left = [activity for activity in outline.activities if activity.is_required and activity.key not in kept]
    return kept if left else set()
