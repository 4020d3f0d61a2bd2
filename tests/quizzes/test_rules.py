from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules import (
    BEST,
    LAST,
    Candidate,
    Draw,
    Finished,
    counting,
    deadline,
    draw,
    may_begin,
    merged,
    total,
    version,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
HOUR = timedelta(hours=1)


def over(hours_ago=1, correctness=0.5, mastery=0.8):
    return Finished(NOW - hours_ago * HOUR, correctness, mastery)


class TestPassing:
    @pytest.mark.parametrize(
        ("correctness", "is_passed"), [(0.8, True), (0.1 + 0.7, True), (0.79, False), (None, False)]
    )
    def test_the_mastery_score_itself_is_enough(self, correctness, is_passed):
        assert over(correctness=correctness).is_passed is is_passed


class TestMayBegin:
    def ask(self, *finished, allowed=0, wait=0):
        return may_begin(finished, attempts_allowed=allowed, wait_hours=wait, now=NOW)

    def test_the_first_attempt_may_begin(self):
        assert self.ask(allowed=1, wait=48).is_given

    def test_the_last_attempt_ends_it(self):
        assert self.ask(over(), over(), allowed=2).reason == "none_left"

    def test_one_left_is_given(self):
        assert self.ask(over(), allowed=2).is_given

    def test_a_second_before_the_wait_is_over_it_is_not_given(self):
        found = may_begin([over(48)], attempts_allowed=0, wait_hours=48, now=NOW - timedelta(seconds=1))
        assert (found.reason, found.begins_at) == ("wait", NOW)

    def test_when_the_wait_is_over_it_is_given(self):
        assert self.ask(over(48), wait=48).is_given

    def test_the_newest_attempt_counts_for_the_wait(self):
        assert self.ask(over(60), over(1), wait=48).reason == "wait"

    def test_a_pass_ends_the_waiting(self):
        assert self.ask(over(1, correctness=1.0), wait=48).is_given


class TestCounting:
    def test_the_best_counts(self):
        best = over(2, correctness=0.9)
        assert counting([over(3), best, over(1)], counts=BEST) == best

    def test_the_last_counts(self):
        last = over(1, correctness=0.1)
        assert counting([last, over(3, correctness=1.0)], counts=LAST) == last

    def test_one_that_waits_counts_less_than_one_with_a_score(self):
        scored = over(2, correctness=0.0)
        assert counting([over(1, correctness=None), scored], counts=BEST) == scored

    def test_without_any_nothing_counts(self):
        assert counting([], counts=BEST) is None


class TestTotal:
    def test_adds_up(self):
        assert total([1.0, 0.5, 0.0]) == (1.5, 3)

    def test_waits_for_a_review(self):
        assert total([1.0, None]) == (None, 2)

    @given(worths=st.lists(st.floats(0, 1), max_size=50))
    def test_is_never_more_than_its_maximum(self, worths):
        given_, maximum = total(worths)
        assert 0 <= given_ <= maximum


class TestDeadline:
    def test_there_is_none_without_a_limit(self):
        assert deadline(NOW, time_limit_minutes=0) is None

    @pytest.mark.parametrize(("factor", "minutes"), [(1.0, 30), (1.5, 45), (0.1, 30), (9.0, 120)])
    def test_extra_time_is_a_factor_between_one_and_four(self, factor, minutes):
        assert deadline(NOW, time_limit_minutes=30, extra_time=factor) == NOW + timedelta(minutes=minutes)


OWN, BANK, OTHER = "own", "bank", "other"
POOL = [
    *(Candidate(n, f"o{n}", OWN) for n in range(2)),
    *(Candidate(10 + n, f"b{n}", BANK, ("hard",) if n < 3 else ()) for n in range(10)),
    *(Candidate(30 + n, f"b{n}", OTHER) for n in range(10)),
]


def drawn(*draws, seed="s", is_shuffled=False, pool=POOL):
    return draw(pool, own=OWN, draws=draws, seed=seed, is_shuffled=is_shuffled, today=TODAY)


class TestDraw:
    def test_asks_its_own_questions_first(self):
        assert [one.key for one in drawn(Draw(BANK, 1))][:2] == ["o0", "o1"]

    def test_draws_so_many(self):
        assert len(drawn(Draw(BANK, 4))) == 6

    def test_draws_all_for_0(self):
        assert len(drawn(Draw(BANK))) == 12

    def test_draws_what_is_there_when_asked_for_more(self):
        assert len(drawn(Draw(BANK, 99))) == 12

    def test_draws_by_tag(self):
        assert {one.key for one in drawn(Draw(BANK, 0, "hard"))} == {"o0", "o1", "b0", "b1", "b2"}

    def test_asks_no_question_twice(self):
        keys = [one.key for one in drawn(Draw(BANK, 5), Draw(OTHER, 5))]
        assert len(keys) == len(set(keys)) == 12

    def test_takes_nothing_from_elsewhere(self):
        assert {one.place for one in drawn(Draw(BANK))} == {OWN, BANK}

    @pytest.mark.parametrize(("day", "is_drawn"), [(TODAY, True), (TODAY - timedelta(days=1), False)])
    def test_leaves_out_what_was_to_be_checked_before_today(self, day, is_drawn):
        assert bool(drawn(pool=[Candidate(1, "o", OWN, checked_until=day)])) is is_drawn

    def test_the_same_seed_draws_the_same(self):
        assert drawn(Draw(BANK, 4), is_shuffled=True) == drawn(Draw(BANK, 4), is_shuffled=True)

    def test_another_seed_draws_others(self):
        assert len({tuple(drawn(Draw(BANK, 4), seed=str(seed))) for seed in range(20)}) > 10


class TestMerging:
    """What becomes of an answer that was given over another: versions are single letters here."""

    @pytest.mark.parametrize(
        ("seen", "given", "stored", "way"),
        [
            ("a", "b", "a", "write"),
            ("a", "a", "a", "keep"),
            ("a", "a", "b", "keep"),
            ("a", "b", "b", "keep"),
            ("a", "b", "c", "ask"),
            (None, "b", "c", "write"),
        ],
    )
    def test_asks_only_where_both_changed(self, seen, given, stored, way):
        assert merged(seen=seen, given=given, stored=stored) == way

    def test_asks_of_what_was_not_touched_where_it_is_meant(self):
        assert merged(seen="a", given="a", stored="b", is_meant=True) == "ask"

    def test_the_same_answer_has_the_same_version(self):
        assert version({"a": "1", "b": "2"}, "") == version({"b": "2", "a": "1"}, "")

    @pytest.mark.parametrize("other", [(None, ""), ("b", ""), ("a", "sure"), (["a"], "")])
    def test_another_answer_has_another_version(self, other):
        assert version("a", "") != version(*other)
