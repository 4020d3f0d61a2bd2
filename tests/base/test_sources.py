"""What is said of a work that a page cites, in the language of the page."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from ipslearn.base.models import Source
from ipslearn.base.prose import Notes
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return SourceFactory(
        key="sakata",
        authors="Sakata M.",
        authors_ja="坂田",
        year="2023",
        title="Necessity of IPS",
        language="ja",
        container="Psychiatria 125",
        note="Only the abstract was read.",
        note_ja="要旨だけを読みました。",
    )


def listed(source: Source, language: str) -> str:
    notes = Notes(sources={source.key: source})
    notes.cite(source.key)
    with translation.override(language):
        return render_to_string("components/source_list.html", {"notes": notes})


def test_a_japanese_page_says_in_japanese_what_is_written_in_it(source):
    page = listed(source, "ja")
    assert "坂田（2023）" in page
    assert "要旨だけを読みました。" in page
    assert "Only the abstract" not in page


def test_what_has_no_japanese_is_said_as_it_is(source):
    assert "Psychiatria 125" in listed(source, "ja")


def test_an_english_page_keeps_to_english(source):
    page = listed(source, "en")
    assert "Sakata M." in page
    assert "坂田" not in page
    assert "要旨" not in page


def test_a_translated_title_has_its_own_language_and_not_that_of_the_work(source):
    assert '<cite lang="en">Necessity of IPS</cite>' in listed(source, "ja")
    assert "<cite>Necessity of IPS</cite>" in listed(source, "en")


def test_a_japanese_title_is_shown_on_a_japanese_page_alone(source):
    source.title_ja = "IPSの必要性"
    assert "<cite>IPSの必要性</cite>" in listed(source, "ja")
    assert "<cite>Necessity of IPS</cite>" in listed(source, "en")


def test_a_title_in_a_third_language_has_that_of_the_work(source):
    source.language = "nl"
    assert '<cite lang="nl">Necessity of IPS</cite>' in listed(source, "en")
