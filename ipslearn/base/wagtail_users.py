"""Wagtail's screens for people, with one name field as certificates print it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet


class NameField(forms.Form):
    name = forms.CharField(max_length=120, label=_("Name"), help_text=_("As it should be printed on certificates."))


class UserCreationForm(NameField, WagtailUserCreationForm):
    first_name = last_name = None

    class Meta(WagtailUserCreationForm.Meta):
        fields = (WagtailUserCreationForm.Meta.fields | {"name"}) - {"first_name", "last_name"}


class UserEditForm(NameField, WagtailUserEditForm):
    first_name = last_name = None

    class Meta(WagtailUserEditForm.Meta):
        fields = (WagtailUserEditForm.Meta.fields | {"name"}) - {"first_name", "last_name"}


class UserViewSet(WagtailUserViewSet):
    create_template_name = "base/users/create.html"
    edit_template_name = "base/users/edit.html"

    def get_form_class(self, for_update=False):
        return UserEditForm if for_update else UserCreationForm


class AccountView(WagtailAccountView):
    """An editor's own settings. Name and e-mail stand on the profile page that everybody has."""

    def get_panels(self):
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
