from django import template
from django.utils.translation import get_language

from teams.models import Membership

register = template.Library()


@register.simple_tag
def profession_name(profession) -> str:
    return profession.name_in(get_language())


@register.simple_tag
def own_memberships(user) -> list[Membership]:
    """Return where `user` is now, with team and organisation. One query."""
    current = Membership.objects.current().filter(user=user)
    return list(current.select_related("team__organisation").order_by("joined_on"))
