from teams.urls import acts, matrix, people, plans

app_name = "teams"
urlpatterns = [*matrix.urlpatterns, *people.urlpatterns, *plans.urlpatterns, *acts.urlpatterns]
