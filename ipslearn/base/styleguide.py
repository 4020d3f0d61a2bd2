"""Every component on one page, with long names, Japanese text and empty states. For development and for tests."""

from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.timezone import localdate, now
from django.utils.translation import get_language

from ipslearn.base import blocks
from ipslearn.base.models import GlossaryTerm, Source
from ipslearn.base.principles import PRINCIPLES
from ipslearn.base.prose import Notes, folded
from ipslearn.base.templatetags.components import STATES

EN = {
    "title": "Style guide",
    "hero": "Work is part of recovery. Learn how to support it.",
    "lead": "Short courses about Individual Placement and Support for everyone in a mental health team.",
    "start": "Start with the eight principles",
    "leaders": "For team leaders",
    "lesson": "Hidden filters: how good intentions keep people waiting for years without anybody deciding it",
    "continue": "Continue (6 min)",
    "progress": "2 of 4 lessons · about 5 min left",
    "enrol": "Enrol",
    "complete": "Mark complete and continue",
    "course": "Foundations of Individual Placement and Support for multidisciplinary outpatient teams",
    "summary": "What IPS is, what its eight principles ask of a team, and what changes on Monday.",
    "name": "Maximiliane Katharina Obermüller-Schwarzenberg",
    "empty_title": "No course fits this search",
    "empty_text": "Try fewer words, or look at all courses.",
    "empty_action": "Show all courses",
    "notice_title": "This course has a new edition",
    "notice_text": "What you have finished stays finished. Two lessons are new.",
    "prompt": "On Monday you have ten minutes with Kenta. What would you do or say first?",
    "private": "Only you can read what you write here.",
    "badge": "Essential for your profession",
    "text": (
        "## What the principle says\n\nThe service exists to help people into [[competitive employment]], and "
        "[[fidelity|staying close to the model]] pays. [@bond-2008] Part-time work counts. [@bond-2008; @allan]\n\n"
        "- A job open to **any** applicant\n- In an ordinary workplace\n- At the usual wage\n\n"
        "### Smaller headings\n\nRead [the essay](https://example.org/) or *ask a colleague*."
    ),
    "definition": "A job in the ordinary labour market that anyone could apply for, at the usual wage.",
    "source_note": "A review of eleven trials of high-fidelity programmes.",
    "cells": ["First question", "Who was absent?", "What has happened since we met last week?"],
    "columns": ["", "Attendance is the goal", "A job is the goal"],
    "rows": ["IPS teams", "Other vocational services, as they were usual at the time"],
    "series": "Found a job",
    "long": "One person walks straight to a workplace; another climbs three flights of stairs first.",
}
JA = {
    "title": "スタイルガイド",
    "hero": "働くことは、リカバリーの一部です。支え方を学びましょう。",
    "lead": "精神科医療のチームで働くすべての方のための、個別就労支援（IPS）の短い講座です。",
    "start": "八つの原則から始める",
    "leaders": "チームリーダーの方へ",
    "lesson": "見えないふるい：善意が人を何年も待たせてしまうとき、誰もそれを決めていないのはなぜか",
    "continue": "続きから（6分）",
    "progress": "4レッスン中2つ完了・残り約5分",
    "enrol": "受講を始める",
    "complete": "完了にして次へ進む",
    "course": "多職種チームのための個別就労支援（IPS）基礎講座：八つの原則と月曜日からの実践",
    "summary": "IPSとは何か、八つの原則がチームに何を求めるのか、そして月曜日から何が変わるのか。",
    "name": "長谷川　健太郎",
    "empty_title": "条件に合う講座がありません",
    "empty_text": "言葉を減らすか、すべての講座をご覧ください。",
    "empty_action": "すべての講座を見る",
    "notice_title": "この講座には新しい版があります",
    "notice_text": "修了の記録はそのまま残ります。新しいレッスンが二つあります。",
    "prompt": "月曜日、健太さんと十分間話せます。最初に何をしますか、何と言いますか。",
    "private": "ここに書いたことは、あなた以外の誰も読めません。",
    "badge": "あなたの職種では必修",
    "text": (
        "## 原則が述べていること\n\nこのサービスは、人が[[competitive employment|一般就労]]に就くことを助けるために"
        "あります。[[fidelity|モデルに忠実である]]ことには意味があります。[@bond-2008] 短時間の仕事も数に入ります。"
        "[@bond-2008; @allan]\n\n- **誰でも**応募できる仕事\n- ふつうの職場\n- ふつうの賃金\n\n"
        "### 小見出し\n\n[資料](https://example.org/)を読むか、*同僚に聞いて*みてください。"
    ),
    "definition": "誰でも応募できる、通常の労働市場における、通常の賃金の仕事。",
    "source_note": "忠実度の高い十一の試験の総説。",
    "cells": ["最初の問い", "誰が休んだか。", "先週から何があったか。"],
    "columns": ["", "出席が目標のとき", "仕事が目標のとき"],
    "rows": ["IPSのチーム", "当時ふつうに行われていた他の職業サービス"],
    "series": "就職した人",
    "long": "一人はまっすぐ職場へ歩き、もう一人はまず三つの階段を上ります。",
}
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 500'%3E%3Cstyle%3E"
    "rect%7Bfill:%23e3efed%7Dpath%7Bfill:none;stroke:%230b5a57;stroke-width:12%7D@media(prefers-color-scheme:dark)%7B"
    "rect%7Bfill:%2318312f%7Dpath%7Bstroke:%2377cbc2%7D%7D%3C/style%3E%3Crect width='1200' height='500'/%3E"
    "%3Cpath d='M120 380H1080M120 380 480 200 720 300 1080 120'/%3E%3C/svg%3E"
)


