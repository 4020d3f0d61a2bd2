"""allauth's forms in the words of this site: it is an e-mail address here, and nothing stands in a field twice."""

from allauth.account import forms
from allauth.core import context
from django.utils.translation import gettext_lazy as _

from .invited import invited


class OurWords:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"email", "login"} & set(self.fields):
            field = self.fields[name]
            field.label = _("E-mail address")
            field.error_messages["invalid"] = _("This is not an e-mail address.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(OurWords, forms.LoginForm):
    pass


class SignupForm(OurWords, forms.SignupForm):
    """Knows name and address of who is invited."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "email"):
            self.fields[name].initial = invited(context.request).get(name)


class AddEmailForm(OurWords, forms.AddEmailForm):
    pass


class ResetPasswordForm(OurWords, forms.ResetPasswordForm):
    pass
