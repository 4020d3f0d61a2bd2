from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipslearn.base.language_choice import keep_in_browser

from .demo import is_refused
from .invited import invited


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up by setting, one name, mail in the language of the person it goes to, no demo accounts in earnest."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("E-mail address and password do not belong together."),
        "email_taken": gettext_lazy("There is an account with this e-mail address already."),
        "duplicate_email": gettext_lazy("This is your e-mail address already."),
    }

    def is_open_for_signup(self, request):
        return settings.ACCOUNT_SIGNUP_OPEN or bool(invited(request))

    def is_email_verified(self, request, email):
        """Whoever opened the link of an invitation has shown that its address is theirs."""
        return email.lower() == invited(request).get("email") or super().is_email_verified(request, email)

    def clean_email(self, email):
        if is_refused(email):
            raise ValidationError(_("This address belongs to the demo. Use an address of your own."))
        return super().clean_email(email)

    def pre_login(self, request, user, **kwargs):
        """Stop a demo account where none are allowed, whichever way it came: password, link or confirmation."""
        if is_refused(user.email):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_login_redirect_url(self, request):
        """Whoever signs in meets the page in their own language, unless they were on their way to another one."""
        return translate_url(super().get_login_redirect_url(request), request.user.preferred_language)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        keep_in_browser(response, user.preferred_language)
        return response

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        user.preferred_language = translation.get_language()
        return super().save_user(request, user, form, commit=commit)

    def send_mail(self, template_prefix, email, context):
        person = context.get("user")
        language = getattr(person, "preferred_language", None) or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)