class SamplePicture(SimpleNamespace):
    pk = None

    def get_rendition(self, _filter):
        return SimpleNamespace(url=PICTURE, width=1200, height=500, alt=self.default_alt_text)


def sample_attempts(words) -> list[SimpleNamespace]:
    """Return attempts that were passed, not passed in the end, and one that waits for a review."""
    given = {"pk": 1, "title": words["lesson"], "language": "", "deadline_at": now(), "rules": {"purpose": "module"}}
    return [
        SimpleNamespace(**given, score_given=8.0, percent=80, is_passed=True, is_late=False),
        SimpleNamespace(**given, score_given=4.0, percent=40, is_passed=False, is_late=True),
        SimpleNamespace(**given, score_given=None, percent=None, is_passed=False, is_late=False),
    ]


def sample_steps() -> list[dict]:
    return [{"position": n, "is_answered": n in (1, 2, 5), "is_current": n == 3} for n in range(1, 13)]


class SampleForm(forms.Form):
    name = forms.CharField(label="Name / 名前", help_text="As it should be printed on your certificates.")
    email = forms.EmailField(label="E-mail address", initial="not an address")
    language = forms.ChoiceField(label="Language", choices=settings.LANGUAGES)
    pace = forms.ChoiceField(
        label="How often?",
        choices=[("w", "Weekly"), ("m", "Monthly")],
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label="Send me a reminder when a course is due", required=False)


class FilterForm(forms.Form):
    q = forms.CharField(label="Words / 言葉", required=True)
    length = forms.ChoiceField(label="Length / 長さ", choices=[("", "Any"), ("30", "Up to 30 min")])


def sample_notes(words) -> Notes:
    terms = {
        "competitive employment": GlossaryTerm(
            pk=1,
            key="competitive-employment",
            name_en="competitive employment",
            name_ja="一般就労",
            reading_ja="いっぱんしゅうろう",
        ),
        "fidelity": GlossaryTerm(pk=2, key="fidelity", name_en="fidelity", name_ja="忠実度"),
    }
    for term in terms.values():
        term.definition_en = term.definition_ja = words["definition"]
    sources = [
        Source(
            key="bond-2008", authors="Bond, G. R., Drake, R. E., & Becker, D. R.", year="2008", language="en",
            title="An update on randomized controlled trials of evidence-based supported employment",
            container="Psychiatric Rehabilitation Journal, 31(4), 280–290",
            url="https://example.org/an/address/that/is/quite/long", note=words["source_note"],
        ),
        Source(key="allan", authors="Allan, J.", year="", title="Enabling employment", container="Slides"),
    ]  # fmt: skip
    return Notes({folded(name): term for name, term in terms.items()}, {source.key: source for source in sources})


