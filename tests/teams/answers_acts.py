"""What each address answers to each role; see test_permissions.py."""

from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile

from courses.models import Certificate
from teams import acts
from teams.letters import stop_token
from teams.models import TrainingRecord
from tests import factories as site

ROLES = ("visitor", "outsider", "member", "leader", "other_leader", "administrator", "other_administrator", "site")


def row(*answers) -> dict:
    return dict(zip(ROLES, answers, strict=True))


LEADERS = row("in", 404, 404, 200, 404, 200, 404, 200)
"""Who leads the person now, or administers the organisation; the person themselves does not act for themselves."""
ADMINISTRATORS = row("in", 404, 404, 404, 404, 200, 404, 200)
OF_ORGANISATION = row("in", 404, 404, 200, 200, 200, 404, 200)
EVERYBODY = row("in", *[200] * 7)
ANSWERS = {
    "teams:person_remind": LEADERS,
    "teams:team_remind": LEADERS,
    # The member has completed the course, so that they can be asked for it again, and is not exempt.
    "teams:exemption_grant": LEADERS,
    "teams:exemption_end": row("in", *[404] * 7),
    "teams:due_extend": LEADERS,
    "teams:course_reopen": LEADERS,
    "teams:certificate_revoke": ADMINISTRATORS,
    "teams:certificate_reinstate": ADMINISTRATORS,
    "teams:training_list": EVERYBODY,
    "teams:training_new": row("in", 404, 200, 200, 200, 404, 404, 404),
    "teams:training_add": LEADERS,
    "teams:training_review": OF_ORGANISATION,
    "teams:training_decide": row("in", 404, 403, 200, 404, 200, 404, 200),
    "teams:training_withdraw": row("in", *[302] * 7),
    "teams:training_file": row("in", 404, 200, 200, 404, 200, 404, 200),
    "teams:organisation_log": ADMINISTRATORS,
    "teams:organisation_log_csv": ADMINISTRATORS,
    "teams:team_log": LEADERS,
    "teams:team_log_csv": LEADERS,
    "teams:mail_preferences": EVERYBODY,
    # The link of a mail works for whoever has it.
    "teams:mail_stop": row(*[200] * 8),
}


def arguments(world) -> dict:
    """Return the values that the addresses of this part need, of the world's own team."""
    certificate = Certificate.objects.filter(enrollment__learner=world.member).first()
    certificate = certificate or site.complete_all(world.member, world.course).certificate
    record = TrainingRecord.objects.filter(person=world.member).first() or acts.add_training(
        organisation=world.organisation,
        person=world.member,
        title="A workshop",
        hours=Decimal(2),
        completed_on=date(2026, 11, 1),
        by=world.member,
        now=world.now,
        evidence=ContentFile(b"%PDF-1.7", name="proof.pdf"),
    )
    return {
        "organisation": world.organisation.pk,
        "team": world.team.pk,
        "person": world.member.pk,
        "course_key": world.course.course_key,
        "number": certificate.number,
        "record": record.pk,
        "which": "acts",
        "signed": stop_token(world.member.pk, "early"),
    }
