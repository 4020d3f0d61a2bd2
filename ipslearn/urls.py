from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from courses import privacy
from courses import views as course_views
from ipslearn.accounts.views import language_choose, profile
from ipslearn.base import views as base_views
from ipslearn.base.styleguide import styleguide
from ipslearn.base.wagtail_users import AccountView

handler500 = "ipslearn.base.errors.server_error"

urlpatterns = [
    # Everybody signs in through allauth, with its rate limits; Wagtail's own forms would be a way around it.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/account/", AccountView.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("language/", language_choose, name="language_choose"),
    path("sitemap.xml", sitemap),
]

if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.*)$", serve_file, {"document_root": settings.MEDIA_ROOT})]

urlpatterns += i18n_patterns(
    path("accounts/profile/", profile, name="profile"),
    path("accounts/profile/data/", privacy.data_download, name="data_download"),
    path("accounts/profile/erase/", privacy.profile_erase, name="profile_erase"),
    path("accounts/", include("allauth.urls")),
    path("glossary/", base_views.glossary, name="glossary"),
    path("styleguide/", styleguide, name="styleguide"),
    path("search/", course_views.search, name="search"),
    path("", include("courses.urls")),
    path("", include("quizzes.urls")),
    path("teams/", include("teams.urls")),
    re_path(r"^((?:[\w\-]+/)*)$", base_views.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)
