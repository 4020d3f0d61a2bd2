"""Matching, ordering, sorting into bins: what is dragged elsewhere is chosen here, by pointer, touch or key."""

from hashlib import blake2s

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from ipslearn.languages.segments import TranslatedBlock
from questions.arranging import in_order
from questions.definitions import Bin, Card, Entry, Matching, Ordering, Pair, Sorting
from questions.kinds.base import COMMON, RIGHT, FeedbackBlock, QuestionBlock, fails, listed, raw_list, short_names
from questions.scoring import mapping, strings


class PairBlock(TranslatedBlock):
    left = blocks.TextBlock(required=False, max_length=500, rows=1, label=_("Left side"))
    right = blocks.TextBlock(max_length=500, rows=1, label=_("Right side"))
    feedback = FeedbackBlock()

    class Meta:
        label_format = "{left} – {right}"


class MatchingBlock(QuestionBlock):
    model = Matching

    pairs = blocks.ListBlock(
        PairBlock(),
        min_num=2,
        max_num=20,
        label=_("Pairs"),
        help_text=_("A right side without a left one fits nothing: it keeps the last pair from being a gift."),
    )

    def own_fields(self, value):
        return {
            "pairs": tuple(
                Pair(part, one.get("left") or "", one.get("right") or "", one.get("feedback") or "")
                for part, one in listed(value.get("pairs"))
            )
        }

    def own_raw(self, question):
        return {
            "pairs": raw_list(
                question.pairs, lambda one: {"left": one.left, "right": one.right, "feedback": one.feedback}
            )
        }

    def clean(self, value):
        value = super().clean(value)
        if sum(bool((one.get("left") or "").strip()) for _part, one in listed(value["pairs"])) < 2:
            raise fails(pairs=_("At least two pairs need a left side."))
        return value

    def read(self, question, data, prefix):
        short = short_names(question.pairs)
        known = {right_name(pair.id): pair.id for pair in question.pairs}
        found = {pair.id: data.get(f"{prefix}-{short[pair.id]}") for pair in question.asked}
        return {left: known[name] for left, name in found.items() if name in known} or None

    def rows(self, shown):
        given = mapping(shown.response)
        short = short_names(shown.question.pairs)
        options = distinct(in_order(shown.question.pairs, shown.order))
        words = {pair.id: pair.right for pair in shown.question.pairs}
        names = {option["text"]: option["id"] for option in options}
        return [
            {
                "id": pair.id,
                "field": f"{shown.prefix}-{short[pair.id]}",
                "text": pair.left,
                "options": options,
                "chosen": names.get(words.get(given.get(pair.id, ""), "")),
                "given": words.get(given.get(pair.id, ""), ""),
                "mark": shown.mark(pair.id),
                "right": pair.right if shown.reveal == RIGHT else "",
                "feedback": "" if shown.is_answering else pair.feedback,
            }
            for pair in shown.question.asked
        ]

    class Meta:
        icon = "ips-matching"
        label = _("Matching")
        description = _("What belongs together. One right side more than left sides makes it harder to guess.")
        form_layout = BlockGroup(["prompt", "pairs", *COMMON])
        preview_value = {
            "prompt": "Who does what?",
            "pairs": [
                {"left": "Employment specialist", "right": "Meets employers", "feedback": ""},
                {"left": "Psychiatrist", "right": "Adjusts medicine to working hours", "feedback": ""},
                {"left": "", "right": "Decides for the person", "feedback": ""},
            ],
        }


def right_name(pair_id: str) -> str:
    """Return what stands for a right side in a form: not the id, which is that of the left side it belongs to."""
    return blake2s(f"right:{pair_id}".encode(), digest_size=5).hexdigest()


def distinct(pairs) -> list[dict]:
    """Return the right sides to choose from, those that read the same once."""
    options = {}
    for pair in pairs:
        options.setdefault(pair.right, {"id": right_name(pair.id), "text": pair.right})
    return list(options.values())


class EntryBlock(TranslatedBlock):
    text = blocks.TextBlock(max_length=500, rows=1, label=_("Text"))
    feedback = FeedbackBlock()

    class Meta:
        label_format = "{text}"


