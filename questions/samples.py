"""A question of every kind in either language, with long texts: for the style guide. No Django."""

from questions.definitions import (
    AcceptedNumber,
    AcceptedText,
    Bin,
    Card,
    Choice,
    Entry,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    OpenResponse,
    Ordering,
    Pair,
    Question,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)

EN = {
    "single_choice": "Kenta says on Monday that he wants to work. **What comes first?**",
    "multiple_choice": "Which of these are gates in front of the search for a job?",
    "true_false": "Place-train means that people get no support once they have a job.",
    "matching": "Who does what for the same person?",
    "ordering": "Put the steps in order, from a wish to a job that lasts.",
    "sorting": "Which of the two models is it?",
    "numeric": "How many of a hundred people found an ordinary job in the trials?",
    "short_text": "Which of the eight principles says that nobody is screened out?",
    "gaps": "Fill the gaps.",
    "open_response": "Explain to a colleague in two or three sentences why nobody is screened out.",
    "first": "Talk with him about the work he would like, and look at one workplace together this week",
    "second": "Ask him to attend the day programme for three months, so that the team can see how punctual he is",
    "third": "Refer him to the assessment centre",
    "right": "The search begins with the wish of the person.",
    "wrong": "Kindly meant, and still a gate: it decides when the search may begin. In the trials people who waited "
    "for this did not find work more often.",
    "feedback": "Support begins soon: within a month of the first talk.",
    "hint": "Ask whether something has to be finished first.",
    "psychiatrist": "Psychiatrist",
    "specialist": "Employment specialist in the same team",
    "medicine": "Adjusts medicine to the hours of work",
    "employers": "Meets employers six times a week",
    "nobody": "Decides for the person whether work is a good idea",
    "place_train": "Place-train",
    "train_place": "Train-place",
    "depends": "It depends",
    "job": "job",
    "training": "training beside the job",
    "waiting": "waiting for the symptoms to go",
    "sentence": "In place-train the {what} comes first, and {then} follows where it is wanted.",
    "exclusion": "zero exclusion",
    "people": "people",
    "typed": "Eligibility by the choice of the person",
}
JA = {
    "single_choice": "健太さんは月曜日に「働きたい」と言いました。**最初に何をしますか。**",
    "multiple_choice": "仕事探しの手前に置かれた関門は、次のうちどれですか。",
    "true_false": "「就労してから訓練」とは、就職した後に支援がなくなるという意味である。",
    "matching": "同じ人のために、誰が何をしますか。",
    "ordering": "希望から長く続く仕事まで、順番に並べてください。",
    "sorting": "二つの考え方のどちらですか。",
    "numeric": "試験では、百人のうち何人が一般の仕事に就きましたか。",
    "short_text": "誰もふるい落とさないと述べているのは、八つの原則のうちどれですか。",
    "gaps": "空欄を埋めてください。",
    "open_response": "なぜ誰もふるい落とさないのか、同僚に二、三文で説明してください。",
    "first": "どんな仕事をしたいか本人と話し、今週のうちに職場を一つ一緒に見に行く",
    "second": "時間を守れるかどうかをチームが確かめられるように、まず三か月間デイケアに通ってもらう",
    "third": "評価センターに紹介する",
    "right": "仕事探しは本人の希望から始まります。",
    "wrong": "善意ではありますが、これも関門です。いつ仕事探しを始めてよいかを決めてしまいます。試験では、これを"
    "待った人のほうが多く就職したわけではありません。",
    "feedback": "支援はすぐに始まります。最初の面談から一か月以内です。",
    "hint": "先に終えなければならないことがあるかどうかを考えてください。",
    "psychiatrist": "精神科医",
    "specialist": "同じチームの就労支援専門員",
    "medicine": "勤務時間に合わせて薬を調整する",
    "employers": "週に六回、雇用主に会う",
    "nobody": "働くことがよいかどうかを本人に代わって決める",
    "place_train": "就労してから訓練",
    "train_place": "訓練してから就労",
    "depends": "場合による",
    "job": "仕事",
    "training": "仕事と並行した訓練",
    "waiting": "症状が消えるのを待つこと",
    "sentence": "この考え方では{what}が先にあり、望まれるところでは{then}が続きます。",
    "exclusion": "除外基準なし",
    "people": "人",
    "typed": "本人の選択による参加",
}


