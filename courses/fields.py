from django import forms
from django.db import models


class PrinciplesField(models.JSONField):
    """Numbers from 1 to 8 of the principles of IPS, ticked from a list."""

    def formfield(self, **kwargs):
        from ipslearn.base.principles import PRINCIPLES

        return forms.TypedMultipleChoiceField(
            choices=[(principle.number, principle.name) for principle in PRINCIPLES],
            coerce=int,
            required=False,
            label=self.verbose_name,
            widget=forms.CheckboxSelectMultiple,
        )