class OrderingBlock(QuestionBlock):
    model = Ordering

    entries = blocks.ListBlock(
        EntryBlock(), min_num=2, max_num=20, label=_("In the right order"), help_text=_("Learners see them shuffled.")
    )
    rule = blocks.ChoiceBlock(
        choices=[
            ("position", _("A share for each one in its place")),
            ("neighbours", _("A share for each one followed by the right one")),
            ("exact", _("All or nothing")),
        ],
        default="position",
        label=_("Credit"),
    )

    def own_fields(self, value):
        return {
            "entries": tuple(
                Entry(part, one.get("text") or "", one.get("feedback") or "")
                for part, one in listed(value.get("entries"))
            ),
            "rule": value.get("rule") or "position",
        }

    def own_raw(self, question):
        entries = raw_list(question.entries, lambda one: {"text": one.text, "feedback": one.feedback})
        return {"entries": entries, "rule": question.rule}

    def read(self, question, data, prefix):
        """Each entry has the number of its place; equal numbers keep the order in which they were shown first.

        That first order, never the right one, is no answer: nobody has touched it.
        """
        shown = {one: place for place, one in enumerate(strings(data.getlist(f"{prefix}-shown")))}
        places = {entry.id: data.get(f"{prefix}-{entry.id}", "") for entry in question.entries}
        numbers = {one: int(place) for one, place in places.items() if place.isdecimal() and len(place) < 4}
        # Never by the order of the definition: that is the answer.
        given = sorted(numbers, key=lambda one: (numbers[one], shown.get(one, len(shown)), one))
        return given if given and given != list(shown) else None

    def rows(self, shown):
        given = strings(shown.response)
        entries = in_order(shown.question.entries, given or shown.order)
        places = {entry.id: place for place, entry in enumerate(shown.question.entries, start=1)}
        return [
            {
                "id": entry.id,
                "field": f"{shown.prefix}-{entry.id}",
                "text": entry.text,
                "place": place,
                "places": range(1, len(entries) + 1),
                "mark": shown.mark(entry.id),
                "right": places[entry.id] if shown.reveal == RIGHT else None,
                "feedback": "" if shown.is_answering else entry.feedback,
            }
            for place, entry in enumerate(entries, start=1)
        ]

    class Meta:
        icon = "ips-ordering"
        label = _("Ordering")
        description = _("Steps or dates to put in order.")
        form_layout = BlockGroup(["prompt", "entries", "rule", *COMMON])
        preview_value = {
            "prompt": "Put the steps in order.",
            "rule": "position",
            "entries": [{"text": "A wish", "feedback": ""}, {"text": "A visit", "feedback": ""}],
        }


class CardBlock(TranslatedBlock):
    text = blocks.TextBlock(max_length=500, rows=1, label=_("Card"))
    feedback = FeedbackBlock(label=_("Why it belongs here"))

    class Meta:
        label_format = "{text}"


class BinBlock(TranslatedBlock):
    text = blocks.CharBlock(max_length=80, label=_("Name of the bin"))
    is_depends = blocks.BooleanBlock(
        required=False, label=_("It depends"), help_text=_("For cards where the reason matters more than the place.")
    )
    cards = blocks.ListBlock(CardBlock(), required=False, default=[], max_num=40, label=_("Cards that belong in it"))

    class Meta:
        label_format = "{text}"


class SortingBlock(QuestionBlock):
    model = Sorting

    bins = blocks.ListBlock(BinBlock(), min_num=2, max_num=6, label=_("Bins"))

    def own_fields(self, value):
        bins, cards = [], []
        for part, one in listed(value.get("bins")):
            bins.append(Bin(part, one.get("text") or "", bool(one.get("is_depends"))))
            cards += [
                Card(card, inner.get("text") or "", part, inner.get("feedback") or "")
                for card, inner in listed(one.get("cards"))
            ]
        return {"bins": tuple(bins), "cards": tuple(cards)}

    def own_raw(self, question):
        def raw_bin(one):
            cards = [card for card in question.cards if card.bin == one.id]
            inner = raw_list(cards, lambda card: {"text": card.text, "feedback": card.feedback})
            return {"text": one.text, "is_depends": one.is_depends, "cards": inner}

        return {"bins": raw_list(question.bins, raw_bin)}

    def clean(self, value):
        value = super().clean(value)
        if sum(len(listed(one["cards"])) for _part, one in listed(value["bins"])) < 2:
            raise fails(bins=_("There is nothing to sort: put at least two cards into the bins."))
        return value

    def read(self, question, data, prefix):
        bins = {name: one for one, name in short_names(question.bins).items()}
        found = {card: data.get(f"{prefix}-{name}") for card, name in short_names(question.cards).items()}
        return {card: bins[name] for card, name in found.items() if name in bins} or None

    def rows(self, shown):
        given = mapping(shown.response)
        names = {one.id: one.text for one in shown.question.bins}
        short, fields = short_names(shown.question.bins), short_names(shown.question.cards)
        bins = [{"id": short[one.id], "text": one.text} for one in shown.question.bins]
        return [
            {
                "id": card.id,
                "field": f"{shown.prefix}-{fields[card.id]}",
                "text": card.text,
                "bins": bins,
                "chosen": short.get(given.get(card.id)),
                "given": names.get(given.get(card.id, ""), ""),
                "mark": shown.mark(card.id),
                "right": names[card.bin] if shown.reveal == RIGHT else "",
                "feedback": "" if shown.is_answering else card.feedback,
            }
            for card in in_order(shown.question.cards, shown.order)
        ]

    class Meta:
        icon = "ips-sorting"
        label = _("Sorting into bins")
        description = _("Cards that belong to one of two or more groups, with a reason for each.")
        form_layout = BlockGroup(["prompt", "bins", *COMMON])
        preview_value = {
            "prompt": "Which model is it?",
            "bins": [
                {"text": "Place-train", "cards": [{"text": "A first visit in week three", "feedback": ""}]},
                {"text": "Train-place", "cards": [{"text": "Punctuality first", "feedback": ""}]},
            ],
        }
