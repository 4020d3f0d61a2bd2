"""What each address answers to each role; see test_permissions.py."""

from tests import factories

ROLES = ("visitor", "outsider", "member", "leader", "other_leader", "administrator", "other_administrator", "site")


def row(*answers) -> dict:
    return dict(zip(ROLES, answers, strict=True))


OF_TEAM = row("in", 404, 404, 200, 404, 200, 404, 200)
OF_ORGANISATION = row("in", 404, 404, 404, 404, 200, 404, 200)
# The member of the walk is the person that these are about.
OF_PERSON = row("in", 404, 200, 200, 404, 200, 404, 200)
FILES = ("matrix", "matrix_csv", "matrix_xlsx", "matrix_print", "readiness", "readiness_csv", "readiness_xlsx")
ANSWERS = {
    # Who leads or administers one thing is led to it; the site administrator has several organisations.
    "teams:team_list": row("in", 200, 200, 302, 302, 302, 302, 200),
    "teams:organisation_overview": OF_ORGANISATION,
    **{f"teams:team_{name}": OF_TEAM for name in FILES},
    **{f"teams:organisation_{name}": OF_ORGANISATION for name in FILES},
    "teams:person_detail": OF_PERSON,
    "teams:person_transcript_csv": OF_PERSON,
    "teams:person_transcript_xlsx": OF_PERSON,
    "teams:cell_detail": OF_PERSON,
    "teams:person_certificate": OF_PERSON,
    "teams:person_certificate_pdf": OF_PERSON,
}


def arguments(world) -> dict:
    """Return the values that the addresses of this part need, of the world's own team."""
    certificate = factories.complete_all(world.member, world.course).certificate
    return {
        "team": world.team.pk,
        "organisation": world.organisation.pk,
        "person": world.member.pk,
        "course_key": world.course.course_key,
        "number": certificate.number,
    }
