"""Uploads through the editor's own screens: what is not what it says is refused in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.models import Collection

from ipslearn.base.models import CustomImage, LessonMedia

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n%%EOF\n"
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\0" * 64


@pytest.fixture
def send(admin):
    """Return a function that posts a form with files and returns its errors, {} if it was saved."""

    def post(address, files, **data):
        files = {name: SimpleUploadedFile(*file) for name, file in files.items()}
        root = Collection.get_first_root_node().pk
        response = admin.post(address, {"title": "A file", "collection": root, "duration": 0, **data, **files})
        return {} if response.status_code == 302 else dict(response.context["form"].errors)

    return post


class TestPictures:
    ADDRESS = "/admin/images/add/"

    def test_with_words_are_saved(self, send, png):
        assert send(self.ADDRESS, {"file": ("a.png", png)}, alt_text="A square") == {}
        assert CustomImage.objects.get().alt_text == "A square"

    def test_that_are_decorative_are_saved(self, send, png):
        assert send(self.ADDRESS, {"file": ("a.png", png)}, is_decorative="on") == {}

    def test_without_words_are_refused(self, send, png):
        errors = send(self.ADDRESS, {"file": ("a.png", png)})
        assert "Say what the picture shows, or tick “decorative”." in errors["alt_text"]

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.png", b"just some text"), ("a.svg", SVG), ("a.png", PDF), ("a.png", b""), ("a.exe", b"MZ\0\0")],
        ids=["a text", "a script", "a document", "nothing", "a program"],
    )
    def test_that_are_none_are_refused_in_words(self, send, name, content):
        errors = send(self.ADDRESS, {"file": (name, content)}, alt_text="A square")
        assert errors["file"]
        assert not CustomImage.objects.exists()

    def test_may_keep_their_file_when_their_words_change(self, admin, image):
        data = {"title": "Square", "alt_text": "A teal square", "collection": image.collection_id}
        assert admin.post(f"/admin/images/{image.pk}/", data).status_code == 302
        image.refresh_from_db()
        assert image.alt_text == "A teal square"


class TestDocuments:
    ADDRESS = "/admin/documents/add/"

    def test_are_saved(self, send):
        assert send(self.ADDRESS, {"file": ("a.pdf", PDF)}) == {}

    @pytest.mark.parametrize(("name", "content"), [("a.pdf", b"text"), ("a.html", b"<p>"), ("a.docx", PDF)])
    def test_that_are_something_else_are_refused(self, send, name, content):
        assert send(self.ADDRESS, {"file": (name, content)})["file"]
        assert not get_document_model().objects.exists()


class TestFilms:
    ADDRESS = "/admin/media/video/add/"

    def test_with_captions_are_saved(self, send):
        files = {"file": ("a.mp4", MP4), "captions_en": ("a.vtt", CAPTIONS)}
        assert send(self.ADDRESS, files) == {}
        assert LessonMedia.objects.get().type == "video"

    def test_without_captions_are_refused(self, send):
        assert "captions" in send(self.ADDRESS, {"file": ("a.mp4", MP4)})["captions_en"][0]

    def test_with_captions_that_are_none_are_refused(self, send):
        files = {"file": ("a.mp4", MP4), "captions_en": ("a.vtt", b"Hello.")}
        assert "WEBVTT" in send(self.ADDRESS, files)["captions_en"][0]

    def test_that_are_something_else_are_refused(self, send):
        files = {"file": ("a.mp4", PDF), "captions_en": ("a.vtt", CAPTIONS)}
        assert ".pdf" in send(self.ADDRESS, files)["file"][0]
