from django.urls import path

from teams.views import acts, log, mail, training

TEAM, ORGANISATION = "<int:team>/", "organisations/<int:organisation>/"
PERSON = "people/<int:organisation>/<int:person>/"
COURSE, CERTIFICATE = f"{PERSON}courses/<uuid:course_key>/", f"{PERSON}certificates/<str:number>/"
RECORD = "training/<int:record>/"

urlpatterns = [
    path(f"{PERSON}remind/", acts.person_remind, name="person_remind"),
    path(f"{TEAM}remind/", acts.team_remind, name="team_remind"),
    path(f"{COURSE}exempt/", acts.exemption_grant, name="exemption_grant"),
    path(f"{COURSE}exempt/end/", acts.exemption_end, name="exemption_end"),
    path(f"{COURSE}due/", acts.due_extend, name="due_extend"),
    path(f"{COURSE}again/", acts.course_reopen, name="course_reopen"),
    path(f"{CERTIFICATE}revoke/", acts.certificate_revoke, name="certificate_revoke"),
    path(f"{CERTIFICATE}reinstate/", acts.certificate_reinstate, name="certificate_reinstate"),
    path("training/", training.training_list, name="training_list"),
    path(f"{ORGANISATION}training/new/", training.training_new, name="training_new"),
    path(f"{PERSON}training/new/", training.training_add, name="training_add"),
    path(f"{ORGANISATION}training/", training.training_review, name="training_review"),
    path(RECORD, training.training_decide, name="training_decide"),
    path(f"{RECORD}withdraw/", training.training_withdraw, name="training_withdraw"),
    path(f"{RECORD}file/", training.training_file, name="training_file"),
    path(f"{ORGANISATION}log/<slug:which>/", log.log_detail, name="organisation_log"),
    path(f"{ORGANISATION}log/<slug:which>.csv", log.log_file, name="organisation_log_csv"),
    path(f"{TEAM}log/<slug:which>/", log.log_detail, name="team_log"),
    path(f"{TEAM}log/<slug:which>.csv", log.log_file, name="team_log_csv"),
    path("mail/", mail.mail_preferences, name="mail_preferences"),
    path("mail/stop/<str:signed>/", mail.mail_stop, name="mail_stop"),
]
