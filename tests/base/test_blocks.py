"""Every kind of block: what the editor shows of it, and what readers get."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from wagtail import hooks

from courses.blocks import LessonBody
from ipslearn.base.models.pages import HomeBody
from ipslearn.base.rendering import render_body
from questions.kinds import BLOCKS as QUESTIONS
from tests import factories
from tests.base.conftest import UNCLOSED
from tests.questions.samples import SAMPLES

pytestmark = pytest.mark.filterwarnings(UNCLOSED)

BLOCKS = {**HomeBody().child_blocks, **LessonBody().child_blocks}
ITEM = {"title": "First part", "text": "Its text. [@bond-2008]"}
ASKED = {one.kind: QUESTIONS[one.kind].raw(one, {}) for one in SAMPLES if one.kind in BLOCKS}
SPRITE = (Path(settings.BASE_DIR) / "static" / "icons" / "sprite.svg").read_text()


@pytest.fixture
def source(db):
    factories.GlossaryTermFactory(name_en="fidelity", key="fidelity")
    return factories.SourceFactory(key="bond-2008")


@pytest.fixture
def values(source, image, film, recording, document):
    """Return a value for each kind of block, as a package's loader or the editor would store it."""
    table = {
        "columns": [{"type": "text", "heading": ""}, {"type": "text", "heading": "Second"}],
        "rows": [{"values": ["Row", "Cell **one**"]}],
    }
    chart = {
        "columns": [{"type": "label", "heading": ""}, {"type": "number", "heading": "Share"}],
        "rows": [{"values": ["IPS", 61]}, {"values": ["Other", 23.5]}],
    }
    moments = [{"when": "1989", "title": "First programme", "text": ""}, {"when": "2012", **ITEM}]
    return {
        "text": "A [[fidelity]] text.",
        "key_point": {"title": "Key", "text": "A point."},
        "caution": {"title": "", "text": "A caution."},
        "case": {"title": "Kenta’s plan", "text": "A case."},
        "quotation": {"text": "Quoted words.", "by": "Jonathan Allan", "source": source.pk},
        "figure": {"image": image.pk, "caption": "A caption", "source": source.pk, "long_description": "At length."},
        "video": {"title": "A visit", "file": film.pk, "link": "", "transcript": "What is said."},
        "audio": {"title": "Ren", "file": recording.pk, "link": "", "transcript": "What Ren says."},
        "document": {"title": "Weekly plan", "document": document.pk, "text": "Print it."},
        "table": {"caption": "Two routes", "table": table},
        "chart": {
            "kind": "bars", "caption": "Found a job", "unit": "%", "maximum": 100, "data": chart,
            "source": source.pk, "note": "A note.",
        },
        "timeline": {"caption": "Two dates", "items": moments},
        "steps": {"title": "A first week", "items": [ITEM, ITEM]},
        "accordion": {"title": "Decide first", "items": [ITEM]},
        "reflection": {"prompt": "What would you do on Monday?"},
        "opening_question": ASKED["single_choice"],
        "principles": None,
        "courses": None,
        **ASKED,
    }  # fmt: skip


@pytest.fixture
def rendered(values):
    """Return a function from a kind, and changes to its value, to the HTML of a body with only that block."""

    def render(name, **changes):
        body = LessonBody() if name in LessonBody().child_blocks else HomeBody()
        value = {**values[name], **changes} if changes else values[name]
        raw = [{"type": name, "value": value, "id": "11111111-1111-4111-8111-111111111111"}]
        return render_body(body.to_python(raw)).html

    return render


@pytest.mark.parametrize("name", BLOCKS)
class TestEveryBlock:
    def test_is_described(self, name):
        assert str(BLOCKS[name].meta.description)

    def test_has_an_icon_of_the_editor(self, name):
        icons = [path for hook in hooks.get_hooks("register_icons") for path in hook([])]
        assert f"{BLOCKS[name].meta.icon}.svg" in {path.rpartition("/")[2] for path in icons}

    def test_has_a_template_of_its_own(self, name):
        get_template(BLOCKS[name].meta.template)

    def test_can_be_previewed_in_the_editor(self, name, admin):
        response = admin.get("/admin/block-preview/", {"id": BLOCKS[name].definition_prefix})
        assert response.status_code == 200
        assert f"block--{BLOCKS[name].name}" in response.content.decode()

    def test_is_shown_in_a_page(self, name, rendered):
        kind = name.replace("_", "-")
        assert f'<div class="block block--{kind}" id="b-11111111">' in rendered(name)

    def test_brings_no_style_and_no_script(self, name, rendered):
        assert not re.search(r"<[^>]*\s(style|on\w+)=|<script|<style|javascript:", rendered(name))

    def test_draws_icons_that_exist(self, name, rendered):
        used = re.findall(r'href="[^"]*sprite\.svg#([\w-]+)"', rendered(name))
        assert all(f'id="{symbol}"' in SPRITE for symbol in used)

    def test_loads_nothing_from_elsewhere(self, name, rendered):
        assert not re.search(r'\s(src|poster)="(https?:)?//', rendered(name))


