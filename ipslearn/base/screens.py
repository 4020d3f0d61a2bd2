"""What site pages show."""

from ipslearn.base.models import StandardPage
from ipslearn.base.rendering import cached_body


def site_page_screen(page, request) -> dict:
    return {"body": cached_body(page, "body", request=request)}


def connect():
    StandardPage.screen = site_page_screen
