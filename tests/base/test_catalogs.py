import os

import polib
import pytest

from ipslearn.base.catalogs import PLACES, catalogs, compile_stale, is_stale, problem_of, problems
from ipslearn.base.checks import check_catalogs
from scripts.check_messages import main

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


@pytest.fixture
def catalog(tmp_path):
    """Return a function that writes the one catalog of a folder."""

    def written(text: str):
        path = tmp_path / "locale_admin" / "ja" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return written


class TestOurs:
    """What CI holds the catalogs to."""

    @pytest.mark.parametrize("path", catalogs(), ids=lambda path: f"{path.parts[-4]}-{path.stem}")
    def test_every_message_is_translated_and_certain(self, path):
        assert list(problems(path)) == []

    def test_every_catalog_is_there(self):
        assert [f"{path.parts[-4]}/{path.name}" for path in catalogs()] == [
            *("locale/django.po", "locale_admin/django.po", "locale_admin/djangojs.po")
        ]


class TestProblems:
    def test_an_untranslated_message_is_one(self, catalog):
        assert list(problems(catalog('msgid "Team"\nmsgstr ""\n'))) == ["django.po:6: untranslated: Team"]

    def test_a_fuzzy_message_is_one(self, catalog):
        assert "fuzzy" in next(problems(catalog('#, fuzzy\nmsgid "Team"\nmsgstr "組"\n')))

    def test_a_message_out_of_use_is_one(self, catalog):
        assert "not in the source" in next(problems(catalog('#~ msgid "Team"\n#~ msgstr "組"\n')))

    @pytest.mark.parametrize(
        ("message", "translation"),
        [
            ("%(count)s people", "%(number)s人"),
            ("{time} left", "残り"),
            ("%s found", "見つかりました"),
            ("<b>Now</b>", "今"),
        ],
    )
    def test_a_lost_value_or_tag_is_one(self, message, translation):
        assert problem_of(polib.POEntry(msgid=message, msgstr=translation)) == "other values or tags"

    def test_a_plural_keeps_the_values_of_the_many(self):
        entry = polib.POEntry(msgid="one page", msgid_plural="%(n)s pages", msgstr_plural={0: "%(n)sページ"})
        assert problem_of(entry) == ""

    def test_a_percent_sign_is_no_value(self):
        assert PLACES.findall("100%% of it, 5% more") == []

    def test_the_check_fails_where_there_is_one(self, catalog, monkeypatch):
        monkeypatch.setattr("scripts.check_messages.missing", lambda root: [])
        assert main(catalog('msgid "Team"\nmsgstr ""\n').parents[3]) == 1

    def test_the_check_fails_where_the_source_has_more(self, catalog, monkeypatch):
        monkeypatch.setattr("scripts.check_messages.missing", lambda root: ["not in the catalog: Team"])
        monkeypatch.setattr("shutil.which", lambda name: name)
        assert main(catalog("").parents[3]) == 1


class TestCompiling:
    def test_needs_no_gettext(self, catalog, monkeypatch):
        monkeypatch.setenv("PATH", "")
        path = catalog('msgid "Team"\nmsgstr "チーム"\n')
        assert compile_stale(path.parents[3]) == [path]
        assert polib.mofile(str(path.with_suffix(".mo"))).find("Team").msgstr == "チーム"

    def test_does_nothing_the_second_time(self, catalog):
        root = catalog('msgid "Team"\nmsgstr "チーム"\n').parents[3]
        compile_stale(root)
        assert compile_stale(root) == []

    def test_leaves_nothing_else_behind(self, catalog):
        path = catalog('msgid "Team"\nmsgstr "チーム"\n')
        compile_stale(path.parents[3])
        assert sorted(one.name for one in path.parent.iterdir()) == ["django.mo", "django.po"]

    def test_a_start_says_what_is_not_compiled(self, catalog, monkeypatch):
        path = catalog("")
        monkeypatch.setattr("ipslearn.base.checks.catalogs", lambda: [path])
        assert [one.id for one in check_catalogs(None)] == ["base.W001"]
        compile_stale(path.parents[3])
        assert check_catalogs(None) == []

    def test_what_was_changed_is_stale(self, catalog):
        path = catalog("")
        compile_stale(path.parents[3])
        compiled = path.with_suffix(".mo").stat().st_mtime
        os.utime(path, (compiled + 1, compiled + 1))
        assert is_stale(path)
