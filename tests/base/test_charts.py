import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipslearn.base.charts import EDGE, INNER, WIDTH, chart, format_value, text_width, wrap

TRIALS = [("Employed", [61, 23])]
TWO_GROUPS = [("IPS", [61, 55]), ("Comparison", [23, 23])]
ROWS = ["IPS", "Other services"]

values = st.floats(min_value=0, max_value=1e9, allow_nan=False, allow_subnormal=False)
columns = st.integers(1, 6).flatmap(
    lambda rows: st.lists(st.lists(values, min_size=rows, max_size=rows), min_size=1, max_size=4)
)


def draw(columns, kind="grouped", **options):
    labels = [f"Row {i}" for i in range(len(columns[0]))]
    return chart(labels, [(f"Series {i}", v) for i, v in enumerate(columns)], kind, **options)


def tick_texts(drawn):
    return [tick.text.content for tick in drawn.ticks]


class TestBars:
    def test_a_bar_is_as_long_as_its_share_of_the_axis(self):
        drawn = chart(ROWS, TRIALS, "bars", "%", 100)
        assert drawn.bars[0].box.width == pytest.approx(0.61 * drawn.plot.width, abs=0.01)

    def test_the_value_stands_right_of_the_bar(self):
        bar = chart(ROWS, TRIALS, "bars", "%", 100).bars[0]
        assert bar.value.x > bar.box.x + bar.box.width

    def test_the_label_stands_above_its_bar(self):
        drawn = chart(ROWS, TRIALS, "bars")
        assert drawn.labels[1].y < drawn.bars[1].box.y

    def test_the_value_of_the_longest_bar_ends_inside_the_picture(self):
        value = chart(["A"], [("B", [123456])], "bars", maximum=123456).bars[0].value
        assert value.x + text_width(value.content) <= WIDTH

    def test_short_bars_leave_the_axis_the_whole_width(self):
        drawn = chart(ROWS, TRIALS, "bars", "%", 100)
        assert drawn.plot.x + drawn.plot.width > WIDTH - EDGE - text_width("100%")

    @given(columns)
    def test_every_value_and_tick_ends_inside_the_picture(self, columns):
        drawn = draw(columns)
        assert all(bar.value.x + text_width(bar.value.content) <= WIDTH for bar in drawn.bars)
        assert all(tick.text.x + text_width(tick.text.content) / 2 <= WIDTH for tick in drawn.ticks)

    def test_one_series_has_no_legend(self):
        assert chart(ROWS, TRIALS, "bars").legend == ()

    def test_all_zeros_make_bars_without_length(self):
        assert [bar.box.width for bar in draw([[0, 0]], "bars").bars] == [0, 0]

    @given(columns)
    def test_every_bar_is_inside_the_plot(self, columns):
        drawn = draw(columns)
        plot = drawn.plot
        for bar in drawn.bars:
            assert plot.x <= bar.box.x
            assert bar.box.x + bar.box.width <= plot.x + plot.width + 0.01
            assert plot.y <= bar.box.y
            assert bar.box.y + bar.box.height <= plot.y + plot.height

    @given(columns)
    def test_bar_length_is_proportional_to_the_value(self, columns):
        largest = max(map(max, columns)) or 1
        drawn = draw(columns, maximum=max(largest, 1e-6))
        in_drawing_order = [value for row in zip(*columns, strict=True) for value in row]
        for bar, value in zip(drawn.bars, in_drawing_order, strict=True):
            assert bar.box.width == pytest.approx(drawn.plot.width * value / max(largest, 1e-6), abs=0.02)

    @given(columns)
    def test_bars_never_lie_on_each_other(self, columns):
        boxes = [bar.box for bar in draw(columns).bars]
        assert all(upper.y + upper.height <= lower.y for upper, lower in pairwise(boxes))

    @given(columns)
    def test_everything_is_inside_the_height(self, columns):
        drawn = draw(columns)
        texts = [*drawn.labels, *drawn.captions, *(tick.text for tick in drawn.ticks)]
        assert all(text.y < drawn.height for text in texts)


