from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ipslearn.languages.foreign import lang_attribute, language_here


class PlainSelect(forms.Select):
    """A select whose options are not a template each: an organisation may have a thousand teams.

    Titles among them say their language where it is not that of the page.
    """

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        chosen = "" if value is None else str(value)
        options = (
            f'<option value="{escape(key)}"{" selected" if str(key) == chosen else ""}'
            f"{lang_attribute(language_here(label))}>{escape(label)}</option>"
            for key, label in self.choices
        )
        return mark_safe(f"<select{forms.utils.flatatt(attributes)}>{''.join(options)}</select>")
