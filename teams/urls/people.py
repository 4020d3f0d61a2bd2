from django.urls import path

from teams.views import accepting, invitations, organisations, people

ORGANISATION, TEAM = "organisations/<int:organisation>/", "<int:team>/"
MEMBERSHIP, INVITATION = "memberships/<int:membership>/", "invitations/<int:invitation>/"

urlpatterns = [
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/new/", organisations.organisation_create, name="organisation_create"),
    path(ORGANISATION, organisations.organisation_detail, name="organisation_detail"),
    path(f"{ORGANISATION}teams/", organisations.team_create, name="team_create"),
    path(f"{ORGANISATION}administrators/", organisations.administrator_add, name="administrator_add"),
    path(
        "administrators/<int:administrator>/remove/",
        organisations.administrator_remove,
        name="administrator_remove",
    ),
    path(f"{TEAM}name/", organisations.team_rename, name="team_rename"),
    path(f"{ORGANISATION}people/", people.organisation_people, name="organisation_people"),
    path(f"{TEAM}people/", people.team_people, name="team_people"),
    path(MEMBERSHIP, people.membership_detail, name="membership_detail"),
    path(f"{MEMBERSHIP}profession/", people.membership_profession, name="membership_profession"),
    path(f"{MEMBERSHIP}leave/", people.membership_leave, name="membership_leave"),
    path(f"{MEMBERSHIP}team/", people.membership_team, name="membership_team"),
    path(f"{MEMBERSHIP}leader/", people.membership_leader, name="membership_leader"),
    path(f"{TEAM}invite/", invitations.invitation_create, name="invitation_create"),
    path(f"{TEAM}invite/list/", invitations.invitation_list, name="invitation_list"),
    path(f"{TEAM}invite/check/", invitations.invitation_check, name="invitation_check"),
    path(f"{TEAM}invite/template.csv", invitations.invitation_template, name="invitation_template"),
    path(f"{INVITATION}send/", invitations.invitation_send, name="invitation_send"),
    path(f"{INVITATION}withdraw/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("invitations/continue/", accepting.invitation_continue, name="invitation_continue"),
    path("invitations/<str:token>/", accepting.invitation_accept, name="invitation_accept"),
]
