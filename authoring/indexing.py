"""Search and references of what a load saves: brought up to date once for each page, not at each of its four saves."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task


@contextmanager
def indexed_once() -> Iterator[None]:
    """Inside, note what is saved; at the end, index each of it once, as far as it is still there.

    Not for a process that serves pages: meanwhile nothing else in it is indexed.
    """
    searched = [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]
    tracked = set(ReferenceIndex.tracked_models)
    saved: dict[tuple, None] = {}

    def note(sender, instance, **_kwargs):
        saved[sender, instance.pk] = None

    for model in searched:
        post_save.disconnect(post_save_signal_handler, sender=model)
    for model in {*searched, *tracked}:
        post_save.connect(note, sender=model, weak=False)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in {*searched, *tracked}:
            post_save.disconnect(note, sender=model)
        for model in searched:
            post_save.connect(post_save_signal_handler, sender=model)
        for model, pk in saved:
            bring_up_to_date(model, pk, model in searched, model in tracked)


def bring_up_to_date(model, pk, is_searched: bool, is_tracked: bool) -> None:
    if not model._default_manager.filter(pk=pk).exists():
        return
    name = (model._meta.app_label, model._meta.model_name, str(pk))
    if is_searched:
        insert_or_update_object_task.enqueue(*name)
    if is_tracked:
        update_reference_index_task.enqueue(*name)
