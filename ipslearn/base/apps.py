from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class BaseConfig(AppConfig):
    default = True
    name = "ipslearn.base"
    label = "base"
    verbose_name = _("Site")

    def ready(self):
        from ipslearn.base import checks, navigation, screens  # noqa: F401 - checks register themselves

        navigation.connect()
        screens.connect()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens, with our one name field in place of first and last name."""

    user_viewset = "ipslearn.base.wagtail_users.UserViewSet"
