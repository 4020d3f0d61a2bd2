from django.urls import path

from . import views

app_name = "courses"

urlpatterns = [
    path("learning/", views.my_learning, name="my_learning"),
    path("courses/<uuid:course_key>/enroll/", views.course_enroll, name="course_enroll"),
    path("courses/<uuid:course_key>/leave/", views.course_leave, name="course_leave"),
    path("courses/<uuid:course_key>/finish/", views.course_finish, name="course_finish"),
    path("activities/<uuid:activity_key>/complete/", views.activity_complete, name="activity_complete"),
    path("activities/<uuid:activity_key>/position/", views.activity_position, name="activity_position"),
    path(
        "activities/<uuid:activity_key>/questions/<uuid:block_id>/",
        views.question_check,
        name="question_check",
    ),
    path("reflections/", views.reflection_list, name="reflection_list"),
    path("reflections/export/", views.reflection_export, name="reflection_export"),
    path("reflections/<uuid:activity_key>/<uuid:block_id>/", views.reflection_save, name="reflection_save"),
    path(
        "reflections/<uuid:activity_key>/<uuid:block_id>/delete/",
        views.reflection_delete,
        name="reflection_delete",
    ),
    path("certificates/<str:number>/", views.certificate_detail, name="certificate_detail"),
    path("certificates/<str:number>/pdf/", views.certificate_pdf, name="certificate_pdf"),
    path("check/", views.certificate_check, name="certificate_check"),
]
