from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "ipslearn.accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from ipslearn.accounts import checks, editors  # noqa: F401

        editors.connect()
