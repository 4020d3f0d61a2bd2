from django.urls import path

from . import views

app_name = "quizzes"

urlpatterns = [
    path("quizzes/<uuid:quiz_key>/start/", views.attempt_start, name="attempt_start"),
    path("attempts/<int:pk>/", views.attempt_detail, name="attempt_detail"),
    path("attempts/<int:pk>/questions/<int:position>/", views.attempt_question, name="attempt_question"),
    path("attempts/<int:pk>/save/", views.attempt_save, name="attempt_save"),
    path("attempts/<int:pk>/review/", views.attempt_review, name="attempt_review"),
    path("attempts/<int:pk>/submit/", views.attempt_submit, name="attempt_submit"),
    path("attempts/<int:pk>/results/", views.attempt_results, name="attempt_results"),
    path("attempts/<int:pk>/questions/<int:position>/compare/", views.response_compare, name="response_compare"),
]
