from django import template
from django.utils.translation import get_language

from teams.models import Membership

register = template.Library()


@register.simple_tag
def profession_name(profession) -> str:
    return profession.name_in(get_language())


@register.simple_tag
def own_memberships(user) -> list[Membership]:
    return list(Membership.objects.held_by(user))
