from uuid import UUID, uuid5

import pytest

from courses import progress
from courses.progress import Outline, OutlineActivity, OutlineModule

NAMESPACE = UUID(int=1)


def key(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


def activity(name: str, *, required: bool = True, minutes: int = 5) -> OutlineActivity:
    return OutlineActivity(key(name), name, f"/{name}/", minutes, required, "lessonpage", False)


def module(name: str, *activities: OutlineActivity, order: str = "free") -> OutlineModule:
    return OutlineModule(key(name), name, "", f"/{name}/", order, (), activities)


def outline(*modules: OutlineModule) -> Outline:
    return Outline(key("course"), "Course", "/course/", modules)


def keys(*names: str) -> set[UUID]:
    return {key(name) for name in names}


class TestMeasure:
    def test_only_required_activities_count(self):
        found = progress.measure([activity("a"), activity("b"), activity("c", required=False)], keys("a", "c"))
        assert (found.done, found.total) == (1, 2)

    def test_minutes_left_are_those_of_open_required_activities(self):
        found = progress.measure([activity("a", minutes=4), activity("b", minutes=7)], keys("a"))
        assert found.minutes_left == 7

    def test_an_activity_that_left_the_outline_counts_no_more(self):
        assert progress.measure([activity("a")], keys("a", "gone")).done == 1

    @pytest.mark.parametrize(("done", "percent"), [(0, 0), (1, 33), (2, 66), (3, 100)])
    def test_percent_is_rounded_down(self, done, percent):
        names = ["a", "b", "c"]
        assert progress.measure([activity(name) for name in names], keys(*names[:done])).percent == percent

    def test_nothing_required_is_never_complete(self):
        assert not progress.measure([activity("a", required=False)], keys("a")).is_complete

    def test_everything_required_is_complete(self):
        assert progress.measure([activity("a"), activity("b", required=False)], keys("a")).is_complete


class TestNextActivity:
    course = outline(module("m", activity("a"), activity("b"), activity("c", required=False), activity("d")))

    def test_it_is_the_first_open_one(self):
        assert progress.next_activity(self.course, keys("a")).key == key("b")

    def test_after_one_it_is_the_following(self):
        assert progress.next_activity(self.course, keys("b"), after=key("b")).key == key("d")

    def test_at_the_end_it_goes_back_to_what_was_left_out(self):
        assert progress.next_activity(self.course, keys("b", "d"), after=key("d")).key == key("a")

    def test_optional_ones_are_not_offered(self):
        assert progress.next_activity(self.course, keys("a", "b", "d")) is None

    def test_an_unknown_place_begins_at_the_start(self):
        assert progress.next_activity(self.course, set(), after=key("gone")).key == key("a")

    def test_locked_modules_are_passed_over(self):
        course = outline(module("one", activity("a")), module("two", activity("b"), order="locked"))
        assert progress.next_activity(course, set(), after=key("a")).key == key("a")


class TestResume:
    course = outline(module("m", activity("a"), activity("b"), activity("c")))

    def test_it_is_where_one_last_read(self):
        assert progress.resume(self.course, keys("a"), last_read=key("c")).key == key("c")

    def test_what_is_done_meanwhile_is_passed(self):
        assert progress.resume(self.course, keys("a", "b"), last_read=key("b")).key == key("c")

    def test_without_a_place_it_is_the_first_open_one(self):
        assert progress.resume(self.course, keys("a"), last_read=None).key == key("b")


class TestOrderOfModules:
    first = module("one", activity("a"), activity("b", required=False))

    def course(self, order: str) -> Outline:
        return outline(self.first, module("two", activity("c"), order=order))

    @pytest.mark.parametrize(("order", "locked"), [("free", False), ("advised", False), ("locked", True)])
    def test_only_a_locked_module_is_closed(self, order, locked):
        course = self.course(order)
        assert progress.is_locked(course, course.modules[1], set()) is locked

    def test_an_advised_module_names_the_one_before(self):
        course = self.course("advised")
        assert progress.advised_first(course, course.modules[1], set()) == self.first

    def test_a_free_one_does_not(self):
        course = self.course("free")
        assert progress.advised_first(course, course.modules[1], set()) is None

    def test_the_required_activities_before_open_it(self):
        course = self.course("locked")
        assert not progress.is_locked(course, course.modules[1], keys("a"))

    def test_the_first_module_is_never_locked(self):
        course = outline(module("one", activity("a"), order="locked"))
        assert not progress.is_locked(course, course.modules[0], set())


class TestNeighbours:
    course = outline(module("one", activity("a")), module("two", activity("b"), activity("c")))

    def test_they_reach_over_modules(self):
        before, after = self.course.neighbours(key("b"))
        assert (before.key, after.key) == (key("a"), key("c"))

    def test_the_first_has_none_before(self):
        assert self.course.neighbours(key("a"))[0] is None

    def test_the_last_has_none_after(self):
        assert self.course.neighbours(key("c"))[1] is None

    def test_an_unknown_one_has_none(self):
        assert self.course.neighbours(key("gone")) == (None, None)


@pytest.mark.parametrize(
    ("known", "new", "kept"),
    [
        ("a", "b", "b"),
        ("b", "b", "b"),
        ("c", "b", "c"),
        ("gone", "a", "a"),
        ("c", "unknown", "unknown"),
    ],
)
def test_of_two_places_the_later_one_is_kept(known, new, kept):
    assert progress.further(["a", "b", "c"], known, new) == kept


def test_without_an_order_the_new_place_is_kept():
    assert progress.further([], "b", "a") == "a"