class TestGrouped:
    def test_every_row_has_a_bar_of_every_series(self):
        assert [bar.series for bar in chart(ROWS, TWO_GROUPS, "grouped").bars] == [0, 1, 0, 1]

    def test_the_legend_names_the_series_in_order(self):
        legend = chart(ROWS, TWO_GROUPS, "grouped").legend
        assert [entry.texts[0].content for entry in legend] == ["IPS", "Comparison"]

    def test_the_plot_begins_below_the_legend(self):
        drawn = chart(ROWS, TWO_GROUPS, "grouped")
        assert drawn.plot.y > drawn.legend[-1].texts[-1].y

    def test_every_bar_has_its_value_as_text(self):
        drawn = chart(ROWS, TWO_GROUPS, "grouped", "%")
        assert [bar.value.content for bar in drawn.bars] == ["61%", "23%", "55%", "23%"]


class TestLine:
    def test_points_are_evenly_spaced(self):
        xs = [marker.x for marker in draw([[1, 2, 3]], "line").lines[0].markers]
        assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=0.02)

    def test_a_single_point_is_in_the_middle_of_the_plot(self):
        drawn = draw([[1]], "line")
        assert drawn.lines[0].markers[0].x == pytest.approx(drawn.plot.x + drawn.plot.width / 2, abs=0.01)

    def test_zero_lies_on_the_lower_edge_of_the_plot(self):
        drawn = draw([[0, 1]], "line")
        assert drawn.lines[0].markers[0].y == drawn.plot.y + drawn.plot.height

    def test_two_values_at_one_point_are_written_apart(self):
        drawn = draw([[5, 5], [5, 5]], "line")
        upper, lower = (line.markers[0].value.y for line in drawn.lines)
        assert abs(upper - lower) >= 18

    def test_a_long_series_writes_its_last_label(self):
        labels = [str(year) for year in range(2000, 2026)]
        drawn = chart(labels, [("Placements", range(26))], "line")
        assert drawn.labels[-1].content == "2025"

    def test_a_long_series_does_not_write_every_label(self):
        labels = [str(year) for year in range(2000, 2026)]
        assert len(chart(labels, [("Placements", range(26))], "line").labels) < 26

    def test_neighbouring_labels_do_not_touch(self):
        labels = [str(year) for year in range(2000, 2026)]
        drawn = chart(labels, [("Placements", range(26))], "line").labels
        assert all(b.x - a.x >= text_width("2000") for a, b in pairwise(drawn))

    @given(columns)
    def test_every_point_is_inside_the_plot(self, columns):
        drawn = draw(columns, "line")
        plot = drawn.plot
        for marker in (marker for line in drawn.lines for marker in line.markers):
            assert plot.x <= marker.x <= plot.x + plot.width
            assert plot.y <= marker.y <= plot.y + plot.height


class TestAxis:
    def test_begins_at_zero(self):
        assert tick_texts(draw([[61, 58]]))[0] == "0"

    def test_ends_at_the_maximum(self):
        assert tick_texts(chart(ROWS, TRIALS, "bars", "%", 100))[-1] == "100%"

    def test_without_a_maximum_ends_at_a_round_number_above_the_values(self):
        assert tick_texts(draw([[65518]]))[-1] == "80,000"

    def test_is_divided_into_round_steps(self):
        assert tick_texts(draw([[1]], maximum=100)) == ["0", "25", "50", "75", "100"]

    def test_steps_of_small_counts_are_whole(self):
        assert tick_texts(draw([[9]])) == ["0", "5", "10"]

    @given(columns)
    def test_has_two_to_five_ticks(self, columns):
        assert 2 <= len(draw(columns).ticks) <= 5

    @given(columns, st.sampled_from(["grouped", "line"]))
    def test_holds_every_tick_inside_the_plot(self, columns, kind):
        drawn = draw(columns, kind)
        plot = drawn.plot
        for tick in drawn.ticks:
            assert plot.x <= tick.line.x <= plot.x + plot.width + 0.01
            assert plot.y <= tick.line.y <= plot.y + plot.height


