"""allauth's forms in the words of this site: it is an e-mail address here, and nothing stands in a field twice."""

from allauth.account import forms
from allauth.core import context
from django.utils.translation import gettext_lazy as _

from ipslearn.base.half_width import half_width

from .invited import invited

ADDRESSES = ("email", "login")
TYPED = {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}


class OurWords:
    """Takes addresses typed in full width as well: the browser's own check of an address would refuse them."""

    def __init__(self, *args, data=None, **kwargs):
        super().__init__(*args, data=with_half_width(data), **kwargs)
        for name in set(ADDRESSES) & set(self.fields):
            field = self.fields[name]
            field.widget.input_type = "text"
            field.widget.attrs |= TYPED
            field.label = _("E-mail address")
            field.error_messages["invalid"] = _("This is not an e-mail address.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


def with_half_width(data):
    """Return what was sent, its addresses in half width."""
    if data is None or not set(ADDRESSES) & set(data):
        return data
    data = data.copy()
    for name in set(ADDRESSES) & set(data):
        data[name] = half_width(data[name])
    return data


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
