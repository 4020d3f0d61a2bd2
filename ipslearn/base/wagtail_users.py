"""Wagtail's screens for people, with one name field as certificates print it."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm
from wagtail.users.views.users import DeleteView as WagtailDeleteView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from ipslearn.base.models import User


class NameField(forms.Form):
    name = forms.CharField(
        max_length=120, label=pgettext_lazy("person", "Name"), help_text=_("As it should be printed on certificates.")
    )


class UserCreationForm(NameField, WagtailUserCreationForm):
    first_name = last_name = None

    class Meta(WagtailUserCreationForm.Meta):
        fields = (WagtailUserCreationForm.Meta.fields | {"name"}) - {"first_name", "last_name"}


class UserEditForm(NameField, WagtailUserEditForm):
    first_name = last_name = None

    class Meta(WagtailUserEditForm.Meta):
        fields = (WagtailUserEditForm.Meta.fields | {"name"}) - {"first_name", "last_name"}


def say_kept(request):
    """Explain why somebody who has learned here is not deleted, and what to do instead."""
    message = gettext("Who has learned here is not deleted: records are kept. Open the account and untick “Active”.")
    messages.error(request, message)


class DeleteView(WagtailDeleteView):
    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError:
            say_kept(self.request)
            return redirect(self.get_success_url())


@hooks.register("before_bulk_action")
def keep_who_has_learned(request, action_type, objects, action):
    """Delete none of several people if one of them has records."""
    if action_type != "delete" or action.model is not User:
        return None
    try:
        with transaction.atomic():
            User.objects.filter(pk__in=[user.pk for user in objects]).delete()
            transaction.set_rollback(True)
    except ProtectedError:
        say_kept(request)
        return redirect("wagtailusers_users:index")
    return None


class UserViewSet(WagtailUserViewSet):
    delete_view_class = DeleteView
    create_template_name = "base/users/create.html"
    edit_template_name = "base/users/edit.html"

    def get_form_class(self, for_update=False):
        return UserEditForm if for_update else UserCreationForm


class AccountView(WagtailAccountView):
    """An editor's own settings. Name and e-mail stand on the profile page that everybody has."""

    def get_panels(self):
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