def sample_values(words, source) -> list:
    """Return (block, value as it would be stored) for every kind of block."""
    item = {"title": words["empty_title"], "text": words["summary"]}
    moments = [{"when": when, **item} for when in ("1989", "1990s", "2012")]
    chart = {
        "columns": [{"type": "label", "heading": ""}, {"type": "number", "heading": words["series"]}],
        "rows": [{"values": [words["rows"][0], 61]}, {"values": [words["rows"][1], 23]}],
    }
    table = {
        "columns": [{"type": "text", "heading": heading} for heading in words["columns"]],
        "rows": [
            {"values": words["cells"]},
            {"values": [words["badge"], words["source_note"] + " [@bond-2008]", words["summary"]]},
        ],
    }
    recording = {"title": words["lesson"], "link": "https://example.org/", "transcript": words["summary"]}
    picture = SamplePicture(default_alt_text=words["long"], credit="")
    return [
        (blocks.CaseBlock(), {"title": words["lesson"], "text": words["summary"]}),
        (blocks.TextBlock(), words["text"]),
        (blocks.KeyPointBlock(), {"title": "", "text": words["notice_text"]}),
        (blocks.CautionBlock(), {"title": words["notice_title"], "text": words["notice_text"]}),
        (blocks.QuotationBlock(), {"text": words["hero"], "by": words["name"], "source": source}),
        (blocks.FigureBlock(), {
            "image": picture, "caption": words["lead"], "source": source, "long_description": words["long"],
        }),
        (blocks.ComparisonTableBlock(), {"caption": words["progress"], "table": table}),
        (blocks.ChartBlock(), {
            "kind": "bars", "caption": words["summary"], "unit": "%", "maximum": 100, "data": chart,
            "source": source, "note": words["source_note"],
        }),
        (blocks.TimelineBlock(), {"caption": words["title"], "items": moments}),
        (blocks.StepsBlock(), {"title": words["start"], "items": [item, item, item]}),
        (blocks.AccordionBlock(), {"title": words["empty_title"], "items": [item, item]}),
        (blocks.VideoBlock(), recording),
        (blocks.AudioBlock(), recording),
        (blocks.DocumentBlock(), {"title": words["course"], "text": words["summary"]}),
    ]  # fmt: skip


def rendered_blocks(words, notes):
    """Render each kind of block as a lesson does. Pictures and sources are put in after the database's part."""
    parts = []
    for number, (block, stored) in enumerate(sample_values(words, notes.sources["bond-2008"])):
        objects = {
            name: stored.pop(name) for name in ("image", "source") if isinstance(stored, dict) and name in stored
        }
        value = block.to_python(stored)
        for name, thing in objects.items():
            value[name] = thing
        kind = type(block).__name__.removesuffix("Block").lower().replace("comparison", "")
        html = block.render(value, {"notes": notes, "block_id": f"b-{number}", "language": get_language()})
        parts.append((kind, number, html))
    return format_html_join("", '<div class="block block--{}" id="b-{}">{}</div>', parts)


def styleguide(request):
    if not (settings.DEBUG or getattr(settings, "STYLEGUIDE", False)):
        raise Http404
    words = JA if get_language() == "ja" else EN
    notes = sample_notes(words)
    card = {"title": words["course"], "summary": words["summary"], "minutes": 240, "modules": 9}
    form = SampleForm({"email": "not an address", "language": "ja"})
    context = {
        "words": words,
        "trail": [(words["start"], "#courses"), (words["course"], "#courses")],
        "actions": [(words["start"], "#courses"), (words["leaders"], "#lesson")],
        "filter_form": FilterForm(),
        "cards": [
            {**card, "languages": ["English", "日本語"], "progress": 40, "badge": words["badge"]},
            {**card, "title": words["badge"], "languages": ["English"], "minutes": 1, "modules": 1, "state": "todo"},
            {**card, "title": words["leaders"], "progress": 100, "state": "done"},
        ],
        "page_obj": Paginator(range(1000), 10).page(3),
        "states": list(STATES),
        "principles": PRINCIPLES,
        "kinds": ["info", "success", "caution", "error"],
        "sample_messages": [
            Message(level, words["notice_text"])
            for level in (constants.SUCCESS, constants.INFO, constants.WARNING, constants.ERROR)
        ],
        "rows": [
            {"title": words["start"], "url": "#courses", "state": "done", "minutes": 8},
            {"title": words["lesson"], "url": "#lesson", "state": "next", "minutes": 6, "is_current": True},
            {"title": words["leaders"], "url": "#courses", "state": "optional", "minutes": 12},
            {"title": words["course"], "url": "", "state": "locked", "minutes": 20},
        ],
        "blocks": rendered_blocks(words, notes),
        "notes": notes,
        "form": form,
        "facts": [(words["progress"], "4 h"), (words["enrol"], words["course"]), (words["badge"], "–")],
        "today": localdate(),
        "attempts": sample_attempts(words),
        "steps": sample_steps(),
    }  # fmt: skip
    return render(request, "styleguide.html", context)
