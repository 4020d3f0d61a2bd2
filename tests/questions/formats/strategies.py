"""Questions of every kind for property tests, with whatever text a person or a program may put into them."""

from hypothesis import strategies as st

from questions import definitions as q

# Pieces that mean something in one of the formats, in Markdown or in HTML.
PIECES = [
    *("{", "}", "~", "=", "#", "####", ":", "::", "->", "%50%", "//", "\\", "\\n", "[html]", "[[1]]", "[id:x]"),
    *("$CATEGORY: x", "{1:SA:=a}", "]]>", "<!--", "-->", "--", "<b>", "&amp;", "&#39;", "@@PLUGINFILE@@/a.png"),
    *("\n", "\n\n", "\r\n", "\t", "  ", "\x00", "\x0b", "\u2028", "\ufffe", "\ue000", "\ud800"),
    *("日本語", "全角　文字", "ｶﾅ", "A.", "ANSWER: A", "ipslearn: {}", "* ", "# ", "1. ", "_____", "| a |"),
]
texts = st.one_of(
    st.text(max_size=12),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=6).map("".join),
)
ids = st.one_of(st.uuids().map(str), st.from_regex(r"[a-z]{1,8}", fullmatch=True), texts.filter(bool))
credits = st.one_of(
    st.sampled_from([0.0, 1.0, 0.5, -1.0, 1 / 3, 0.3333333]), st.floats(-1, 1, allow_nan=False, allow_infinity=False)
)
numbers = st.one_of(st.integers(-1000, 1000).map(float), st.floats(allow_nan=False, allow_infinity=False))


def many(strategy, minimum=0, maximum=4):
    return st.lists(strategy, min_size=minimum, max_size=maximum).map(tuple)


choices = many(st.builds(q.Choice, ids, texts, texts, credits))
entries = many(st.builds(q.Entry, ids, texts, texts))
accepted_texts = many(st.builds(q.AcceptedText, ids, texts, credits, texts))
accepted_numbers = many(
    st.builds(q.AcceptedNumber, ids, st.one_of(st.none(), numbers), st.floats(0, 100, allow_nan=False), credits, texts)
)
gaps = many(st.builds(q.Gap, ids, texts, accepted_texts, choices, st.integers(0, 9)))
common = {
    "id": ids,
    "prompt": texts,
    "tags": st.lists(texts, max_size=2).map(tuple),
    **dict.fromkeys(("name", "feedback", "hint", "source", "lesson", "fidelity_item", "difficulty"), texts),
    "principle": st.one_of(st.none(), st.integers(1, 8)),
    "checked_until": st.sampled_from(["", "2027-03-31"]),
}


def of(kind, **fields):
    return st.builds(kind, **common, **fields)


KINDS = {
    "single_choice": of(q.SingleChoice, choices=choices, is_order_fixed=st.booleans()),
    "multiple_choice": of(
        q.MultipleChoice,
        choices=choices,
        rule=st.sampled_from(["all_or_nothing", "proportional", "weighted"]),
        is_order_fixed=st.booleans(),
    ),
    "true_false": of(q.TrueFalse, is_true=st.booleans(), feedback_true=texts, feedback_false=texts),
    "matching": of(q.Matching, pairs=many(st.builds(q.Pair, ids, texts, texts, texts))),
    "ordering": of(q.Ordering, entries=entries, rule=st.sampled_from(["exact", "position", "neighbours"])),
    "sorting": of(
        q.Sorting,
        bins=many(st.builds(q.Bin, ids, texts, st.booleans())),
        cards=many(st.builds(q.Card, ids, texts, ids, texts)),
    ),
    "numeric": of(q.Numeric, accepted=accepted_numbers, units=many(texts), is_unit_required=st.booleans()),
    "short_text": of(q.ShortText, accepted=accepted_texts, is_case_kept=st.booleans()),
    "gaps": of(q.Gaps, text=texts, gaps=gaps, is_case_kept=st.booleans()),
    "open_response": of(
        q.OpenResponse, criteria=entries, model_answer=texts, review=st.sampled_from(["self", "reviewer"])
    ),
}
