import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.documents import get_document_model

from ipslearn.base.models import CustomImage, LessonMedia
from tests import factories

# Wagtail leaves the file of a new rendition for the garbage collector to close.
UNCLOSED = "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"


@pytest.fixture
def png(tmp_path) -> bytes:
    path = tmp_path / "square.png"
    Picture.new("RGB", (40, 20), "teal").save(path)
    return path.read_bytes()


@pytest.fixture
def image(db, png):
    file = SimpleUploadedFile("square.png", png)
    return CustomImage.objects.create(title="Square", file=file, alt_text="A square", credit="Keiko Morita")


@pytest.fixture
def film(db):
    files = {"file": SimpleUploadedFile("a.mp4", b"film"), "captions_en": SimpleUploadedFile("a.vtt", b"WEBVTT\n")}
    return LessonMedia.objects.create(title="A visit", type="video", **files)


@pytest.fixture
def recording(db):
    return LessonMedia.objects.create(title="Ren", type="audio", file=SimpleUploadedFile("a.mp3", b"ID3"))


@pytest.fixture
def document(db):
    return get_document_model().objects.create(title="Plan", file=SimpleUploadedFile("plan.pdf", b"%PDF-1.7"))


@pytest.fixture
def administrator(db):
    user = factories.UserFactory(email="admin@example.org", name="Site Administrator")
    user.is_staff = user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def admin(client, administrator):
    client.force_login(administrator)
    return client
