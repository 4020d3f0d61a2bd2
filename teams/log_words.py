"""An act in words. Parts of the log that nobody has put into words yet are shown by their kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from ipslearn.languages.foreign import guessed, named, titled
from ipslearn.languages.titles import Title
from teams.models import LogEntry

WORDS = {
    "joined": _("Joined the team %(team)s"),
    "left": _("Left the team %(team)s on %(on)s"),
    "profession_changed": _("Changed profession in the team %(team)s"),
    "leader_added": _("Became leader of the team %(team)s"),
    "leader_removed": _("Is no longer leader of the team %(team)s"),
    "administrator_added": _("Became administrator of the organisation"),
    "administrator_removed": _("Is no longer administrator of the organisation"),
    "organisation_created": _("Organisation created: %(name)s"),
    "organisation_changed": _("Organisation changed: %(name)s"),
    "team_created": _("Team created: %(team)s"),
    "team_renamed": _("Team renamed: %(before)s is now %(team)s"),
    "invited": _("People invited to the team %(team)s"),
    "administrator_invited": _("Administrator invited"),
    "invitation_sent_again": _("Invitation sent again"),
    "invitation_withdrawn": _("Invitation withdrawn"),
    "invitation_accepted": _("Invitation accepted"),
    "plan_created": _("Plan created: %(plan)s"),
    "plan_renamed": _("Plan renamed: %(before)s is now %(plan)s"),
    "plan_put_in_force": _("Plan put in force: %(plan)s"),
    "plan_taken_out_of_force": _("Plan taken out of force: %(plan)s"),
    "requirement_added": _("Course added to the plan %(plan)s"),
    "requirement_changed": _("Requirement of the plan %(plan)s changed"),
    "requirement_ended": _("Requirement of the plan %(plan)s ended"),
    "adjusted": _("Asked for something different"),
    "adjustment_ended": _("Asked for the same as everybody again"),
    "reminded": _("Reminded by mail"),
    "exempted": _("Exempt from the course"),
    "exemption_ended": _("Exemption ended"),
    "reopened": _("Asked for the course again"),
    "training_sent_in": _("Sent in training “%(training)s”"),
    "training_accepted": _("Training “%(training)s” accepted"),
    "training_declined": _("Training “%(training)s” declined"),
    "training_withdrawn": _("Withdrew training “%(training)s”"),
    "certificate_revoked": _("Certificate %(number)s revoked"),
    "certificate_reinstated": _("Certificate %(number)s valid again"),
}


KINDS = {
    "joined": _("Joined a team"),
    "left": _("Left a team"),
    "profession_changed": _("Changed profession"),
    "leader_added": _("Became team leader"),
    "leader_removed": _("Is no longer team leader"),
    "administrator_added": _("Became administrator"),
    "administrator_removed": _("Is no longer administrator"),
    "organisation_created": _("Organisation created"),
    "organisation_changed": _("Organisation changed"),
    "team_created": _("Team created"),
    "team_renamed": _("Team renamed"),
    "invited": _("People invited"),
    "administrator_invited": _("Administrator invited"),
    "invitation_sent_again": _("Invitation sent again"),
    "invitation_withdrawn": _("Invitation withdrawn"),
    "invitation_accepted": _("Invitation accepted"),
    "plan_created": _("Plan created"),
    "plan_renamed": _("Plan renamed"),
    "plan_put_in_force": _("Plan put in force"),
    "plan_taken_out_of_force": _("Plan taken out of force"),
    "requirement_added": _("Course added to a plan"),
    "requirement_changed": _("Requirement changed"),
    "requirement_ended": _("Requirement ended"),
    "adjusted": _("Asked for something different"),
    "adjustment_ended": _("Asked for the same as everybody again"),
    "reminded": _("Reminded by mail"),
    "exempted": _("Exempt from the course"),
    "exemption_ended": _("Exemption ended"),
    "reopened": _("Asked for the course again"),
    "training_sent_in": _("Training sent in"),
    "training_accepted": _("Training accepted"),
    "training_declined": _("Training declined"),
    "training_withdrawn": _("Training withdrawn"),
    "certificate_revoked": _("Certificate revoked"),
    "certificate_reinstated": _("Certificate valid again"),
}
"""What a kind of act is called where nothing is known of the single act, as in a filter."""


def kind_words(kind: str) -> str:
    return str(KINDS.get(kind, kind.replace("_", " ").capitalize()))


def words_of(entry: LogEntry) -> str:
    """Return what was done; which course it is about, `course_of` says."""
    return filled(entry, {name: shown(value) for name, value in entry.details.items()})


def words_as_html(entry: LogEntry) -> SafeString:
    """Return what was done with the names in it set apart, and the titles of training in their languages."""
    values = {name: shown_as_html(name, shown(value)) for name, value in entry.details.items()}
    return mark_safe(filled(entry, values))


def shown_as_html(name: str, value) -> SafeString:
    return titled(guessed(value)) if name == "training" else named(value)


def filled(entry: LogEntry, values: Mapping[str, Any]) -> str:
    try:
        return str(WORDS[entry.kind] % values)
    except KeyError:
        return kind_words(entry.kind)


def course_of(entry: LogEntry, titles: Mapping[UUID, Title]) -> Title:
    """Return the title of the course that an act is about, or the one that it was about then; "" for no course."""
    return titles.get(entry.course_key) or guessed(entry.details.get("title") or "")


def shown(value):
    """Return a day as people write it, anything else as it is."""
    try:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except (TypeError, ValueError):
        return value
