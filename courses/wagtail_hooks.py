"""The editor's side of courses: the register of certificates, for people whom an administrator lets read it."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.certificate_register import READ, CertificateListView, CertificateRecordView


@hooks.register("register_permissions")
def register_certificate_permissions():
    """Offer them where groups are edited; no group has them from the beginning."""
    return Permission.objects.filter(
        content_type__app_label="courses", codename__in=["view_certificate", "change_certificate"]
    )


@hooks.register("register_admin_urls")
def register_certificate_urls():
    return [
        path("certificates/", CertificateListView.as_view(), name="certificate_list"),
        path("certificates/results/", CertificateListView.as_view(results_only=True), name="certificate_list_results"),
        path("certificates/<int:pk>/", CertificateRecordView.as_view(), name="certificate_record"),
    ]


class CertificatesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(READ)


@hooks.register("register_admin_menu_item")
def register_certificates_menu_item():
    return CertificatesMenuItem(
        _("Certificates"), reverse_lazy("certificate_list"), icon_name="ips-certificate", order=255
    )