def questions(language: str) -> list[Question]:
    """Return a question of every kind. The second part of each is the wrong one, where one can be wrong."""
    words = JA if language == "ja" else EN
    return [*chosen(words), *arranged(words), *typed(words)]


def common(words: dict[str, str], kind: str) -> dict[str, str]:
    return {"id": f"sample-{kind}", "prompt": words[kind], "feedback": words["feedback"], "hint": words["hint"]}


def chosen(words: dict[str, str]) -> list[Question]:
    right, wrong = words["right"], words["wrong"]
    first = Choice("a", words["first"], right, 1.0)
    others = (Choice("b", words["second"], wrong), Choice("c", words["third"], wrong))
    gates = (*(Choice(one.id, one.text, one.feedback, 1.0) for one in others), Choice("a", words["first"], right))
    return [
        SingleChoice(**common(words, "single_choice"), choices=(first, *others)),
        MultipleChoice(**common(words, "multiple_choice"), choices=gates),
        TrueFalse(**common(words, "true_false"), is_true=False, feedback_true=wrong, feedback_false=right),
    ]


def arranged(words: dict[str, str]) -> list[Question]:
    right, wrong = words["right"], words["wrong"]
    pairs = (
        Pair("a", words["psychiatrist"], words["medicine"], right),
        Pair("b", words["specialist"], words["employers"], wrong),
        Pair("c", "", words["nobody"]),
    )
    entries = (Entry("1", words["first"], right), Entry("2", words["employers"]), Entry("3", words["medicine"]))
    bins = (Bin("p", words["place_train"]), Bin("t", words["train_place"]), Bin("d", words["depends"], True))
    cards = (Card("1", words["first"], "p", right), Card("2", words["second"], "t", wrong))
    return [
        Matching(**common(words, "matching"), pairs=pairs),
        Ordering(**common(words, "ordering"), entries=entries),
        Sorting(**common(words, "sorting"), bins=bins, cards=cards),
    ]


def typed(words: dict[str, str]) -> list[Question]:
    right, wrong = words["right"], words["wrong"]
    numbers = (AcceptedNumber("1", 61.0, 2.0, 1.0, right), AcceptedNumber("2", None, 0.0, 0.0, wrong))
    spellings = (AcceptedText("1", words["exclusion"], 1.0, right), AcceptedText("2", "*", 0.0, wrong))
    gaps = (
        Gap("g1", "what", accepted=(AcceptedText("g1a", words["job"]),)),
        Gap("g2", "then", choices=(Choice("g2a", words["training"], "", 1.0), Choice("g2b", words["waiting"], wrong))),
    )
    return [
        Numeric(**common(words, "numeric"), accepted=numbers, units=(words["people"],)),
        ShortText(**common(words, "short_text"), accepted=spellings),
        Gaps(**common(words, "gaps"), text=words["sentence"], gaps=gaps),
        OpenResponse(
            **common(words, "open_response"),
            criteria=(Entry("1", words["first"]), Entry("2", words["right"])),
            model_answer=f"{words['right']}\n\n- {words['first']}\n- {words['employers']}",
        ),
    ]


def responses(language: str) -> dict:
    """Return a response to each kind that is wrong, or right in part only."""
    words = JA if language == "ja" else EN
    return {
        "single_choice": "b",
        "multiple_choice": ["b"],
        "true_false": "true",
        "matching": {"a": "a", "b": "c"},
        "ordering": ["1", "3", "2"],
        "sorting": {"1": "p", "2": "d"},
        "numeric": "23",
        "short_text": words["typed"],
        "gaps": {"g1": words["job"], "g2": "g2b"},
        "open_response": {"text": words["typed"] + "\n\n" + words["right"], "met": ["2"]},
    }
