from ipslearn.base.models import HomePage, StandardPage
from ipslearn.base.models.pages import SummarisedPage


def test_every_page_has_a_screen():
    kinds = [HomePage, StandardPage]
    assert all(kind.screen is not SummarisedPage.screen for kind in kinds)
