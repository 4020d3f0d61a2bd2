"""Pictures, films and documents that lessons name: kept once, refused in words."""

import pytest
from PIL import Image as Picture
from wagtail.documents import get_document_model

from authoring.bodies import References
from authoring.files import FileStore
from authoring.models import LoadedFile
from authoring.packages import Block, PackageFile
from ipslearn.base.models import CustomImage, LessonMedia
from tests.authoring.conftest import SQUARE

PDF = b"%PDF-1.7\n%%EOF\n"
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\0" * 64
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "root" / "en" / "basics"
    folder.mkdir(parents=True)
    (folder / "a.svg").write_text(SQUARE)
    (folder / "a.pdf").write_bytes(PDF)
    (folder / "a.mp4").write_bytes(MP4)
    (folder / "a.vtt").write_bytes(CAPTIONS)
    return folder


@pytest.fixture
def find(course):
    """Return a function that looks a block's file up as a load does: (primary key, problems)."""

    def look(kind="figure", setting="image", **settings):
        problems = []
        store = FileStore(course.parents[1], course, problems)
        block = Block(kind, 3, settings={name: (value, 4 + n) for n, (name, value) in enumerate(settings.items())})
        file = PackageFile("en/basics/a.md", {}, {}, [block])
        found = References({}, {}, store.find).find_file(settings[setting], block, file)
        return found, [str(problem) for problem in problems]

    return look


class TestPictures:
    def test_are_kept_with_their_words(self, find):
        pk, problems = find(image="a.svg", alt="A square", credit="Keiko", caption="Two routes")
        image = CustomImage.objects.get(pk=pk)
        assert problems == []
        assert (image.title, image.alt_text, image.credit) == ("Two routes", "A square", "Keiko")

    def test_are_the_same_at_the_next_load(self, find):
        assert find(image="a.svg", alt="A")[0] == find(image="a.svg", alt="A")[0]
        assert CustomImage.objects.count() == LoadedFile.objects.count() == 1

    def test_keep_their_row_when_they_change(self, find, course):
        before = find(image="a.svg", alt="A")[0]
        (course / "a.svg").write_text(SQUARE.replace("10", "20"))
        after = find(image="a.svg", alt="B")[0]
        assert (after, CustomImage.objects.get().alt_text) == (before, "B")

    def test_that_were_deleted_in_the_editor_come_back(self, find):
        find(image="a.svg", alt="A")
        CustomImage.objects.all().delete()
        pk, _problems = find(image="a.svg", alt="A")
        assert CustomImage.objects.filter(pk=pk).exists()

    def test_may_be_decorative(self, find):
        pk, _problems = find(image="a.svg", decorative="yes")
        assert CustomImage.objects.get(pk=pk).default_alt_text == ""

    def test_used_twice_have_the_same_words(self, course):
        problems = []
        store = FileStore(course.parents[1], course, problems)
        for line, alt in ((1, "One"), (9, "Two")):
            block = Block("figure", line, settings={"image": ("a.svg", line + 1), "alt": (alt, line + 2)})
            store.find("a.svg", block, PackageFile("a.md", {}, {}, []))
        assert [str(problem).partition(": ")[0] for problem in problems] == ["a.md:10"]

    def test_with_a_long_caption_have_a_shorter_title(self, find):
        assert find(image="a.svg", alt="A", caption="x" * 300)[1] == []

    def test_with_too_long_words_are_refused(self, find):
        _pk, [problem] = find(image="a.svg", alt="x" * 501)
        assert problem.startswith("en/basics/a.md:4: “a.svg”: ")


class TestFilesOutside:
    @pytest.mark.parametrize(
        "name",
        ["../../../etc/passwd", "../../../../../../etc/passwd", "/etc/passwd", "none.svg", ".", "../basics", "x" * 300],
    )
    def test_are_not_there(self, find, name):
        pk, problems = find(image=name, alt="A")
        assert pk is None
        assert problems == [f"en/basics/a.md:4: there is no file “{name}” in the course folder"]

    def test_are_not_there_through_a_link_either(self, find, course, tmp_path):
        (tmp_path / "secret.svg").write_text(SQUARE)
        (course / "link.svg").symlink_to(tmp_path / "secret.svg")
        assert find(image="link.svg", alt="A")[0] is None

    def test_are_not_there_as_captions(self, find):
        _pk, problems = find("video", "file", title="T", file="a.mp4", captions="../../../etc/passwd")
        assert problems == ["en/basics/a.md:6: there is no file “../../../etc/passwd” in the course folder"]


class TestWrongFiles:
    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("b.svg", SQUARE.replace("<rect", "<script/><rect"), "scripts"),
            ("b.png", "just some text", "the file is something else"),
            ("b.png", "", "empty"),
            ("b.png", b"\x89PNG\r\n\x1a\n" + b"broken" * 20, "damaged"),
            ("b.pdf", PDF, "cannot be used here"),
            ("b.txt", "text", "cannot be used here"),
        ],
    )
    def test_are_refused_as_pictures(self, find, course, name, content, words):
        (course / name).write_bytes(content.encode() if isinstance(content, str) else content)
        pk, [problem] = find(image=name, alt="A")
        assert pk is None
        assert problem.startswith(f"en/basics/a.md:4: “{name}”")
        assert words in problem
        assert not CustomImage.objects.exists()

    def test_are_refused_as_documents(self, find, course):
        (course / "b.exe").write_bytes(b"MZ" + b"\0" * 100)
        assert "cannot be used here" in find("document", "file", title="T", file="b.exe")[1][0]

    def test_are_refused_as_captions(self, find, course):
        (course / "b.vtt").write_text("Hello.")
        _pk, problems = find("video", "file", title="T", file="a.mp4", captions="b.vtt")
        assert problems == ["en/basics/a.md:6: “b.vtt”: This is not a captions file: its first line must be WEBVTT."]


def test_a_real_picture_knows_its_size(find, course):
    Picture.new("RGB", (30, 20)).save(course / "b.png")
    pk, _problems = find(image="b.png", alt="A")
    image = CustomImage.objects.get(pk=pk)
    assert (image.width, image.height) == (30, 20)


def test_a_film_is_kept_with_its_captions(find):
    pk, problems = find("video", "file", title="T", file="a.mp4", captions="a.vtt")
    film = LessonMedia.objects.get(pk=pk)
    assert problems == []
    assert (film.type, [code for code, _name, _url in film.caption_tracks]) == ("video", ["en"])


def test_a_document_may_have_two_titles(find):
    pks = {find("document", "file", title=title, file="a.pdf")[0] for title in ("One", "Two")}
    assert pks == {get_document_model().objects.get().pk}
