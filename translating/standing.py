"""How far the translation of a course is: what was sent, what is translated, what changed since, what is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, Max, OuterRef, Q
from wagtail.models import Locale, Page
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation, Translation

from quizzes.models import QuestionBank
from translating.changes import has_changed
from translating.scope import Scope, in_language, out_of_order, scopes_of, withdrawn_in

# Not there in the language; written there by somebody; sent, and the text kept in step.
MISSING, BY_HAND, SENT = "missing", "by_hand", "sent"


@dataclass(frozen=True)
class Row:
    """A page or bank and its translation. `total` and `done` count texts; `is_changed` is since it was sent.

    `is_waiting`: it is published, and was translated or brought up to date since.
    """

    source: Page | QuestionBank
    target: Page | QuestionBank | None
    translation: Translation | None
    total: int = 0
    done: int = 0
    is_changed: bool = False
    is_waiting: bool = False

    @property
    def state(self) -> str:
        if self.target is None:
            return MISSING
        return SENT if self.translation and self.translation.enabled else BY_HAND

    @property
    def is_sent(self) -> bool:
        return self.state == SENT

    @property
    def is_live(self) -> bool:
        return self.target is not None and self.target.live

    @property
    def kind(self) -> str:
        return self.source._meta.verbose_name

    @property
    def level(self) -> int:
        """How deep it stands below the course; a bank stands beside it."""
        return max(0, self.source.depth - 4) if isinstance(self.source, Page) else 0


@dataclass(frozen=True)
class Standing:
    """The rows of a scope in one language, and their sums.

    `is_reordered`: pages of the original were moved since. `withdrawn`: published here, while their originals are not.
    """

    page: Page
    locale: Locale
    rows: tuple[Row, ...]
    is_reordered: bool = False
    withdrawn: tuple[Page, ...] = ()

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def missing(self) -> int:
        return self.count(MISSING)

    @property
    def by_hand(self) -> int:
        return self.count(BY_HAND)

    @property
    def sent(self) -> int:
        return self.count(SENT)

    @cached_property
    def changed(self) -> int:
        return sum(row.is_changed for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)

    @property
    def live(self) -> int:
        return sum(row.is_live for row in self.rows)

    @property
    def is_behind(self) -> bool:
        """Whether an update has anything to do."""
        return bool(self.changed or self.missing or self.is_reordered)


def standing_of(page: Page, locale: Locale) -> Standing:
    return standings_of([page], locale)[0]


def standings_of(pages: Sequence[Page], locale: Locale) -> list[Standing]:
    """Return how far pages of one language, each with all that goes with it, are in another language.

    The same queries whatever their number and size.
    """
    scopes = scopes_of(pages)
    known = translations_in(scopes, locale)
    facts = Facts(
        present=in_language(scopes, locale),
        known=known,
        counts=counts_of([one.source_id for one in known.values()], locale),
        touched=last_translated([key for scope in scopes for key in scope.keys], locale),
        withdrawn=withdrawn_in(scopes, locale),
    )
    return [facts.standing_of(scope, locale) for scope in scopes]


@dataclass(frozen=True)
class Facts:
    """What is known of several scopes, by translation key; `counts` by source."""

    present: dict
    known: dict
    counts: dict
    touched: dict
    withdrawn: list[Page]

    def standing_of(self, scope: Scope, locale: Locale) -> Standing:
        rows = tuple(self.row_of(one) for one in scope)
        is_reordered = bool(out_of_order(scope, self.present, enabled_in(self.known)))
        top = self.present.get(scope.page.translation_key)
        withdrawn = tuple(one for one in self.withdrawn if top is not None and one.path.startswith(top.path))
        return Standing(scope.page, locale, rows, is_reordered, withdrawn)

    def row_of(self, one: Page | QuestionBank) -> Row:
        translation, target = self.known.get(one.translation_key), self.present.get(one.translation_key)
        row = Row(one, target, translation)
        if not row.is_sent:
            return row
        total, done = self.counts.get(translation.source_id, (0, 0))
        newest = max(filter(None, (translation.source.last_updated_at, self.touched.get(one.translation_key))))
        is_waiting = target.live and target.last_published_at is not None and target.last_published_at < newest
        return Row(one, target, translation, total, done, may_have_changed(translation, one), is_waiting)


def translations_in(scopes: Sequence[Scope], locale: Locale) -> dict:
    """Return {translation key: Translation} of what was sent from the language of the scopes. One query."""
    rows = Translation.objects.filter(
        source__object_id__in=[key for scope in scopes for key in scope.keys],
        source__locale__in={scope.page.locale_id for scope in scopes},
        target_locale=locale,
    )
    return {one.source.object_id: one for one in rows.select_related("source")}


def enabled_in(known: dict) -> set:
    """Return the keys of the translations that were not stopped."""
    return {key for key, translation in known.items() if translation.enabled}


def counts_of(sources, locale: Locale) -> dict[int, tuple[int, int]]:
    """Return {source: (texts, translated texts)}. One query."""
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale=locale, has_error=False
    )
    rows = StringSegment.objects.filter(source__in=sources).annotate(is_translated=Exists(translated))
    sums = (
        rows.order_by().values("source_id").annotate(total=Count("pk"), done=Count("pk", filter=Q(is_translated=True)))
    )
    return {one["source_id"]: (one["total"], one["done"]) for one in sums}


def last_translated(keys, locale: Locale) -> dict:
    """Return {translation key: when a text was last translated in it, or another picture was chosen}. Two queries."""
    found: dict = {}
    for model in (StringTranslation, SegmentOverride):
        rows = model.objects.filter(context__object__in=keys, locale=locale).order_by()
        for key, newest in rows.values_list("context__object").annotate(newest=Max("updated_at")):
            found[key] = max(newest, found.get(key, newest))
    return found


def may_have_changed(translation: Translation, one: Page | QuestionBank) -> bool:
    """Compare only what was published after it was sent."""
    published = one.last_published_at
    if published is not None and published <= translation.source.last_updated_at:
        return False
    return has_changed(translation.source, one)
