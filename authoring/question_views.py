"""The editor's screens for files of questions, and for copying and moving them."""

import io
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.permissions import policy_registry

from authoring.kept_files import forget_files, keep_file
from authoring.models import KeptFile
from authoring.question_export import export_questions
from authoring.question_forms import COPY, ImportForm, TransferForm
from authoring.question_import import NEW, SAME, UPDATED, ImportRefused, import_questions, plan_import
from authoring.question_moves import AlreadyThere, transfer_questions
from authoring.question_places import Place, latest, may_edit, may_publish, questions_of
from questions.formats import FORMATS
from quizzes.models import QuestionBank, QuizPage

PLACES = {"bank": QuestionBank, "quiz": QuizPage}


def may_import(user) -> bool:
    return policy_registry.get_by_type(QuestionBank).user_has_any_permission(user, {"add", "change"})


def for_importers(view: Callable) -> Callable:
    @wraps(view)
    def checked(request, *args, **kwargs):
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def place_of(request, kind: str, pk: int) -> Place:
    """Return the bank or quiz page. Raise PermissionDenied for who may not edit it."""
    place = get_object_or_404(PLACES[kind].objects.select_related("locale"), pk=pk)
    if not may_edit(request.user, place):
        raise PermissionDenied
    return place


def shown(request, template: str, title: str, **context):
    """Render a page of the editor."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    furniture = {"header_title": title, "page_title": title, "header_icon": "ips-bank", "breadcrumbs_items": crumbs}
    return render(request, f"quizzes/admin/{template}.html", furniture | context)


@for_importers
@require_http_methods(["GET", "POST"])
def question_import(request):
    """Take a file and what to do with it; it is checked on the next page, and nothing is changed yet."""
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        return redirect("question_import_check", pk=kept(form.cleaned_data, request.user).pk)
    return shown(request, "import", _("Import questions"), form=form)


def kept(chosen: dict, user) -> KeptFile:
    bank = chosen["bank"]
    return keep_file(
        owner=user,
        now=timezone.now(),
        name=chosen["file"].name[:255],
        data=chosen["data"],
        format_key=chosen["file_format"].key,
        bank=bank,
        title=chosen.get("title", ""),
        locale=bank.locale if bank else chosen["locale"],
        leaves_out=chosen["leaves_out"],
        is_published=chosen.get("is_published", False),
    )


@for_importers
@require_http_methods(["GET", "POST"])
def question_import_check(request, pk):
    """Show what the import would do; do it on POST."""
    file = get_object_or_404(KeptFile.objects.select_related("bank", "locale"), pk=pk, owner=request.user)
    policy = policy_registry.get_by_type(QuestionBank)
    if not policy.user_has_permission(request.user, "change" if file.bank else "add"):
        raise PermissionDenied
    same = {"data": bytes(file.data), "file_format": FORMATS[file.format_key], "leaves_out": file.leaves_out}
    if request.method == "POST":
        return imported(request, file, same)
    plan = plan_import(**same, bank=file.bank, locale=file.locale)
    return shown_plan(request, file, plan)


def shown_plan(request, file: KeptFile, plan):
    fates = [(_("New"), plan.of(NEW)), (_("Changed"), plan.of(UPDATED)), (_("As they were"), plan.of(SAME))]
    remarks = [
        (_("Errors"), plan.remarked("error")),
        (_("Left out"), plan.remarked("left_out")),
        (_("Carried over in another way"), plan.remarked("changed")),
    ]
    return shown(request, "import_check", _("Import questions"), file=file, plan=plan, fates=fates, remarks=remarks)


def imported(request, file: KeptFile, same: dict):
    """Carry the import out, and go to its bank; show the plan again if it is refused by now."""
    bank = file.bank or QuestionBank(title=file.title, locale=file.locale)
    is_published = file.is_published and may_publish(request.user, bank)
    try:
        plan = import_questions(**same, bank=bank, user=request.user, is_published=is_published)
    except ImportRefused as refusal:
        return shown_plan(request, file, refusal.args[0])
    forget_files(request.user)
    counts = {"new": len(plan.of(NEW)), "changed": len(plan.of(UPDATED)), "same": len(plan.of(SAME))}
    done = _("Imported: %(new)s new, %(changed)s changed, %(same)s as they were.") % counts
    messages.success(request, f"{done} {said_of(is_published)}")
    return redirect(AdminURLFinder(request.user).get_edit_url(bank) or "wagtailadmin_home")


def said_of(is_published: bool) -> str:
    return _("They are published.") if is_published else _("They wait in a draft.")


@require_GET
def question_export(request, kind, pk):
    """Show what each format can hold of the questions; with ?format, give the file."""
    place = place_of(request, kind, pk)
    file_format = FORMATS.get(request.GET.get("format", ""))
    if file_format is None:
        exports = [(one, export_questions(place, one)[1]) for one in FORMATS.values()]
        count = len(questions_of(latest(place)))
        return shown(request, "export", _("Export questions"), place=place, exports=exports, count=count)
    data, _remarks = export_questions(place, file_format)
    name = f"{slugify(place.title, allow_unicode=True) or kind}{file_format.endings[0]}"
    kind_of_file = "text/xml" if file_format.key == "moodle_xml" else "text/plain; charset=utf-8"
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type=kind_of_file)


@require_http_methods(["GET", "POST"])
def question_transfer(request, kind, pk):
    """Copy or move questions of a bank or quiz to another one."""
    place = place_of(request, kind, pk)
    form = TransferForm(request.POST or None, origin=place, questions=questions_of(latest(place)), user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return transferred(request, place, form.cleaned_data)
        except AlreadyThere:
            form.add_error("target", _("It holds one of these questions already, perhaps in its draft."))
    return shown(request, "transfer", _("Copy or move questions"), place=place, form=form)


def transferred(request, place: Place, chosen: dict):
    is_copy, target = chosen["how"] == COPY, chosen["target"]
    done = transfer_questions(ids=chosen["questions"], origin=place, target=target, is_copy=is_copy, user=request.user)
    if is_copy:
        words = ngettext(
            "%(count)s question copied to “%(title)s”, with a new id.",
            "%(count)s questions copied to “%(title)s”, with new ids.",
            done.count,
        )
    else:
        words = ngettext(
            "%(count)s question moved to “%(title)s”; its statistics follow it.",
            "%(count)s questions moved to “%(title)s”; their statistics follow them.",
            done.count,
        )
    messages.success(request, f"{words % {'count': done.count, 'title': target.title}} {said_of(done.is_published)}")
    return redirect(AdminURLFinder(request.user).get_edit_url(target))