class TestFigure:
    def test_has_size_and_words(self, rendered):
        html = rendered("figure")
        assert re.search(r'<img src="/media/images/[^"]+" width="40" height="20" alt="A square"', html)

    def test_of_decoration_has_empty_words(self, rendered, image):
        image.is_decorative = True
        image.save()
        assert 'alt=""' in rendered("figure")

    def test_has_caption_source_and_credit(self, rendered):
        html = rendered("figure")
        assert "A caption<sup" in html
        assert "Picture: Keiko Morita" in html

    def test_opens_its_long_description(self, rendered):
        assert "<details" in rendered("figure")
        assert "<details" not in rendered("figure", long_description="")


class TestRecordings:
    def test_a_film_has_captions(self, rendered):
        html = rendered("video")
        assert re.search(r'<track kind="captions" src="/media/captions/[^"]+\.vtt" srclang="en"', html)

    def test_a_film_has_a_transcript(self, rendered):
        assert "What is said." in rendered("video")

    def test_nothing_is_loaded_before_somebody_presses_play(self, rendered):
        assert all('preload="none"' in rendered(name) for name in ("video", "audio"))

    @pytest.mark.parametrize("name", ["video", "audio"])
    def test_elsewhere_is_only_a_link(self, rendered, name):
        html = rendered(name, file=None, link="https://example.org/film")
        assert 'href="https://example.org/film"' in html
        assert not re.search("<(video|audio|iframe)", html)


class TestChart:
    def test_shows_the_same_rows_as_a_table(self, rendered):
        html = rendered("chart")
        assert re.findall(r'<th scope="row">(.*?)</th><td class="number">(.*?)</td>', html) == [
            ("IPS", "61"),
            ("Other", "23.5"),
        ]

    def test_is_named_for_those_who_do_not_see_it(self, rendered):
        assert '<title id="b-11111111-title">Found a job</title>' in rendered("chart")

    @pytest.mark.parametrize("kind", ["bars", "grouped", "line"])
    def test_is_drawn(self, rendered, kind):
        assert f"chart--{kind}" in rendered("chart", kind=kind)


class TestOthers:
    def test_a_document_says_its_kind_and_size(self, rendered):
        assert re.search(r"PDF, 8\sbytes", rendered("document"))

    def test_a_table_has_headings_on_two_sides(self, rendered):
        html = rendered("table")
        assert '<th scope="col">Second</th>' in html
        assert '<th scope="row" class="prose"><p>Row</p></th>' in html

    def test_a_quotation_names_its_source(self, rendered):
        assert 'id="source-1"' in rendered("quotation")

    def test_parts_of_an_accordion_open_without_javascript(self, rendered):
        assert "<summary>First part</summary>" in rendered("accordion")

    def test_terms_and_sources_are_collected_at_the_end(self, rendered):
        assert 'id="term-fidelity"' in rendered("text")
        assert rendered("steps").count("source-list__back") == 2


class TestChecks:
    @pytest.mark.parametrize(
        ("name", "changes"),
        [
            ("video", {"link": "https://example.org/"}),
            ("video", {"file": None}),
            ("video", {"transcript": ""}),
            ("chart", {"maximum": -1}),
            ("chart", {"data": {"columns": [{"type": "number", "heading": "A"}], "rows": [{"values": [1]}]}}),
            ("table", {"caption": ""}),
            ("case", {"title": ""}),
            ("case", {"text": "[[magic]]"}),
            ("case", {"text": "[@none]"}),
            ("case", {"text": "[" * 21}),
            ("case", {"text": "x" * 20_001}),
        ],
    )
    def test_refuse(self, values, name, changes):
        block = BLOCKS[name]
        with pytest.raises(ValidationError):
            block.clean(block.to_python({**values[name], **changes}))

    @pytest.mark.parametrize("name", sorted(set(BLOCKS) - {"principles", "courses"}))
    def test_let_good_values_pass(self, values, name):
        block = BLOCKS[name]
        block.clean(block.to_python(values[name]))


def test_every_kind_has_a_value_here(values):
    assert set(values) == set(BLOCKS)