class TestUnit:
    def test_a_short_unit_follows_every_value(self):
        assert chart(ROWS, TRIALS, "bars", "%").bars[0].value.content == "61%"

    def test_a_letter_unit_has_a_space_before_it(self):
        assert chart(ROWS, TRIALS, "bars", "h").bars[0].value.content == "61 h"

    def test_a_japanese_counter_has_no_space_before_it(self):
        assert chart(ROWS, TRIALS, "bars", "件").bars[0].value.content == "61件"

    def test_a_long_unit_stays_out_of_the_values(self):
        assert chart(ROWS, TRIALS, "bars", "placements a year").bars[0].value.content == "61"

    def test_a_long_unit_is_the_caption(self):
        drawn = chart(ROWS, TRIALS, "bars", "placements a year")
        assert [text.content for text in drawn.captions] == ["placements a year"]


class TestFormatValue:
    @pytest.mark.parametrize(
        ("value", "text"),
        [(61.0, "61"), (44.4, "44.4"), (45885.0, "45,885"), (0.5, "0.5"), (0.1 + 0.2, "0.3"), (0, "0")],
    )
    def test_has_no_needless_digits(self, value, text):
        assert format_value(value) == text


class TestWrap:
    def test_a_japanese_character_counts_twice(self):
        assert text_width("就労") == text_width("work")

    def test_words_stay_whole(self):
        assert wrap("other employment services", text_width("other employment")) == [
            "other employment",
            "services",
        ]

    def test_japanese_breaks_between_characters(self):
        assert wrap("一般就労", text_width("一般")) == ["一般", "就労"]

    def test_no_line_begins_with_a_full_stop(self):
        assert wrap("一般就労。", text_width("一般就労")) == ["一般就", "労。"]

    def test_no_line_ends_with_an_opening_bracket(self):
        assert wrap("就労（率）", text_width("就労（")) == ["就労", "（率）"]

    def test_empty_text_has_no_lines(self):
        assert wrap("  ", 100) == []

    @given(st.text(alphabet="abc 就労、。（）", max_size=60))
    def test_nothing_but_spaces_is_lost(self, text):
        assert "".join(wrap(text, 60)).replace(" ", "") == text.replace(" ", "")

    @given(st.lists(st.sampled_from(["work", "就労支援", "IPS", "employment"]), max_size=30))
    def test_every_line_fits(self, words):
        assert all(text_width(line) <= INNER for line in wrap(" ".join(words), INNER))

    def test_a_long_label_is_wrapped_inside_the_picture(self):
        labels = chart(["supported employment " * 6], [("A", [1])], "bars").labels
        assert all(text.x + text_width(text.content) <= WIDTH - EDGE for text in labels)


class TestRefusals:
    @pytest.mark.parametrize(
        ("labels", "series", "message"),
        [
            ([], [], "at least one row"),
            (["A"], [], "at least one row"),
            ([], [("S", [])], "at least one row"),
            (["A", "B"], [("S", [1])], "1 values for 2 labels"),
            (["A"], [("S", [math.nan])], "not a number"),
            (["A"], [("S", [math.inf])], "not a number"),
            (["A"], [("S", [None])], "not a number"),
            (["A"], [("S", [-1])], "negative"),
            (["A"], [(str(i), [1]) for i in range(5)], "at most 4"),
        ],
    )
    def test_rows_that_cannot_be_drawn_say_why(self, labels, series, message):
        with pytest.raises(ValueError, match=message):
            chart(labels, series, "grouped")

    def test_an_unknown_kind_is_refused(self):
        with pytest.raises(ValueError, match="not 'pie'"):
            chart(ROWS, TRIALS, "pie")

    def test_bars_take_one_series(self):
        with pytest.raises(ValueError, match="one series"):
            chart(ROWS, TWO_GROUPS, "bars")

    def test_a_value_beyond_the_maximum_is_refused(self):
        with pytest.raises(ValueError, match="does not fit"):
            chart(ROWS, TRIALS, "bars", maximum=60.9)

    def test_a_value_at_the_maximum_is_drawn_over_the_whole_plot(self):
        drawn = chart(ROWS, TRIALS, "bars", maximum=61)
        assert drawn.bars[0].box.width == pytest.approx(drawn.plot.width, abs=0.01)

    @pytest.mark.parametrize("maximum", [0, -1, math.nan, math.inf])
    def test_a_maximum_that_is_no_length_is_refused(self, maximum):
        with pytest.raises(ValueError, match="does not fit"):
            chart(["A"], [("S", [0])], "bars", maximum=maximum)
