from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page


class LanguageForm(forms.Form):
    """Into which language. Chosen already where there is only one other."""

    locale = forms.ModelChoiceField(label=_("Language"), queryset=Locale.objects.none(), empty_label=None)

    def __init__(self, *args, page: Page, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["locale"]
        field.queryset = Locale.objects.exclude(pk=page.locale_id)
        field.label_from_instance = Locale.get_display_name
