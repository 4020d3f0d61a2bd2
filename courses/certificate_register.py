"""The register of certificates in the editor: find one, see what became of it, revoke or reinstate it with a reason."""

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from courses.certificates import certificate_face, site_day
from courses.certification import reinstate_certificate, revoke_certificate
from courses.forms import as_stored
from courses.models import Certificate, CoursePage
from ipslearn.base.selects import PlainSelect
from ipslearn.languages.foreign import guessed, titled
from ipslearn.languages.titles import Title

READ, CHANGE = "courses.view_certificate", "courses.change_certificate"
ACTIONS = {"revoke": revoke_certificate, "reinstate": reinstate_certificate}


def today():
    return site_day(timezone.now())


def state(certificate: Certificate) -> str:
    return certificate.state(today()).label


def course_choices() -> list[tuple[str, Title]]:
    """Return (key, title) of each course that there are certificates of, in the reader's language. Two queries."""
    issued = Certificate.objects.order_by("issued_at").values_list("enrollment__course_key", "title", "language")
    titles = {str(key): guessed(title, language) for key, title, language in issued.distinct()}
    pages = CoursePage.objects.filter(translation_key__in=titles, locale__language_code=get_language())
    rows = pages.values_list("translation_key", "title", "locale__language_code")
    titles |= {str(key): guessed(title, language) for key, title, language in rows}
    return sorted(titles.items(), key=lambda one: one[1])


class CertificateFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=Certificate.State.choices,
        empty_label=_("All"),
        method="filter_state",
        widget=forms.RadioSelect,
    )
    course = django_filters.ChoiceFilter(
        label=_("Course"),
        field_name="enrollment__course_key",
        choices=course_choices,
        empty_label=_("All"),
        widget=PlainSelect,
    )

    class Meta:
        model = Certificate
        fields = []

    def filter_state(self, queryset, name, value):
        return queryset.in_state(value, today())


class CertificateListView(IndexView):
    model = Certificate
    page_title = _("Certificates")
    header_icon = "ips-certificate"
    index_url_name = "certificate_list"
    index_results_url_name = "certificate_list_results"
    filterset_class = CertificateFilterSet
    permission_policy = ModelPermissionPolicy(Certificate)
    permission_required = "view"
    any_permission_required = None
    is_searchable = True
    default_ordering = "-issued_at"
    paginate_by = 50
    columns = [
        TitleColumn(
            "number",
            label=pgettext_lazy("certificate", "Number"),
            get_url=lambda one: reverse("certificate_record", args=[one.pk]),
        ),
        Column("name", label=_("Name as printed"), sort_key="name"),
        Column(
            "title", label=_("Course"), accessor=lambda one: titled(guessed(one.title, one.language)), sort_key="title"
        ),
        Column("issued_at", label=_("Issued"), accessor=lambda one: site_day(one.issued_at), sort_key="issued_at"),
        Column("expires_on", label=_("Valid until"), sort_key="expires_on"),
        StatusTagColumn("state", label=_("State"), accessor=state, primary=lambda one: one.state(today()) == "valid"),
    ]

    def get_base_queryset(self):
        return Certificate.objects.kept_by(self.request.user)

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        found = Q(name__icontains=self.search_query) | Q(title__icontains=self.search_query)
        if number := as_stored(self.search_query):
            found |= Q(number__startswith=number)
        return queryset.filter(found)


class ReasonForm(forms.Form):
    action = forms.ChoiceField(choices=[(one, one) for one in ACTIONS], widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_(
            "It is kept with your name, and the person the certificate was issued to can read it. Name nobody in it."
        ),
    )


class CertificateRecordView(WagtailAdminTemplateMixin, TemplateView):
    """One certificate: what it says, and what became of it. Who may change certificates revokes or reinstates it."""

    template_name = "courses/admin/certificate.html"
    page_title = _("Certificate")
    header_icon = "ips-certificate"
    form = None
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("certificate_list"), "label": _("Certificates")},
    ]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(READ) or (request.method == "POST" and not request.user.has_perm(CHANGE)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def certificate(self) -> Certificate:
        kept = Certificate.objects.kept_by(self.request.user).select_related("enrollment", "revoked_by")
        return get_object_or_404(kept, pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return self.certificate.number

    def get_context_data(self, **kwargs):
        certificate = self.certificate
        possible = "reinstate" if certificate.revoked_at else "revoke"
        return super().get_context_data(**kwargs) | {
            "certificate": certificate,
            "face": certificate_face(certificate),
            "state": state(certificate),
            "log": certificate.events.select_related("by"),
            "form": self.form or ReasonForm(initial={"action": possible}),
            "possible": possible,
            "may_change": self.request.user.has_perm(CHANGE),
        }

    def post(self, request, *args, **kwargs):
        self.form = ReasonForm(request.POST)
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        act = ACTIONS[self.form.cleaned_data["action"]]
        done = act(
            certificate=self.certificate,
            by=request.user,
            reason=self.form.cleaned_data["reason"],
            now=timezone.now(),
        )
        words = _now("The certificate is revoked.") if done.revoked_at else _now("The certificate is not revoked.")
        messages.success(request, words)
        return redirect("certificate_record", done.pk)
