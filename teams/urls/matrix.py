from django.urls import path

from teams.views import matrix, overview, person, readiness
from teams.views.scoped import for_organisation, for_team

CSV, XLSX = {"kind": "csv"}, {"kind": "xlsx"}
TEAM, ORGANISATION = "<int:team>/", "organisations/<int:organisation>/"
PERSON = "people/<int:organisation>/<int:person>/"
CERTIFICATE = f"{PERSON}certificates/<str:number>/"

urlpatterns = [
    path("", overview.team_list, name="team_list"),
    path(TEAM, for_team(matrix.matrix), name="team_matrix"),
    path(f"{TEAM}matrix.csv", for_team(matrix.matrix_file), CSV, name="team_matrix_csv"),
    path(f"{TEAM}matrix.xlsx", for_team(matrix.matrix_file), XLSX, name="team_matrix_xlsx"),
    path(f"{TEAM}print/", for_team(matrix.matrix_print), name="team_matrix_print"),
    path(f"{TEAM}readiness/", for_team(readiness.readiness), name="team_readiness"),
    path(f"{TEAM}readiness.csv", for_team(readiness.readiness_file), CSV, name="team_readiness_csv"),
    path(f"{TEAM}readiness.xlsx", for_team(readiness.readiness_file), XLSX, name="team_readiness_xlsx"),
    path(f"{ORGANISATION}overview/", for_organisation(overview.overview), name="organisation_overview"),
    path(f"{ORGANISATION}matrix/", for_organisation(matrix.matrix), name="organisation_matrix"),
    path(f"{ORGANISATION}matrix.csv", for_organisation(matrix.matrix_file), CSV, name="organisation_matrix_csv"),
    path(f"{ORGANISATION}matrix.xlsx", for_organisation(matrix.matrix_file), XLSX, name="organisation_matrix_xlsx"),
    path(f"{ORGANISATION}print/", for_organisation(matrix.matrix_print), name="organisation_matrix_print"),
    path(f"{ORGANISATION}readiness/", for_organisation(readiness.readiness), name="organisation_readiness"),
    path(
        f"{ORGANISATION}readiness.csv",
        for_organisation(readiness.readiness_file),
        CSV,
        name="organisation_readiness_csv",
    ),
    path(
        f"{ORGANISATION}readiness.xlsx",
        for_organisation(readiness.readiness_file),
        XLSX,
        name="organisation_readiness_xlsx",
    ),
    path(PERSON, person.person_detail, name="person_detail"),
    path(f"{PERSON}transcript.csv", person.transcript_file, CSV, name="person_transcript_csv"),
    path(f"{PERSON}transcript.xlsx", person.transcript_file, XLSX, name="person_transcript_xlsx"),
    path(f"{PERSON}courses/<uuid:course_key>/", person.cell_detail, name="cell_detail"),
    path(CERTIFICATE, person.certificate, name="person_certificate"),
    path(f"{CERTIFICATE}pdf/", person.certificate_pdf, name="person_certificate_pdf"),
]
