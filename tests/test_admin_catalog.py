"""How much of Wagtail's editor and its add-ons is Japanese, with our catalog beside theirs."""

from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django import conf
from django.apps import apps
from django.forms import CharField
from django.utils import translation
from django.utils.translation import gettext
from django.views.i18n import JavaScriptCatalog

from ipslearn.base.catalogs import ROOT, asked, messages

OURS = [ROOT / folder / "ja" / "LC_MESSAGES" / "django.po" for folder in ("locale", "locale_admin")]
OURS.append(OURS[1].with_name("djangojs.po"))
LEAST = 0.9
APPS = [
    *("wagtail", "wagtail.admin", "wagtail.images", "wagtail.documents", "wagtail.snippets", "wagtail.users"),
    *("wagtail.locales", "wagtail.contrib.redirects", "wagtail.contrib.settings"),
    *(
        "wagtail.contrib.typed_table_block",
        "wagtail.contrib.simple_translation",
        "wagtailmedia",
        "wagtail_localize",
        "taggit",
    ),
]
OVERRIDDEN = {"django": "conf/locale", "django.contrib.auth": "locale", "allauth": "locale"}
"""Whose Japanese is whole, and in another style here and there."""


def folder_of(app: str) -> Path | None:
    """Return where an app is installed, or None."""
    try:
        return Path(find_spec(app).submodule_search_locations[0])
    except (AttributeError, ModuleNotFoundError):
        return None


FOLDERS = {app: folder for app in APPS if (folder := folder_of(app))}
THEIRS = {app: sorted(folder.glob("locale/en/LC_MESSAGES/django*.po")) for app, folder in FOLDERS.items()}


@pytest.fixture(scope="module")
def japanese():
    """Return (context, message) of all that a catalog of ours or of an installed app has in Japanese."""
    folders = {*FOLDERS.values(), *(Path(one.path) for one in apps.get_app_configs()), Path(conf.__file__).parent}
    theirs = [path for folder in folders for path in folder.glob("locale/ja/LC_MESSAGES/django*.po")]
    return messages([*OURS, *theirs])


@pytest.mark.parametrize("app", FOLDERS)
def test_an_app_speaks_japanese(app, japanese, record_property):
    every = asked(THEIRS[app])
    missing = every - japanese
    share = 1 - len(missing) / len(every)
    record_property("japanese", share)
    print(f"{app}: {share:.1%} of {len(every)} messages are Japanese")
    assert share >= LEAST, f"{app}: {share:.1%}; missing are {sorted(missing, key=str)[:60]}"


def test_nothing_is_kept_that_they_do_not_say():
    """A message that Wagtail words anew would stay in our catalog for ever."""
    folders = [folder_of(app) / where for app, where in OVERRIDDEN.items()]
    paths = [path for folder in folders for path in folder.glob("en/*/django.po")]
    said = asked(paths).union(*map(asked, THEIRS.values()))
    installed = {*FOLDERS, *OVERRIDDEN}
    entries = [entry for path in OURS[1:] for entry in polib.pofile(str(path)) if entry.comment in installed]
    assert [entry.msgid for entry in entries if (entry.msgctxt, entry.msgid) not in said] == []


def test_every_message_names_its_app():
    entries = [entry for path in OURS[1:] for entry in polib.pofile(str(path))]
    assert {entry.comment for entry in entries} <= {*APPS, *OVERRIDDEN}


class TestReaching:
    """That the catalog is not only there, but read."""

    def test_templates_of_the_editor(self, english):
        with translation.override("ja"):
            assert gettext("Save schedule") == "スケジュールを保存"

    def test_errors_of_forms(self, english):
        with translation.override("ja"):
            assert str(CharField().error_messages["required"]) == "この項目を入力してください。"

    def test_scripts_of_the_editor(self, english, rf):
        with translation.override("ja"):
            response = JavaScriptCatalog.as_view(packages=["wagtail.admin"])(rf.get("/"))
        assert "ツールバーを固定".encode("ascii", "backslashreplace") in response.content.replace(b"\\\\u", b"\\u")
