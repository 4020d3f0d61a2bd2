"""What a change of a plan would do, in words and names."""

from datetime import date

from django.core.paginator import Paginator
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ipslearn.base.models import Profession
from ipslearn.languages.foreign import guessed
from teams import differences
from teams.effects import SHOWN, Change, Effects, Group
from teams.models import TrainingPlan
from teams.plan_facts import as_rule
from teams.screens import requirement_words as words
from teams.screens.plans import course_titles

ICONS = {
    differences.NEWLY_OVERDUE: "caution",
    differences.NEW: "next",
    differences.AGAIN: "clock",
    differences.ENDED: "optional",
    differences.SETTLED: "done",
    differences.SAME: "done",
    differences.NOT_ASKED: "optional",
}
WITH_DATES = {differences.NEW, differences.AGAIN, differences.EARLIER, differences.LATER, *differences.BECOMES.values()}
UNNAMED = {differences.SAME, differences.NOT_ASKED}
"""Groups that are counted; who is in them is shown only where somebody asks."""


def group_words(name: str, n: int) -> str:
    """Say how many people a change means what to."""
    sentences = {
        differences.NEWLY_OVERDUE: ngettext("%(n)s person becomes overdue", "%(n)s people become overdue", n),
        differences.NEW: ngettext("%(n)s person gets the course as new", "%(n)s people get the course as new", n),
        differences.AGAIN: ngettext("%(n)s person has to do it again", "%(n)s people have to do it again", n),
        differences.ENDED: ngettext("%(n)s person no longer needs it", "%(n)s people no longer need it", n),
        differences.SETTLED: ngettext("%(n)s person is no longer late", "%(n)s people are no longer late", n),
        differences.EARLIER: ngettext("%(n)s person has less time", "%(n)s people have less time", n),
        differences.LATER: ngettext("%(n)s person has more time", "%(n)s people have more time", n),
        differences.OTHER: ngettext("%(n)s person stands otherwise", "%(n)s people stand otherwise", n),
        differences.SAME: ngettext("%(n)s person stays as they are", "%(n)s people stay as they are", n),
        differences.NOT_ASKED: ngettext(
            "%(n)s person is not asked for it, before or after", "%(n)s people are not asked for it, before or after", n
        ),
        differences.BECOMES["essential"]: ngettext(
            "for %(n)s person it becomes essential", "for %(n)s people it becomes essential", n
        ),
        differences.BECOMES["recommended"]: ngettext(
            "for %(n)s person it becomes recommended", "for %(n)s people it becomes recommended", n
        ),
        differences.BECOMES["optional"]: ngettext(
            "for %(n)s person it becomes optional", "for %(n)s people it becomes optional", n
        ),
    }
    return sentences[name] % {"n": n}


def due_range_words(group: Group) -> str:
    """Say by when the group has to be done: one date, or from the earliest to the latest."""
    if group.first_due is None or group.difference not in WITH_DATES:
        return ""
    first, last = date_format(group.first_due), date_format(group.last_due)
    if first == last:
        return _("due %(date)s") % {"date": first}
    return _("due between %(first)s and %(last)s") % {"first": first, "last": last}


def until_words(due_on: date | None, expires_on: date | None) -> str:
    if due_on:
        return _("due %(date)s") % {"date": date_format(due_on)}
    return _("valid until %(date)s") % {"date": date_format(expires_on)} if expires_on else ""


def preview_screen(plan: TrainingPlan, change: Change, effects: Effects, only: tuple | None) -> dict:
    """Return what the preview shows. `only` is (course key, difference, page) where one group is looked at."""
    titles = course_titles()
    asked = {line.course_key: line.title for line in change.lines}
    courses = [
        {
            "key": key,
            "title": titles.get(key) or guessed(asked.get(key) or title_kept(plan, key)),
            "groups": [group_row(group, effects) for group in groups],
        }
        for key, groups in effects.groups.items()
    ]
    return {
        "plan": plan,
        "effects": effects,
        "courses": courses,
        "lines": line_rows(plan, change, titles),
        "only": only and only_screen(courses, *only),
        "is_in_force": plan.is_active if change.is_active is None else change.is_active,
    }


def title_kept(plan: TrainingPlan, key) -> str:
    return plan.requirements.filter(course_key=key).values_list("title", flat=True).first() or ""


def group_row(group: Group, effects: Effects) -> dict:
    return {
        "difference": group.difference,
        "icon": ICONS.get(group.difference, "clock"),
        "words": group_words(group.difference, group.count),
        "due": due_range_words(group),
        "count": group.count,
        "is_unnamed": group.difference in UNNAMED,
        "more": group.count > len(group.rows),
        "rows": [
            {
                "name": effects.names[person],
                "before": before,
                "after": after,
                "before_until": until_words(before.due_on, before.expires_on),
                "after_until": until_words(after.due_on, after.expires_on),
            }
            for person, before, after in group.rows
        ],
    }


def only_screen(courses: list[dict], key, name: str, page: int) -> dict | None:
    """Return the one group that is looked at with its page; None if nobody is in it any more."""
    for course in courses:
        for group in course["groups"]:
            if (course["key"], group["difference"]) == (key, name):
                page_obj = Paginator(range(group["count"]), SHOWN).get_page(page)
                return {"course": course, "group": group, "page_obj": page_obj}
    return None


def line_rows(plan: TrainingPlan, change: Change, titles) -> list[dict]:
    """Return each requirement that is touched, as it is asked now and as it would be. Three queries.

    `before` are its points, `after` are (point, whether it is not as before).
    """
    names, by_pk = Profession.objects.names(get_language()), {}
    touched = {*change.ended, *(line.rule.pk for line in change.lines)}
    for row in plan.requirements.filter(pk__in=touched).prefetch_related("professions"):
        by_pk[row.pk] = (row, as_rule(row))
    found = []
    for line in change.lines:
        before = by_pk.get(line.rule.pk)
        title = titles.get(line.course_key) or guessed(line.title)
        was = parts(before[1], names) if before else []
        after = [(part, bool(was) and part not in was) for part in parts(line.rule, names)]
        found.append({"title": title, "before": was, "after": after})
    for pk in change.ended & by_pk.keys():
        row, rule = by_pk[pk]
        title = titles.get(row.course_key) or guessed(row.title)
        found.append({"title": title, "before": parts(rule, names), "after": []})
    return found


def parts(rule, names: dict[str, str]) -> list[str]:
    return words.requirement_parts(rule, names, rule.professions)
