from django.urls import path

from teams.views import adjustments, plans

urlpatterns = [
    path("organisations/<int:organisation>/plans/", plans.plan_list, name="plan_list"),
    path("organisations/<int:organisation>/plans/add/", plans.plan_add, name="plan_add"),
    path("plans/<int:plan>/", plans.plan_detail, name="plan_detail"),
    path("plans/<int:plan>/name/", plans.plan_rename, name="plan_rename"),
    path("plans/<int:plan>/force/", plans.plan_force, name="plan_force"),
    path("plans/<int:plan>/suggested/", plans.plan_suggested, name="plan_suggested"),
    path("plans/<int:plan>/requirements/add/", plans.requirement_add, name="requirement_add"),
    path("requirements/<int:requirement>/", plans.requirement_change, name="requirement_change"),
    path("requirements/<int:requirement>/end/", plans.requirement_end, name="requirement_end"),
    path("requirements/<int:requirement>/adjust/", adjustments.adjustment_add, name="adjustment_add"),
    path("adjustments/<int:adjustment>/end/", adjustments.adjustment_end, name="adjustment_end"),
]
