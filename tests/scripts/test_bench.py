import pytest

from scripts.bench.figures import as_table, linked_files, parse_peak, parse_stat, percentile, times, usual


class TestPercentile:
    def test_95_of_100_values_do_not_exceed_it(self):
        assert percentile(list(range(1, 101)), 0.95) == 95

    def test_the_order_does_not_matter(self):
        assert percentile([3, 1, 2], 1.0) == 3

    def test_one_value_is_every_percentile(self):
        assert percentile([7.5], 0.95) == 7.5

    def test_a_share_between_two_values_takes_the_higher_one(self):
        assert percentile([1, 2, 3], 0.5) == 2


class TestParseStat:
    TEXT = "{} ({}) S 11 42 42 0 -1 4194304 900 0 0 0 {} {} 0 0 20 0 1 0 100 1000 10"

    def test_user_and_kernel_ticks_are_added(self):
        assert parse_stat(self.TEXT.format(42, "gunicorn", 120, 30)) == (11, 150)

    @pytest.mark.parametrize("name", ["a b", "a) S 1 (b", ") 9"])
    def test_the_name_may_hold_any_sign(self, name):
        assert parse_stat(self.TEXT.format(42, name, 1, 2)) == (11, 3)


class TestParsePeak:
    def test_the_peak_in_kilobytes(self):
        assert parse_peak("Name:\tpython\nVmPeak:\t 900 kB\nVmHWM:\t   81200 kB\nVmRSS:\t 700 kB\n") == 81200

    def test_nothing_where_it_does_not_say(self):
        assert parse_peak("Name:\tkthreadd\n") == 0


class TestLinkedFiles:
    def test_styles_scripts_and_icon_sheets_once_each(self):
        html = (
            '<link rel="icon" href="/i.svg"><link rel="stylesheet" href="/a.css"><script type="module" src="/b.js">'
            '</script><use href="/s.svg#icon-a"></use><use href="/s.svg#icon-b"></use><a href="/page/">'
        )
        assert linked_files(html) == ["/a.css", "/b.js", "/s.svg"]


class TestTable:
    def test_the_same_count_everywhere_is_one_number(self):
        assert usual([9, 9]) == "9"

    def test_the_highest_count_stands_in_brackets(self):
        assert usual([9, 9, 13, 11]) == "9 (13)"

    def test_how_many_times(self):
        assert times(13.0, 130) == "10.0"

    def test_nothing_to_compare_with_is_a_dash(self):
        assert times(13.0, None) == "–"

    def test_numbers_stand_to_the_right(self):
        assert as_table(["Page", "ms"], [["floor", "4"]]) == "| Page  | ms |\n| ----- | -: |\n| floor |  4 |\n"
