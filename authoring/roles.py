"""What a trainer may do in the editor."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from courses.models import CatalogPage

TRAINERS = "Trainers"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
MODEL_PERMISSIONS = (
    ("wagtailadmin", "access_admin"),
    ("wagtail_localize", "submit_translation"),
    *(
        ("base", f"{act}_{model}")
        for model in ("glossaryterm", "source")
        for act in ("add", "change", "delete", "view")
    ),
    *(("quizzes", "change_response"), ("quizzes", "add_regrading")),
    *(("quizzes", f"{act}_questionbank") for act in ("add", "change", "publish", "view")),
)
# Wagtail asks for the permissions of its own models, whichever models stand in their place.
COLLECTION_PERMISSIONS = tuple(
    (app, f"{act}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtailmedia", "media"), ("wagtaildocs", "document"))
    for act in ("add", "change", "choose")
)


def ensure_trainers() -> Group:
    """Return the group of trainers, with its permissions on every catalog. Runs as often as one likes."""
    group, _created = Group.objects.get_or_create(name=TRAINERS)
    group.permissions.add(*permissions(MODEL_PERMISSIONS))
    root = Collection.get_first_root_node()
    for permission in permissions(COLLECTION_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    for catalog in CatalogPage.objects.all():
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=catalog.page_ptr, permission=permission)
    return group


def permissions(names) -> list[Permission]:
    """Return the permissions that exist among (app label, codename) pairs."""
    found = Permission.objects.select_related("content_type").filter(codename__in={code for _app, code in names})
    return [one for one in found if (one.content_type.app_label, one.codename) in set(names)]
