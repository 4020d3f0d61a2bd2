"""What site pages show."""

from ipslearn.base.models import StandardPage
from ipslearn.base.rendering import cached_body


def site_page_screen(page, request) -> dict:
    body = cached_body(page, "body", request=request)
    return {"body": body, "foreign": body.foreign}


def connect():
    StandardPage.screen = site_page_screen
