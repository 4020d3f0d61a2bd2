from django import template
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def profession_name(profession) -> str:
    return profession.name_in(get_language())
